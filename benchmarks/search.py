"""How well and how fast the search finds: `python -m benchmarks.search` prints two tables for docs/knowledge-base.md.

The questions in nlu/questions were written by other hands than examples and articles, and nothing is trained or tuned
on them. Times are processor time, so that it does not matter what else the machine does; garbage is looked for as
rarely as in `lotse up`.
"""

import asyncio
import gc
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from sqlalchemy import insert

from benchmarks.large_edition import large_edition
from benchmarks.plain_bm25 import PlainBm25, folded
from benchmarks.start import learnt
from knowledge_base.articles import install_edition
from knowledge_base.desk_search import DeskSearch
from knowledge_base.edition import Edition, read_edition
from knowledge_base.library import Library
from knowledge_base.search import SearchIndex
from knowledge_base.tables import ArticleVersion
from nlu.query import QueryReader
from nlu.questions import Question, shipped_questions
from storage.database import Database, utc_now
from storage.migration import upgrade
from wording import LANGUAGES, Language, Phrases

ASKED = 400
"""Questions of each measurement of time."""
VERSIONS = 20_000
DRAFTS = 300

Find = Callable[[str, Language], list[str]]


@dataclass(frozen=True)
class Quality:
    """How often the right topic is first, among the first three, and the mean of 1 / its place (0 beyond ten)."""

    hit_1: float
    hit_3: float
    mrr: float

    @classmethod
    def of(cls, places: Sequence[int]) -> "Quality":
        """*places* count from 1; 0 says that nothing right was found."""
        found = [place for place in places if place]
        number = len(places)
        return cls(
            sum(place == 1 for place in found) / number,
            sum(place <= 3 for place in found) / number,
            sum(1 / place for place in found) / number,
        )

    def __str__(self) -> str:
        return f"{self.hit_1:.3f} / {self.hit_3:.3f} / {self.mrr:.3f}"


def measure(find: Find, questions: Iterable[Question]) -> dict[str, Quality]:
    """The quality of *find* in each language and in `all`."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for question in questions:
        language = _language(question)
        found = find(question.text, language)
        place = next((at for at, topic in enumerate(found, start=1) if topic in question.topics), 0)
        places[language].append(place)
        places["all"].append(place)
    return {language: Quality.of(found) for language, found in places.items()}


def ways(edition: Edition, reader: QueryReader) -> dict[str, Find]:
    """Plain BM25, and our search with what it knows: words; concepts too; what the interpreter thinks, too."""
    plain = {language: PlainBm25.of(edition, language) for language in LANGUAGES}
    by_words, understanding = SearchIndex(edition), SearchIndex(edition)
    understanding.understand_with(reader)

    def found(index: SearchIndex, *, by_words_alone: bool = False) -> Find:
        return lambda text, language: [hit.topic for hit in index.search(text, language, by_words_alone=by_words_alone)]

    return {
        "plain BM25": lambda text, language: plain[language].search(folded(text, language)),
        "words": found(by_words),
        "words and concepts": found(understanding, by_words_alone=True),
        "with the interpreter": found(understanding),
    }


def asked_about(edition: Edition) -> list[Question]:
    """The questions that an article answers; greetings and what is not ours have none."""
    return [question for question in shipped_questions() if edition.german(question.topic)]


async def main() -> None:
    edition = read_edition()
    with tempfile.TemporaryDirectory(prefix="lotse-benchmark-") as folder:
        await learnt(Path(folder))
        reader = QueryReader.saved(Path(folder))
        assert reader is not None
        _print_quality(edition, reader)
        gc.freeze()
        gc.set_threshold(20_000, 20, 100)
        await _print_speed(edition, reader, Path(folder))


def _print_quality(edition: Edition, reader: QueryReader) -> None:
    questions = asked_about(edition)
    measured = {name: measure(find, questions) for name, find in ways(edition, reader).items()}
    print(f"{len(questions)} questions, {len(edition.articles)} texts. hit@1 / hit@3 / MRR:\n")
    print(f"| language | {' | '.join(measured)} |\n|---|{'---|' * len(measured)}")
    for language in (*LANGUAGES, "all"):
        print(f"| {language} | {' | '.join(str(by[language]) for by in measured.values())} |")


async def _print_speed(edition: Edition, reader: QueryReader, folder: Path) -> None:
    questions = asked_about(edition)[:: len(asked_about(edition)) // ASKED]
    print("\n| milliseconds | 50 % | 95 % | 99 % | longest |\n|---|---|---|---|---|")
    for name, sized in (("81 articles", edition), ("1,000 articles", large_edition(edition))):
        index = SearchIndex(sized)
        index.understand_with(reader)
        _row(f"{name}: the first search in a language", _took_in_each_language(index))
        index.put(sized)
        _row(f"{name}: the first search after a change", _took_in_each_language(index))
        _row(f"{name}: a search", [_took(index, each.text, _language(each)) for each in questions])
    await _print_speed_of_the_desk(large_edition(edition), reader, questions, folder)


def _took_in_each_language(index: SearchIndex) -> list[float]:
    return [_took(index, "Termin", language) for language in LANGUAGES]


async def _print_speed_of_the_desk(
    edition: Edition, reader: QueryReader, questions: Sequence[Question], folder: Path
) -> None:
    database = Database.open(f"sqlite:///{folder / 'search.db'}")
    try:
        await upgrade(database)
        async with database.transaction() as session:
            await install_edition(session, edition, utc_now())
        await _write_old_versions(database, edition)
        async with database.reading() as session:
            library = await Library.load(session, Phrases())
        library.understand_queries(reader)
        desk = DeskSearch(library)

        async def search(question: Question, language: Language | None) -> None:
            async with database.reading() as session:
                await desk.search(session, question.text, language)

        for name, one in (("in one language", True), ("in all languages", False)):
            await search(questions[0], None)
            took = [await _took_waiting(search(each, _language(each) if one else None)) for each in questions[:100]]
            _row(f"1,000 articles, {VERSIONS} versions: at the desk, {name}", took)
    finally:
        await database.close()


async def _write_old_versions(database: Database, edition: Edition) -> None:
    """So many versions in all: older ones of every text, and a draft beside some."""
    rows = []
    names = [column.name for column in ArticleVersion.__table__.columns if column.name != "id"]
    for number in range(VERSIONS - len(edition.articles)):
        article = list(edition.articles.values())[number % len(edition.articles)]
        is_draft = number < DRAFTS
        row = ArticleVersion(created_at=utc_now())
        row.write(article.model_copy(update={"version": 100 if is_draft else -1 - number, "status": "draft"}), False)
        rows.append({name: getattr(row, name) for name in names})
    async with database.transaction() as session:
        await session.execute(insert(ArticleVersion), rows)


def _language(question: Question) -> Language:
    return next(language for language in LANGUAGES if language == question.language)


def _took(index: SearchIndex, query: str, language: Language) -> float:
    began = process_time()
    index.search(query, language)
    return (process_time() - began) * 1000


async def _took_waiting(act: Awaitable[object]) -> float:
    began = process_time()
    await act
    return (process_time() - began) * 1000


def _row(name: str, took: Sequence[float]) -> None:
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    print(f"| {name} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | {max(took):.1f} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
