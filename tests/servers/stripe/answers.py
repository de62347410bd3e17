"""`python -m tests.servers.stripe.answers [spec3.json]`: the imitation's answers against Stripe's document.

Every call that our adapters make is made once. Each good answer, however deep, has to be one that Stripe's
own OpenAPI document allows for that call. The document is not kept here: it lies in the module of stripe-mock
and is fetched by `go mod download`, unless a copy is named.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from app.adapters.payments.stripe import Access
from tests.contracts.companies import a_key
from tests.servers.stripe.api import route
from tests.servers.stripe.books import Call
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server
from tests.servers.stripe.story import tell

MODULE = "github.com/stripe/stripe-mock@v0.203.0"
PLACE = Path("embedded/openapi/spec3.json")
_NAMES = re.compile(r"\{\w+\}")


def main() -> int:
    """The number of calls whose answers the document does not allow."""
    document = json.loads((Path(sys.argv[1]) if sys.argv[1:] else fetched()).read_text())
    wrong = sorted(set(problems(document)))
    for problem in wrong:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(wrong)} problems; {document['info']['version']}\n")
    return len(wrong)


def fetched() -> Path:
    """Stripe's document out of the Go module."""
    said = subprocess.run(
        ["go", "mod", "download", "-json", MODULE], check=True, capture_output=True, text=True, cwd="/"
    )
    return Path(json.loads(said.stdout)["Dir"]) / PLACE


def problems(document: dict[str, Any]) -> Iterator[str]:
    root = {"components": {"schemas": _modern(document["components"]["schemas"])}}
    with stripe_server() as imitation:
        access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=imitation.site)
        tell(access, imitation, a_key)
        for call, answer in imitation.answers:
            if call.status == 200:
                yield from _problem(document, root, call, answer)


def _problem(document: dict[str, Any], root: dict[str, Any], call: Call, answer: Any) -> Iterator[str]:
    found = route(call.method, call.path)
    assert found is not None
    method, path = found.call.split(" ")
    same = {_NAMES.sub("{}", known): operations for known, operations in document["paths"].items()}
    content = same[_NAMES.sub("{}", path)][method.lower()]["responses"]["200"]["content"]
    schema = _modern(content["application/json"]["schema"])
    problem = best_match(Draft202012Validator({**root, **schema}).iter_errors(answer))
    if problem is not None:
        yield f"{found.call}: {problem.json_path}: {problem.message[:200]}"


def _modern(node: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: what is nullable may be null."""
    if isinstance(node, list):
        return [_modern(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {name: _modern(part) for name, part in node.items()}
    if made.pop("nullable", False) is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made


if __name__ == "__main__":
    sys.exit(main())
