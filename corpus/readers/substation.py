"""SubStation Alpha (.ssa) and Advanced SubStation (.ass): captions as lines of fields, the speaker in the field Name.

Owns the fields and the tags between braces (Aegisub's manual: https://aegi.vmoe.info/docs/3.2/ASS_Tags/); who speaks where no name is given, and
where turns end, is as in other captions. pysubs2, the library for this format, does not tell where in the file a caption lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import Line, character_notes, clean, decode, lines
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.caption_reader import remarks
from corpus.readers.caption_turns import is_label, turns
from corpus.readers.caption_words import WORDLESS, Spoken, Words
from corpus.readers.captions import Caption
from corpus.readers.joining import Time
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.transcript import Skipped, Turn

_HEAD = re.compile(r"\ufeff?\s{0,200}(?:;[^\r\n]{0,500}[\r\n]\s{0,20}){0,9}\[Script Info\]", re.IGNORECASE)
_SECTION = re.compile(r"\[(?P<name>[^\[\]]{1,60})\]\s{0,20}$")
_EVENT = re.compile(r"\s{0,20}(?P<kind>Dialogue|Comment|Format|Picture|Sound|Movie|Command)\s{0,20}:\s{0,20}", re.IGNORECASE)
_TIME = re.compile(r"\s{0,20}(\d{1,4}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s{0,20}$")
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_MOST_FIELDS = 30
_TAGS = re.compile(r"\{(?P<tags>[^{}]*)\}")
_DRAWING = re.compile(r"\\p(\d{1,3})")
_BREAK = re.compile(r"\\[Nn]")
_NO_NAMES = frozenset({"", "ntp", "default", "comment"})
"""What programs put into the field of the speaker's name where nobody gave one."""
_UNTITLED = frozenset({"default aegisub file", "<untitled>", "untitled"})
_GLIMPSE = 500
_COMMENT, _DRAWN, _AGAIN, _LABEL = "a comment", "a drawing", "repeats the caption before (another layer)", "a label without words"


@dataclass(frozen=True, slots=True)
class _Event:
    """A line of captions: its fields by name, and where in the line its words begin."""

    line: Line
    fields: dict[str, str]
    start: int

    @property
    def time(self) -> Time | None:
        """When it is shown; an end before its start is left out."""
        start, end = _seconds(self.fields.get("start", "")), _seconds(self.fields.get("end", ""))
        return None if start is None else (start, end if end is not None and end >= start else None)

    @property
    def voice(self) -> str:
        """The speaker's name; "" for none."""
        name = one_line(clean(self.fields.get("name", self.fields.get("actor", ""))))
        return "" if name.casefold() in _NO_NAMES else name


class SubStationReader:
    """Reads SubStation captions, version 2."""

    name: str = "substation/2"

    def recognises(self, source: Source) -> float:
        """1 for a text that begins with the section that all such files begin with, else 0."""
        if b"cript" not in source.data[:8_000].replace(b"\0", b""):
            return 0.0
        return 1.0 if _HEAD.match(decode(source.data, source.name).text[:8_000]) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by speaker where the file names them; FormatError for a file without captions, EncodingError for one that is no text."""
        decoded = decode(source.data, source.name)
        everything = [line for line in lines(decoded) if line.text.strip("\ufeff \t")]
        skipped: list[Skipped] = []
        said = list(_spoken(everything, skipped))
        made = turns(said, (), decoded.size)
        if not made:
            raise FormatError(f"{source.name}: there are no captions with words in the file; put a transcript into it or take it out")
        skipped += _labels_alone(said, made)
        title = _title(everything)
        date, dates = dated([(title, "the title")], source.name)
        untimed = sum(item.caption.time is None for item in said)
        return Reading(
            title=title or readable_stem(source.name),
            date=date,
            turns=made,
            skipped=tuple(_merged(sorted(skipped, key=lambda entry: entry.lines))),
            accounted=_accounted(everything, made, skipped),
            notes=(*decoded.notes, *character_notes(decoded.text), *remarks(made, untimed, 0), *title_from(title, "the header"), *dates),
        )


def _spoken(everything: Sequence[Line], skipped: list[Skipped]) -> Iterator[Spoken]:
    """Every caption with words; all other lines are put among what is skipped."""
    section, before = "", ("", "", "", "")
    names: Sequence[str] = _FIELDS
    for line in everything:
        found = _SECTION.match(line.text[:100].lstrip("\ufeff \t"))
        section = found["name"].casefold() if found else section
        kind = None if found or section != "events" else _EVENT.match(line.text[:100])
        if kind and kind["kind"].lower() == "format":
            names = [name.strip().lower() for name in line.text[kind.end() :].split(",")[:_MOST_FIELDS]]
        if kind is None or kind["kind"].lower() != "dialogue":
            skipped.append(_entry(line, _other(section, found is not None, kind["kind"].lower() if kind else "")))
            continue
        event = _event(line, kind.end(), names)
        words = tuple(_words(event))
        same = (event.fields.get("start", ""), event.fields.get("end", ""), event.voice, "\n".join(item.text for item in words))
        if not words:
            skipped.append(_entry(line, _DRAWN if _DRAWING.search(line.text) else WORDLESS))
        elif same == before:
            skipped.append(_entry(line, _AGAIN))
        else:
            yield Spoken(Caption(line, (line,), event.time), words)
            before = same


def _other(section: str, head: bool, kind: str) -> str:
    """Why a line that is no caption is none."""
    if kind == "comment":
        return _COMMENT
    return "header" if head or section != "events" or kind == "format" else "no caption"


def _event(line: Line, at: int, names: Sequence[str]) -> _Event:
    """A line of captions by its fields; the last one, the words, may hold commas."""
    held = line.text[at:].split(",", len(names) - 1)
    fields = dict(zip(names, held, strict=False))
    return _Event(line, fields, len(line.text) - len(held[-1]))


def _words(event: _Event) -> Iterator[Words]:
    """The words of a caption, line by line, without what stands between braces and what is drawn."""
    text = event.line.text
    at, drawn = event.start, False
    pieces: list[tuple[int, str]] = []
    for tags in _TAGS.finditer(text, event.start):
        pieces += [] if drawn else [(at, text[at : tags.start()])]
        at = tags.end()
        modes = _DRAWING.findall(tags["tags"])
        drawn = int(modes[-1]) > 0 if modes else drawn
    pieces += [] if drawn else [(at, text[at:])]
    start, held = event.start, ""
    for begin, piece in pieces:
        last = 0
        for found in _BREAK.finditer(piece):
            yield from _line(event, start, held + piece[last : found.start()])
            start, held, last = begin + found.end(), "", found.end()
        held += piece[last:]
    yield from _line(event, start, held)


def _line(event: _Event, start: int, text: str) -> Iterator[Words]:
    words = clean(text.replace("\\h", "\u00a0")).strip(" \t")
    if words.strip():
        yield Words(event.line, start, event.voice, words)


def _labels_alone(said: Sequence[Spoken], made: Sequence[Turn]) -> Iterator[Skipped]:
    """Captions that are in no turn because they hold a label and nothing else."""
    covered = {number for turn in made if turn.lines for number in range(turn.lines[0], turn.lines[1] + 1)}
    for item in said:
        if item.caption.first.number not in covered and all(is_label(words.text) for words in item.words):
            yield _entry(item.caption.first, _LABEL)


def _title(everything: Sequence[Line]) -> str:
    """The title in the header, unless a program made it up."""
    for line in everything:
        key, colon, value = line.text[:_GLIMPSE].partition(":")
        if colon and key.strip().casefold() == "title":
            title = one_line(clean(value))
            return "" if title.casefold() in _UNTITLED else title
    return ""


def _seconds(text: str) -> float | None:
    found = _TIME.match(text[:60])
    if not found:
        return None
    hours, minutes, seconds, rest = found.groups()
    return round(int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}"), 3)


def _entry(line: Line, why: str) -> Skipped:
    return Skipped((line.number, line.number), why, clean(line.text[:_GLIMPSE]))


def _merged(skipped: Sequence[Skipped]) -> Iterator[Skipped]:
    """Lines of the header that follow each other as one entry."""
    before: Skipped | None = None
    for entry in skipped:
        if before and before.why == entry.why == "header":
            before = Skipped((before.lines[0], entry.lines[1]), "header", f"{before.text}\n{entry.text}"[:_GLIMPSE])
            continue
        if before:
            yield before
        before = entry
    if before:
        yield before


def _accounted(everything: Sequence[Line], made: Sequence[Turn], skipped: Sequence[Skipped]) -> float:
    """The share of lines that lie in a turn or are skipped; counted from the outcome."""
    covered: set[int] = set()
    for first, last in [*(turn.lines for turn in made if turn.lines), *(entry.lines for entry in skipped)]:
        covered.update(range(first, last + 1))
    return sum(line.number in covered for line in everything) / len(everything) if everything else 1.0
