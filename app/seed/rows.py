"""Writing many rows at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session


def write(session: Session, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """All of them in one statement; they name the same columns, None included."""
    session.execute(insert(model).execution_options(render_nulls=True), rows)


def write_for_ids(session: Session, model: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """The same, giving the new ids in the rows' order."""
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(session.scalars(statement.execution_options(render_nulls=True), rows))
