"""EXMARaLDA (.exb), basic transcriptions: tiers of events over one timeline (https://exmaralda.org).

Tiers of the type "t" hold what a speaker of the speaker table says; the others describe or annotate it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from corpus.decoding import character_notes, clean
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.tiers import Record, Tier, choose, turns
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_ledger import Ledger
from corpus.readers.xml_tree import Element, parse


class ExmaraldaReader:
    """Reads EXMARaLDA, version 2."""

    name: str = "exmaralda/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is that of a basic transcription, else 0."""
        return 1.0 if root_of(source) == "basic-transcription" else 0.0

    def read(self, source: Source) -> Reading:
        """Events of the tiers that hold speech as turns; FormatError for XML that cannot be read or in which no tier does."""
        document = parse(source)
        root, ledger = document.root, Ledger(document.root)
        elements = list(root.all("tier"))
        chosen = choose(list(_tiers(root, elements)))
        for element, choice in zip(elements, chosen, strict=True):
            if choice.why:
                ledger.skip(element, f"tier {choice.tier.name[:80]!r}: {choice.why}")
            for text in (text for event in element.all("event") for text in event.texts(comments=False)):
                ledger.say(text)
        for head in root.all("head"):
            ledger.skip(head, "header")
        ledger.skip(root, "outside of a tier")
        said = turns(chosen)
        if not said:
            raise FormatError(f"{source.name}: no tier of this file holds speech; put a transcript into it or take it out")
        stem = readable_stem(source.name)
        title = next((one_line(held.words()) for held in root.all("transcription-name") if held.words()), stem)
        notes = (*document.notes, *character_notes("\n".join(turn.text for turn in said)))
        date, dates = dated([(title, "the title")] if title != stem else (), source.name)
        sources = title_from(title if title != stem else "", "the head")
        return Reading(title[:500], date, said, ledger.skipped(), ledger.accounted(), (*notes, *sources, *dates))


def _tiers(root: Element, elements: list[Element]) -> Iterator[Tier]:
    """Every tier; one of no speaker is nobody's, and only the first such one is taken for speech."""
    times = dict(_points(root))
    people = {held.get("id"): _called(held) for held in root.all("speaker")}
    spoken = False
    for element in elements:
        who = element.get("speaker").strip()
        said = element.get("type") in ("t", "") and (bool(who) or not spoken)
        spoken = spoken or (said and not who)
        shown = element.get("display-name") or element.get("category") or element.get("id")
        records = tuple(_records(element, times))
        yield Tier("text" if said else shown, records, people.get(who) or who, "text", coded=not said)


def _called(speaker: Element) -> str:
    return next((one_line(child.words()) for child in speaker.elements() if child.tag == "abbreviation" and child.words()), "")


def _records(tier: Element, times: dict[str, float]) -> Iterator[Record]:
    for event in tier.all("event"):
        text = clean(event.words()).strip()
        if text:
            start, end = times.get(event.get("start")), times.get(event.get("end"))
            time = None if start is None else (start, end if end is not None and end >= start else None)
            yield Record(text, time, event.lines, event.bytes)


def _points(root: Element) -> Iterator[tuple[str, float]]:
    for point in root.all("tli"):
        try:
            value = float(point.get("time"))
        except ValueError:
            continue
        if math.isfinite(value) and 0 <= value <= 1e9:
            yield point.get("id"), round(value, 3)
