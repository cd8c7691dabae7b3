"""PDF files written by hand (ISO 32000-1): pages of lines at places, in the standard fonts. Everybody in them is made up."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass(frozen=True)
class At:
    """Words at a place: points from the left and from the top of a page of 612 by 792."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False
    turned: bool = False
    more: tuple[tuple[str, float], ...] = ()
    """Further words behind these without a gap, each with its size."""


def pdf(pages: Iterable[Sequence[At]], title: str = "", rotate: int = 0, packed: bool = True) -> bytes:
    """A document of pages."""
    objects: list[bytes] = [b"", b""]  # catalogue and pages come first
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>")
    objects.append(b"<</Title(" + _escaped(title) + b")>>")
    kids = []
    for page in pages:
        content = "\n".join(map(_shown, page)).encode("latin-1")
        data = zlib.compress(content) if packed else content
        filtered = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), filtered, data))
        turned = b"/Rotate %d" % rotate if rotate else b""
        held = b"/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R/B 4 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R%s>>" % (held, len(objects), turned))
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return assembled(objects, b"/Info 5 0 R")


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1, with their table."""
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def encrypted() -> bytes:
    """A document that opens with the password "gate" only: the standard handler, revision 2, 40 bits (7.6.3)."""
    user, id = (b"gate" + PAD)[:32], b"0123456789abcdef"
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    key = hashlib.md5(user + owner + (-4).to_bytes(4, "little", signed=True) + id).digest()[:5]
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), rc4(key, PAD).hex().encode())
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, lock]
    return assembled(objects, b"/Encrypt 4 0 R/ID[<%s><%s>]" % (id.hex().encode(), id.hex().encode()))


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _shown(at: At) -> str:
    matrix = f"0 1 -1 0 {at.x} {792 - at.y}" if at.turned else f"1 0 0 1 {at.x} {792 - at.y}"
    font = "B" if at.bold else "F"
    words = " ".join(f"/{font} {size} Tf ({_escaped(text).decode('latin-1')}) Tj" for text, size in ((at.text, at.size), *at.more))
    return f"BT {matrix} Tm {words} ET"


def _escaped(text: str) -> bytes:
    held = text.encode("cp1252")
    return held.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def set_text(
    paragraphs: Sequence[str], left: float = 72, width: float = 468, top: float = 100, bottom: float = 700, leading: float = 14, indent: float = 36,
    size: float = 12, spacing: float = 0,
) -> list[list[At]]:  # fmt: skip
    """Paragraphs set in lines of about `width`, their first lines indented, on as many pages as they need."""
    pages: list[list[At]] = [[]]
    y = top
    for paragraph in paragraphs:
        line, x = "", left + indent
        lines = []
        for word in paragraph.split():
            if line and len(f"{line} {word}") * size * 0.45 > width - (x - left):
                lines.append((x, line))
                line, x = word, left
            else:
                line = f"{line} {word}".strip()
        lines.append((x, line))
        for start, text in lines:
            if y > bottom:
                pages.append([])
                y = top
            pages[-1].append(At(start, y, text, size))
            y += leading
        y += spacing
    return pages


LONG = "It is the salt that does it, as everybody who has ever kept a gate by the sea will tell you, and it does it slowly, over years and years, until one "
LONG += "morning the hinges are gone and the water comes in. "
PRESS_WORDS = (
    "CHAIR ODUYA. Good afternoon. " + LONG * 3 + "We remain committed to dry feet.",
    "With that, I will take your questions.",
    "LENA ROTH. Thank you for taking our questions. Will the seventh gate be replaced this year, or is a long-term plan needed first?",
    "CHAIR ODUYA. So, it will. " + LONG * 4,
    "Let me add one thing: the ninth gate is fine. [Laughter]",
    "PIET HAIN. What about the hinges, and the information that was promised in the spring?",
    "CHAIR ODUYA. " + LONG * 5 + "That information is on our site.",
    "LENA ROTH. Thank you.",
)


def press() -> bytes:
    """A conference after the manner of central banks: running header, page numbers below, names in capitals with a full stop."""
    pages = set_text(PRESS_WORDS, top=110, bottom=690, leading=28)
    heads = [[At(72, 50, "June 7, 2022"), At(220, 50, "Chair Oduya’s Press Conference"), At(480, 50, "PRELIMINARY")] for _ in pages]
    feet = [[At(280, 740, f"Page {number} of {len(pages)}")] for number in range(1, len(pages) + 1)]
    title = [At(190, 72, "Transcript of Chair Oduya’s Press Conference", 12, True), At(260, 88, "June 7, 2022", 12, True)]
    return pdf([head + (title if number == 0 else []) + body + foot for number, (head, body, foot) in enumerate(zip(heads, pages, feet, strict=True))])


def deposition() -> bytes:
    """A deposition: 25 numbered lines a page, Q and A."""
    said = [
        "BY MR. HAIN:", "Q. You kept the gates, did you", "not?", "A. For thirty years.", "Q. And in those thirty years, how many", "of them leaked?",
        "A. All of them, at one time or", "another. It is the salt.", "MS. ROTH: Objection. Asked and", "answered.", "Q. You may go on.", "A. I have said it.",
    ] * 4  # fmt: skip
    pages = []
    for number in range(0, len(said), 24):
        page = [At(500, 40, f"Page {number // 24 + 7}"), At(250, 760, "Tide Reporting, Lowmouth", 9)]
        page += [At(90 if line >= 10 else 95, 72 + 26 * line, str(line)) for line in range(1, 26)]
        for at, text in enumerate(said[number : number + 24], 1):
            indent = 180 if text.startswith(("BY", "MS.")) else 160 if text[:2] in ("Q.", "A.") else 120
            page.append(At(indent, 72 + 26 * at, text))
        pages.append(page)
    return pdf(pages)


def columns() -> bytes:
    """A record of a parliament in two columns, with a heading across both."""
    said = ["Mara Oduya: " + LONG * 3, "Piet Hain: " + LONG * 2 + "I beg to move.", "Mara Oduya: " + LONG * 2]
    said += ["The Speaker: Order. " + LONG, "Piet Hain: Hear, hear."]
    parts = set_text(said, left=60, width=230, top=140, bottom=700, leading=12, indent=10, size=10)
    pages = []
    for number in range(0, len(parts), 2):
        right = [At(at.x + 256, at.y, at.text, at.size) for at in parts[number + 1]] if number + 1 < len(parts) else []
        # The right column comes first in the file, as some programs write it.
        pages.append([At(150, 100, "DEBATES OF THE HOUSE OF GATES, 7 JUNE 2022", 14, True), *right, *parts[number], At(300, 750, str(40 + number // 2), 9)])
    return pdf(pages)
