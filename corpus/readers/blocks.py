"""What saved pages, Word documents and the like are made of, before anybody knows who speaks: blocks of words with their looks.

A format's own module cuts a file into blocks and says which of them nobody says; `block_labels` finds speakers in them,
`block_reading` makes a reading of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from corpus.decoding import clean
from corpus.transcript import ByteSpan

Look = Literal["", "strong", "italic", "label", "time", "link"]
"""How words stand out: bold, italic, marked as a speaker's name or as a time by the format itself, or linked."""

Kind = Literal["text", "heading", "cell"]

_SPACES = re.compile("[ \t\n\r\f\v]+")


class Run(NamedTuple):
    """Words of one look."""

    text: str
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: the table's number in the file, row and column from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a line of one (`first` is False for all but its first), a heading or a cell.

    The runs together are its words, without outer white space. `lines` and `bytes` are its place as in `Turn`, `nodes` the number of
    text-bearing nodes of the file in it. `why` says why nobody says it, and is empty for what may be speech.
    """

    runs: tuple[Run, ...]
    lines: tuple[int, int]
    bytes: ByteSpan | None = None
    first: bool = True
    kind: Kind = "text"
    cell: Cell | None = None
    why: str = ""
    nodes: int = 1
    text: str = field(init=False, compare=False, repr=False)
    """The words of all runs, put together once: they are looked at many times."""

    def __post_init__(self) -> None:
        """Puts the words together."""
        object.__setattr__(self, "text", self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs))


def tidy(runs: Iterable[Run], keep_spaces: bool = False) -> tuple[Run, ...]:
    """The runs without control characters and outer white space, inner white space as one space (unless kept), like looks joined.

    Non-breaking spaces stay, except at the ends.
    """
    out: list[Run] = []
    for run in runs:
        text = clean(run.text)
        if not keep_spaces and not (text.isprintable() and "  " not in text):  # most runs are printable: no need to look for tabs and breaks
            text = _SPACES.sub(" ", text)
        if not keep_spaces and out and out[-1].text.endswith(" ") and text.startswith(" "):
            text = text[1:]
        if not text:
            continue
        if out and (out[-1].look == run.look or not text.strip()):
            out[-1] = Run(out[-1].text + text, out[-1].look)
        else:
            out.append(Run(text if out else text.lstrip(), run.look))
        if not out[-1].text:
            out.pop()
    while out and not out[-1].text.rstrip():
        out.pop()
    if out:
        out[-1] = Run(out[-1].text.rstrip(), out[-1].look)
    return tuple(out)
