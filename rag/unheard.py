"""Names in a question that the record nowhere holds: what it never mentions it does not answer.

Only names count, only in an English question, and only where the record has none of them: an answer may well use
other words than the question, but it hardly ever leaves all its names out. A spelling that is near one of the
record's is not unheard of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.cast import Wordbook
from rag.names import is_nearly


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.?!:;(\"“‘«…—–])\s*$")
# German writes every noun with a capital, and other languages' names have other forms in an English record.
_ENGLISH = _words(
    "what who whom whose which where when why how did does do is are will would can could should has have had of about for with the say said any tell"
)
_ENOUGH_ENGLISH = 2
_NO_NAMES = _words(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "mr mrs ms miss dr prof professor sir madam ok"
)
_MOST_WORDS = 25
# Names of one place that share too few letters to be seen as one.
_ALIKE = tuple(
    _words(names)
    for names in (
        "france french",
        "spain spanish spaniards",
        "turkey turkish türkiye",
        "germany german germans",
        "poland polish",
        "greece greek greeks",
        "denmark danish danes",
        "sweden swedish swedes",
        "finland finnish finns",
        "ireland irish",
        "wales welsh",
        "scotland scottish scots",
        "switzerland swiss",
        "netherlands dutch holland",
        "iraq iraqi",
        "peru peruvian",
        "china chinese",
        "britain british uk england english",
        "us usa american america americans",
        "eu europe european",
        "un nations",
        "ussr soviet",
    )
)


def unheard(question: str, topic: str, who: Iterable[str], book: Wordbook) -> tuple[str, ...]:
    """The names of the question that stand in its topic too, in their order, when the record holds none of them; empty otherwise.

    `who` are the names of those whose words are asked for: they are not what is asked about.

    A topic of more than 25 words tells a story; its names are not what is asked for.
    """
    if len(topic.split()) > _MOST_WORDS or len(_ENGLISH.intersection(re.findall(r"[a-z]+", question.casefold()))) < _ENOUGH_ENGLISH:
        return ()
    speakers = " ".join(who)
    names = tuple(dict.fromkeys(name for name in _names(question) if name in topic and name not in speakers))
    return () if any(_is_heard(part, book) for name in names for part in _parts(name)) else names


def _names(text: str) -> list[str]:
    """Words with a capital that do not open a sentence, their "'s" cut off."""
    found = [(word, text[: word.start()]) for word in _NAME.finditer(text)]
    names = [re.sub(r"['’]s?$", "", word.group()) for word, before in found if word.group()[0].isupper() and not _OPENS_SENTENCE.search(before)]
    return [name for name in names if len(name) > 1 and name.casefold() not in _NO_NAMES]


def _parts(name: str) -> list[str]:
    """The parts of a name that are joined by a sign, or by a capital ("JustinTrudeau")."""
    return [part for part in re.split(r"['’-]|(?<=[a-z])(?=[A-Z])", name) if len(part) > 1] or [name]


def _is_heard(name: str, book: Wordbook) -> bool:
    key = name.casefold()
    alike = {other for names in _ALIKE if key in names for other in names}
    return key in book.forms or not alike.isdisjoint(book.forms) or any(is_nearly(key, form) or _is_kin(key, form) for form in book.forms)


def _is_kin(one: str, other: str) -> bool:
    """True for two forms of one name: "Brazilian" and "Brazil", "Europe" and "Europeans", "Italy" and "Italian"."""
    short, long = sorted((one, other), key=len)
    stem = short.rstrip("aeiouy")
    return len(stem) >= 4 and long.startswith(stem if len(short) - len(stem) < 2 else short)
