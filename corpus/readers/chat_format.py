"""CHAT (.cha), the format of TalkBank and CHILDES: each utterance in a line of its speaker's tier, annotations of it in lines below.

The words are kept as the file has them, codes and all ("<I like I like> [/] I like beans ."): to take codes out is to choose among readings, and the quotation
must be found in the file. Only the times between control characters are taken out of the words, into the turn's time. Manual: https://talkbank.org/0info/manuals/CHAT.html.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import find_date
from corpus.decoding import Decoded, Line, character_notes, clean, decode, lines
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.chat_people import People
from corpus.readers.joining import Time, Utterance, join
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.transcript import ByteSpan, Skipped, Turn

_HEAD = re.compile(r"\s{0,20}@(?:(?:UTF8|Begin)[ \t]*(?:\r|\n)|(?:Font|PID|Window|ColorWords|Languages):)")
_BEGIN = re.compile(r"^@Begin[ \t]*(?:\r|\n)", re.MULTILINE)
_FIRST = 4_000
_TIER = re.compile(r"(?P<mark>[*@%])(?P<code>[^\s:*@%][^\t:]{0,60}|)(?::[ \t]*|[ \t]*$)")
_BULLET = re.compile(r"\x15[^\x15\n]{0,300}?(?P<start>\d{1,12})_(?P<end>\d{1,12})-?\x15")
_SCENES = frozenset({"New Episode", "G", "Bg", "Eg", "Situation", "Activities"})
_GLIMPSE = 500


class ChatFormatReader:
    """Reads CHAT, version 2."""

    name: str = "cha/2"

    def recognises(self, source: Source) -> float:
        """1 for a text that begins with CHAT's first lines, else 0."""
        if b"@" not in source.data[:100]:
            return 0.0
        head = decode(source.data, source.name).text[:_FIRST].removeprefix("\ufeff")
        return 1.0 if _HEAD.match(head) and _BEGIN.search(head.replace("\r", "\n")) else 0.0

    def read(self, source: Source) -> Reading:
        """Utterances as turns of their speakers, headers and annotations as skipped; FormatError for a file without utterances."""
        decoded = decode(source.data, source.name)
        rows = list(_rows(decoded))
        people = People((row.code, row.text) for row in rows if row.mark == "@")
        said, broken = list(_utterances(rows, people)), [row.lines[0].number for row in rows if row.mark == "@" and row.code in _SCENES]
        turns = join(said, broken)
        if not turns:
            raise FormatError(f"{source.name}: there are no utterances in the file; put a transcript into it or take it out")
        skipped = tuple(_skipped(rows, {item.lines[0] for item in said}))
        title = one_line(next((row.text for row in rows if row.mark == "@" and row.code == "Title"), ""))
        day = _date(rows)
        date, dates = (day, ("date from the header",)) if day else dated((), source.name)
        return Reading(
            title=title[:500] or readable_stem(source.name),
            date=date,
            turns=turns,
            skipped=skipped,
            accounted=_accounted(rows, turns, skipped),
            notes=(*decoded.notes, *character_notes("\n".join(turn.text for turn in turns)), *_recording(rows), *title_from(title, "the header"), *dates),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the lines that carry it on: `mark` is "*", "@", "%" or "" for none, `text` what stands after its code."""

    mark: str
    code: str
    text: str
    lines: tuple[Line, ...]


def _rows(decoded: Decoded) -> Iterator[_Row]:
    """Every line that is not blank, with those below it that begin with a tab or blanks."""
    held: list[Line] = []
    for line in lines(decoded):
        text = line.text.removeprefix("\ufeff") if line.number == 1 else line.text
        if not text.strip():
            continue
        if held and text[0] in "\t ":
            held.append(line)
            continue
        if held:
            yield _row(held)
        held = [line]
    if held:
        yield _row(held)


def _row(held: Sequence[Line]) -> _Row:
    first = held[0].text.removeprefix("\ufeff")
    tier = _TIER.match(first)
    text = " ".join(part for part in (first[tier.end() :] if tier else first, *(line.text for line in held[1:])) if part.strip())
    return _Row(tier["mark"] if tier else "", tier["code"].strip() if tier else "", text, tuple(held))


def _utterances(rows: Sequence[_Row], people: People) -> Iterator[Utterance]:
    for row in rows:
        words = clean(" ".join(_BULLET.sub(" ", row.text).split(" "))).replace("\t", " ")
        text = " ".join(part for part in words.split(" ") if part)
        if row.mark == "*" and text.strip():
            place = ByteSpan(row.lines[0].bytes.start, row.lines[-1].bytes.end)
            yield Utterance(people.speaker(row.code), True, text, (row.lines[0].number, row.lines[-1].number), place, _time(row.text))


def _time(text: str) -> Time | None:
    """From the first time in an utterance to the last, in seconds."""
    times = [(int(found["start"]) / 1000, int(found["end"]) / 1000) for found in _BULLET.finditer(text)]
    if not times:
        return None
    start, end = times[0][0], times[-1][1]
    return start, end if end >= start else None


def _skipped(rows: Sequence[_Row], said: set[int]) -> Iterator[Skipped]:
    """What nobody says, lines that follow each other for one reason together."""
    left = ((row, _why(row)) for row in rows if row.lines[0].number not in said)
    before: Skipped | None = None
    for row, why in left:
        first, last = row.lines[0].number, row.lines[-1].number
        text = clean("\n".join(line.text[:_GLIMPSE] for line in row.lines[:20]))
        if before and before.why == why and before.lines[1] == first - 1:
            before = Skipped((before.lines[0], last), why, f"{before.text}\n{text}"[:_GLIMPSE])
            continue
        if before:
            yield before
        before = Skipped((first, last), why, text[:_GLIMPSE])
    if before:
        yield before


def _why(row: _Row) -> str:
    if row.mark == "%":
        return f"an annotation (%{row.code})"
    if row.mark == "@":
        return "a comment" if row.code == "Comment" else "header"
    return "an utterance without words" if row.mark == "*" else "a line of no tier"


def _date(rows: Sequence[_Row]) -> datetime.date | None:
    """The day of the recording: "@Date: 21-JUN-2004"."""
    text = next((row.text for row in rows if row.mark == "@" and row.code == "Date"), "")
    return find_date(text[:100].replace("-", " ") if re.search("[A-Za-z]", text) else text[:100])


def _recording(rows: Sequence[_Row]) -> Iterator[str]:
    media = next((row.text for row in rows if row.mark == "@" and row.code == "Media"), "").strip()
    if media:
        yield f"the file names its recording: {media[:100]}"


def _accounted(rows: Sequence[_Row], turns: Sequence[Turn], skipped: Sequence[Skipped]) -> float:
    """The share of lines with words that lie in a turn or are skipped; counted from the outcome."""
    covered: set[int] = set()
    for first, last in [*(turn.lines for turn in turns if turn.lines), *(entry.lines for entry in skipped)]:
        covered.update(range(first, last + 1))
    numbers = [line.number for row in rows for line in row.lines]
    return sum(number in covered for number in numbers) / len(numbers) if numbers else 1.0
