"""An edition as one ZIP archive: written out of the database, and taken back as drafts and proposals.

An archive may hold a part of an edition only, below one folder or not. Places, units and reply sentences have
no draft; what differs in them is named and left as it is.
"""

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from knowledge_base.archives import unpacked
from knowledge_base.articles import same_words
from knowledge_base.check import check_article
from knowledge_base.edition import OFFICES, PLACES, REPLY_SENTENCES, UNITS, Edition, examine, write_edition
from knowledge_base.incoming import (
    BROKEN_NAMES,
    LONGEST_TITLE,
    FileRefused,
    Incoming,
    IncomingText,
    IncomingValue,
    Known,
    Problem,
    as_problems,
)
from knowledge_base.markup import markup_in
from knowledge_base.tables import ChangedKind
from knowledge_base.texts import Article
from knowledge_base.value_changes import Changed, values_of
from nlu.topics import TOPICS, area_of
from wording import LANGUAGES

_OF_EDITION: Final = re.compile(
    rf"(?:{re.escape(PLACES)}|{re.escape(OFFICES)}|{re.escape(UNITS)}|{re.escape(REPLY_SENTENCES)}"
    rf"|(?P<area>[a-z_]+)/(?P<topic>[a-z0-9_]+)/(?:facts\.yaml|(?:{'|'.join(LANGUAGES)})\.md))"
)
_OF_SYSTEMS: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
"""What Apple's and Microsoft's programs put in by themselves."""

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


def write_archive(edition: Edition) -> bytes:
    """*edition* in the format of the shipped one, as a ZIP archive; the same edition gives the same bytes."""
    file = io.BytesIO()
    with TemporaryDirectory() as place, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(place)
        write_edition(edition, folder)
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _FIRST_DAY)
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def read_archive(content: bytes) -> Edition:
    """The edition, or the part of one, in an archive.

    Raises:
        FileRefused: it is no archive, holds what is no part of an edition, or something in it cannot be read.
    """
    files = {name: data for name, data in unpacked(content).items() if not _OF_SYSTEMS.search(name)}
    files = _without_outer_folder(files)
    problems = [problem for name in files if (problem := _misplaced(name))]
    if not files:
        problems.append(Problem("no-edition"))
    if problems:
        raise FileRefused(problems)
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name, data in files.items():  # every name is one of an edition: none leads out of the folder
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        edition, reading = examine(folder)
    findings = [each for each in reading.findings if each.rule != "missing-file"]
    if findings:
        raise FileRefused(as_problems(findings))
    return edition


def changes_of(sent: Edition, known: Known) -> Incoming:
    """What the edition that was *sent* changes.

    A text was written upon the version whose number it bears, or upon the one before.

    Raises:
        FileRefused: a text names what there is not, holds HTML, or is no longer what its writer saw.
    """
    together = known.edition.model_copy(
        update={
            "articles": {**known.edition.articles, **sent.articles},
            "facts": {**known.edition.facts, **sent.facts},
            "offices": {**known.edition.offices, **sent.offices},
        }
    )
    problems: list[Problem] = []
    texts = []
    for article in sent.articles.values():
        newest = known.newest.get((article.topic, article.language))
        there = known.versions.get(((article.topic, article.language), article.version))
        if any(each is not None and same_words(each, article) for each in (there, newest)):
            continue
        problems += _problems_of(article, newest, together)
        draft = article.model_copy(update={"status": "draft"})
        texts.append(IncomingText(article=draft, based_on=newest.version if newest else None))
    if problems:
        raise FileRefused(problems)
    facts = (_value("fact", name, known.edition.facts.get(name), fact) for name, fact in sent.facts.items())
    offices = (_value("office", name, known.edition.offices.get(name), office) for name, office in sent.offices.items())
    values = tuple(value for value in (*facts, *offices) if value)
    return Incoming(texts=tuple(texts), values=values, left=tuple(_left(sent, known.edition)))


def _without_outer_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files by their names in the folder that holds them all, where whoever packed them packed the folder."""
    outer = {name.partition("/")[0] for name in files}
    if len(outer) != 1 or any(_OF_EDITION.fullmatch(name) for name in files):
        return files
    inner = {name.partition("/")[2]: data for name, data in files.items()}
    return inner if any(_OF_EDITION.fullmatch(name) for name in inner) else files


def _misplaced(name: str) -> Problem | None:
    place = _OF_EDITION.fullmatch(name)
    if place is None:
        is_outside = name.startswith(("/", "\\")) or ".." in name or ":" in name or "\\" in name
        return Problem("path-outside" if is_outside else "file-unknown", name)
    if place["area"]:
        topic = f"{place['area']}.{place['topic']}"
        if topic not in TOPICS or area_of(topic) == "meta":
            return Problem("topic-unknown", name, found=topic)
    return None


def _problems_of(article: Article, newest: Article | None, edition: Edition) -> list[Problem]:
    problems = []
    if newest is not None and article.version not in (newest.version, newest.version + 1):
        problems.append(Problem("conflict", article.file, 1, found=str(newest.version)))
    if len(article.title) > LONGEST_TITLE:
        problems.append(Problem("line-too-long", article.file, 1, found=f"{len(article.title)} / {LONGEST_TITLE}"))
    if markup := markup_in(article.title):
        problems.append(Problem("markup", article.file, 1, found=markup[:40]))
    for section in article.sections.values():
        for number, line in enumerate(section.text.splitlines()):
            if markup := markup_in(line):
                problems.append(Problem("markup", article.file, section.line + number, found=markup[:40]))
    broken = [each for each in check_article(article, edition) if each.rule in BROKEN_NAMES]
    return problems + as_problems(broken)


def _value(kind: ChangedKind, name: str, before: Changed | None, after: Changed) -> IncomingValue | None:
    if before == after:
        return None
    was = values_of(before) if before is not None else None
    return IncomingValue(kind=kind, name=name, before=was, after=values_of(after))


def _left(sent: Edition, known: Edition) -> list[str]:
    units = [each.name for unit_id, each in sent.units.items() if known.units.get(unit_id) != each]
    sentences = [each for each, sentence in sent.reply_sentences.items() if known.reply_sentences.get(each) != sentence]
    places = [each.name["de"] for kind, each in sent.places.items() if known.places.get(kind) != each]
    return places + units + sentences
