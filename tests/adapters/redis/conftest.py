from tests.support.ledger import bell, ledger_pool

__all__ = ["bell", "ledger_pool"]
