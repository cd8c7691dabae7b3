"""Run as a program of its own: a PDF from file descriptor 0, its words with their places as JSON to file descriptor 1.

The first line is "part parts": which part of the pages is asked for, from 0, and of how many. The PDF begins behind it.

PDFium is fast and well kept, but it is C++, not safe for threads, and what a hostile file makes it do is anybody's guess. So it runs
where a crash, an endless page or a full memory ends nothing but itself. Imports nothing of Quoth. Each page is a list of stretches,
words set alike on one line, [text, left, right, baseline, size, bold, upright, glued, first]: points, y from the top of the page as it
is shown; glued to the stretch before means that no space parts the two (small capitals, raised numbers); the first word ends at `first`.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import json
import math
import operator
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000  # of a part
SECONDS = 60
MEMORY = 2_000_000_000
_PASSWORD = 4
_SPELT: dict[int, str] = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)) | {0x02: "-", 0xFFFE: "-"}
"""Letters that a font draws as one are letters all the same; the last two are what PDFium gives for a hyphen at the end of a line."""
_RUN = re.compile(r"\S+")
_BOLD = 600
_APART, _OVER = 0.6, 0.5  # of its size: how far from the word before, or back over it, a character of the same word may begin
_TOUCHING = 0.05  # of its size: what begins nearer than that to the word before is one word with it
_COUNT = 3  # digits of the number of a line
_ANY, _INT = ctypes.c_void_p, ctypes.c_int
_BOX = ctypes.PYFUNCTYPE(_INT, _ANY, _INT, _ANY)(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, _ANY).value or 0)
"""The box of a character, written where the third argument points to: without the making of a pointer for each of millions."""
_FONT = ctypes.PYFUNCTYPE(_ANY, _ANY)(ctypes.cast(pdfium.FPDFTextObj_GetFont, _ANY).value or 0)
_OBJECT = ctypes.PYFUNCTYPE(_ANY, _ANY, _INT)(ctypes.cast(pdfium.FPDFText_GetTextObject, _ANY).value or 0)


def main() -> None:
    """Read, and write {"error": …} or {"title": …, "pages": [[width, height, stretches], …], "broken": …, "characters": …}."""
    gc.disable()  # nothing here goes round in circles
    _limit()
    with open(0, "rb") as source:
        part, parts = map(int, source.readline().split())
        data = source.read()
    with open(1, "w", encoding="utf-8") as target:
        json.dump(_document(data, part, parts), target)


def _limit() -> None:
    """Ends this process where it takes too much; on Windows whoever started it must."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _document(data: bytes, part: int, parts: int) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {"error": "password" if pdfium.FPDF_GetLastError() == _PASSWORD else "damaged"}
    if len(document) > MOST_PAGES:
        return {"error": "large"}
    pages: list[tuple[float, float, list[Any]]] = []
    characters, broken = 0, 0
    for number in range(len(document) * part // parts, len(document) * (part + 1) // parts):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken += 1
            pages.append((0.0, 0.0, []))
            continue
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            return {"error": "large"}
        pages.append((*page.get_size(), _Page(page, text).stretches()))
        text.close()
        page.close()
    return {"title": document.get_metadata_value("Title")[:1_000], "pages": pages, "broken": broken, "characters": characters}


class _Page:
    def __init__(self, page: Any, text: Any) -> None:
        self._text = text.raw
        self._handle = ctypes.cast(text.raw, _ANY).value
        self._count = text.count_chars()
        self._turn = page.get_rotation() // 90
        self._width, self._height = page.get_size()  # as it is shown
        self._left, self._bottom = page.get_bbox()[:2]
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._set: dict[tuple[int | None, float, float], tuple[float, int, bool]] = {}
        self._fonts: dict[int | None, bool] = {}

    def stretches(self) -> list[list[Any]]:
        """The stretches in the order of the file.

        A call of PDFium takes longer than what it does: it is asked for the boxes of all characters in one go, and for the rest
        where something changes. What is set in one level line from a first to a last character of one object is a stretch.
        """
        signs = self._signs()
        runs = [found.span() for found in _RUN.finditer(signs)]
        at = [*itertools.chain.from_iterable(itertools.starmap(range, runs))]
        found: list[list[Any]] = []
        if runs:
            starts = [0, *itertools.accumulate(last - first for first, last in runs)]
            set_ = _Setting(signs, runs, starts, at, self._places(at))
            for first, last in set_.levels():
                found += self._parts(set_, first, last)
        for words in found:
            words[0] = words[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            words[1:5] = [round(value, 2) for value in words[1:5]]
            words[8] = round(words[8], 2)
        return _merged(found)

    def _parts(self, held: _Setting, first: int, last: int) -> list[list[Any]]:
        """The runs from `first` to before `last`, which are of one object or several, as stretches or single words."""
        if not held.even(first, last):
            if last - first == 1:
                return self._uneven(held, first)
            return [part for run in range(first, last) for part in self._parts(held, run, run + 1)]
        start, end = held.starts[first], held.starts[last] - 1
        own = _OBJECT(self._handle, held.at[start])
        if last - first > 1 and own != _OBJECT(self._handle, held.at[end]):
            middle = (first + last) // 2
            return [*self._parts(held, first, middle), *self._parts(held, middle, last)]
        base, angle, bold = self._look(own, held.at[start], held.low[start], held.high[start])
        if angle:
            return [word for run in range(first, last) for word in self._uneven(held, run)]
        text = " ".join(held.signs[held.runs[first][0] : held.runs[last - 1][1]].split()).translate(_SPELT)
        return [[text, held.left[start], held.right[end], base, held.high[start] - held.low[start], bold, True, False, held.right[held.starts[first + 1] - 1]]]

    def _signs(self) -> str:
        """The page's characters, one for each that PDFium counts; a space where it is none."""
        units = (ctypes.c_ushort * (self._count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, self._count, units)
        signs = bytes(units)[: 2 * self._count].decode("utf-16-le", "surrogatepass")
        if written == self._count + 1 and len(signs) == self._count:
            return signs.replace("\0", " ")
        codes = (pdfium.FPDFText_GetUnicode(self._text, at) for at in range(self._count))  # some have no letter, or two: told one by one
        return "".join(chr(code) if 0 < code <= 0x10FFFF else " " for code in codes)

    def _places(self, at: Sequence[int]) -> tuple[list[float], list[float], list[float], list[float]]:
        """Where characters begin and end on their line, their lower and their upper edge, as the page is shown."""
        boxes = (ctypes.c_float * (4 * len(at)))()
        start = ctypes.addressof(boxes)
        deque(map(_BOX, itertools.repeat(self._handle), at, range(start, start + 16 * len(at), 16)), maxlen=0)
        left, top, right, bottom = (boxes[side::4] for side in range(4))
        if self._turn == 0:
            return ([x - self._left for x in left], [x - self._left for x in right], bottom, top) if self._left else (left, right, bottom, top)
        if self._turn == 1:
            return [y - self._bottom for y in bottom], [y - self._bottom for y in top], left, right
        if self._turn == 2:
            return [self._width - x + self._left for x in right], [self._width - x + self._left for x in left], bottom, top
        return [self._width - y + self._bottom for y in top], [self._width - y + self._bottom for y in bottom], left, right

    def _uneven(self, held: _Setting, run: int) -> list[list[Any]]:
        """A run sign by sign: words of which all but the first are glued to the one before."""
        words: list[list[Any]] = []
        for number, at in enumerate(range(*held.runs[run]), held.starts[run]):
            left, right, size = held.left[number], held.right[number], held.high[number] - held.low[number]
            base, angle = self._stand(at)
            if not words or not _goes_on(words[-1], left, base, size, angle):
                words.append(["", left, right, base, size, self._bold(at), angle == 0, bool(words), right])
            words[-1][0] += held.signs[at].translate(_SPELT)
            words[-1][2] = words[-1][8] = max(words[-1][2], right)
        return words

    def _look(self, own: int | None, at: int, low: float, high: float) -> tuple[float, int, bool]:
        """Base line, angle and weight of a character of the object `own`; asked once of what was drawn together at one height."""
        key = (own, low, high)
        look = self._set.get(key)
        if look is None or own is None:
            font = _FONT(own)
            if font is None or font not in self._fonts:
                self._fonts[font] = self._bold(at)
            look = self._set[key] = (*self._stand(at), self._fonts[font])
        return look

    def _stand(self, at: int) -> tuple[float, int]:
        """The base line of a character as the page is shown, and its angle in quarters of a turn."""
        pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        angle = round(pdfium.FPDFText_GetCharAngle(self._text, at) / (math.pi / 2)) % 4
        x, y = self._x.value - self._left, self._y.value - self._bottom
        base = (self._height - y, x, y, self._height - x)[self._turn]
        return base, (angle + self._turn) % 4  # both clockwise

    def _bold(self, at: int) -> bool:
        """Whether a character is bold; many fonts tell so in their name only."""
        if pdfium.FPDFText_GetFontWeight(self._text, at) >= _BOLD:
            return True
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._text, at, None, 0, flags)
        if not 0 < size < 500:
            return False
        name = ctypes.create_string_buffer(size)
        pdfium.FPDFText_GetFontInfo(self._text, at, name, size, flags)
        return b"bold" in name.value.lower()


class _Setting:
    """The runs of characters without a space between them of a page, and where each of their characters lies.

    `signs` are all characters of the page, `runs` the places of runs among them, `at` those of their characters. The numbers of those
    are counted without spaces: run `n` begins with `starts[n]`, and `left`, `right`, `low` and `high` are by these numbers.
    """

    def __init__(self, signs: str, runs: list[tuple[int, int]], starts: list[int], at: list[int], places: Sequence[list[float]]) -> None:
        self.signs, self.runs, self.starts, self.at = signs, runs, starts, at
        self.left, self.right, self.low, self.high = places
        self._gaps = [*map(operator.sub, self.left[1:], self.right), 0.0]
        self._between = [self._gaps[start - 1] for start in starts]  # before each run
        for start in starts[1:-1]:
            self._gaps[start - 1] = 0.0

    def levels(self) -> Iterator[tuple[int, int]]:
        """Runs, first to before last, at one height and with the space of words between them; a number at the start of such alone."""
        edges = {0, len(self.runs)}
        for at in itertools.chain(_changes(self.low), _changes(self.high)):
            run = bisect_right(self.starts, at) - 1
            edges |= {run} if self.starts[run] == at else {run, run + 1}
        for first, last in itertools.pairwise(sorted(edges)):
            for start, end in self._spaced(first, last):
                while end - start > 1 and self._counts(start):
                    yield start, start + 1
                    start += 1
                yield start, end

    def _spaced(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The parts of these runs that wide gaps, or none, set apart."""
        size = self.high[self.starts[first]] - self.low[self.starts[first]]
        between = self._between[first + 1 : last]
        if between and not (min(between) >= _TOUCHING * size and max(between) < size):
            for run, gap in enumerate(between, first + 1):
                if not _TOUCHING * size <= gap < size:
                    yield first, run
                    first = run
        yield first, last

    def _counts(self, run: int) -> bool:
        """Whether it is a number, which may be that of a line."""
        start, end = self.runs[run]
        return end - start <= _COUNT and self.signs[start:end].isdecimal()

    def even(self, first: int, last: int) -> bool:
        """Whether the runs are at one height, and the characters of each follow each other closely."""
        start, end = self.starts[first], self.starts[last]
        low, high, rights = self.low[start:end], self.high[start:end], self.right[start:end]
        if end - start == 1:
            return True
        if low.count(low[0]) < end - start or high.count(high[0]) < end - start or rights != sorted(rights):
            return False
        gaps, size = self._gaps[start : end - 1], high[0] - low[0]
        return bool(max(gaps) < _APART * size and min(gaps) > -_OVER * size)


def _changes(values: list[float]) -> Iterator[int]:
    """The places of values that differ from the one before."""
    return (found.end() for found in re.finditer(b"\1", bytes(map(operator.ne, values[1:], values))))


def _merged(found: list[list[Any]]) -> list[list[Any]]:
    """Stretches that go on after a space on the same line in the same way as one."""
    out: list[list[Any]] = []
    for words in found:
        before = out[-1] if out else None
        alike = before and before[6] and not words[7] and words[3:7] == before[3:7] and not (len(before[0]) <= _COUNT and before[0].isdecimal())
        if before and alike and _TOUCHING * words[4] <= words[1] - before[2] < words[4]:
            before[0] += f" {words[0]}"
            before[2] = words[2]
        else:
            out.append(words)
    return out


def _goes_on(word: list[Any], left: float, base: float, size: float, angle: int) -> bool:
    """Whether a character belongs to the word before it: same line, same size, and near."""
    if word[6] != (angle == 0):
        return False
    if angle:
        return True
    near = -_OVER * size < left - word[2] < _APART * size
    return bool(near and abs(base - word[3]) < 0.15 * size and abs(size - word[4]) < 0.15 * size)


if __name__ == "__main__":
    main()
