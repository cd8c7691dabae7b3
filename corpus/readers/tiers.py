"""Tiers of records with times, as ELAN, Praat and EXMARaLDA keep them, become turns: what is said, in the order in which it is said.

`tier_names` tells what a tier is by its name; here the tiers are chosen that hold what is said, each speaker's words once. Where several hold
the same (a phrase, its words, its sounds), it is the one with the longest pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.joining import Time, Utterance, join
from corpus.readers.tier_names import Sort, speaker_of, told
from corpus.transcript import ByteSpan, Speaker, Turn


@dataclass(frozen=True, slots=True)
class Record:
    """A labelled stretch of time; `time` is None where the file gives none."""

    text: str
    time: Time | None
    lines: tuple[int, int]
    bytes: ByteSpan


@dataclass(frozen=True, slots=True)
class Tier:
    """Records of one kind. `type` is what the file says of the kind ("" for nothing), `above` the name of the tier that it belongs to.

    `apart` says that the records divide those of the tier above or stand in times of their own, not one for one beside them; `coded` that they are
    of a fixed list or points in time.
    """

    name: str
    records: tuple[Record, ...]
    participant: str = ""
    type: str = ""
    above: str = ""
    apart: bool = True
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A tier with its speaker, and why nobody says it ("" where it is said)."""

    tier: Tier
    speaker: Speaker
    why: str = ""


def choose(tiers: Sequence[Tier]) -> tuple[Choice, ...]:
    """Which tiers hold what is said, and whose words they are; in the order of `tiers`."""
    sorts = [_sort(tier) for tier in tiers]
    speakers = [speaker_of(tier.name, tier.participant) for tier in tiers]
    whys = [_not_said(tier, sort) for tier, sort in zip(tiers, sorts, strict=True)]
    _below(tiers, sorts, whys)
    labels = [who.label for who in speakers]
    _beside(tiers, sorts, labels, whys)
    if all(whys):
        _words_only(tiers, sorts, whys)
    _once_only(tiers, labels, whys)
    return tuple(Choice(*found) for found in zip(tiers, speakers, whys, strict=True))


def _sort(tier: Tier) -> Sort:
    named = told(tier.name, tier.participant)
    return named if named else told(tier.type, tier.participant) or "unknown"


def _not_said(tier: Tier, sort: Sort) -> str:
    if not tier.records:
        return "holds no words"
    if sort == "other" or tier.coded:
        return "codes, notes or translations, not what is said"
    if sort in ("words", "sounds"):
        return f"the {sort} of what is said, one by one"
    if sort == "unknown" and sum(_has_word(record.text) for record in tier.records) < 0.3 * len(tier.records):
        return "codes, notes or translations, not what is said"
    return ""


def _has_word(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 1 or any(character > "\u2e7f" for character in letters)


def _below(tiers: Sequence[Tier], sorts: Sequence[Sort], whys: list[str]) -> None:
    """A tier below another is about it, unless it is called speech and the one above is not: that one numbers the utterances then."""
    by_name = {tier.name: at for at, tier in enumerate(tiers)}
    for at, tier in enumerate(tiers):
        above = by_name.get(tier.above)
        if whys[at] or above is None or above == at:
            continue
        if sorts[at] != "said" or (sorts[above] == "said" and not whys[above]):
            whys[at] = f"belongs to the tier {tier.above[:80]!r}"


def _beside(tiers: Sequence[Tier], sorts: Sequence[Sort], labels: Sequence[str], whys: list[str]) -> None:
    """A tier of an unknown name is passed over where the file gives its speaker another one that is called speech."""
    speaking = {label for label, sort, why in zip(labels, sorts, whys, strict=True) if sort == "said" and not why}
    for at, tier in enumerate(tiers):
        if not whys[at] and sorts[at] == "unknown" and tier.participant and labels[at] in speaking:
            whys[at] = "beside what the same speaker says"


def _words_only(tiers: Sequence[Tier], sorts: Sequence[Sort], whys: list[str]) -> None:
    """Where no tier holds more than words, the words are what is said."""
    for at, tier in enumerate(tiers):
        if sorts[at] == "words" and tier.records and not tier.coded:
            whys[at] = ""


def _once_only(tiers: Sequence[Tier], labels: Sequence[str], whys: list[str]) -> None:
    """Two tiers of one speaker that are spoken at the same times are two versions of the same: the first one is kept."""
    taken: dict[str, dict[float, str]] = {}
    for at, tier in enumerate(tiers):
        if whys[at]:
            continue
        known = taken.setdefault(labels[at], {})
        starts = [record.time[0] for record in tier.records if record.time]
        same = [known[start] for start in starts if start in known]
        if len(same) > len(starts) / 2:
            whys[at] = f"another version of the tier {same[0][:80]!r}"
        else:
            known.update(dict.fromkeys(starts, tier.name))


def turns(chosen: Sequence[Choice]) -> tuple[Turn, ...]:
    """The turns of the tiers that are said: records in the order of time, consecutive ones of one speaker joined."""
    said = [choice for choice in chosen if not choice.why]
    named = any(choice.speaker.label for choice in said)
    found: list[Turn] = []
    for run in _runs(_in_time(said)):
        utterances = [Utterance(who, named, record.text, record.lines, record.bytes, record.time) for who, record in run]
        before = len(found)
        found.extend(replace(turn, index=before + turn.index) for turn in join(utterances))
    return tuple(found)


_Placed = tuple[Speaker, Record]


def _in_time(said: Sequence[Choice]) -> Iterator[tuple[int, int, _Placed]]:
    """Every record with the number of its tier and its own in that tier, by when it begins; one without a time follows the one before it in its tier."""
    keyed: list[tuple[float, int, int]] = []
    for tier, choice in enumerate(said):
        last = 0.0
        for number, record in enumerate(choice.tier.records):
            last = record.time[0] if record.time else last
            keyed.append((last, tier, number))
    for _, tier, number in sorted(keyed):
        yield tier, number, (said[tier].speaker, said[tier].tier.records[number])


def _runs(placed: Iterator[tuple[int, int, _Placed]]) -> Iterator[list[_Placed]]:
    """Records that follow each other in one tier of the file too: only these can be one turn with one place."""
    run: list[_Placed] = []
    before = (-1, -1)
    for tier, number, record in placed:
        if run and (tier, number - 1) != before:
            yield run
            run = []
        run.append(record)
        before = (tier, number)
    if run:
        yield run
