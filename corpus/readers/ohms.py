"""OHMS: interviews of oral history with their index, as the Oral History Metadata Synchronizer exports them (https://www.oralhistoryonline.org).

The transcript stands in the file as plain text, with marks of minutes in `sync`, or (since version 6) as WebVTT. It is read as such a
file is, at its places in this one. Everything else is the record of the interview: nobody says it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.decoding import Line, character_notes
from corpus.errors import FormatError
from corpus.readers import Reading, Source, caption_reader, plain
from corpus.readers.ohms_text import lines_in, size_in
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.xml_bytes import encoded, root_of
from corpus.readers.xml_ledger import Ledger
from corpus.readers.xml_tree import Element, parse
from corpus.transcript import Skipped, Turn

_HEAD = 65_536
_WHYS = {
    "sync": "marks of minutes", "sync_alt": "marks of minutes", "index": "index of the interview", "index_alt": "index of the interview",
    "transcript_alt": "translation", "vtt_transcript_alt": "translation", "description": "description of the interview",
}  # fmt: skip
_MARKS = re.compile(r"(\d{1,2}):")
_MARK = re.compile(r"(\d{1,7})\((\d{1,5})\)")
_NOTE_MARK = re.compile(r"\[\[footnote\]\]\d{0,5}\[\[/footnote\]\]")
_BREAKS = re.compile(r"(?:<br ?/?>)+")
"""OHMS parts paragraphs of a caption so; WebVTT knows no such tag."""
_NOTES = re.compile(r"\s*\[\[footnotes\]\]")


class OhmsReader:
    """Reads OHMS, version 1."""

    name: str = "ohms/1"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is OHMS's and whose head names it or its transcript, else 0."""
        if root_of(source) != "ROOT":
            return 0.0
        head = source.data[:_HEAD]
        return 1.0 if b"/ohms" in head or b"<vtt_transcript" in head or b"<sync>" in head else 0.0

    def read(self, source: Source) -> Reading:
        """The transcript's turns; FormatError for XML that cannot be read, or without a transcript in it."""
        document, held = parse(source), encoded(source)
        ledger = Ledger(document.root)
        record, element = _transcript(document.root, source.name)
        everything = list(lines_in(element, held))
        text = "\n".join(line.text for line in everything)
        if element.tag == "vtt_transcript":
            everything = [replace(line, text=_BREAKS.sub(" ", line.text)) for line in everything]
            read = caption_reader.reading_of_lines(everything, True, size_in(held), source.name, character_notes(text))
            skipped: tuple[Skipped, ...] = read.skipped
        else:
            spoken, notes = _without_footnotes(everything)
            read = plain.reading_of_lines(spoken, source.name, character_notes(text))
            read = replace(read, turns=tuple(_timed(read.turns, spoken, _minutes(record, everything))))
            skipped = (*read.skipped, *notes)
        for words in element.texts(comments=False):
            ledger.say(words)
        _skip(document.root, record, ledger)
        held_title = next((one_line(child.words()) for child in record.elements() if child.tag == "title"), "")
        date, dates = dated(_days(record), source.name)
        from_record = (*title_from(held_title, "the record"), *dates)
        return Reading(
            title=held_title or read.title or readable_stem(source.name),
            date=date,
            turns=read.turns,
            skipped=tuple(sorted((*ledger.skipped(), *skipped), key=lambda entry: entry.lines)),
            accounted=ledger.accounted() * read.accounted,
            notes=(*document.notes, *(note for note in read.notes if not note.startswith(("date from", "title from"))), *_recording(record), *from_record),
        )


def _transcript(root: Element, name: str) -> tuple[Element, Element]:
    """The first record with a transcript, and that; the timed one where it has both."""
    for record in root.all("record"):
        found = {child.tag: child for child in record.elements() if child.tag in ("vtt_transcript", "transcript") and child.words()}
        if found:
            return record, found.get("vtt_transcript") or found["transcript"]
    raise FormatError(f"{name}: there is no transcript in this record of an interview; export it from OHMS with its transcript")


def _skip(root: Element, record: Element, ledger: Ledger) -> None:
    """Everything but the transcript, part by part."""
    for child in record.elements():
        ledger.skip(child, _WHYS.get(child.tag, "record of the interview"))
    for other in root.all("record"):
        ledger.skip(other, "another interview in the same file" if other is not record else "record of the interview")
    ledger.skip(root, "record of the interview")


def _without_footnotes(everything: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines above the footnotes without their marks, and the footnotes."""
    end = next((at for at, line in enumerate(everything) if _NOTES.match(line.text)), len(everything))
    notes = [line for line in everything[end:] if line.text.strip()]
    skipped = [Skipped((notes[0].number, notes[-1].number), "footnotes", "\n".join(line.text[:200] for line in notes[:20]))] if notes else []
    return [replace(line, text=_NOTE_MARK.sub("", line.text)) for line in everything[:end]], skipped


def _minutes(record: Element, everything: Sequence[Line]) -> dict[int, list[tuple[int, float]]]:
    """For lines of the file the words, counted from 1, that are spoken as a minute is full, and that minute in seconds."""
    sync = next((child.words() for child in record.elements() if child.tag == "sync"), "")
    step = _MARKS.match(sync)
    out: dict[int, list[tuple[int, float]]] = {}
    for nth, mark in enumerate(_MARK.finditer(sync, step.end()) if step else (), 1):
        line, word = int(mark[1]), int(mark[2])
        if step and 0 < line <= len(everything):
            out.setdefault(everything[line - 1].number, []).append((word, 60.0 * int(step[1]) * nth))
    return out


def _timed(turns: Sequence[Turn], everything: Sequence[Line], minutes: dict[int, list[tuple[int, float]]]) -> Iterator[Turn]:
    """The turns with the minutes that are marked in them: at the words, counted from the end of the turn, since a label stands before it."""
    words = {line.number: line.text.split() for line in everything}
    behind = dict(zip(words, itertools.accumulate(map(len, words.values())), strict=True))  # words up to the end of each line
    marked = sorted(minutes)
    for turn in turns:
        first, last = turn.lines or (1, 0)
        inside = marked[bisect.bisect_left(marked, first) : bisect.bisect_right(marked, last)]
        starts = [found.start() for found in re.finditer(r"\S+", turn.text)] if inside else []
        places = []
        for line in inside:
            own, ahead = words.get(line, []), len(starts) - behind[last] + behind[line] - len(words.get(line, []))
            places += [
                (starts[ahead + word - 1], seconds)
                for word, seconds in minutes[line]
                if 0 < word <= len(own) and 0 < ahead + word <= len(starts) and turn.text.startswith(own[word - 1], starts[ahead + word - 1])
            ]
        if not places:
            yield turn
            continue
        places.sort()
        pieces = ((0, None), *places) if places[0][0] else tuple(places)
        yield replace(turn, pieces=pieces, time=(places[0][1], None) if not places[0][0] else turn.time)


def _days(record: Element) -> Iterator[tuple[str, str]]:
    """Where a record says on which day the interview was held."""
    for child in record.elements():
        if child.tag in ("date", "date_nonpreferred_format"):
            yield child.get("value") or child.words(), "the record"


def _recording(record: Element) -> Iterator[str]:
    url = next((child.words() for child in record.elements() if child.tag == "media_url" and child.words()), "")
    if url:
        yield f"the file names its recording: {url.rpartition('/')[2][:100]}"
