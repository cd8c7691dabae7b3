"""The words of one part of a Word document as blocks, streamed: a paragraph, or a line of one, with its looks and what nobody says of it.

Elements are known by their names without namespaces, so that transitional and strict files (ECMA-376, ISO/IEC 29500) read alike.
Tracked changes are read as accepted: what is inserted is there, what is deleted is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.decoding import clean
from corpus.packages import PackageFault, stream
from corpus.readers.blocks import Block, Cell, Look, Run, tidy
from corpus.readers.docx_styles import NO_STYLE, OFF, Style
from corpus.readers.office_words import Paragraph, Words

_DEEPEST = 500
_MOST_PARAGRAPHS = 500_000
_APART = {"del": "deleted (tracked change)", "moveFrom": "deleted (tracked change)", "txbxContent": "text box", "instrText": "code of a field"}
_TEXT = frozenset({"t", "delText", "instrText"})
_SIGNS = {"tab": "\t", "noBreakHyphen": "\u2011", "ptab": "\t"}
_BREAKS = frozenset({"br", "cr"})
_CHANGES = frozenset({"ins", "moveTo", "del", "moveFrom"})
_TURNED_OFF = frozenset({"Fallback"})  # the same words once more, for older programs


@dataclass(slots=True)
class _Run:
    style: Style = NO_STYLE
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None


def words_of(data: bytes, part: str, styles: Mapping[str, Style]) -> Words:
    """The words of a part; PackageFault "damaged" for what is no XML, "declared" for XML that declares a document type, "large"."""
    return _Stream(part, styles).read(data)


class _Stream:
    def __init__(self, part: str, styles: Mapping[str, Style]) -> None:
        self._part, self._styles = part, styles
        self._words = Words()
        self._path: list[str] = []
        self._paragraphs: list[Paragraph] = []
        self._run = _Run()
        self._tables: list[list[int]] = []  # number, row, column
        self._made = 0
        self._text: list[str] | None = None

    def read(self, data: bytes) -> Words:
        stream(data, self._part, self._start, self._end, self._characters)
        return self._words

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST or self._words.paragraphs > _MOST_PARAGRAPHS:
            raise PackageFault("large", self._part)
        if name == "altChunk":
            self._words.counts[name] += 1
        elif name == "p" and not qualified.startswith(("a:", "m:")):
            self._begin_paragraph()
        elif name == "r":
            self._run = _Run()
        elif name in _TEXT:
            self._text = []
        elif name in ("tbl", "tr", "tc"):
            self._table(name)
        elif self._paragraphs:
            self._inside(name, {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _begin_paragraph(self) -> None:
        self._words.paragraphs += 1
        cell = Cell(*self._tables[-1]) if self._tables and self._tables[-1][2] >= 0 else None
        self._paragraphs.append(Paragraph(self._words.paragraphs, cell=cell))

    def _table(self, name: str) -> None:
        if name == "tbl":
            self._tables.append([self._made, -1, -1])
            self._made += 1
        elif self._tables and name == "tr":
            self._tables[-1][1:] = [self._tables[-1][1] + 1, -1]
        elif self._tables:
            self._tables[-1][2] += 1

    def _inside(self, name: str, attributes: Mapping[str, str]) -> None:
        """Properties, signs and breaks of the innermost paragraph."""
        paragraph, value = self._paragraphs[-1], attributes.get("val", "")
        above = self._path[-2] if len(self._path) > 1 else ""
        if above == "pPr":
            if name == "pStyle":
                paragraph.style = self._styles.get(value, NO_STYLE)
            elif name == "outlineLvl":
                paragraph.outline = value.isdigit() and int(value) < 9
        elif above == "rPr" and "pPr" not in self._path:
            self._property(name, value)
        elif above == "r" and name in _SIGNS:
            paragraph.lines[-1].append((Run(_SIGNS[name]), "", 0))
        elif above == "r" and name in _BREAKS and not self._turned_off():
            paragraph.lines.append([])
        elif name in _CHANGES and above != "rPr":
            self._words.counts[name] += 1

    def _property(self, name: str, value: str) -> None:
        on = value.casefold() not in OFF
        if name == "rStyle":
            self._run.style = self._styles.get(value, NO_STYLE)
        elif name == "b":
            self._run.bold = on
        elif name in ("vanish", "webHidden"):
            self._run.hidden = on or bool(self._run.hidden)
        elif name in ("strike", "dstrike"):
            self._run.struck = on or bool(self._run.struck)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(":")[2]
        if name in _TEXT and self._text is not None:
            self._take("".join(self._text))
            self._text = None
        elif name == "p" and self._paragraphs and not qualified.startswith(("a:", "m:")):
            self._words.finish(self._paragraphs.pop())
        elif name == "tbl" and self._tables:
            self._tables.pop()
        self._path.pop()

    def _take(self, text: str) -> None:
        """Text of a run, with why nobody says it."""
        if self._turned_off() or not text:
            return
        worded = bool(clean(text).strip())
        self._words.nodes += worded
        if not self._paragraphs:
            self._words.blocks.append(Block(tidy([Run(text)]), (1, 1), why="outside of a paragraph", nodes=int(worded)))
            return
        paragraph = self._paragraphs[-1]
        why = next((_APART[name] for name in reversed(self._path) if name in _APART), "")
        why = why or ("hidden text" if self._is("hidden") else "struck through" if self._is("struck") else "")
        paragraph.lines[-1].append((Run(text, self._look()), why, int(worded)))

    def _turned_off(self) -> bool:
        return not _TURNED_OFF.isdisjoint(self._path)

    def _look(self) -> Look:
        if self._run.style.speaker or self._paragraphs[-1].style.speaker:
            return "label"
        if "hyperlink" in self._path:
            return "link"
        return "strong" if self._is("bold") else ""

    def _is(self, what: str) -> bool:
        """Whether words are bold, hidden or struck: the run's own word, else its style's, else the paragraph's."""
        for held in (self._run, self._run.style, self._paragraphs[-1].style):
            value = getattr(held, what)
            if value is not None:
                return bool(value)
        return False
