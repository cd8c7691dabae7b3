"""Praat text files as tokens: what a program reads of one, in its long layout as in its short one.

Free-standing are numbers, strings in quotation marks (a mark within is doubled) and flags in angle brackets; every other word is there for people,
and "!" begins a comment. See "TextGrid file formats" in Praat's manual (https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.decoding import Decoded, lines
from corpus.errors import FormatError
from corpus.transcript import ByteSpan

_TOKEN = re.compile(
    r'"(?P<string>[^"]*(?:""[^"]*)*)"|(?P<number>(?<![^\s])[-+]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][-+]?\d{1,4})?(?![^\s]))|(?P<flag><[a-z]{1,20}>)|(?P<comment>![^\n\r]*)'
)


@dataclass(frozen=True, slots=True)
class Token:
    """A string, a number or a flag ("<exists>") with the half-open range of characters it takes, quotation marks included."""

    value: str | float
    start: int
    end: int
    flag: bool = False


class Tokens:
    """A cursor on the tokens of a file; every error is a FormatError that names file and line."""

    def __init__(self, decoded: Decoded, name: str) -> None:
        """Takes a whole file; `name` is for messages."""
        self.name = name
        self._decoded = decoded
        self._tokens = _tokens(decoded.text)
        self._starts = [line.bytes.start for line in lines(decoded)]
        self._at, self._byte, self._line = 0, decoded.mark, 0

    def string(self, what: str) -> Token:
        """The next token, which must be a string."""
        token = self._next(what)
        if not isinstance(token.value, str) or token.flag:
            raise self.error(token.start, f"expected {what}, found {str(token.value)[:40]!r}")
        return token

    def number(self, what: str) -> float:
        """The next token, which must be a finite number."""
        token = self._next(what)
        if not isinstance(token.value, float) or not math.isfinite(token.value):
            raise self.error(token.start, f"expected {what}, found {str(token.value)[:40]!r}")
        return token.value

    def flag(self) -> str:
        """The next token, which must be a flag."""
        token = self._next("<exists>")
        if not token.flag:
            raise self.error(token.start, f"expected <exists> or <absent>, found {str(token.value)[:40]!r}")
        return str(token.value)

    def place(self, token: Token) -> tuple[tuple[int, int], ByteSpan]:
        """Lines (1-based, inclusive) and bytes of a token; tokens must be asked for in the order of the file."""
        start = self._byte + self._decoded.size(self._decoded.text[self._at : token.start])
        end = start + self._decoded.size(self._decoded.text[token.start : token.end])
        self._at, self._byte = token.end, end
        first = self._to(start)
        return (first, self._to(end - 1)), ByteSpan(start, end)

    def error(self, at: int, what: str) -> FormatError:
        """An error at the character `at`."""
        line = len(re.findall(r"\r\n|\r|\n", self._decoded.text[:at])) + 1
        return FormatError(f"{self.name}: line {line}: {what}")

    def _next(self, what: str) -> Token:
        token = next(self._tokens, None)
        if token is None:
            raise self.error(len(self._decoded.text), f"the file ends where {what} is expected: it is cut off")
        return token

    def _to(self, byte: int) -> int:
        while self._line < len(self._starts) and self._starts[self._line] <= byte:
            self._line += 1
        return self._line


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found["string"] is not None:
            yield Token(found["string"].replace('""', '"'), start, end)
        elif found["number"]:
            yield Token(float(found["number"]), start, end)
        elif found["flag"]:
            yield Token(found["flag"], start, end, flag=True)
