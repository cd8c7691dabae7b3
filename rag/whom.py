"""Whom a name or an office in a question means: speakers, several between whom it does not decide, or somebody who never speaks."""

from __future__ import annotations

from corpus.speakers import match_key
from corpus.speakers import speaker as speaker_of
from rag.cast import Cast
from rag.names import Match, match, people, respelt
from rag.offices import bearers, is_office
from rag.strangers import begins_a_name, is_common_word, is_person_named

_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "his"))
NOBODY = Match((), ())


def meant_by(who: str, cast: Cast) -> Match:
    """The speakers of `cast` that `who` means: by name, by office, by both ("Minister Okafor"), or by a name that is misspelt."""
    found = match(who, cast.near(who))
    if len(found.people) > 1:
        return _with_office(who, found, cast)
    if not found.names:
        return _by_office(who, cast) or _by_surname(who, cast) or _misspelt(who, cast)
    if speaker_of(found.names[0]).kind != "person":
        # "The Chair" is a label, "the Reserve Bank chair" may be somebody else.
        return found if match_key(found.people[0]) == match_key(who) else _by_office(who, cast) or found
    full = match(found.people[0], cast.near(found.people[0]))
    return full if len(full.people) == 1 else found


def is_stranger(who: str, cast: Cast) -> bool:
    """True for the name, of one to four words, of a person who never speaks here: "Zarif", also written small; not "the Europeans", not "Kalvia"."""
    parts, book = who.split(), cast.book
    if parts[0].casefold() in ("the", "a", "an", "our"):
        return False
    if len(parts) > 4 or who.casefold() in _PRONOUNS or (len(parts) == 1 and begins_a_name(who, cast.surnames, book)):
        return False
    if len(parts) > 1 and parts[-1].casefold() in cast.surnames:  # "Marcus Okafor", neither of the Okafors who speak
        return True
    if all(part[:1].isupper() for part in parts):
        return is_person_named(who, cast)
    name = who.title()
    return who.islower() and book.holds(name.split()[-1]) and not is_common_word(parts[-1], book) and is_person_named(name, cast)


def askers(cast: Cast) -> tuple[str, ...]:
    """The labels under which reporters ask: "Question", "Q", "Reporter 2"."""
    begin = ("question", "reporter", "journalist", "press")
    return tuple(name for name in cast.speakers if name in ("Q", "q") or (speaker_of(name).kind == "role" and name.casefold().startswith(begin)))


def _with_office(who: str, found: Match, cast: Cast) -> Match:
    """Of namesakes the one who bears the office named with the name, if there is one."""
    name = {word for held in found.names for word in match_key(held).split()}
    title = " ".join(word for word in who.casefold().replace(".", "").split() if word not in name)
    chosen = tuple(held for held in bearers(title, cast) if held in found.names)
    return Match(chosen, people(chosen)) if len(people(chosen)) == 1 else found


def _by_office(who: str, cast: Cast) -> Match | None:
    if not is_office(who):
        return None
    chosen = bearers(who, cast)
    return Match(chosen, people(chosen)) if chosen else None


def _by_surname(who: str, cast: Cast) -> Match | None:
    """The bearer of the surname behind words that are no name: "Hydrologist Okafor"."""
    head, _, surname = who.rpartition(" ")
    if not head or head.casefold() == "the":
        return None
    found = match(surname, [name for name in cast.near(surname) if speaker_of(name).kind == "person"])
    if len(found.people) > 1 and len((chosen := _with_office(who, found, cast)).people) == 1:
        return chosen
    return found if found.names and all(is_common_word(word, cast.book) for word in head.split()) else None


def _misspelt(who: str, cast: Cast) -> Match:
    """The one speaker whose name `who` misspells; a word that the record itself uses is not misspelt."""
    name, wrong = respelt(who, cast.single)
    if not wrong or who.casefold().startswith("the ") or any(is_common_word(word, cast.book) or cast.book.holds(word) for word in wrong):
        return NOBODY
    found = match(name, cast.near(name))
    return found if len(found.people) == 1 else NOBODY
