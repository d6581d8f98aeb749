"""Where one sentence ends and the next begins, in seven languages, without any model.

A text is cut into lines and a line into sentences; what stands between them (indentation, bullets, spaces, emoji, line
breaks) is kept beside them, so that a translated text looks like its original. A sentence too many is worse than one
too few: half a sentence has no translation, two in one piece have. So a full stop in doubt ends nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlu.dates import is_month
from nlu.word_tables import read_rows
from wording.languages import LANGUAGES, Language

MAX_CHARACTERS: Final = 400
"""A longer piece is cut at a comma or a space: a model forgets the end of what is too long for it."""

_EMOJI: Final = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3"
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_BULLET: Final = re.compile(r"(?:[-–—•*·▪◦>]|(?P<number>\d{1,2})[.)]|[a-z]\))[ \t]+")
_EDGE: Final = rf"[\s{_EMOJI}]"
_BEFORE: Final = re.compile(rf"{_EDGE}*")
_END: Final = re.compile(rf"""(?:[.!?…]+|[。؟])["'”“’»)\]]*(?P<gap>{_EDGE}+)""")
_LAST_WORD: Final = re.compile(r"[^\s(„“\"'»«]+\Z")
_NEXT_WORD: Final = re.compile(r"[„“”\"'»«(\[]*([^\W_]+)")
_CLAUSE: Final = re.compile(r"[,;:–]\s+|\s+[-–]\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: what stands before its sentences, the sentences, and what follows each of them.

    The last gap holds the end of the line with its line break. A line without words has no sentences.
    """

    before: str
    sentences: tuple[str, ...]
    gaps: tuple[str, ...]

    def text(self, start: int, end: int) -> str:
        """The sentences from *start* up to *end* with what stands between them."""
        between = [*self.gaps[start : end - 1], ""]
        return "".join(sentence + gap for sentence, gap in zip(self.sentences[start:end], between, strict=True))

    def with_sentences(self, sentences: Sequence[str]) -> str:
        """Return the line with other sentences in the same places.

        Raises:
            ValueError: there are more or fewer sentences than before.
        """
        between = zip(sentences, self.gaps, strict=True)
        return self.before + "".join(sentence + gap for sentence, gap in between)


def split(text: str, language: Language) -> list[Line]:
    """Cut *text* into its lines; `with_sentences` of the same sentences, joined, gives *text* again."""
    written = _LINE.findall(text)
    numbered = [bool((match := _BULLET.match(line.lstrip())) and match["number"]) for line in written]
    lines = []
    for index, line in enumerate(written):
        is_in_a_list = any(numbered[near] for near in (index - 1, index + 1) if 0 <= near < len(written))
        lines.append(_line(line, language, numbers_are_bullets=is_in_a_list))
    return lines


def _line(line: str, language: Language, *, numbers_are_bullets: bool) -> Line:
    start = _matched(_BEFORE, line, 0)
    bullet = _BULLET.match(line, start)
    if bullet and (bullet["number"] is None or (numbers_are_bullets and not _names_a_month(line, bullet.end()))):
        start = _matched(_BEFORE, line, bullet.end())
    if start == len(line):
        return Line(line, (), ())
    end = len(line)
    while _BEFORE.fullmatch(line, end - 1, end):
        end -= 1
    sentences: list[str] = []
    gaps: list[str] = []
    begun = start
    for match in _END.finditer(line, start, end):
        if _is_an_end(line, begun, match, language):
            _add(line[begun : match.start("gap")], match["gap"], sentences, gaps)
            begun = match.end()
    _add(line[begun:end], line[end:], sentences, gaps)
    return Line(line[:start], tuple(sentences), tuple(gaps))


def _matched(pattern: re.Pattern[str], line: str, start: int) -> int:
    match = pattern.match(line, start)
    return match.end() if match else start


def _names_a_month(line: str, start: int) -> bool:
    word = _NEXT_WORD.match(line, start)
    return word is not None and is_month(word[1])


def _is_an_end(line: str, begun: int, match: re.Match[str], language: Language) -> bool:
    following = _NEXT_WORD.match(line, match.end())
    if line[match.start()] != "." or match.group().startswith(".."):
        return True
    word = _LAST_WORD.search(line, begun, match.start())
    last = word.group().lower() if word else ""
    if following is None:
        return len(last) > 1
    following_word = following[1]
    opens = following_word.lower() in _OPENERS and not following_word.islower()
    if last.isdecimal():
        return opens or (len(last) > 2 and following_word[0].isupper() and not is_month(following_word))
    if last in _MAYBE_LAST[language]:
        return opens or (following_word[0].isupper() and last not in _WITHIN[language])
    if (len(last) == 1 and last.isalpha()) or last in _WITHIN[language]:
        return False
    if following_word[0].islower():
        return len(last) >= 4 and "." not in last
    return True


def _add(sentence: str, gap: str, sentences: list[str], gaps: list[str]) -> None:
    while len(sentence) > MAX_CHARACTERS:
        cut = _cut(sentence)
        head = sentence[:cut].rstrip()
        if not head or not sentence[cut:].strip():
            break
        sentences.append(head)
        gaps.append(sentence[len(head) : cut])
        sentence = sentence[cut:]
    sentences.append(sentence)
    gaps.append(gap)


def _cut(sentence: str) -> int:
    """Where to cut what is too long: behind the last clause, or space, that still fits."""
    clauses = [match.end() for match in _CLAUSE.finditer(sentence, MAX_CHARACTERS // 4, MAX_CHARACTERS)]
    if clauses:
        return clauses[-1]
    space = sentence.rfind(" ", 1, MAX_CHARACTERS)
    return space + 1 if space > 0 else MAX_CHARACTERS


def _words(place: str) -> dict[Language, frozenset[str]]:
    # German abbreviations stand in every language here: "la Merseburger Str. 5"
    rows = [(code, words.split()) for code, where, words in read_rows("abbreviations") if where == place]
    return {
        language: frozenset(word for code, words in rows if code in {language, "de"} for word in words)
        for language in LANGUAGES
    }


_WITHIN: Final = _words("within")
_MAYBE_LAST: Final = _words("maybe_last")
_OPENERS: Final = frozenset().union(*_words("opener").values())
"""Words that open a sentence and follow no abbreviation, ordinal number or street name."""
