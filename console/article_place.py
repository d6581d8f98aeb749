"""Where a text stands: its topic and language in the address, and the way back to its page."""

from typing import Annotated

from fastapi import Path
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse

from console.desk import Desk, see_other
from knowledge_base.workflow import Workflow
from wording import Language

Topic = Annotated[str, Path(pattern=r"^[a-z_]+\.[a-z0-9_]+$", max_length=60)]


def page_of(topic: str, language: Language) -> str:
    return f"/desk/knowledge/articles/{topic}/{language}"


def done(topic: str, language: Language, code: str) -> RedirectResponse:
    """After an act: to the page of the text, which says what was done."""
    return see_other(f"{page_of(topic, language)}?done={code}")


def workflow(desk: Desk, session: AsyncSession) -> Workflow:
    """The acts on texts, held against what is published."""
    return Workflow(session, desk.parts.signals, desk.parts.library.edition, desk.now())
