"""What the signs mean and which keys there are; and the sign that somebody is still writing."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import Acting, SignedIn, TheDesk

routes = APIRouter()


@routes.get("/help")
async def show_help(visitor: SignedIn, desk: TheDesk) -> Response:
    return desk.page("help.html", visitor)


@routes.post("/activity")
async def note_activity(_visitor: Acting) -> Response:
    """A page where somebody types says so now and then, so that a long answer is not lost to the end of the session."""
    return Response(status_code=204)
