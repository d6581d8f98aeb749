"""The knowledge base at the desk: what is to do, and the state of every text."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import SignedIn, TheDesk, editing

routes = APIRouter(prefix="/knowledge")


@routes.get("")
async def show_tasks(visitor: SignedIn, desk: TheDesk) -> Response:
    return desk.page("knowledge_tasks.html", editing(visitor), here="")
