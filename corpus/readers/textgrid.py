"""Praat TextGrid: labels of intervals in tiers over a recording. The tier's name is all that says who speaks.

What is said is chosen by `tiers`: phrases rather than words, words rather than sounds; points in time (pitch, tones) are none. Long and short layouts, with or
without byte-order mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import character_notes, clean, decode
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.praat import Token, Tokens
from corpus.readers.tiers import Choice, Record, Tier, choose, turns
from corpus.readers.titles import dated, readable_stem
from corpus.transcript import Skipped, Turn

_FIRST = re.compile(r'\s{0,20}(?:File type\s{0,9}=\s{0,9})?"ooTextFile(?: short)?"\s{1,20}(?:Object class\s{0,9}=\s{0,9})?"TextGrid"')
_SILENT = frozenset(["sp", "sil", "spn", "<sil>", "<sp>", "<eps>", "<p:>", "<p>", "<usb>", "#", "_", "-", "--", "...", "pau", "<pause>", "silence", "h#"])
_MOST = 1_000_000
_GLIMPSE = 500


class TextGridReader:
    """Reads TextGrid, version 2."""

    name: str = "textgrid/2"

    def recognises(self, source: Source) -> float:
        """1 for a file that begins like Praat's, else 0."""
        head = source.data[:400]
        if b"ooTextFile" not in head.replace(b"\0", b""):
            return 0.0
        return 1.0 if _FIRST.match(decode(source.data, source.name).text) else 0.0

    def read(self, source: Source) -> Reading:
        """Labels of the tiers that hold speech as turns; FormatError for a file that is cut off, broken, or without speech."""
        decoded = decode(source.data, source.name)
        if not _FIRST.match(decoded.text):
            raise FormatError(f"{source.name}: this is no TextGrid in text form; save it as a text file in Praat")
        held = list(_tiers(Tokens(decoded, source.name)))
        chosen = choose([tier.tier for tier in held])
        said = turns(chosen)
        if not said:
            raise FormatError(f"{source.name}: no tier of this file holds speech; put a transcript into it or take it out")
        skipped = [entry for tier, choice in zip(held, chosen, strict=True) for entry in _skipped(tier, choice)]
        date, dates = dated((), source.name)
        return Reading(
            title=readable_stem(source.name),
            date=date,
            turns=said,
            skipped=tuple(sorted(skipped, key=lambda entry: entry.lines)),
            accounted=_accounted(held, said, skipped),
            notes=(*decoded.notes, *character_notes("\n".join(turn.text for turn in said)), *dates),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """A tier, and its records that are marks of silence."""

    tier: Tier
    silent: tuple[Record, ...]


def _tiers(tokens: Tokens) -> Iterator[_Held]:
    for what in ("the file type", "the object class"):
        tokens.string(what)
    tokens.number("when the recording begins")
    tokens.number("when it ends")
    count = tokens.number("the number of tiers") if tokens.flag() == "<exists>" else 0.0
    for _ in range(_size(tokens, count)):
        yield _tier(tokens)


def _tier(tokens: Tokens) -> _Held:
    sort, name = tokens.string("a class of tier"), tokens.string("the name of a tier")
    if sort.value not in ("IntervalTier", "TextTier"):
        raise tokens.error(sort.start, f"a tier is an IntervalTier or a TextTier, not {str(sort.value)[:40]!r}")
    tokens.number("when the tier begins")
    tokens.number("when it ends")
    points = sort.value == "TextTier"
    records: list[Record] = []
    silent: list[Record] = []
    for _ in range(_size(tokens, tokens.number("the number of labels"))):
        start = tokens.number("a time")
        end = start if points else tokens.number("a time")
        record = _record(tokens, tokens.string("a label"), start, end)
        (silent if record.text.casefold() in _SILENT else records).append(record)
    return _Held(Tier(str(name.value), tuple(record for record in records if record.text), coded=points), tuple(silent))


def _record(tokens: Tokens, label: Token, start: float, end: float) -> Record:
    """A label with its time; one before the recording begins has none."""
    lines, place = tokens.place(label)
    words = " ".join(part for part in re.split(r"[ \t\r\n]+", clean(str(label.value))) if part)
    return Record(words.strip(), (round(start, 6), round(end, 6) if end >= start else None) if start >= 0 else None, lines, place)


def _size(tokens: Tokens, count: float) -> int:
    if count != int(count) or not 0 <= count <= _MOST:
        raise FormatError(f"{tokens.name}: {count:g} is no number of tiers or labels")
    return int(count)


def _skipped(held: _Held, choice: Choice) -> Iterator[Skipped]:
    """A tier that nobody says as one entry; of the others, the silence, as one entry too."""
    records = sorted((*held.tier.records, *held.silent), key=lambda record: record.lines)
    if choice.why and records:
        yield _entry(records, f"tier {held.tier.name[:80]!r}: {choice.why}")
    elif held.silent:
        yield _entry(held.silent, f"tier {held.tier.name[:80]!r}: marks of silence")


def _entry(records: tuple[Record, ...] | list[Record], why: str) -> Skipped:
    return Skipped((records[0].lines[0], records[-1].lines[1]), why, " ".join(record.text[:_GLIMPSE] for record in records[:50])[:_GLIMPSE])


def _accounted(held: list[_Held], said: Sequence[Turn], skipped: list[Skipped]) -> float:
    """The share of labels with words whose lines lie in a turn or are skipped; counted from the outcome."""
    covered: set[int] = set()
    for first, last in [*(turn.lines for turn in said if turn.lines), *(entry.lines for entry in skipped)]:
        covered.update(range(first, last + 1))
    labels = [record.lines for tier in held for record in (*tier.tier.records, *tier.silent)]
    return sum(first in covered and last in covered for first, last in labels) / len(labels) if labels else 1.0
