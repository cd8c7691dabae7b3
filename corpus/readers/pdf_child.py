"""Run as a program of its own: a PDF from file descriptor 0, its words with their places as JSON to file descriptor 1.

PDFium is fast and well kept, but it is C++, not safe for threads, and what a hostile file makes it do is anybody's guess. So it runs
where a crash, an endless page or a full memory ends nothing but itself. Imports nothing of Quoth. Each page is a list of words
[text, left, right, baseline, size, bold, upright, glued]: points, y from the top of the page as it is shown; glued to the word before
means that no space parts the two (small capitals, raised numbers).
"""

from __future__ import annotations

import ctypes
import json
import math
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000
SECONDS = 60
MEMORY = 2_000_000_000
_PASSWORD = 4
_HYPHENS = {0x02, 0xFFFE}
"""What PDFium gives for a hyphen at the end of a line."""
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
"""Letters that a font draws as one: they are letters all the same."""
_BOLD = 600


def main() -> None:
    """Read, and write {"error": …} or {"title": …, "pages": [[width, height, words], …]}."""
    _limit()
    with open(0, "rb") as source:
        data = source.read()
    with open(1, "w", encoding="utf-8") as target:
        json.dump(_document(data), target)


def _limit() -> None:
    """Ends this process where it takes too much; on Windows whoever started it must."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {"error": "password" if pdfium.FPDF_GetLastError() == _PASSWORD else "damaged"}
    if len(document) > MOST_PAGES:
        return {"error": "large"}
    pages: list[tuple[float, float, list[Any]]] = []
    left, broken = MOST_CHARACTERS, 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken += 1
            pages.append((0.0, 0.0, []))
            continue
        left -= text.count_chars()
        if left < 0:
            return {"error": "large"}
        pages.append((*page.get_size(), _Page(page, text).words()))
        text.close()
        page.close()
    return {"title": document.get_metadata_value("Title")[:1_000], "pages": pages, "broken": broken}


class _Page:
    def __init__(self, page: Any, text: Any) -> None:
        self._text = text.raw
        self._count = text.count_chars()
        self._turn = page.get_rotation() // 90
        self._width, self._height = page.get_size()  # as it is shown
        self._left, self._bottom = page.get_bbox()[:2]
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(self) -> list[list[Any]]:
        """The words in the order of the file."""
        words: list[list[Any]] = []
        word: list[Any] | None = None
        glued = False
        for at in range(self._count):
            code = pdfium.FPDFText_GetUnicode(self._text, at)
            sign = "-" if code in _HYPHENS else _LIGATURES.get(code) or (chr(code) if 0 < code <= 0x10FFFF else "")
            if not sign.strip() or (pdfium.FPDFText_IsGenerated(self._text, at) == 1 and sign != "-"):
                word, glued = None, False
                continue
            left, right, base, size, angle = self._place(at)
            if word is None or not _goes_on(word, left, base, size, angle):
                bold = pdfium.FPDFText_GetFontWeight(self._text, at) >= _BOLD
                word = ["", left, right, base, size, bold or self._named_bold(at), angle == 0, glued]
                words.append(word)
            glued = True
            word[0] += sign
            word[2] = max(word[2], right)
        for word in words:
            word[0] = word[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            word[1:5] = [round(value, 2) for value in word[1:5]]
        return words

    def _place(self, at: int) -> tuple[float, float, float, float, int]:
        """Left, right, baseline and size of a character as the page is shown, and its angle in quarters of a turn."""
        pdfium.FPDFText_GetLooseCharBox(self._text, at, self._box)
        pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        angle = round(pdfium.FPDFText_GetCharAngle(self._text, at) / (math.pi / 2)) % 4
        left, right = self._box.left - self._left, self._box.right - self._left
        bottom, top = self._box.bottom - self._bottom, self._box.top - self._bottom
        x, y = self._x.value - self._left, self._y.value - self._bottom
        upright = (angle + self._turn) % 4  # both clockwise
        if self._turn == 0:
            return left, right, self._height - y, top - bottom, angle
        if self._turn == 1:
            return bottom, top, x, right - left, upright
        if self._turn == 2:
            return self._width - right, self._width - left, y, top - bottom, upright
        return self._width - top, self._width - bottom, self._height - x, right - left, upright

    def _named_bold(self, at: int) -> bool:
        """Whether the font's name says that it is bold: many fonts tell their weight in no other way."""
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._text, at, None, 0, flags)
        if not 0 < size < 500:
            return False
        name = ctypes.create_string_buffer(size)
        pdfium.FPDFText_GetFontInfo(self._text, at, name, size, flags)
        return b"bold" in name.value.lower()


def _goes_on(word: list[Any], left: float, base: float, size: float, angle: int) -> bool:
    """Whether a character belongs to the word before it: same line, same size, and near."""
    if word[6] != (angle == 0):
        return False
    if angle:
        return True
    near = -0.5 * size < left - word[2] < 0.6 * size
    return bool(near and abs(base - word[3]) < 0.15 * size and abs(size - word[4]) < 0.15 * size)


if __name__ == "__main__":
    main()
