"""What differs between two texts is shown as a person would say it."""

import pytest

from console.text_diff import differences


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param("Gehen Sie hin.", "Gehen Sie hin.", "Gehen Sie hin.", id="nothing"),
        pytest.param("Es kostet nichts.", "Es kostet gar nichts.", "Es kostet [+gar ]nichts.", id="a new word"),
        pytest.param("Es kostet gar nichts.", "Es kostet nichts.", "Es kostet [-gar ]nichts.", id="a word less"),
        pytest.param("", "Neu.", "[+Neu.]", id="all new"),
        pytest.param("Alt.", "", "[-Alt.]", id="all gone"),
        pytest.param(
            "Bitte kommen Sie am Montag früh ins Amt.",
            "Bitte kommen Sie am Freitag spät ins Amt.",
            "Bitte kommen Sie am [-Montag früh][+Freitag spät] ins Amt.",
            id="words beside each other are one change",
        ),
        pytest.param(
            "Frist: {fact:deadline} ab dem Einzug",
            "Frist: {fact:late} ab dem Einzug",
            "Frist: [-{fact:deadline}][+{fact:late}] ab dem Einzug",
            id="a name in braces changes as a whole",
        ),
        pytest.param(
            "Das Amt hat heute zu.",
            "Fragen Sie uns, wir helfen gern und das kostet nichts.",
            "[-Das Amt hat heute zu.][+Fragen Sie uns, wir helfen gern und das kostet nichts.]",
            id="another text altogether",
        ),
    ],
)
def test_what_went_and_what_came(before: str, after: str, shown: str) -> None:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    pieces = differences(before, after)

    assert "".join(marks[piece.kind].replace("{}", piece.text) for piece in pieces) == shown
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
