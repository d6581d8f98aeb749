"""What the documents name exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIFE = ROOT / "docs" / "life-of-a-message.md"
FOLDERS = ("house", "bot", "console", "handoff", "knowledge_base", "nlu", "wording", "storage")


def named_in(document: Path) -> list[str]:
    """What stands between backticks, without code blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^    .*$", "", document.read_text("utf-8"), flags=re.M))


def defined_names() -> set[str]:
    names = set()
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text("utf-8")
            names |= set(re.findall(r"^\s*(?:async )?(?:def|class) (\w+)", text, re.M))
    return names


def test_the_life_of_a_message_names_files_and_names_that_exist():
    """A page that explains the code must not explain an older one."""
    defined = defined_names()
    files = [name for name in named_in(LIFE) if "/" in name]
    names = [name for name in named_in(LIFE) if re.fullmatch(r"[A-Za-z_]+(\.[a-z_]+)?", name) and name != "sending"]

    assert [file for file in files if not (ROOT / file).exists()] == []
    assert [name for name in names if not set(name.split(".")) <= defined] == []
    assert len(files) > 15
    assert len(names) > 12


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(file, id=str(file.relative_to(ROOT)))
        for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    ],
)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text("utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_targets_that_documents_name_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {name for file in documents for name in re.findall(r"`?make ([a-z-]+)", file.read_text("utf-8"))}

    assert named - {"a", "the", "it", "them", "of", "sure"} <= targets


def test_settings_in_the_example_are_settings_of_the_program():
    """Nobody sets what is never read."""
    from house.settings import Settings

    known = {f"LOTSE_{name.upper()}" for name in Settings.model_fields}
    example = set(re.findall(r"LOTSE_[A-Z_]+", (ROOT / ".env.example").read_text("utf-8")))
    composed = set(re.findall(r"LOTSE_[A-Z_]+", (ROOT / "docker-compose.yml").read_text("utf-8")))

    assert example <= known
    assert composed <= known
