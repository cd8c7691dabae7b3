"""An HTML page as elements and texts: which elements are open where, as browsers would have it, each text with its place.

Owns which tags end which (the standard's optional tags) and what begins a new line. Builds no more of a tree than the ancestors of
each text. Nesting beyond two hundred levels is taken as that level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.readers.html_tokens import Token, tokens

_DEEPEST = 200
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset "  # noqa: SIM905
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section select "
    "summary table tbody td tfoot th thead tr ul video audio canvas object iframe noscript template title script style textarea xmp".split()
)
"""What stands on lines of its own."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
KEEP_SPACES = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "keygen", "frame"})
_FORMATTING = frozenset("a abbr b bdi bdo big cite code em font i mark nobr q s small span strike strong sub sup time tt u var".split())  # noqa: SIM905
ELEMENTS = BLOCKS | _VOID | _FORMATTING
"""The names of elements that pages are made of."""
_ENDS_P = BLOCKS - {"body", "head", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "option", "optgroup", "title", "script", "style"}
_ENDS_P -= {"noscript", "template", "video", "audio", "canvas", "object", "iframe", "select", "textarea", "legend"}
_SAME = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "optgroup": {"option", "optgroup"}}
_SAME |= {"tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
_SAME |= {part: {"tr", "td", "th", "tbody", "thead", "tfoot", "caption"} for part in ("tbody", "thead", "tfoot")}
_FENCES = {"li": {"ul", "ol", "menu", "dir"}, "dt": {"dl"}, "dd": {"dl"}, "option": {"select"}, "optgroup": {"select"}}
_CELL_FENCE = frozenset({"table", "td", "th", "caption", "body"})


@dataclass(slots=True)
class Element:
    """An open tag: its parent is an earlier element of `Page.elements`, -1 for none."""

    index: int
    tag: str
    attributes: Mapping[str, str]
    parent: int
    block: bool


class Piece(NamedTuple):
    """A text (`break_` False) or a line break, in element `at`; `start` and `end` are offsets of the page's source."""

    at: int
    start: int
    end: int
    kind: str = "text"
    """"text", "br", "edge" (where something on lines of its own begins or ends), "raw" or "broken"."""


@dataclass(slots=True)
class Page:
    """All elements in the order of their tags, and the texts and breaks between them."""

    elements: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def ancestors(self, index: int) -> Iterator[Element]:
        """The element and those it lies in, from the inside."""
        while index >= 0:
            element = self.elements[index]
            yield element
            index = element.parent


def page_of(source: str) -> Page:
    """The page that the source makes, in linear time."""
    page = Page([Element(0, "", {}, -1, True)])
    builder = _Builder(page)
    for token in tokens(source):
        builder.take(token)
    return page


class _Builder:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[Element] = [page.elements[0]]

    def take(self, token: Token) -> None:
        if token.kind == "open":
            self._begin(token)
        elif token.kind == "close":
            self._end(token)
        elif token.kind == "raw":
            self._page.pieces.append(Piece(self._open[-1].index, token.start, token.end, "text" if token.name == "xmp" else "raw"))
        else:
            self._page.pieces.append(Piece(self._open[-1].index, token.start, token.end, token.kind))

    def _begin(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._page.pieces.append(Piece(self._open[-1].index, token.start, token.end, "br"))
            return
        if name in ("html", "body") and any(element.tag == name for element in self._open):
            return
        if name in _ENDS_P:
            self._close_up_to({"p"}, _CELL_FENCE | {"button"})
        if name in HEADINGS:
            self._close_up_to(HEADINGS, _CELL_FENCE | {"div", "section", "article"})
        if name in _SAME:
            for _ in range(3):
                self._close_up_to(_SAME[name], _FENCES.get(name, {"table"}))
        parent = self._open[-1]
        if name in BLOCKS:
            self._edge(token.start)
        element = Element(len(self._page.elements), name, token.attributes, parent.index, name in BLOCKS or _displayed_as_block(token))
        self._page.elements.append(element)
        if name not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def _end(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._page.pieces.append(Piece(self._open[-1].index, token.start, token.end, "br"))
        elif name in _FORMATTING:
            self._close_formatting(name)
        elif name in HEADINGS:
            self._close_up_to(HEADINGS, _CELL_FENCE)
        else:
            self._close_up_to({name}, _CELL_FENCE if name not in _CELL_FENCE | {"tr", "tbody", "thead", "tfoot", "html"} else frozenset())

    def _close_up_to(self, names: set[str] | frozenset[str], fence: set[str] | frozenset[str]) -> None:
        """Ends the innermost open element of those names with all in it, unless one of the fence lies between."""
        for at in range(len(self._open) - 1, 0, -1):
            tag = self._open[at].tag
            if tag in names:
                del self._open[at:]
                self._edge(self._page.pieces[-1].end if self._page.pieces else 0)
                return
            if tag in fence:
                return

    def _again(self, element: Element) -> Element:
        """The element opened anew, in no element that has ended."""
        new = Element(len(self._page.elements), element.tag, element.attributes, self._open[-1].index, element.block)
        self._page.elements.append(new)
        return new

    def _edge(self, at: int) -> None:
        self._page.pieces.append(Piece(self._open[-1].index, at, at, "edge"))

    def _close_formatting(self, name: str) -> None:
        """Ends only the element itself: `<b><p>words</b> more` goes on in the paragraph."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == name:
                above = self._open[at + 1 :]
                del self._open[at:]
                if any(element.block for element in above):
                    self._open += above  # what is in a paragraph goes on in it
                else:
                    self._open += [self._again(element) for element in above]
                return
            if self._open[at].tag in _CELL_FENCE:
                return


def _displayed_as_block(token: Token) -> bool:
    style = token.attributes.get("style", "")
    return bool(style) and "display:block" in style.lower().replace(" ", "")
