"""ELAN (.eaf): annotations in tiers over a recording, the standard of language documentation and of much oral history.

What is said is chosen by `tiers`; translations, glosses, gestures and codes are skipped tier by tier. Times are those of the time slots; an annotation that
refers to another one has its times. Format: https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.decoding import character_notes, clean
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.joining import Time
from corpus.readers.tiers import Record, Tier, choose, turns
from corpus.readers.titles import dated, readable_stem
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_ledger import Ledger
from corpus.readers.xml_tree import Document, Element, parse

_TOP = {"LICENSE": "a licence", "HEADER": "header", "CONTROLLED_VOCABULARY": "a list of codes", "LANGUAGE": "header"}
_BESIDE = frozenset({"Symbolic_Association"})
_ANNOTATIONS = ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
_PER_SECOND = {"milliseconds": 1000, "": 1000}


class ElanReader:
    """Reads ELAN, version 2."""

    name: str = "elan/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is ELAN's, else 0."""
        return 1.0 if root_of(source) == "ANNOTATION_DOCUMENT" else 0.0

    def read(self, source: Source) -> Reading:
        """Annotations of the tiers that hold speech as turns; FormatError for XML that cannot be read or in which no tier does."""
        document = parse(source)
        ledger = Ledger(document.root)
        elements = [element for element in document.root.elements() if element.tag == "TIER"]
        chosen = choose(list(_tiers(document.root, elements)))
        for element, choice in zip(elements, chosen, strict=True):
            if choice.why:
                ledger.skip(element, f"tier {choice.tier.name[:80]!r}: {choice.why}")
            for text in (text for value in _values(element) for text in value.texts(comments=False)):
                ledger.say(text)
        for element in document.root.elements():
            ledger.skip(element, _TOP.get(element.tag, "a comment" if element.tag == "#comment" else "a description"))
        ledger.skip(document.root, "outside of an annotation")
        said = turns(chosen)
        if not said:
            raise FormatError(f"{source.name}: no tier of this file holds speech; put a transcript into it or take it out")
        stem = readable_stem(source.name)
        notes = (*document.notes, *character_notes("\n".join(turn.text for turn in said)), *_recording(document))
        date, dates = dated((), source.name)
        return Reading(stem, date, said, ledger.skipped(), ledger.accounted(), (*notes, *dates))


def _recording(document: Document) -> Iterator[str]:
    names = (held.get("RELATIVE_MEDIA_URL") or held.get("MEDIA_URL") for held in document.root.all("MEDIA_DESCRIPTOR"))
    first = next((name.replace("\\", "/").rpartition("/")[2] for name in names if name), "")
    if first:
        yield f"the file names its recording: {first[:100]}"


def _tiers(root: Element, elements: list[Element]) -> Iterator[Tier]:
    """Every tier with its records; a record without words is none."""
    types = {held.get("LINGUISTIC_TYPE_ID"): held for held in root.elements() if held.tag == "LINGUISTIC_TYPE"}
    times = _Times(root, elements)
    for element in elements:
        name = element.get("LINGUISTIC_TYPE_REF")
        type_ = types.get(name)
        yield Tier(
            name=element.get("TIER_ID"),
            records=tuple(_records(element, times)),
            participant=element.get("PARTICIPANT").strip(),
            type=name,
            above=element.get("PARENT_REF"),
            apart=type_ is None or type_.get("CONSTRAINTS") not in _BESIDE,
            coded=type_ is not None and bool(type_.get("CONTROLLED_VOCABULARY_REF")),
        )


def _values(element: Element) -> Iterator[Element]:
    """Where the words of annotations stand, in a tier or in one annotation."""
    for annotation in element.all(*_ANNOTATIONS):
        yield from (value for value in annotation.elements() if value.tag == "ANNOTATION_VALUE")


def _records(tier: Element, times: _Times) -> Iterator[Record]:
    for annotation in tier.all(*_ANNOTATIONS):
        text = clean(" ".join(value.words() for value in _values(annotation))).strip()
        if text:
            yield Record(text, times.of(annotation), annotation.lines, annotation.bytes)


class _Times:
    """When annotations are: by the two slots of their own, or those of the annotation that they refer to."""

    def __init__(self, root: Element, tiers: list[Element]) -> None:
        unit = next((_PER_SECOND.get(header.get("TIME_UNITS").lower()) for header in root.all("HEADER")), 1000)
        self._slots = dict(_slots(root, unit)) if unit else {}
        self._annotations = {held.get("ANNOTATION_ID"): held for tier in tiers for held in tier.all(*_ANNOTATIONS)}
        self._known: dict[str, Time | None] = {}

    def of(self, annotation: Element) -> Time | None:
        """Its time in seconds; None where the slots have none, or references lead nowhere or round in a circle."""
        trail: list[str] = []
        time: Time | None = None
        held: Element | None = annotation
        while held is not None and held.get("ANNOTATION_ID") not in trail and len(trail) < 20:
            identifier = held.get("ANNOTATION_ID")
            if identifier in self._known:
                time = self._known[identifier]
                break
            trail.append(identifier)
            if held.tag == "ALIGNABLE_ANNOTATION":
                time = self._between(held)
                break
            held = self._annotations.get(held.get("ANNOTATION_REF"))
        self._known.update(dict.fromkeys(trail, time))
        return time

    def _between(self, annotation: Element) -> Time | None:
        start = self._slots.get(annotation.get("TIME_SLOT_REF1"))
        end = self._slots.get(annotation.get("TIME_SLOT_REF2"))
        return None if start is None else (start, end if end is not None and end >= start else None)


def _slots(root: Element, unit: int) -> Iterator[tuple[str, float]]:
    for slot in root.all("TIME_SLOT"):
        value = slot.get("TIME_VALUE")
        if value.isascii() and value.isdigit() and len(value) < 13:
            yield slot.get("TIME_SLOT_ID"), round(int(value) / unit, 3)
