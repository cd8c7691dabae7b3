"""What a Markdown document claims: its block quotations, wherever they stand, as CommonMark shows them, and the footnotes they refer to.

The document is parsed by CommonMark's rules (markdown-it-py) with footnotes, so that what is compared is what a reader sees: lazily
continued lines, quotations in lists and every line of a footnote. Whatever an export never holds inside a quotation refuses it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from rag.exports.place import Claim, claim_of

_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}
_PLAIN = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
_MARKUP = "it holds markup that no exported quotation has"
_HTML = "it is HTML, which is not read"
_BY = re.compile(r".+, (\d{1,2} \w+ \d{4}|undated)", re.DOTALL)
"""How a line ends that says who speaks, where it is not bold as a whole."""

_OPEN_NOTE, _CLOSE_NOTE = "footnote_reference_open", "footnote_reference_close"

Notes = Mapping[str, Sequence[Sequence[Token]]]


def claims(text: str) -> Iterator[Claim]:
    """Every block quotation, every other paragraph that refers to a note with a place, and every piece of HTML, in their order."""
    body, notes = _parted(_parser().parse(text))
    position, by = 0, ""
    while position < len(body):
        token = body[position]
        if token.type == "blockquote_open":
            end = _end(body, position)
            claim = _claim(body[position:end], notes)
            yield replace(claim, by=by) if claim.place else claim
            position = end
            continue
        if token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ()):
            yield Claim(token.content, why=_HTML)
        elif token.type == "inline" and _refers(token, notes):
            yield _claim([token], notes)
        by = _by(token) if token.type == "inline" else by
        position += 1


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(footnote_plugin, inline=False)
    parser.core.ruler.disable("footnote_tail")  # footnotes stay where they are written, so that one written twice is seen
    return parser


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], Notes]:
    """The document without its footnotes, and every footnote by its label: a list, since a document may write one twice."""
    body: list[Token] = []
    notes: dict[str, list[list[Token]]] = defaultdict(list)
    within: list[Token] | None = None
    for token in tokens:
        if token.type == _OPEN_NOTE:
            within = []
            notes[token.meta["label"]].append(within)
        elif token.type == _CLOSE_NOTE:
            within = None
        else:
            (body if within is None else within).append(token)
    return body, notes


def _end(tokens: Sequence[Token], start: int) -> int:
    """One past the end of the quotation that opens at `start`."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(tokens[position].type, 0)
        if not depth:
            return position + 1
    return len(tokens)


def _by(token: Token) -> str:
    """Who speaks in the quotations that follow, as a paragraph says it that begins with a name in bold; "" for any other."""
    children, shown = token.children or [], _shown(token)
    whole = bool(children) and children[-1].type == "strong_close" and sum(child.type == "strong_open" for child in children) == 1
    return shown if children and "strong_open" in [child.type for child in children[:2]] and (whole or _BY.fullmatch(shown)) else ""


def _refers(token: Token, notes: Notes) -> bool:
    """Whether a paragraph refers to a footnote that is a quotation's, or to none at all."""
    return any("quoth:" in _source(note) for label in _labels(token) for note in notes.get(label, ()))


def _claim(tokens: Sequence[Token], notes: Notes) -> Claim:
    inlines = [token for token in tokens if token.type == "inline"]
    words = "\n".join(map(_shown, inlines))
    labels = [label for token in inlines for label in _labels(token)]
    allowed = {"text", "text_special", "footnote_ref", *_BREAKS}
    if any(token.type not in _PLAIN for token in tokens) or any(child.type not in allowed for token in inlines for child in token.children or ()):
        return Claim(words, why=_MARKUP)
    if not labels:
        return Claim(words)
    if len(labels) > 1 or (inlines[-1].children or [])[-1].type != "footnote_ref":
        return Claim(words, why="it does not end with its one footnote")
    found = notes.get(labels[0], ())
    if len(found) != 1:
        return Claim(words, why=f"footnote {labels[0]} is written {len(found)} times" if found else "")
    return claim_of(words, _note(found[0]))


def _note(tokens: Sequence[Token]) -> str:
    """A footnote as it is shown, with what a paragraph of it and the address of its place are written as."""
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_linked(token))
        elif token.type not in _PLAIN:
            parts.append(_MARKUP)  # words that no note has: it will not be the right one
    return "\n".join(parts)


def _linked(token: Token) -> str:
    """The words of a footnote's paragraph; the address of a link in place of what is shown for it."""
    words, address = [], False
    for child in token.children or ():
        if child.type == "link_open" and child.markup == "autolink":
            address = True
            words.append(f"<{child.attrs['href']}>")
        elif child.type == "link_close":
            address = False
        elif not address:
            words.append(_BREAKS.get(child.type, child.content if child.type in ("text", "text_special") else f"<{child.type}>"))
    return "".join(words)


def _shown(token: Token) -> str:
    return "".join(_BREAKS.get(child.type, child.content) for child in token.children or ())


def _labels(token: Token) -> list[str]:
    return [str(child.meta["label"]) for child in token.children or () if child.type == "footnote_ref"]


def _source(tokens: Sequence[Token]) -> str:
    return "\n".join(token.content for token in tokens)
