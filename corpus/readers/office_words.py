"""Paragraphs of documents, whatever the program that wrote them, as blocks: what Word, OpenDocument and RTF have in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.readers.blocks import Block, Cell, Kind, Run, tidy
from corpus.readers.docx_styles import NO_STYLE, Style


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being read."""

    number: int
    style: Style = NO_STYLE
    outline: bool = False
    cell: Cell | None = None
    lines: list[list[tuple[Run, str, int]]] = field(default_factory=lambda: [[]])
    """Lines of runs, each with why nobody says it, and the nodes it is made of."""


@dataclass(slots=True)
class Words:
    """What a part holds: blocks in order, how many nodes bear text, how many paragraphs there are, its titles, and counts of remarks."""

    blocks: list[Block] = field(default_factory=list)
    nodes: int = 0
    paragraphs: int = 0
    titles: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def finish(self, paragraph: Paragraph, apart: str = "") -> None:
        """Makes blocks of a paragraph that is whole; `apart` is why nobody says anything in it, where nobody does."""
        first = True
        for line in paragraph.lines:
            said = [(run, nodes) for run, why, nodes in line if not why]
            block = self._block(paragraph, said, first, apart or self._why(paragraph))
            if block.runs:
                self.blocks.append(block)
                first = False
            for why in dict.fromkeys(why for _, why, _ in line if why):
                beside = self._block(paragraph, [(run, nodes) for run, reason, nodes in line if reason == why], False, why)
                if beside.nodes:
                    self.blocks.append(beside)

    def _block(self, paragraph: Paragraph, line: list[tuple[Run, int]], first: bool, why: str) -> Block:
        runs = tidy(run for run, _ in line)
        kind: Kind = "heading" if paragraph.style.heading or paragraph.outline else "text"
        if paragraph.style.title and runs and not why:
            self.titles.append("".join(run.text for run in runs))
        place = (paragraph.number, paragraph.number)
        return Block(runs, place, None, first, kind, paragraph.cell, why, sum(nodes for _, nodes in line))

    def _why(self, paragraph: Paragraph) -> str:
        return "table of contents" if paragraph.style.contents else ""
