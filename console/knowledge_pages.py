"""The knowledge base at the desk: what is to do, and the state of every text."""

from fastapi import APIRouter
from starlette.responses import Response

from console import matrix_view, task_words
from console.desk import REVIEWING, SignedIn, TheDesk, editing
from knowledge_base.matrix import read_matrix
from knowledge_base.situation import read_situation
from knowledge_base.tasks import tasks_for
from wording.formats import TOWN

routes = APIRouter(prefix="/knowledge")


@routes.get("")
async def show_tasks(visitor: SignedIn, desk: TheDesk) -> Response:
    editing(visitor)
    async with desk.database.reading() as session:
        situation = await read_situation(session, desk.now().astimezone(TOWN).date())
    tasks = tasks_for(visitor.actor, situation, may_review=visitor.member.role in REVIEWING)
    return desk.page(
        "knowledge_tasks.html",
        visitor,
        here="",
        tasks=[task_words.shown(task) for task in tasks[: task_words.SHOWN]],
        further=[task_words.shown(task) for task in tasks[task_words.SHOWN :]],
    )


@routes.get("/matrix")
async def show_matrix(
    visitor: SignedIn, desk: TheDesk, area: str = "", language: str = "", state: str = "", after: str = ""
) -> Response:
    editing(visitor)
    async with desk.database.reading() as session:
        topics = await read_matrix(session, desk.now().astimezone(TOWN).date())
    filters = matrix_view.chosen(area, language, state, after)
    matrix = matrix_view.view(topics, filters, desk.parts.library)
    return desk.page("matrix.html", visitor, here="/matrix", matrix=matrix, **matrix_view.WORDS)
