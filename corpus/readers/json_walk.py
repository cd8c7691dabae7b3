"""Walking a JSON text member by member, keeping where each value lies. Linear; nothing is decoded twice."""

from __future__ import annotations

import bisect
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus.errors import FormatError

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

Path: TypeAlias = "tuple[str | int, ...]"

_LONGEST_KEY = 40
_SPACE = re.compile(r"[ \t\n\r]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


def _integer(digits: str) -> int | float:
    """An integer, or infinity where it is longer than any number of seconds (Python refuses 4,300 digits)."""
    return int(digits) if len(digits) < 300 else math.inf


_DECODER = json.JSONDecoder(parse_int=_integer)


@dataclass(frozen=True, slots=True)
class Element:
    """A value with the half-open range of characters it takes in the text."""

    value: Json
    start: int
    end: int


class Walk:
    """A cursor on one JSON text: for each key of the object, the caller takes its `value()` or its `items()`.

    Every error is a FormatError that names the file (`name`) and the line.
    """

    def __init__(self, text: str, name: str) -> None:
        """Takes the whole text; `name` is for messages."""
        self.text = text
        self.name = name
        self._at = 0
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def lines(self, element: Element) -> tuple[int, int]:
        """First and last line (1-based, inclusive) of a value."""
        return self._line(element.start), self._line(max(element.start, element.end - 1))

    def error(self, at: int, what: str) -> FormatError:
        """An error that says where: file and line of the character `at`."""
        return FormatError(f"{self.name}: line {self._line(at)}: {what}")

    def refuse_surrogates(self, string: str, at: int) -> None:
        r"""FormatError for a string with half a character ("\ud800"), which no file could be written with."""
        if not string.isascii() and any("\ud800" <= character <= "\udfff" for character in string):
            raise self.error(at, "a string holds half a character (a lone surrogate); write the whole character")

    def members(self) -> Iterator[str]:
        """The keys of the object that the text is; the caller must take each one's value before the next key."""
        self._expect("{", "a JSON object")
        more = not self._have("}")
        while more:
            key = self.value()
            if not isinstance(key.value, str):
                raise self.error(key.start, "a key must be a string in quotation marks")
            self._expect(":", "a colon after the key")
            yield key.value
            more = self._more("}")
        self._space()
        if self._at < len(self.text):
            raise self.error(self._at, "there is more after the end of the object; one file holds one transcript")

    def items(self, what: str) -> Iterator[Element]:
        """The elements of the array at the cursor; `what` names it should it be no array."""
        self._expect("[", f"a list for {what}")
        more = not self._have("]")
        while more:
            yield self.value()
            more = self._more("]")

    def find(self, path: Path) -> Iterator[tuple[Element, tuple[int, ...]]]:
        """Every value at `path` below the cursor, in order, with its index in each list that a "*" of the path stands for.

        A step is a key, an index or "*" (every element of a list). Where the text has no such step, nothing is found there.
        """
        if not path:
            yield self.value(), ()
            return
        step, rest = path[0], path[1:]
        self._space()
        if self.text[self._at : self._at + 1] != ("[" if step == "*" or isinstance(step, int) else "{"):
            self.value()
        elif step == "*" or isinstance(step, int):
            yield from self._find_in_list(step, rest)
        else:
            yield from self._find_in_object(step, rest)

    def _find_in_list(self, step: int | str, rest: Path) -> Iterator[tuple[Element, tuple[int, ...]]]:
        self._expect("[", "a list")
        more, index = not self._have("]"), 0
        while more:
            if step in ("*", index):
                for element, trail in self.find(rest):
                    yield element, (index, *trail) if step == "*" else trail
            else:
                self.value()
            index += 1
            more = self._more("]")

    def _find_in_object(self, step: int | str, rest: Path) -> Iterator[tuple[Element, tuple[int, ...]]]:
        self._expect("{", "an object")
        more = not self._have("}")
        while more:
            key = self.value()
            self._expect(":", "a colon after the key")
            if key.value == step:
                yield from self.find(rest)
            else:
                self.value()
            more = self._more("}")

    def value(self) -> Element:
        """The value at the cursor, which moves behind it."""
        self._space()
        start = self._at
        try:
            value, self._at = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            raise self.error(error.pos, f"this is not JSON: {error.msg}") from error
        except RecursionError as error:
            raise self.error(start, "values are nested too deep for a transcript") from error
        return Element(value, start, self._at)

    def _line(self, at: int) -> int:
        return bisect.bisect_right(self._starts, at)

    def _space(self) -> None:
        match = _SPACE.match(self.text, self._at)
        self._at = match.end() if match else self._at

    def _have(self, mark: str) -> bool:
        """True, and the cursor behind it, when `mark` comes next."""
        self._space()
        found = self.text.startswith(mark, self._at)
        self._at += found
        return found

    def _expect(self, mark: str, what: str) -> None:
        if not self._have(mark):
            found = self.text[self._at : self._at + 1]
            raise self.error(self._at, f"expected {what}, found " + (repr(found) if found else "the end of the file"))

    def _more(self, close: str) -> bool:
        """True after a comma, False after the closing bracket."""
        if self._have(close):
            return False
        self._expect(",", f'"," or "{close}"')
        return True


def parsed(text: str) -> Any:
    """The decoded JSON, None for what is none or is nested too deep."""
    try:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 300 else 0)
    except (json.JSONDecodeError, RecursionError):
        return None


def string_paths(document: Any) -> Iterator[str]:
    """The path of every string with words, "*" for each place in a list; keys of data (ids) are cut to a length."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and value.strip():
            yield path
        elif isinstance(value, list):
            waiting.extend((f"{path}.*" if path else "*", item) for item in value)
        elif isinstance(value, dict):
            waiting.extend((f"{path}.{key[:_LONGEST_KEY]}" if path else key[:_LONGEST_KEY], item) for key, item in value.items())
