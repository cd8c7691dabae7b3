"""Scope found in the words of a question, and follow-ups made to stand alone. Rules, no language model.

A scope must never be wrong: where the words leave a doubt there is none. `saying` finds who speaks, `when` the dates,
`names` which speakers a name fits, `strangers` whether somebody is meant who never speaks, `follow_up` what a
conversation adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.speakers import is_collective, match_key
from corpus.speakers import speaker as speaker_of
from corpus.transcript import Transcript
from rag.follow_up import Wording, as_date, spoken, worded
from rag.names import Match, match
from rag.saying import Saying, topic
from rag.scope import Scope
from rag.strangers import begins_a_name, is_common_word, is_person_named
from rag.when import When, when_said

_DEEDS = frozenset(("announce", "announced", "promise", "promised", "propose", "proposed", "recommend", "recommended", "demand", "demanded"))
_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "his"))


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for.

    `text` is the question made to stand alone; `topic` what is left of it without "What did X say about"; `scope` what its
    own words name; `strangers` are names in a saying construction that nobody in the record bears; `namesakes` are the
    people between whom a name does not decide.
    """

    text: str
    topic: str
    scope: Scope
    strangers: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()


def understand(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str], transcripts: Sequence[Transcript]) -> Understood:
    """The question's meaning. `history` holds earlier (question, answer) pairs, oldest first; `speakers` all names."""
    wording = worded(question, history, speakers)
    said_in, said = spoken(wording)
    asked = [who for saying in said for who in saying.who]
    found = {who: _match(who, speakers, transcripts) for who in asked}
    quoted = [who for saying in said if not _is_deed(said_in, saying) for who in saying.who]
    strangers = tuple(who for who in quoted if not found[who].names and _is_stranger(who, speakers, transcripts))
    # Of "Reyes and the mayor" only one is known: words of the other must not be left out.
    is_open = any(not found[who].names and who not in strangers for who in asked)
    namesakes = tuple(dict.fromkeys(name for held in found.values() if len(held.people) > 1 for name in held.people))
    names = () if is_open or namesakes else tuple(dict.fromkeys(name for who in asked for name in found[who].names))
    when = _when(wording, said_in, said, names, transcripts)
    scope = Scope(speakers=names, since=when.since if when else None, until=when.until if when else None)
    return Understood(wording.text, _topic(wording, said_in, said, when), scope, strangers if not names else (), namesakes)


def stand_alone(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str]) -> str:
    """The question itself, or, when it leans on what went before, with its pronoun named and the earlier question beside it."""
    return worded(question, history, speakers).text


def _is_deed(text: str, saying: Saying) -> bool:
    """True where the question is after a deed that others may tell of: "What summit did Putin propose?", but not "What did Putin propose?"."""
    names_a_thing = len(text[: saying.whole[0]].split()) > 1
    return names_a_thing and text[saying.whole[0] : saying.whole[1]].split()[-1].casefold() in _DEEDS


def _match(who: str, speakers: Sequence[str], transcripts: Sequence[Transcript]) -> Match:
    """The speakers that a name fits; labels that many people share ("Question") are nobody's name."""
    single = [speaker for speaker in speakers if not is_collective(speaker_of(speaker))]
    found = match(who, single)
    head, _, surname = who.rpartition(" ")
    single = [speaker for speaker in single if speaker_of(speaker).kind == "person"]
    if not found.names and head and match(surname, single).names and all(is_common_word(word, transcripts) for word in head.split()):
        return match(surname, single)  # "Hydrologist Okafor"
    return found


def _is_stranger(who: str, speakers: Sequence[str], transcripts: Sequence[Transcript]) -> bool:
    """True for the name, of one to four words, of a person who never speaks here: "Zarif", also written small; not "the Europeans", not "Kalvia"."""
    parts = who.split()
    if parts[0].casefold() in ("the", "a", "an", "our"):
        return False
    if len(parts) > 4 or who.casefold() in _PRONOUNS or (len(parts) == 1 and begins_a_name(who, _surnames(speakers), transcripts)):
        return False
    if len(parts) > 1 and parts[-1].casefold() in _surnames(speakers):  # "Marcus Okafor", neither of the Okafors who speak
        return True
    if all(part[:1].isupper() for part in parts):
        return is_person_named(who, transcripts)
    name = who.title()
    is_written = any(name.split()[-1] in turn.text or name.split()[-1] in turn.speaker.note for transcript in transcripts for turn in transcript.turns)
    return who.islower() and is_written and not is_common_word(parts[-1], transcripts) and is_person_named(name, transcripts)


def _surnames(speakers: Sequence[str]) -> tuple[str, ...]:
    keys = [match_key(speaker) for speaker in speakers if speaker_of(speaker).kind == "person"]
    return tuple(dict.fromkeys(key.split()[-1] for key in keys if key))


def _when(wording: Wording, said_in: str, said: Sequence[Saying], names: Sequence[str], transcripts: Sequence[Transcript]) -> When | None:
    """The dates that the question sets, if these speakers can be dated: a date that is not surely meant so only where they did speak then."""
    if not names:
        return None
    is_own = said_in == wording.own
    own = when_said(wording.own, said[-1].whole[1] if said and is_own else 0)
    found = own or (None if is_own else when_said(as_date(wording.own), 0) or when_said(said_in, said[-1].whole[1] if said else 0))
    if found is None:
        return None
    held = [transcript for transcript in transcripts if any(turn.speaker.name in names for turn in transcript.turns)]
    is_in = any(transcript.date is not None and found.holds(transcript.date) for transcript in held)
    if not is_in and not (found.is_sure and all(transcript.date is not None for transcript in held)):
        return None
    return found if own else replace(found, at=(0, 0))


def _topic(wording: Wording, said_in: str, said: Sequence[Saying], when: When | None) -> str:
    """The topic of the question's own words, then that of the words before it."""
    saying = said[0] if said and said_in == wording.own else None
    own = topic(wording.own, saying, when.at if when and when.at[1] else None)
    if wording.before is None:
        return own
    before_in, before = spoken(wording.before)
    return f"{own} ({_topic(wording.before, before_in, before, None)})"
