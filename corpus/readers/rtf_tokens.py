"""The tokens of an RTF document: control words, symbols, groups, bytes of text. The bytes behind the word "bin" are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)


class Token(NamedTuple):
    """A control word with its `number` (None where it has none), a symbol, the beginning or end of a group, or text as it is encoded."""

    kind: Literal["word", "symbol", "open", "close", "text"]
    name: str = ""
    number: int | None = None
    text: bytes = b""
    end: int = 0
    """The byte behind it, of ends of groups."""


_OPEN = Token("open")


def tokens(data: bytes) -> Iterator[Token]:
    """Every token from the first group on, in linear time; never raises. A backslash that ends the file is none."""
    at = data.find(b"{")
    while 0 <= at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        word, number, code, symbol, brace, text = found.groups()
        if word == b"bin":
            at += max(int(number or 0), 0)
        elif word:
            yield Token("word", word.decode("ascii"), int(number) if number else None)
        elif text:
            yield Token("text", text=text)
        elif code:
            yield Token("text", text=bytes([int(code, 16)]))
        elif symbol:
            yield Token("symbol", symbol.decode("latin-1"))
        elif brace:
            yield _OPEN if brace == b"{" else Token("close", end=at)
