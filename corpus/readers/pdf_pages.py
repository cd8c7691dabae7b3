"""A PDF's pages as stretches of words at places: what the program `pdf_child` finds, asked for in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import FormatError

SECONDS = 120
"""Of waiting; the program ends itself after half as much of a processor."""
MOST_CHARACTERS = 20_000_000
_LARGE = 1_000_000
"""Bytes beyond which two programs read half of the pages each: a second one takes a tenth of a second to start."""

_CHILD = Path(__file__).with_name("pdf_child.py")
_SAID = {
    "password": "the PDF is locked with a password; save it without one",
    "damaged": "the PDF is damaged or cut off; get an undamaged copy, or print it to a new PDF",
    "large": "the PDF has more pages or characters than any transcript; split it",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are set as one: on one base line, of one size and weight, a space apart.

    Points from the left and from the top of their page, which is as it is shown. `base` is where the letters stand.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    upright: bool
    glued: bool = False
    """Whether no space parts it from the stretch before in the file."""
    first: float = 0.0
    """Where its first word ends."""

    @property
    def count(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its width and height in points, its stretches in the order of the file."""

    number: int
    width: float
    height: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages, the title that the file's properties give, and how many pages could not be opened."""

    sheets: tuple[Sheet, ...]
    title: str
    broken: int


def pages_of(data: bytes, name: str) -> Pages:
    """The pages of a PDF; FormatError, naming the file and what to do, for what cannot be read."""
    if importlib.util.find_spec("pypdfium2") is None:
        raise FormatError(f"{name}: reading PDF needs a package that is not installed: pip install pypdfium2")
    parts = 2 if len(data) > _LARGE else 1
    try:
        with ThreadPoolExecutor(parts) as both:
            held = [*both.map(lambda part: _part(data, part, parts), range(parts))]
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"{name}: the PDF takes longer than {SECONDS} seconds to read; print it to a new PDF") from error
    refused = [part["error"] for part in held if "error" in part]
    if refused or sum(part["characters"] for part in held) > MOST_CHARACTERS:
        raise FormatError(f"{name}: {_SAID[refused[0] if refused else 'large']}")
    pages = enumerate((page for part in held for page in part["pages"]), 1)
    sheets = (Sheet(number, width, height, tuple(Stretch(*stretch) for stretch in stretches)) for number, (width, height, stretches) in pages)
    return Pages(tuple(sheets), " ".join(held[0]["title"].split()), sum(part["broken"] for part in held))


def _part(data: bytes, part: int, parts: int) -> dict[str, Any]:
    """What the program finds in a part of the pages."""
    # -P: the folder of the program is no place to import from. Nothing of Quoth is imported there.
    done = subprocess.run([sys.executable, "-P", str(_CHILD)], input=b"%d %d\n%s" % (part, parts, data), capture_output=True, timeout=SECONDS, check=False)
    try:
        held: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "damaged"}
    except ValueError:  # cut off: the program was ended while it wrote
        return {"error": "damaged"}
    return held
