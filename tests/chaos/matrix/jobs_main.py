"""The product's scheduler, with a clock that can be wrong: `python -m tests.chaos.matrix.jobs_main`."""

from app import bootstrap
from jobs import main as product
from tests.chaos.matrix import gates

if __name__ == "__main__":
    start = bootstrap.start

    def started(*args: object, **kwargs: object) -> object:
        chosen = start(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they are
        gates.fit()
        return chosen

    bootstrap.start = started  # type: ignore[assignment]  # this process is the matrix's own
    product.main()
