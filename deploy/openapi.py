"""`manage.py openapi`: write docs/openapi.json anew. It needs no server."""

import json
from pathlib import Path

from app.factory import create_app
from config.settings import Settings

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


def main() -> None:
    nowhere = Settings(database_url="postgresql://nowhere", redis_url="redis://nowhere", environment="test")
    app = create_app(nowhere)
    FILE.write_text(text_of(app.test_client().get("/openapi.json").get_json()))
    print(f"Written: {FILE}")


def text_of(document: object) -> str:
    """Sorted, so that a change shows where it belongs and nowhere else."""
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
