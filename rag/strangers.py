"""Whether a name that no speaker bears is a person's. Words of one who does not speak must not be sought among others' words.

A country, a company or a treaty in a saying construction is a topic; when in doubt a name is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rag.cast import Cast, Wordbook


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLE = (
    r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Minister|Secretary|Senator|Congressman|Congresswoman|Representative|Mayor|Councillor|"
    r"Governor|Chancellor|Ambassador|Judge|Justice|General|Colonel|Captain|Sergeant|King|Queen|Prince|Princess|Pope|Director|Commissioner)\.?"
)
_TITLED = re.compile(rf"^{_TITLE}\s+\S")
_BARE_TITLE = re.compile(rf"^(?:[A-Z]\w*\s+)*{_TITLE}$")
# Words that open a clause in capitals and are no given name: "With Kalvia", "The Europeans".
_OPENERS = _words(
    "the a an this that these those our your his her their its my some many all both each every no with without if when while since because "
    "although and but or so as "
    "in on at by for from to of under over after before between against like yes not what why how where who which is are was were do does did has have had will"
)
# Nouns that end the name of a body or a place, never a person's.
_BODIES = _words(
    "plc inc ltd llc corp corporation company group holdings institute ministry council committee commission board house bank union university college "
    "school office department agency party government administration team parliament congress senate assembly court fund foundation association "
    "federation republic kingdom states nations city county province port authority service police army navy forces alliance league news times "
    "post podcast report treaty agreement deal accord initiative plan programme program project"
)
_PLACES = _words("port new north south east west northern southern eastern western saint st lake mount gulf cape fort great united san santa los las el")
_BODY_NEXT = re.compile(r"\s+(?:plc|[Ii]nc|[Ll]td|[A-Z]\w*)\b")
_DAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february march april may june july august september "
    "october november december spring summer autumn winter"
)
_ENOUGH = 300  # texts tell how a name is used


def is_person_named(name: str, cast: Cast) -> bool:
    """True when `name` is surely a person's: it carries a title, or the record uses it as one.

    "Zarif" stands as "Javad Zarif", "Rouhani" as "President Rouhani"; "Iran" mostly follows small words, "Maren Tidal"
    is followed by "plc", "NATO" is an acronym. A name of plain words that never occurs counts as a person's: nobody of that name is in the record
    in any case.
    """
    words = name.split()
    last = words[-1].rstrip(".'’")
    if last.casefold() in _BODIES | _DAYS or words[0].casefold() in _PLACES or _is_acronym(last) or len(last) < 2 or _BARE_TITLE.match(name):
        return False
    if _TITLED.match(name) or any(set(words) <= set(label.split()) for label in cast.whole.labels):
        return True
    speaks_beside = re.compile(rf"\b(?<!from ){re.escape(last)}\b")  # "(speaking after Javad Zarif)", not "(translated from Farsi)"
    if any(speaks_beside.search(note) for note in cast.book.notes):
        return True
    return _used_as_person(last, len(words) > 1, cast.book)


def is_common_word(word: str, book: Wordbook) -> bool:
    """True when the record uses `word` in small letters: "Hydrologist" of "Hydrologist Okafor" is no given name."""
    return book.small(word.casefold()) > 0


def begins_a_name(word: str, surnames: Collection[str], book: Wordbook) -> bool:
    """True when the record has `word` right before one of the surnames: "Samuel" of "Samuel Osei", who speaks as "MR. OSEI"."""
    name = word if word[:1].isupper() else word.title()
    full = re.compile(rf"\b{re.escape(name)}\s+([\w'’-]+)")
    return any(after.casefold() in surnames for _, text in book.texts(name) for after in full.findall(text))


def _is_acronym(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= 6


def _used_as_person(last: str, is_full: bool, book: Wordbook) -> bool:
    surname = re.escape(last)
    alone = re.compile(rf"\b{surname}\b")
    given = re.compile(rf"(?P<begins>[.!?]\s|^)?\b(?P<given>[A-Z][\w.'’-]*)\s+{surname}\b")
    # "President Rouhani", "President of Iran Hassan Rouhani"; not "President of South Korea".
    titled = re.compile(rf"\b{_TITLE}\s+(?:(?:(?:of|for|and|the|[A-Z][\w.'’-]*)\s+){{0,8}}?(?:[A-Z][\w.'’-]*\s+){{2}}|(?:[A-Z][\w.'’-]*\s+)?){surname}\b")
    counts = dict.fromkeys(("all", "small", "given", "paired", "titled"), 0)
    counts["small"] = 0 if last.islower() else book.small(last.casefold())
    for _, text in book.texts(last)[:_ENOUGH]:
        counts["all"] += len(alone.findall(text))
        counts["titled"] += len(titled.findall(text))
        for found in given.finditer(text):
            counts["paired"] += 1
            doubtful = found["begins"] or found["given"].casefold() in _PLACES | _DAYS | _OPENERS or _BODY_NEXT.match(text, found.end())
            counts["given"] += not doubtful
    if counts["titled"]:
        return True
    # "Tide" of "Maren Tide" is a word of the language too; "Nord Stream" never stands without its first word, as people soon do.
    is_phrase = counts["small"] > 0 or (is_full and 0 < counts["all"] == counts["paired"])
    return not is_phrase and (counts["all"] == 0 or counts["given"] * 3 >= counts["all"])
