"""Which single-byte encoding an old text is in, told by the alphabets its letters would belong to.

Owns the table of encodings and alphabets. An encoding fits when nearly all letters beyond ASCII that it would give
belong to the alphabet of one language. One fit, or several that read alike, is an answer; anything else is none.
The judgement is this module's own, not a library's, so that the same bytes always read the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

_ENOUGH = 0.97  # a text may hold a few names of another language
_SPARSE = 0.015  # share of such letters among all letters below which a text is taken for one in plain Latin letters
_SAMPLE = 100_000

_WESTERN = "áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿßðþšž¿¡ºª"
_ALPHABETS = {
    "cp1252": (
        "àâæçéèêëîïôöœùûüÿñ",  # French
        "äöüßéàè",  # German
        "áéíñóúüçº¿¡ª",  # Spanish
        "áàâãçéêíóôõúüºª",  # Portuguese
        "àèéìíîòóùúºª",  # Italian
        "æøåéäöü",  # Danish, Norwegian
        "åäöéüà",  # Swedish, Finnish
        "ëïéèêöüáíóú",  # Dutch
        "áðéíóúýþæö",  # Icelandic
        "àçèéíïòóúü·",  # Catalan
        "âêîôûŵŷáéíóúẃýàèìòùäëïöü",  # Welsh
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovenian
        "ăâîşţ",  # Romanian
    ),
    "cp1254": ("çğıİöşüâîû",),  # Turkish
    "cp1251": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’"),
    "koi8-r": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",),
    "cp1253": ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",),
    "mac-roman": (_WESTERN,),
    "cp850": (_WESTERN,),
}
_OTHER_SCRIPTS = frozenset({"cp1251", "koi8-r", "cp1253"})
_NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp1253": "Windows-1253",
    "mac-roman": "Mac Roman",
    "cp850": "DOS code page 850",
}
_SIGNS = frozenset("\u00a0«»“”‘’‚„–—…•·©®™°§€£½¼¾²×´‰№")
_NEVER_INSIDE = frozenset("¿¡«»“”„‚§©®™€£°")


@dataclass(frozen=True, slots=True)
class Found:
    """A Python codec with the name people know; without a codec, `name` holds what it may be (or nothing)."""

    codec: str
    name: str


def single_byte_encoding(data: bytes) -> Found:
    """The encoding of bytes that are not UTF-8; without a codec where it cannot be told surely. Never raises."""
    counts = Counter(data.translate(None, bytes(range(128))))
    if _is_sparse_western(data, counts):
        return Found("cp1252", _NAMES["cp1252"])
    fits = {codec: fit for codec in _ALPHABETS if (fit := _fit(codec, counts, data)) >= _ENOUGH}
    if not fits:
        return Found("", "")
    best = max(fits, key=lambda codec: fits[codec])  # the first of equals: the table's order
    high = bytes(counts)
    alike = all(high.decode(codec, "replace") == high.decode(best) for codec in fits)
    return Found(best if alike else "", _NAMES[best] if alike else " or ".join(_NAMES[codec] for codec in fits))


def _is_sparse_western(data: bytes, counts: Counter[int]) -> bool:
    """True for a text in plain Latin letters with a few typographic signs and Western letters of Windows-1252."""
    characters = _characters("cp1252", counts)
    if not characters or not all(c in _SIGNS or c.lower() in _WESTERN for c in characters.values()):
        return False
    foreign = sum(count for byte, count in counts.items() if characters[byte].isalpha())
    plain = sum(map(data.count, (b"e", b"a", b"o", b"i", b"t", b"n", b"r", b"s"))) / 0.6  # these are 60 % of Latin text
    return foreign <= _SPARSE * plain and _odd_words(data, "cp1252") <= 1 - _ENOUGH


def _characters(codec: str, counts: Counter[int]) -> dict[int, str]:
    """What each byte means in the codec; nothing when one of them has no meaning there."""
    try:
        return {byte: bytes([byte]).decode(codec) for byte in counts}
    except UnicodeDecodeError:
        return {}


def _fit(codec: str, counts: Counter[int], data: bytes) -> float:
    """The share of letters beyond ASCII that one alphabet of the codec explains, less the share of odd words."""
    characters = _characters(codec, counts)
    # Signs prove nothing, but symbols that no writer uses (box drawing, odd currency) count against the codec.
    total = sum(count for byte, count in counts.items() if characters and characters[byte] not in _SIGNS)
    if not total:
        return 0.0

    def explained(alphabet: str) -> int:
        letters = frozenset(alphabet) - _SIGNS
        return sum(count for byte, count in counts.items() if {characters[byte], characters[byte].lower()} & letters)

    return max(map(explained, _ALPHABETS[codec])) / total * (1 - _odd_words(data, codec))


def _odd_words(data: bytes, codec: str) -> float:
    """The share of odd words among those that hold more than ASCII, in a sample around the first of them."""
    first = next((at for at, byte in enumerate(data) if byte > 127), 0)
    start = data.rfind(b" ", 0, first) + 1
    words = [word for word in data[start : start + _SAMPLE].decode(codec, "replace").split() if not word.isascii()]
    return sum(_is_odd(word, codec in _OTHER_SCRIPTS) for word in words) / len(words) if words else 0.0


def _is_odd(word: str, other_script: bool) -> bool:
    """True for a capital after a small letter, a digit after a letter beyond ASCII, a quotation mark inside, or two scripts."""
    if other_script and any(c.isascii() and c.isalpha() for c in word) and any(not c.isascii() and c.isalpha() for c in word):
        return True
    return any(map(_is_odd_at, " " + word, word, word[1:] + " "))


def _is_odd_at(before: str, character: str, after: str) -> bool:
    if not before.isalpha():
        return False
    capital = before.islower() and character.isupper()
    digit = character.isdigit() and not before.isascii()
    return capital or digit or (character in _NEVER_INSIDE and after.isalpha())
