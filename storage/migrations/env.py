"""Runs migrations on the connection that `storage.migration` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from storage.columns import UtcDateTime
from storage.database import Base

connection = context.config.attributes["connection"]


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as plain ones, so that an old migration never imports today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=False,  # the caller begins and ends the one transaction
)
context.run_migrations()
