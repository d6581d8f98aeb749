"""An edition is read from a folder and written into one without loss, and errors say where they are."""

from decimal import Decimal

import pytest

from knowledge_base import SHIPPED, EditionBroken, read_edition, write_edition
from knowledge_base.documents import Unreadable, read_document, write_document
from tests.knowledge_base.editions import ANMELDUNG


def test_an_edition_survives_writing_and_reading(folder, tmp_path):
    edition = read_edition(folder.path)

    write_edition(edition, tmp_path / "again")

    assert read_edition(tmp_path / "again") == edition


def test_the_shipped_edition_survives_writing_and_reading(tmp_path):
    edition = read_edition(SHIPPED)

    write_edition(edition, tmp_path)

    assert read_edition(tmp_path) == edition


def test_a_broken_edition_names_file_line_and_reason(folder):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: many")

    with pytest.raises(EditionBroken, match=r"registration/anmeldung/ro\.md:3: version: input should be"):
        read_edition(folder.path)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("18:00", "18:00"),
        ("0345 213", "0345 213"),
        ("0345", "0345"),
        ("no", "no"),
        ("2026-08-19", "2026-08-19"),
        ("2", 2),
        ("13.90", Decimal("13.90")),
        ('"2"', "2"),
        ("null", None),
        ("true", True),
    ],
)
def test_a_scalar_is_what_it_looks_like(written, value):
    assert read_document(f"key: {written}").value == {"key": value}


def test_what_is_written_is_read_back():
    value = {"a": ["18:00", "0345", "no", "2", "2026-08-19", 2, Decimal("2.50"), None, True, "", "a: b", "- c\n# d"]}

    assert read_document(write_document(value)).value == value


@pytest.mark.parametrize(
    ("written", "line", "reason"),
    [
        pytest.param("a: 1\nb: 2\na: 3", 3, "the key a stands here a second time", id="a key twice"),
        pytest.param("a: 1\n b: 2", 2, "this is not valid YAML: mapping values are not allowed", id="no YAML"),
        pytest.param("? [a]\n: 1", 1, "a key must be a word", id="a key that is a list"),
    ],
)
def test_unreadable_yaml_names_its_line(written, line, reason):
    with pytest.raises(Unreadable) as caught:
        read_document(written)

    assert caught.value.line == line
    assert caught.value.reason.startswith(reason)  # how it goes on is libyaml's or PyYAML's own
