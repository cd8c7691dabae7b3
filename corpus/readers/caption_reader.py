"""What the readers of caption files share: captions to turns, every line accounted for. `webvtt` and `subrip` name the formats."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import Line, character_notes, decode, lines
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.caption_turns import is_label, turns
from corpus.readers.caption_words import REPEATS, spoken, words_of
from corpus.readers.captions import STRAY, Caption, is_times, take_apart, times
from corpus.readers.plain_marks import LOOK
from corpus.readers.titles import dated, readable_stem
from corpus.transcript import Skipped, Turn

_WEBVTT = re.compile(r"WEBVTT(?=[ \t\r\n]|$)")
_HEAD_LINES = 12


@dataclass(slots=True)
class CaptionReader:
    """Reads captions as turns; `blocks` where a blank line ends a caption."""

    name: str
    blocks: bool

    def recognises(self, source: Source) -> float:
        """1 for WebVTT's first word, 0.9 for a line of times among the first lines of SubRip or SBV, else 0."""
        decoded = decode(source.data, source.name)
        webvtt = _WEBVTT.match(decoded.text.lstrip()) is not None
        if self.blocks or webvtt:
            return 1.0 if self.blocks and webvtt else 0.0
        head = [line.text for line in itertools.islice(lines(decoded), _HEAD_LINES) if line.text.strip()][:3]
        first = next((text for text in head if is_times(text)), "")
        arrow = self.name.startswith("subrip")
        return 0.9 if first and times(first) and ("-->" in first) == arrow else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by speaker where the file names them; FormatError for a file without captions, EncodingError for one that is no text."""
        decoded = decode(source.data, source.name)
        return reading_of_lines(list(lines(decoded)), self.blocks, decoded.size, source.name, decoded.notes + character_notes(decoded.text))


def reading_of_lines(everything: Sequence[Line], blocks: bool, size: Callable[[str], int], name: str, notes: tuple[str, ...]) -> Reading:
    """The reading of captions wherever their lines stand; `size` is how many bytes a text takes there, `notes` what is known of the text."""
    held = take_apart(everything, blocks)
    said, repeats = spoken(held.captions)
    broken = [entry.lines[0] for entry in held.skipped if entry.why == STRAY]
    made = turns(said, broken, size)
    if not made:
        raise FormatError(f"{name}: there are no captions with words in the file; put a transcript into it or take it out")
    skipped = [*held.skipped, *repeats]
    skipped += _without_words(held.captions, _covered(made, skipped))
    date, dates = dated((), name)
    return Reading(
        title=readable_stem(name),
        date=date,
        turns=made,
        skipped=tuple(sorted(skipped, key=lambda entry: entry.lines)),
        accounted=_accounted(everything, made, skipped),
        notes=notes + remarks(made, held.untimed, sum(entry.why == REPEATS for entry in repeats)) + dates,
    )


def remarks(made: Sequence[Turn], untimed: int, repeats: int) -> tuple[str, ...]:
    """What a person should know of captions: no speakers, captions without a time that can be read, lines left out as repeated."""
    said = []
    if not any(turn.speaker.label for turn in made):
        said.append("no speakers are named: turns are by an unknown speaker")
    if untimed:
        said.append(f"the times of {untimed} caption{'s' * (untimed > 1)} cannot be read: the words are kept without")
    if repeats:
        said.append(f"left out {repeats} line{'s' * (repeats > 1)} that repeat the caption before (rolling captions)")
    return tuple(said)


def _without_words(captions: Sequence[Caption], covered: set[int]) -> Iterator[Skipped]:
    """Lines of captions that are in no turn because nothing is said in them: a label or a tag alone, where its words should follow."""
    for caption in captions:
        bare = [row for row in caption.rows if row.number not in covered and row.text.strip()]
        if not bare:
            continue
        said: dict[int, str] = {}
        for words in words_of(caption):
            said[words.line.number] = said.get(words.line.number, "") + words.text
        silent = [row for row in bare if is_label(said.get(row.number, ""))]
        if caption.first.number not in covered and silent == bare:  # its number and times with it
            yield Skipped((caption.first.number, bare[-1].number), "a label without words", bare[0].text[:LOOK])
        else:
            yield from (Skipped((row.number, row.number), "a label without words", row.text[:LOOK]) for row in silent)


def _covered(made: Sequence[Turn], skipped: Sequence[Skipped]) -> set[int]:
    covered: set[int] = set()
    for first, last in [*(turn.lines for turn in made if turn.lines), *(entry.lines for entry in skipped)]:
        covered.update(range(first, last + 1))
    return covered


def _accounted(everything: Sequence[Line], made: Sequence[Turn], skipped: Sequence[Skipped]) -> float:
    """The share of non-blank lines that lie in a turn or are skipped; counted from the outcome."""
    covered = _covered(made, skipped)
    words = [line.number for line in everything if line.text.replace("\ufeff", "").strip()]
    return sum(number in covered for number in words) / len(words) if words else 1.0
