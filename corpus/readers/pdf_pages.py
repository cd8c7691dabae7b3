"""A PDF's pages as words at places: what the program `pdf_child` finds, asked for in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import FormatError

SECONDS = 120
"""Of waiting; the program ends itself after half as much of a processor."""

_CHILD = Path(__file__).with_name("pdf_child.py")
_SAID = {
    "password": "the PDF is locked with a password; save it without one",
    "damaged": "the PDF is damaged or cut off; get an undamaged copy, or print it to a new PDF",
    "large": "the PDF has more pages or characters than any transcript; split it",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word: points from the left and from the top of its page, which is as it is shown. `base` is where its letters stand."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    upright: bool
    glued: bool = False
    """Whether no space parts it from the word before in the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its width and height in points, its words in the order of the file."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


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
    try:
        # -P: the folder of the program is no place to import from. Nothing of Quoth is imported there.
        done = subprocess.run([sys.executable, "-P", str(_CHILD)], input=data, capture_output=True, timeout=SECONDS, check=False)
        held: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "damaged"}
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"{name}: the PDF takes longer than {SECONDS} seconds to read; print it to a new PDF") from error
    except ValueError as error:  # cut off: the program was ended while it wrote
        raise FormatError(f"{name}: {_SAID['damaged']}") from error
    if "error" in held:
        raise FormatError(f"{name}: {_SAID[held['error']]}")
    sheets = (Sheet(number, width, height, tuple(Word(*word) for word in words)) for number, (width, height, words) in enumerate(held["pages"], 1))
    return Pages(tuple(sheets), " ".join(held["title"].split()), held["broken"])
