"""Examples from which the interpreter learns, added at the desk: what is there, a new one, take one back."""

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Form
from sqlalchemy import select
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, see_other
from console.parts import DeskInterpreter
from console.topic_names import names_by_area, topic_name
from handoff.staff import StaffMember
from nlu.added_examples import LONGEST, TEACHABLE, AddedExamples, ExampleRefused, added_examples
from nlu.anonymity import anonymous
from nlu.examples import Example
from wording import LANGUAGES, Language

routes = APIRouter(prefix="/knowledge/examples")

Field = Annotated[str, Form()]

REFUSED: Final = {
    "empty": "Bitte schreiben Sie einen Satz, wie ihn jemand fragen würde.",
    "long": f"Bitte schreiben Sie höchstens {LONGEST} Zeichen: einen Satz, keine Geschichte.",
    "known": "Diesen Satz kennt Lotse schon.",
    "unknown": "Bitte wählen Sie aus der Liste.",
}


@routes.get("")
async def show_examples(visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _page(desk, editing(visitor), done=done)


@routes.post("")
async def add(visitor: Acting, desk: TheDesk, text: Field = "", language: Field = "", topic: Field = "") -> Response:
    """Take a sentence in; what may name somebody is taken out of it before."""
    editing(visitor)
    spoken: Language | None = next((each for each in LANGUAGES if each == language), None)
    written = " ".join(text.split())
    form = {"text": text, "language": language, "topic": topic}
    if spoken is None:
        return await _page(desk, visitor, status=422, errors={"language": REFUSED["unknown"]}, form=form)
    if len(written) > LONGEST:
        return await _page(desk, visitor, status=422, errors={"text": REFUSED["long"]}, form=form)
    masked = anonymous(written, spoken, partial(_is_known, desk.parts.interpreter, spoken))
    try:
        async with desk.database.transaction() as session:
            adding = AddedExamples(session, desk.parts.signals, desk.now())
            await adding.add(Example(masked, topic, spoken), visitor.actor)
    except ExampleRefused as error:
        return await _page(desk, visitor, status=422, errors={error.field: REFUSED[error.reason]}, form=form)
    return see_other(f"/desk/knowledge/examples?done={'added' if masked == written else 'masked'}")


@routes.post("/remove")
async def remove(visitor: Acting, desk: TheDesk, examples: Field = "") -> Response:
    editing(visitor)
    ids = [int(each) for each in examples.split(",") if each.isascii() and each.isdigit() and len(each) < 19]
    async with desk.database.transaction() as session:
        removed = await AddedExamples(session, desk.parts.signals, desk.now()).remove(ids, visitor.actor)
    return see_other(f"/desk/knowledge/examples?done={'removed' if removed else 'gone'}")


def _is_known(interpreter: DeskInterpreter | None, language: Language, word: str) -> bool:
    understander = interpreter.understander if interpreter else None
    return understander is not None and bool(understander.concepts(word, language))


async def _page(
    desk: Desk,
    visitor: Visitor,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
) -> Response:
    async with desk.database.reading() as session:
        examples = await added_examples(session)
        names = {f"staff:{each.id}": each.name for each in await session.scalars(select(StaffMember))}
    return desk.page(
        "examples.html",
        visitor,
        status=status,
        here="/examples",
        examples=list(reversed(examples)),
        names=names,
        name_of=lambda topic: topic_name(topic, desk.parts.library),
        areas=names_by_area(TEACHABLE, desk.parts.library),
        interpreter=desk.parts.interpreter,
        longest=LONGEST,
        done=done,
        errors=errors or {},
        form=form or {"text": "", "language": "ro", "topic": ""},
    )
