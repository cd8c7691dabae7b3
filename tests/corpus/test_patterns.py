"""Every regular expression of corpus/ against long strings made to slow it down: none may take more than linear time (threat F5).

There is no clock in it: a pattern that backtracks without end runs into the timeout, whatever the machine. Each is tried as the code
uses it: from the beginning, and everywhere in the text where the code searches with it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus

LENGTH = 100_000
PUMPS = (
    "a", "A", " ", "\t", "\n", "a ", "A. ", "Ab ", "1", "1:", "0:0", "(", "[", "<", "<a ", "*", "-", "=", ":", '"', "“", "&#1;", "你", "\u200e",
    "Mr. A ", "The A ",
)  # fmt: skip
SHORT = {
    # name: why the code never searches a long text with it
    "corpus.readers.plain_marks._TIME_AT_END": "the first 120 characters of a line",
    "corpus.readers.pdf_paragraphs._LAST": "the last 80 characters of a paragraph",
    "corpus.sentences._GERMAN_MONTH": "tried where a sentence may end",
    "corpus.sentences._GOES_ON": "tried where a sentence may end",
    "corpus.sentences._NUMBER": "tried where a sentence may end",
}
Pattern = re.Pattern[str] | re.Pattern[bytes]


def held_in(value: object) -> Iterator[Pattern]:
    """The patterns in a value, also in tuples, lists, mappings and the forms of chats."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from held_in(item)
    elif isinstance(value, dict):
        yield from held_in(list(value.values()))
    elif type(value).__name__ == "Form":
        yield from held_in([getattr(value, "pattern", None), getattr(value, "event", None)])


def patterns() -> Iterator[tuple[str, Pattern, bool]]:
    """Every pattern that a module of corpus/ holds under a name, and whether the code searches with it."""
    for module in pkgutil.walk_packages(corpus.__path__, "corpus."):
        held = importlib.import_module(module.name)
        source = Path(str(held.__file__)).read_text(encoding="utf-8")
        for name, value in vars(held).items():
            searched = re.search(rf"\b{name}\.(?:search|finditer|findall|sub|subn|split)\(", source) is not None
            for pattern in held_in(value):
                yield f"{module.name}.{name}", pattern, searched and f"{module.name}.{name}" not in SHORT


FOUND = list({(name, str(pattern.pattern)): (name, pattern, searched) for name, pattern, searched in patterns()}.values())


def label(found: object) -> str | None:
    return found[0] if isinstance(found, tuple) else None


def test_all_of_them_are_found() -> None:
    assert len(FOUND) > 150
    assert SHORT.keys() <= {name for name, _, _ in FOUND}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("found", FOUND, ids=label)
def test_no_pattern_runs_away(found: tuple[str, Pattern, bool]) -> None:
    _, pattern, searched = found
    for pump in PUMPS:
        for text in (pump * (LENGTH // len(pump)), "A: " + pump * (LENGTH // len(pump)) + "!\x00"):
            data = text.encode() if isinstance(pattern.pattern, bytes) else text
            pattern.match(data)  # type: ignore[arg-type]
            if searched:
                assert sum(1 for _ in pattern.finditer(data)) >= 0  # type: ignore[arg-type]
