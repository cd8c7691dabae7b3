"""Which blocks of a page are its main text, and why the others are not.

Where turns are labelled, the main text is the innermost element with nearly all labels; else the innermost with most of the long
paragraphs. A part that is named as something else (navigation, hidden, a form) is believed to be that only while most of the labels,
or of the words, lie outside of it: whole pages stand in forms, and transcripts in folded parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.readers.blocks import Block
from corpus.readers.html_blocks import Found
from corpus.readers.html_page import Page
from corpus.readers.html_parts import hidden, never, part

_NEARLY_ALL, _MOST = 0.9, 0.5
_PARAGRAPHS = frozenset({"p", "li", "dd", "td", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_LONG = 80
_LINKED = 0.7
_LONGEST_LINKS = 300
OUTSIDE = "outside of the main text"

Marked = Callable[[Sequence[Block]], dict[int, str]]
"""Which of some blocks begin labelled turns, by number, with the names: `block_reading.marked`."""


def choose(page: Page, found: Sequence[Found], blocks: Sequence[Block], marked: Marked) -> tuple[str, ...]:
    """Gives every block that nobody says its reason (in `found`); returns remarks for a person. `blocks` are the found with their places."""
    _inherit(page, found, [never(element) for element in page.elements])
    begins = _marked(found, blocks, marked)
    weights = [_weight(item, at in begins, bool(begins)) for at, item in enumerate(found)]
    totals = _totals(page, found, weights)
    reasons, unfolded = _reasons(page, totals)
    _inherit(page, found, reasons)
    begins = {at: name for at, name in begins.items() if not found[at].why}
    labelled = len(begins) > 1
    _links(found, begins)
    weights = [0 if item.why else _weight(item, at in begins, labelled) for at, item in enumerate(found)]
    main = _innermost(_totals(page, found, weights), _NEARLY_ALL if labelled else _MOST + 0.2)
    if labelled:
        main = _with_all_of_theirs(page, found, begins, main)
    elif page.elements[main].tag in _PARAGRAPHS:
        main = page.elements[main].parent
    inside = _descendants(page, main)
    for item in found:
        if not item.why and not inside[item.home]:
            item.why = "heading" if item.kind == "heading" else OUTSIDE
    _headings(found, begins)
    if labelled:
        _after_the_last(page, found, begins, main)
    return ("the transcript is folded away on the page: it is read all the same",) if unfolded else ()


def _with_all_of_theirs(page: Page, found: Sequence[Found], begins: Mapping[int, str], main: int) -> int:
    """The innermost element that holds every label of those whose labels `main` holds."""
    inside = _descendants(page, main)
    names = {name for at, name in begins.items() if inside[found[at].home]}
    weights = [int(at in begins and begins[at] in names) for at in range(len(found))]
    return _innermost(_totals(page, found, weights), 1.0)


def _weight(item: Found, begins: bool, labelled: bool) -> int:
    if labelled:
        return int(begins)
    return len(item.text) - item.linked if len(item.text) >= _LONG else 0


def _marked(found: Sequence[Found], blocks: Sequence[Block], marked: Marked) -> dict[int, str]:
    places = [at for at, item in enumerate(found) if not item.why]
    return {places[at]: name for at, name in marked([blocks[at] for at in places]).items()}


def _inherit(page: Page, found: Sequence[Found], reasons: list[str]) -> None:
    """Passes the reasons of elements on to all in them, and to their blocks."""
    for element in page.elements:
        if element.parent >= 0 and reasons[element.parent]:
            reasons[element.index] = reasons[element.parent]
    for item in found:
        item.why = item.why or reasons[item.home]


def _totals(page: Page, found: Sequence[Found], weights: Sequence[int]) -> list[int]:
    """The weight in each element, its descendants' included."""
    totals = [0] * len(page.elements)
    for item, weight in zip(found, weights, strict=True):
        totals[item.home] += weight
    for element in reversed(page.elements):
        if element.parent >= 0:
            totals[element.parent] += totals[element.index]
    return totals


def _reasons(page: Page, totals: Sequence[int]) -> tuple[list[str], bool]:
    """Why each element is beside the main text, and whether one that is hidden holds it."""
    reasons, unfolded = [], False
    for element in page.elements:
        unseen = hidden(element)
        why = "hidden" if unseen else part(element)
        if why and totals[0] and totals[element.index] > _MOST * totals[0]:
            unfolded, why = unfolded or unseen, ""
        reasons.append(why)
    return reasons, unfolded


def _innermost(totals: Sequence[int], share: float) -> int:
    """The last element with that share of all weight: its ancestors are the others, so it is the innermost."""
    return max((at for at, total in enumerate(totals) if totals[0] and total >= share * totals[0]), default=0)


def _descendants(page: Page, main: int) -> list[bool]:
    inside = [False] * len(page.elements)
    for element in page.elements:
        inside[element.index] = element.index == main or (element.parent >= 0 and inside[element.parent])
    return inside


def _links(found: Sequence[Found], begins: Mapping[int, str]) -> None:
    """Blocks that are nothing but links."""
    for at, item in enumerate(found):
        if not item.why and at not in begins and item.linked >= _LINKED * len(item.text) and len(item.text) <= _LONGEST_LINKS:
            item.why = "links"


def _headings(found: Sequence[Found], begins: Mapping[int, str]) -> None:
    for at, item in enumerate(found):
        if not item.why and item.kind == "heading" and at not in begins:
            item.why = "heading"


def _after_the_last(page: Page, found: Sequence[Found], begins: Mapping[int, str], main: int) -> None:
    """Blocks behind the last label that stand in no such element as blocks between labels: nobody's, whatever the grammar would say."""
    first, last = min(begins), max(begins)
    seen = {_way(page, item.home, main) for item in found[first:last] if not item.why}
    home = found[last].home
    own = {home, page.elements[home].parent} - {main}
    near = [False] * len(page.elements)
    for element in page.elements:
        near[element.index] = element.index in own or (element.parent >= 0 and near[element.parent])
    over = False
    for item in found[last + 1 :]:
        over = over or item.why == "heading" or not (near[item.home] or _way(page, item.home, main) in seen)
        if over and not item.why:
            item.why = "after the transcript"


def _way(page: Page, home: int, main: int) -> tuple[str, ...]:
    """The tags and classes that lead from the main element to a block."""
    way = []
    for element in page.ancestors(home):
        if element.index == main:
            break
        way.append(f"{element.tag}.{element.attributes.get('class', '')[:100]}" if element.block else "")
    return tuple(filter(None, way))
