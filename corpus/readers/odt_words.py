"""The words of one part of an OpenDocument text (ISO/IEC 26300) as blocks, streamed: paragraphs with their looks and what nobody says of them.

Elements are known by their names without namespaces. Tracked changes are read as accepted: deleted words stand apart, inserted ones are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.decoding import clean
from corpus.packages import PackageFault, stream
from corpus.readers.blocks import Block, Cell, Look, Run, tidy
from corpus.readers.docx_styles import Style
from corpus.readers.office_words import Paragraph, Words

_DEEPEST = 500
_MOST_PARAGRAPHS = 500_000
_MOST_COLUMNS = 1_000
_CHAIN = 20  # styles based on styles
_PARAGRAPHS = frozenset({"p", "h"})
_APART = {
    "annotation": "comment", "deletion": "deleted (tracked change)", "change-info": "about a tracked change", "text-box": "text box", "ruby-text": "ruby",
    "hidden-text": "hidden text", "hidden-paragraph": "hidden text", "header": "header of the page", "header-left": "header of the page",
    "header-first": "header of the page", "footer": "footer of the page", "footer-left": "footer of the page", "footer-first": "footer of the page",
    "script": "not shown",
}  # fmt: skip
_INDEXES = frozenset({"table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index", "bibliography"})
_CHANGES = {"insertion": "ins", "deletion": "del"}
_TABS = {"tab": "\t", "s": " "}


@dataclass(slots=True)
class _Named:
    """A style as it is declared: what it is called, what it is based on, and what it says itself."""

    name: str
    parent: str
    automatic: bool
    looks: dict[str, bool] = field(default_factory=dict)


class Styles:
    """The styles of a document, which its parts declare as they are read."""

    def __init__(self) -> None:
        """Know none yet."""
        self._named: dict[tuple[str, str], _Named] = {}
        self._known: dict[tuple[str, str], Style] = {}

    def declare(self, family: str, id: str, style: _Named) -> None:
        """Take a style in."""
        self._named[family, id] = style

    def get(self, family: str, id: str) -> Style:
        """What a style means, with all that it is based on; one that nobody declared means nothing."""
        if (family, id) not in self._known:
            self._known[family, id] = self._resolved(family, id)
        return self._known[family, id]

    def _resolved(self, family: str, id: str) -> Style:
        looks: dict[str, bool] = {}
        name, heading = "", False
        for _ in range(_CHAIN):
            style = self._named.get((family, id))
            if style is None:
                break
            own = style.name.casefold()
            name = name or ("" if style.automatic else "toc 1" if own.startswith("contents ") else own)
            heading = heading or own.startswith(("heading", "title", "subtitle"))
            looks = style.looks | looks
            id = style.parent
        return Style(name, looks.get("bold"), looks.get("hidden"), looks.get("struck"), heading)


def words_of(data: bytes, part: str, styles: Styles) -> Words:
    """The words of a part, whose styles become known; PackageFault "damaged" for what is no XML, "declared" for a document type, "large"."""
    return _Stream(part, styles).read(data)


class _Stream:
    def __init__(self, part: str, styles: Styles) -> None:
        self._part, self._styles = part, styles
        self._words = Words()
        self._path: list[str] = []
        self._why: list[str] = [""]  # for each open element
        self._spans: list[Style] = []
        self._paragraphs: list[tuple[Paragraph, int]] = []
        """Those that are open, each with how many spans were open before."""
        self._tables: list[list[int]] = []  # number, row, column
        self._made = 0
        self._style: _Named | None = None
        self._text: list[str] = []

    def read(self, data: bytes) -> Words:
        stream(data, self._part, self._start, self._end, self._text.append)
        return self._words

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        self._take()
        name = qualified.rpartition(":")[2]
        held = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._path.append(name)
        if len(self._path) > _DEEPEST or self._words.paragraphs > _MOST_PARAGRAPHS:
            raise PackageFault("large", self._part)
        self._why.append(self._why[-1] or self._reason(qualified, name, held))
        if name in _PARAGRAPHS and qualified.startswith("text:"):
            self._begin(name, held)
        elif qualified == "style:style":
            automatic = "automatic-styles" in self._path
            self._style = _Named("" if automatic else held.get("display-name") or held.get("name", ""), held.get("parent-style-name", ""), automatic)
            self._styles.declare(held.get("family", ""), held.get("name", ""), self._style)
        elif name == "text-properties" and self._style and self._path[-2] == "style":
            self._style.looks |= _looks(held)
        elif name in _CHANGES:
            self._words.counts[_CHANGES[name]] += 1
        elif name in ("table", "table-row", "table-cell", "covered-table-cell") and qualified.startswith("table:"):
            self._table(name, held)
        elif name == "span":
            self._spans.append(self._styles.get("text", held.get("style-name", "")))
        elif self._paragraphs and name in _TABS:
            self._paragraphs[-1][0].lines[-1].append((Run(_TABS[name]), "", 0))
        elif self._paragraphs and name == "line-break":
            self._paragraphs[-1][0].lines.append([])

    def _reason(self, qualified: str, name: str, held: dict[str, str]) -> str:
        if name in _INDEXES:
            return "table of contents"
        if name == "note":
            return "endnote" if held.get("note-class") == "endnote" else "footnote"
        if qualified.startswith("svg:"):
            return "description of a picture"
        return _APART.get(name, "") if qualified.startswith(("style:", "text:", "office:", "draw:")) else ""

    def _begin(self, name: str, held: dict[str, str]) -> None:
        if not self._why[-1] or self._why[-1] == "table of contents":
            self._words.paragraphs += 1
        cell = Cell(*self._tables[-1]) if self._tables and self._tables[-1][2] >= 0 else None
        style = self._styles.get("paragraph", held.get("style-name", ""))
        self._paragraphs.append((Paragraph(max(1, self._words.paragraphs), style, name == "h", cell), len(self._spans)))

    def _table(self, name: str, held: dict[str, str]) -> None:
        if name == "table":
            self._tables.append([self._made, -1, -1])
            self._made += 1
        elif self._tables and name == "table-row":
            self._tables[-1][1:] = [self._tables[-1][1] + 1, -1]
        elif self._tables:
            again = held.get("number-columns-repeated", "1")
            self._tables[-1][2] += min(int(again), _MOST_COLUMNS) if again.isdecimal() and len(again) < 9 else 1

    def _end(self, qualified: str) -> None:
        self._take()
        name = qualified.rpartition(":")[2]
        if name in _PARAGRAPHS and qualified.startswith("text:") and self._paragraphs:
            self._words.finish(self._paragraphs.pop()[0], self._why[-1])
        elif name == "span" and self._spans:
            self._spans.pop()
        elif qualified == "table:table" and self._tables:
            self._tables.pop()
        elif qualified == "style:style":
            self._style = None
        self._path.pop()
        self._why.pop()

    def _take(self) -> None:
        """The text between two tags, with why nobody says it."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        worded = bool(clean(text).strip())
        if not self._paragraphs:
            self._words.nodes += worded
            if worded:
                place = max(1, self._words.paragraphs)
                self._words.blocks.append(Block(tidy([Run(text)]), (place, place), why=self._why[-1] or "outside of a paragraph"))
            return
        self._words.nodes += worded
        paragraph, before = self._paragraphs[-1]
        spans = [*reversed(self._spans[before:]), paragraph.style]
        why = self._why[-1] or ("hidden text" if _is(spans, "hidden") else "struck through" if _is(spans, "struck") else "")
        paragraph.lines[-1].append((Run(text, self._look(spans)), why, int(worded)))

    def _look(self, spans: list[Style]) -> Look:
        if any(style.speaker for style in spans):
            return "label"
        if "a" in self._path[-10:]:
            return "link"
        return "strong" if _is(spans, "bold") else ""


def _is(styles: list[Style], what: str) -> bool:
    """What the innermost style says that says anything of it."""
    return next((bool(value) for style in styles if (value := getattr(style, what)) is not None), False)


def _looks(held: dict[str, str]) -> dict[str, bool]:
    """What a style says of its words."""
    looks = {}
    weight = held.get("font-weight", "")
    if weight:
        looks["bold"] = weight == "bold" or (weight.isdecimal() and len(weight) < 5 and int(weight) >= 600)
    if "display" in held:
        looks["hidden"] = held["display"] == "none"
    if "text-line-through-style" in held:
        looks["struck"] = held["text-line-through-style"] != "none"
    return looks
