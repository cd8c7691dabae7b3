"""Speakers that a format itself marks: bold names, elements for names, headings that are names, lines with a time and a name.

A wrong name is worse than none: what only looks like a name needs a colon, a time beside it, or to recur beside another that does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.readers.block_tables import table_labels
from corpus.readers.block_times import is_cue, seconds_of, time_and_name
from corpus.readers.blocks import Block
from corpus.readers.plain_marks import Mark, find_mark
from corpus.readers.plain_style import label_style
from corpus.speakers import speaker

_AFTER = re.compile(r"[ \t\u00a0]*(?:[:：]|[–—|-](?=\s)|\.(?=\s|$))?[ \t\u00a0]*")
_DASHED = re.compile(r"(?:, [^–—.:]{1,100}\.|\.|\))?[ \u00a0]?[–—][ \u00a0]")
"""As the records of the European Parliament part a speaker, and in what office, from the words."""
_OFFICE = re.compile(r"[ \u00a0]*(?:--|[–—-])[ \u00a0]+[^.?!]{1,120}")
"""What stands behind a bold name alone on its line: "Jane Doe -- Chief Executive Officer"."""
_LONGEST_LABEL = 160
_CLOSED = frozenset(".:：")
_ENDS = " \t\u00a0:：–—-"
_MAJORITY = 0.6


@dataclass(frozen=True, slots=True)
class Labels:
    """Marks by block; blocks that belong to another block's turn without being words of it (its name, its time), by block."""

    marks: Mapping[int, Mark]
    parts: Mapping[int, int] = field(default_factory=dict)
    captions: bool = False
    """Whether the marks are those of captions, whose consecutive ones by one speaker are one turn."""
    skipped: Mapping[int, str] = field(default_factory=dict)


class Candidate(NamedTuple):
    """What the block `at` begins with, which may be a speaker's name."""

    at: int
    kind: str
    mark: Mark
    sure: bool
    alone: bool


Seen = dict[int, Candidate | None]
"""What blocks (by `id`) begin with, for who asks more than once about the same ones."""


def labels_of(blocks: Sequence[Block], seen: Seen | None = None) -> Labels:
    """What the format says of who speaks in blocks that may be speech; `seen` is looked at and added to."""
    cues = _cues(blocks)
    if cues:
        return cues
    tables = table_labels(blocks)
    marks, parts = dict(tables.marks), dict(tables.parts)
    taken = {*marks, *parts, *tables.skipped}
    found = [candidate for at, block in enumerate(blocks) if at not in taken and (candidate := _begin(at, block, {} if seen is None else seen))]
    for candidate in _accepted(found, blocks):
        mark = candidate.mark
        if candidate.alone:
            mark = _with_time_beside(candidate, blocks, parts)
        marks[candidate.at] = mark
    return Labels(marks, parts, skipped=tables.skipped)


def _cues(blocks: Sequence[Block]) -> Labels | None:
    """Captions in a document: a line of times, a line with a name, lines with words."""
    lines = [at for at, block in enumerate(blocks[:-1]) if is_cue(block.text)]
    named = [at for at in lines if label_style(blocks[at + 1].text.rstrip(_ENDS))]
    if len(named) < 2 or len(named) < _MAJORITY * len(lines):
        return None
    marks, parts = {}, {}
    for at in named:
        marks[at + 1] = Mark(speaker(blocks[at + 1].text.rstrip(_ENDS)), "strong", len(blocks[at + 1].text), seconds_of(blocks[at].text))
        parts[at] = at + 1
    return Labels(marks, parts, captions=True, skipped={at: "time" for at in lines if at not in parts})


def _begin(at: int, block: Block, seen: Seen) -> Candidate | None:
    if id(block) not in seen:
        seen[id(block)] = _candidate(at, block)
    candidate = seen[id(block)]
    return candidate._replace(at=at) if candidate and candidate.at != at else candidate


def _candidate(at: int, block: Block) -> Candidate | None:
    """What a block begins with, if that may name a speaker."""
    timed = time_and_name(block.text)
    if timed and label_style(timed[1]):
        return Candidate(at, "timed", Mark(speaker(timed[1]), "strong", len(block.text), timed[0]), True, True)
    look, end = _lead(block)
    if not look:
        return None
    text = block.text
    mark = find_mark(text)
    if mark and mark.rest >= end:
        alone = not text[mark.rest :].strip()
        return Candidate(at, look, replace(mark, style="strong") if look == "label" else mark, True, alone)
    name = text[:end].rstrip(_ENDS + ",")
    dashed = _DASHED.match(text, len(name))
    dotted = name.endswith(".") and (name.isupper() or dashed is not None or block.runs[0].look == "italic")
    name = name.removesuffix(".") if dotted else name
    style = label_style(name)
    if style is None or style == "phrase":
        return None
    after = dashed or _AFTER.match(text, len(name))
    rest = after.end() if after else end
    rest, time = _time_after(block, max(rest, end))
    if block.kind == "heading":
        rest = len(text)  # what follows a name in a heading is about it
    office = _OFFICE.fullmatch(text, len(name)) if look == "strong" and len(text) <= _LONGEST_LABEL else None
    rest = len(text) if office else rest
    sure = dotted or office is not None or dashed is not None or time is not None or text[:rest].rstrip().endswith((":", "：")) or look == "label"
    alone = not text[rest:].strip()
    return Candidate(at, look, Mark(speaker(name), "strong" if look == "label" or (sure and alone) else style, rest, time), sure, alone)


def _lead(block: Block) -> tuple[str, int]:
    """The look of the words that a block begins with, where they stand out, and how many characters they are."""
    first = block.runs[0] if block.runs else None
    if block.kind == "heading" and not (first and first.look == "label"):
        return "heading", len(block.text)
    if first is None or first.look not in ("label", "strong", "link", "italic") or (first.look == "link" and len(block.runs) > 1):
        return "", 0
    if first.look == "italic":  # emphasis at the beginning of a sentence names nobody
        return ("strong", len(first.text)) if first.text.rstrip()[-1:] in _CLOSED else ("", 0)
    return first.look, len(first.text)


def _time_after(block: Block, rest: int) -> tuple[int, float | None]:
    """Where the words begin once a time behind the name is passed over, and that time."""
    at = 0
    for run in block.runs:
        begin, at = at, at + len(run.text)
        if begin >= rest - 1 and run.look == "time" and seconds_of(run.text) is not None:
            return at + len(block.text[at:]) - len(block.text[at:].lstrip()), seconds_of(run.text)
    left = block.text[rest:]
    return (len(block.text), seconds_of(left)) if seconds_of(left) is not None else (rest, None)


def _accepted(found: Sequence[Candidate], blocks: Sequence[Block]) -> Iterator[Candidate]:
    """The candidates there is evidence for, kind by kind."""
    for kind in ("label", "timed", "strong", "heading", "link"):
        of_kind = [candidate for candidate in found if candidate.kind == kind]
        counts = Counter(candidate.mark.speaker.name for candidate in of_kind)
        recurring = {name for name, times in counts.items() if times > 1}
        if kind == "label":
            looked = sum(bool(block.runs) and block.runs[0].look == "label" for block in blocks)
            if len(of_kind) > 1 and len(of_kind) >= _MAJORITY * looked:
                yield from of_kind
        elif kind == "timed":
            spoken = [found for found in of_kind if found.at + 1 < len(blocks) and not time_and_name(blocks[found.at + 1].text)]
            if len(spoken) > 1 and len(spoken) >= _MAJORITY * len(of_kind):
                yield from spoken
        elif kind == "link":  # a name alone in a link, above words that are none: menus have no such thing
            above = [found for found in of_kind if found.alone and any(map(_is_text, blocks[found.at + 1 : found.at + 3]))]
            named = [found for found in above if found.mark.style in ("name", "strong") and " " in found.mark.speaker.name]
            if len({found.mark.speaker.name for found in named} & recurring) > 1:
                yield from named
        else:
            yield from _believable(of_kind, recurring, kind == "heading")


def _is_text(block: Block) -> bool:
    return bool(block.runs) and sum(len(run.text) for run in block.runs if run.look != "link") > 0.5 * len(block.text)


def _believable(found: Sequence[Candidate], recurring: set[str], heading: bool) -> Iterator[Candidate]:
    """Bold names and headings: sure ones where there are two; others that recur beside another that does, and what looks like them."""
    sure = [candidate for candidate in found if candidate.sure]
    several = len(sure) > 1 and bool(recurring or not heading)
    rule = len(recurring) > 1 and sum(_names(found, recurring)) >= _MAJORITY * len(found)
    for candidate in found:
        name, mark = candidate.mark.speaker.name, candidate.mark
        alike = mark.style in ("name", "caps", "strong") and (rule or (candidate.alone and len(recurring) > 1))
        if (candidate.sure and several) or (len(recurring) > 1 and name in recurring) or alike:
            yield candidate


def _names(found: Iterable[Candidate], names: set[str]) -> Iterator[bool]:
    return (candidate.mark.speaker.name in names for candidate in found)


def _with_time_beside(candidate: Candidate, blocks: Sequence[Block], parts: dict[int, int]) -> Mark:
    """The mark of a block that is a name alone, with the time in the block below or above it, which becomes a part of its turn."""
    at, mark = candidate.at, candidate.mark
    for beside in (at + 1, at - 1):
        if mark.time is None and 0 <= beside < len(blocks) and beside not in parts and seconds_of(blocks[beside].text) is not None:
            parts[beside] = at
            mark = replace(mark, time=seconds_of(blocks[beside].text))
    return mark
