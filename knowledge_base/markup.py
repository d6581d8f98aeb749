"""HTML: recognised where plain text is wanted, and turned into lines of plain text where it comes from elsewhere."""

import re
import unicodedata
from html.parser import HTMLParser

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title", "audio", "video"}
_NEVER_CLOSED = {"br", "hr", "img", "input", "source", "wbr", "meta", "link", "embed", "track", "area", "base", "col"}
_BLOCKS = {
    *("p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "blockquote", "pre", "figure"),
    *("figcaption", "ul", "ol", "dl", "dt", "dd", "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("details", "summary", "form", "address", "caption", "fieldset"),
}


def markup_in(text: str) -> str | None:
    """The first tag, comment or entity of HTML in *text*; None when it is plain."""
    found = _MARKUP.search(text)
    return found[0] if found else None


def plain_lines(html: str) -> list[str]:
    """What a reader sees of *html*, a line for each paragraph, heading and row; items of lists begin with "- ".

    Scripts, styles and pictures are left out. The address of a link to another page stands in brackets behind it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._words: list[str] = []
        self._is_item = False
        self._unseen: list[str] = []
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen or tag in _NEVER_CLOSED - {"br", "hr"}:
            return
        if tag in _BLOCKS or tag == "br":
            self._end_line()
        if tag == "li":
            self._is_item = True
        elif tag in ("td", "th") and self._words:
            self._words.append(" · ")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._words))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
            return
        if tag == "a" and self._link:
            self._name_link(*self._link)
            self._link = None
        if tag in _BLOCKS:
            self._end_line()
            self._is_item = False

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def finished(self) -> list[str]:
        self._end_line()
        return self._lines

    def _name_link(self, address: str, since: int) -> None:
        shown = "".join(self._words[since:])
        if re.fullmatch(r"https?://[^\s<>\"{}]+", address) and address.rstrip("/") not in shown:
            self._words.append(f" ({address})")

    def _end_line(self) -> None:
        visible = "".join(" " if each.isspace() else each for each in "".join(self._words) if _is_seen(each))
        line = " ".join(visible.split())
        self._words, self._link = [], None
        if line:
            self._lines.append(f"- {line}" if self._is_item else line)
            self._is_item = False


def _is_seen(character: str) -> bool:
    """Whether it is more than a control or format character, such as a soft hyphen or a turn of direction."""
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")
