"""Names in XML: what a file calls a person, and what an identifier says where the file calls nobody by it.

An identifier ("LindsayHoyle") is kept as the label; as a name it is read as the words that it is written of ("Lindsay Hoyle").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from corpus.readers.titles import one_line
from corpus.readers.xml_tree import Element
from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker, SpeakerKind

_BORDER = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_SUFFIX = re.compile(r"[._-]?\d{1,8}$")
_UNSPLIT = ("Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Fitz", "O")


def reference(value: str) -> str:
    """What an attribute points to: "#Hoyle" and "people.xml#Hoyle" give "Hoyle"."""
    return value.strip().rpartition("#")[2].strip("/ ")


def readable(identifier: str) -> str:
    """An identifier as words, where it is written of words: "RobertBlackman" gives "Robert Blackman", "john_mcdonnell.1951" "john mcdonnell"."""
    words = _SUFFIX.sub("", identifier).replace("_", " ").replace(".", " ").split()
    parted = one_line(" ".join(_parted(word) for word in words))
    return parted if parted and sum(part[0].isalpha() for part in parted.split()) > 1 else identifier


def _parted(word: str) -> str:
    """A word cut where a capital follows a small letter: "John McDonnell" of "JohnMcDonnell"."""
    out, begin = [], 0
    for border in _BORDER.finditer(word):
        at = border.start()
        if word[at].isupper() and word[at - 1].islower() and word[begin:at] not in _UNSPLIT:
            out.append(word[begin:at])
            begin = at
    return " ".join([*out, word[begin:]])


def by_identifier(identifier: str, names: Mapping[str, str], note: str = "") -> Speaker:
    """The speaker whom a file means by `identifier`; its label stays what the file says. Nobody for none."""
    label = identifier.strip()
    if not label:
        return NOBODY
    called = one_line(names.get(label, ""))
    found = speaker(called or readable(label))
    kind: SpeakerKind = found.kind
    if not called and " " not in found.name and (kind != "role" or any(sign.isdigit() for sign in label)):
        kind = "unknown"  # "PS0X7" and "A" are codes
    return Speaker(label=label, name=found.name or label, kind=kind, note=note or found.note)


def printed(label: str, note: str = "") -> Speaker:
    """The speaker of a label as it is printed before a speech: "Mr Smith (Leeds):" without its colon."""
    found = speaker(one_line(label).rstrip(":.,–— "))
    return replace(found, note=found.note or note) if found.label else NOBODY


def person_name(element: Element) -> str:
    """A TEI `persName` (or name of parts) in the order it is spoken: forenames, then what comes before the surname, then that."""
    parts: dict[str, list[str]] = {"forename": [], "nameLink": [], "surname": []}
    for part in element.elements():
        if part.tag in parts:
            parts[part.tag].append(part.words())
    return one_line(" ".join(word for tag in parts for word in parts[tag]) or element.words())
