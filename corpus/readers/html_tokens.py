"""The tokens of an HTML page, each with its place in the source, by the tokenizer of the HTML standard (WHATWG, section 13.2.5).

Owns where a tag, a comment, a script or a run of text begins and ends; builds no tree. No parser that is kept gives the place of
every text in linear time: `html.parser` has places but takes quadratic time on hostile pages, lxml and selectolax have no places.
Every pattern consumes what it looks at, or the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import Literal, NamedTuple

Kind = Literal["text", "open", "close", "raw", "broken"]

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^ \t\n\r\f/>]*+)"
    r"(?P<attributes>(?:[ \t\n\r\f/]++|[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"
    r"(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)?+)?+)*+)>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+)"
    r"(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+))?+)?+"
)
_LETTER = re.compile("[a-zA-Z]")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_RAW_END = {name: re.compile(rf"(?i)</{name}(?=[ \t\n\r\f/>])") for name in _RAW}
_COMMENT_END = re.compile("--!?>")
_LONG_NUMBER = re.compile("&#[xX]?[0-9a-fA-F]{16,}+;?")
_MOST_ATTRIBUTES = 200
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    """A piece of the page: `start` and `end` are offsets of its source; `name` is the tag's, in small letters.

    "text" stands between tags, "raw" is the text of a script, style, title and the like (under that `name`), "broken" the rest of a
    page that ends inside a tag. Comments and declarations give no token.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = _NO_ATTRIBUTES


def tokens(page: str) -> Iterator[Token]:
    """Every token of the page in order, in linear time; never raises."""
    at = 0
    while at < len(page):
        mark = page.find("<", at)
        mark = len(page) if mark < 0 else mark
        while mark + 1 < len(page) and not _begins_markup(page, mark):
            following = page.find("<", mark + 1)
            mark = len(page) if following < 0 else following
        if mark + 1 >= len(page):
            mark = len(page)
        if at < mark:
            yield Token("text", at, mark)
        if mark == len(page):
            return
        at = yield from _markup(page, mark)


def unescaped(text: str) -> str:
    """The text with its character references as the characters they stand for."""
    return unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _begins_markup(page: str, mark: int) -> bool:
    following = page[mark + 1]
    return following in "!?/" or bool(_LETTER.match(following))


def _markup(page: str, mark: int) -> Generator[Token, None, int]:
    """The tokens of the markup that begins at `mark`; returns where it ends."""
    if page[mark + 1] in "!?" or (page[mark + 1] == "/" and not _LETTER.match(page, mark + 2)):
        return _after_comment(page, mark)
    tag = _TAG.match(page, mark)
    if tag is None:
        yield Token("broken", mark, len(page))
        return len(page)
    name = tag["name"].lower()
    if tag["close"]:
        yield Token("close", mark, tag.end(), name)
        return tag.end()
    yield Token("open", mark, tag.end(), name, _attributes(tag["attributes"]))
    if name == "plaintext":
        yield Token("text", tag.end(), len(page))
        return len(page)
    if name not in _RAW:
        return tag.end()
    end = _RAW_END[name].search(page, tag.end())
    stop = end.start() if end else len(page)
    yield Token("raw", tag.end(), stop, name)
    return stop


def _after_comment(page: str, mark: int) -> int:
    """Where a comment, a declaration or a processing instruction ends."""
    if page.startswith("<!--", mark):
        if page.startswith((">", "->"), mark + 4):
            return page.index(">", mark + 4) + 1
        end = _COMMENT_END.search(page, mark + 4)
        return end.end() if end else len(page)
    end_mark = page.find(">", mark)
    return len(page) if end_mark < 0 else end_mark + 1


def _attributes(source: str) -> Mapping[str, str]:
    """The first value of each attribute, in small letters by name; only the first two hundred are looked at."""
    if not source:
        return _NO_ATTRIBUTES
    found: dict[str, str] = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(source)):
        if number >= _MOST_ATTRIBUTES:
            break
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescaped(value))
    return found
