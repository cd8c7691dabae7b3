"""The head of a plain text: which line is the title, where an unlabelled opening begins, and whose it is.

Attributes nothing to anybody except the opening, and that only where the title names its one owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.dates import find_date
from corpus.readers.plain_furniture import head_reason, is_speech
from corpus.readers.plain_rows import Row
from corpus.speakers import match_key, speaker
from corpus.transcript import Speaker

_SPACES = 6  # a line with more of them and a full stop is a sentence; without labels any such line is
_PARAGRAPHS = 300  # no heading is longer, not even the menus of a saved web page
_KIND = re.compile(
    r"(?i)\b(?:remarks|repl(?:y|ies)|answers|statement|conference|briefing|interview|speech|address|hearing|meeting|inquiry|session|"
    r"call|gaggle|podcast|episode|debate|testimony|panel|conversation|transcript|workshop|lecture)\b"
)
_OWNED = (
    r"(?:opening |joint |press |introductory |closing )?"
    r"(?:remarks|statement|speech|address|comments|repl(?:y|ies)|answers|interview|briefing|lecture)"
)
_OWNER = re.compile(r"(?P<owner>.{2,200}?)['’]s? " + _OWNED + r"\b")
_BY = re.compile(r"(?i:\b" + _OWNED + r" (?:by|of|from)) (?P<rest>.{2,200})")
_AFTER_NAME = re.compile(r"[,;:(]| (?:at|on|in|to|during|before|after|following|with) ")
_NAME_RUN = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,7}")


def text_of(paragraph: Sequence[Row]) -> str:
    """The paragraph as one line."""
    return " ".join(row.text for row in paragraph)


def opening(paragraphs: Sequence[Sequence[Row]], title: int, labelled: bool) -> int:
    """The index of the first of the paragraphs before any label that is speech; their number when none is.

    In a text that is not `labelled` any short sentence is. Speech comes after the title (`title` is its index, -1
    for none) and after any line that is a date or a time.
    """
    texts = [text_of(paragraph) for paragraph in paragraphs[:_PARAGRAPHS]]
    dated = [at for at, text in enumerate(texts) if len(text) <= 60 and (find_date(text) or head_reason(text) == "time")]
    start = max([title, *dated]) + 1
    return next((at for at in range(start, len(texts)) if is_speech(texts[at], _SPACES if labelled else 0)), len(paragraphs))


def find_title(paragraphs: Sequence[Sequence[Row]], people: Iterable[str], labelled: bool) -> tuple[int, str]:
    """Where the title stands among the heading's paragraphs and what it says; (-1, "") when none fits.

    A line that names a kind of event and one of the people is the title; else the first line that fits, with the
    first that names a kind of event behind it ("CITY COUNCIL: Ordinary Meeting").
    """
    texts = enumerate(map(text_of, paragraphs[:_PARAGRAPHS]))
    fits = {at: text.lstrip("# ") for at, text in texts if _fits_title(text, _SPACES if labelled else 0)}
    kinds = {at: text for at, text in fits.items() if _KIND.search(text)}
    keys = {key for person in people if len(key := match_key(person)) > 2}
    for at, text in kinds.items():
        words = f" {match_key(text)} ".replace("'s ", " ").replace(",", " ")
        if any(f" {key} " in words for key in keys):
            return at, text
    first = next(iter(fits), -1)
    if first < 0 or not kinds or first in kinds:
        return first, fits.get(first, "")
    kind = next(iter(kinds))
    return kind, f"{fits[first]}: {kinds[kind]}"


def _fits_title(text: str, spaces: int) -> bool:
    """True for a line of letters that is no date, no furniture, no bracket and no sentence."""
    sentence = text[-1] in (".…" if spaces else ".…?!") and text.count(" ") > spaces
    if sentence or len(text) > 400 or text[0] in "([" or not any(character.isalpha() for character in text):
        return False
    return head_reason(text) == "heading" and (len(text) > 40 or find_date(text) is None or bool(_KIND.search(text)))


def owner(title: str, people: Sequence[Speaker]) -> Speaker | None:
    """The one person whose remarks the title announces, marked as inferred; None where that is not certain.

    `people` are those who speak under labels. "X's remarks" must name one of them, and nobody beside; "remarks by X"
    may name a person without a label.
    """
    owned = _OWNER.search(title)
    if owned:
        return _named(owned["owner"], people)
    by = _BY.search(title)
    if by is None:
        return None
    words = _AFTER_NAME.split(by["rest"], maxsplit=1)[0]
    return _named(words, people) or _unlabelled(words)


def _named(words: str, people: Sequence[Speaker]) -> Speaker | None:
    """The only one of the people whose name the words end with; None where two would do or two are named."""
    folded = f" {match_key(words)}"
    if " and " in folded:
        return None
    found = [person.name for person in people if person.kind == "person" and folded.endswith(f" {match_key(person.name)}")]
    if len({match_key(name) for name in found}) != 1:
        return None
    return speaker(max(found, key=len), inferred=True)


def _unlabelled(words: str) -> Speaker | None:
    """The person that "remarks by" is followed by, without titles, if there is one full name."""
    run = _NAME_RUN.match(words)
    if run is None or " and " in words:
        return None
    kept = match_key(run.group()).split()
    name = " ".join(run.group().split()[-len(kept) :])
    person = speaker(name, inferred=True)
    full = 2 <= len(kept) <= 4 and all(word[0].isupper() for word in name.split())
    return person if full and person.kind == "person" else None
