"""Who is meant by an office: "the mayor", "the finance minister", "the Reserve Bank chair".

An office is borne where a label, its note, a title or a text puts it beside a speaker's name: "MAYOR SOLHEIM", "(Minister
of Housing)", "Chief Engineer Samuel Osei", "Daniel Okafor, hydrologist at …". Without such evidence nobody is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.speakers import match_key
from corpus.speakers import speaker as speaker_of
from rag.names import match, people

if TYPE_CHECKING:
    from rag.cast import Cast


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUNS = _words(
    "mayor minister secretary chair chairman chairwoman chairperson president governor ambassador commissioner senator councillor councilor congressman "
    "congresswoman captain chief director judge justice professor doctor engineer inspector sergeant lieutenant general colonel admiral chancellor premier "
    "spokesman spokeswoman spokesperson attorney counsel clerk treasurer envoy sheriff marshal coach dean rector principal archbishop bishop cardinal king "
    "queen prince princess pope administrator superintendent controller auditor ombudsman speaker surgeon scientist economist hydrologist leader officer "
    "manager designer operator moderator postdoc grad phd representative analyst physician epidemiologist geologist historian architect biologist author host "
    "executive"
)
_SAME = {
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("spokesman", "spokeswoman"), "spokesperson"),
    "councilor": "councillor",
    "dr": "doctor",
    "prof": "professor",
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
}
_SMALL = _words("the a an of for and at in on with to by from")
# Another office than the one without the word: "the Deputy Prime Minister" is not "the Prime Minister".
_LESSER = _words("deputy vice acting former shadow assistant associate junior interim incoming outgoing")
_HANDED_ON = re.compile(r"\b(?:through|translated|translation|speaking|interpreter|interpretation|via|remotely|by|as)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_BEFORE = re.compile(r"((?:(?:(?:[Dd]r|[Pp]rof|[Gg]ov|[Ss]en|[Rr]ep)\.|[^\W\d_][\w'’-]*)\s+){1,5})$")
_AFTER = re.compile(r"^,\s+((?:[a-z][\w-]*\s){0,3}?[a-z][\w-]*)(?=[.;:]|,(?!\s*and\b)|\s+(?:at|of|for|to|with)\b)")
_AS_MANY = 6  # namesakes that a person can still choose between


@dataclass(frozen=True, slots=True)
class Office:
    """The words of an office as it is borne, casefolded, the speaker names of its one bearer, and the transcript that says so."""

    words: frozenset[str]
    names: tuple[str, ...]
    transcript: str


def offices_of(whole: Cast) -> tuple[Office, ...]:
    """Every office that the labels, notes, titles and texts of a whole library give one speaker."""
    return tuple(dict.fromkeys([*_labelled(whole), *_written(whole)]))


def bearers(asked: str, cast: Cast) -> tuple[str, ...]:
    """The speaker names of all who bear the office `asked` ("the finance minister") in these transcripts; none where too many do.

    Words that the office lacks may stand in the title of a transcript in which its bearer speaks: "the Reserve Bank chair".
    What these transcripts say themselves goes before what others do: who is mayor later may sit in the council now.
    """
    words = _plain(_WORDS.findall(asked.casefold()))
    nouns = words & _NOUNS
    if not nouns or len(words) > 5:
        return ()
    speaking, here = frozenset(cast.single), frozenset(held.id for held in cast.transcripts)
    lesser = _LESSER - words
    borne = [office for office in cast.whole.offices if nouns <= office.words and office.words.isdisjoint(lesser) and not speaking.isdisjoint(office.names)]
    whole = [office for office in borne if words <= office.words]
    for told in ([office for office in whole if office.transcript in here], whole, [office for office in borne if office.transcript in here], borne):
        checked = dict.fromkeys((words - office.words, office.names) for office in told)
        found = tuple(dict.fromkeys(name for missing, names in checked if _is_met(missing, names, cast) for name in names if name in speaking))
        if found:
            return found if len(people(found)) <= _AS_MANY and not _borne_elsewhere(words, found, cast) else ()
    return ()


def is_office(asked: str) -> bool:
    """True for words that name an office: "the finance minister"."""
    return bool(_plain(_WORDS.findall(asked.casefold())) & _NOUNS)


def _plain(words: Iterable[str]) -> frozenset[str]:
    plain = (word.rstrip(".").removesuffix("'s").removesuffix("’s") for word in words)
    return frozenset(_SAME.get(word, word) for word in plain) - _SMALL


def _is_met(missing: frozenset[str], names: Sequence[str], cast: Cast) -> bool:
    """True when the title of a transcript with the bearer holds, or begins words with, all that is missing."""
    return not missing or any(missing <= cast.title_words[held.id] for held in cast.spoken_in(names))


def _borne_elsewhere(words: frozenset[str], names: Sequence[str], cast: Cast) -> bool:
    """True when the texts give the same bare office to somebody who never speaks, as often as to the one who does."""
    if len(words) != 1 or not names:
        return False
    surnames = {match_key(name).split()[-1] for name in names}
    met = cast.book.after(next(iter(words)).title())
    mine = sum(count for name, count in met.items() if not surnames.isdisjoint(_WORDS.findall(name.casefold())))
    others = sum(count for name, count in met.items() if not cast.near(name))
    return others > 3 * max(mine, 1)


def _labelled(cast: Cast) -> Iterator[Office]:
    """The offices in labels ("CHAIR WHITLOCK", "Professor C") and in their notes."""
    seen: set[tuple[str, str]] = set()
    for transcript in cast.transcripts:
        for turn in transcript.turns:
            who = turn.speaker
            if (who.label, transcript.id) in seen or not who.name:
                continue
            seen.add((who.label, transcript.id))
            key = match_key(who.name).split()
            before = [word for word in _WORDS.findall(who.name.casefold()) if word not in key or who.kind != "person"]
            beside = [] if _HANDED_ON.search(who.note) else _WORDS.findall(who.note.casefold())
            if _plain([*before, *beside]) & _NOUNS:
                yield Office(_plain([*before, *beside]), _of_one(who.name, cast), transcript.id)


def _written(cast: Cast) -> Iterator[Office]:
    """The offices beside a speaker's name in titles and texts."""
    for surname in sorted(cast.surnames):
        forms = dict.fromkeys((surname.title(), surname.upper(), *(name.split()[-1] for name in cast.near(surname))))
        texts = dict.fromkeys(text for form in forms for text in cast.book.texts(form)[:500])
        given = {words[0] for name in cast.near(surname) if len(words := match_key(name).split()) > 1}
        name = re.compile(rf"\b(?:(?P<given>{'|'.join(map(re.escape, sorted(given))) or 'a^'})\s+)?{re.escape(surname)}\b", re.IGNORECASE)
        for id, text in texts:
            for found in name.finditer(text):
                yield from _beside(id, text, found, surname, cast)


def _beside(id: str, text: str, found: re.Match[str], surname: str, cast: Cast) -> Iterator[Office]:
    """The office right before a name, or behind a full one and a comma."""
    before = _BEFORE.search(text[max(0, found.start() - 80) : found.start()])
    after = _AFTER.match(text[found.end() : found.end() + 80]) if found["given"] else None
    words = [] if before is None else _held(before[1].casefold().split())
    for office in (words, [] if after is None else after[1].split()):
        if _plain(office) & _NOUNS:
            names = match(f"{found['given'] or ''} {surname}", cast.near(surname))
            if len(names.people) == 1:
                yield Office(_plain(office), names.names, id)


def _held(words: list[str]) -> list[str]:
    """The words from the last one that joins two people or things on: "Mayor" of "Reyes and Mayor"."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] in _SMALL - {"of", "for", "the"}:
            return words[at + 1 :]
    return words


def _of_one(name: str, cast: Cast) -> tuple[str, ...]:
    """All the names of the one person that a label stands for; the label alone where it names no person or several."""
    if speaker_of(name).kind != "person":
        return (name,)
    found = match(name, cast.near(name))
    return found.names if len(found.people) == 1 and name in found.names else (name,)
