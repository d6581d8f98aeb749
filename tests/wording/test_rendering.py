"""A reply in the form of a channel."""

import pytest

from wording import Button, Line, Phrase, Phrases, Reply, rendering


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases()


def reply(*lines: Line, **more) -> Reply:
    return Reply(kind="text", language="de", lines=lines, **more)


def test_what_people_wrote_never_becomes_markup(phrases):
    """A newcomer's angle brackets stay angle brackets in Telegram."""
    [html] = rendering.telegram(reply(Line(content="<b>&lt;x</b> & y", style="quote")), phrases)

    assert html == "<blockquote>&lt;b&gt;&amp;lt;x&lt;/b&gt; &amp; y</blockquote>"


def test_lists_stand_close_and_paragraphs_apart(phrases):
    lines = (
        Line(content="Erst lesen."),
        Line(content="", label=Phrase(id="section-papers")),
        Line(content="Pass", style="item"),
        Line(content="Mietvertrag", style="item"),
        Line(content="Eins", style="small"),
        Line(content="Zwei", style="small"),
    )

    assert rendering.plain(reply(*lines), phrases) == "Erst lesen.\n\nPapiere:\n• Pass\n• Mietvertrag\n\nEins\nZwei"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Wort " * 4000, id="many words"),
        pytest.param("x" * 12_000, id="one word without end"),
        pytest.param("😀" * 5000, id="characters of two units"),
        pytest.param("<&>" * 3000, id="characters that grow when escaped"),
    ],
)
def test_a_long_reply_becomes_several_messages_and_loses_nothing(phrases, text):
    """Telegram counts UTF-16 units after its tags are read."""
    parts = rendering.telegram(reply(Line(content=text)), phrases)

    read = [part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for part in parts]
    assert all(len(part.encode("utf-16-le")) // 2 <= rendering.TELEGRAM_LIMIT for part in read)
    assert "".join("".join(read).split()) == "".join(text.split())


def test_the_web_gets_the_same_words_as_text_and_as_lines(phrases):
    said = reply(
        Line(content="112", style="number"), buttons=(Button(id="x", label="Hilfe", picture="🆘"),), case=48213
    )

    shown = rendering.web(said, phrases)

    assert shown["text"] == "112"
    assert shown["lines"] == [{"style": "number", "label": "", "text": "112"}]
    assert shown["buttons"] == [{"id": "x", "label": "🆘 Hilfe"}]
    assert (shown["from"], shown["case"], shown["label"]) == ("lotse", 48213, "reviewed")
