# Thin wrappers around manage.py, which works where there is no make: python3 manage.py help
PYTHON ?= python3
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help setup run test check openapi lock

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the locked dependencies into .venv
	@$(PYTHON) manage.py setup

run: ## start everything and print the address; SEARCH=opensearch adds a real OpenSearch
	@$(PYTHON) manage.py run $(if $(SEARCH),--search $(SEARCH))

test: ## run all tests; ARGS="-k slots" narrows
	@$(PYTHON) manage.py test $(ARGS)

check: ## lint, format, types, import rules, dependencies, migrations' SQL, the web page
	@$(PYTHON) manage.py check

openapi: ## write docs/openapi.json anew from the code
	@$(PYTHON) manage.py openapi

lock: ## write the lock files anew from pyproject.toml; ARGS=--upgrade takes newer versions
	@$(PYTHON) manage.py lock $(ARGS)
