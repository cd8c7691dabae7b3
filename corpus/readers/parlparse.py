"""ParlParse: the record of the parliaments of the United Kingdom and others as theyworkforyou.com and publicwhip.org.uk keep it.

A speech has its speaker in `speakername`. `time` and `colnum` are the clock and the column of Hansard, not places in a recording.
Described at https://parser.theyworkforyou.com/hansard.html.
"""

from __future__ import annotations

import datetime
import re

from corpus.readers import Reading, Source
from corpus.readers.titles import dated, readable_stem
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_names import printed
from corpus.readers.xml_speech import HEADING, Head, Voice, reading
from corpus.readers.xml_tree import Element, parse
from corpus.transcript import NOBODY

_SPEECHES = frozenset({"speech", "ques", "reply"})
_DAY = re.compile(r"/(\d{4}-\d\d-\d\d)")
_NOT_NAMED = frozenset({"", "unknown", "none"})


class ParlParseReader:
    """Reads ParlParse, version 2."""

    name: str = "parlparse/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is ParlParse's, else 0."""
        return 1.0 if root_of(source) == "publicwhip" else 0.0

    def read(self, source: Source) -> Reading:
        """Speeches, questions and replies as turns; FormatError for XML that cannot be read or in which nobody speaks."""
        document = parse(source)
        day = next((day for element in document.root.all() if (day := _day(element.get("id")))), None)
        stem = readable_stem(source.name)
        date, dates = (day, ("date from the identifiers of the speeches",)) if day else dated((), source.name)
        return reading(source, document, _ParlParse(), Head(stem, date, dates))


class _ParlParse:
    """ParlParse as a dialect of speech in XML."""

    blocks = frozenset({"p", "ul", "ol", "li", "table", "tr", "td", "th", "br", "blockquote"})

    def voice(self, element: Element, _above: Element | None) -> Voice | None:
        """The speaker by name; nobody in particular where there is none."""
        if element.tag not in _SPEECHES:
            return None
        name, office = element.get("speakername"), element.get("speakeroffice").strip()
        known = name.strip().casefold() not in _NOT_NAMED
        return Voice(printed(name, f"({office})" if office else "") if known else NOBODY)

    def moment(self, element: Element) -> float | None:
        """None: there are no times of a recording."""
        return None

    def unsaid(self, element: Element, _above: Element | None) -> str:
        """Headings, divisions, and what stands under no name because nobody says it."""
        if element.tag.endswith("-heading"):
            return HEADING
        if element.tag in _SPEECHES and element.get("nospeaker") == "true" and element.get("speakername").strip().casefold() in _NOT_NAMED:
            return "nobody says it (nospeaker)"
        return {"division": "a division", "divisioncount": "a division", "mplist": "a division", "gidredirect": "a redirection"}.get(element.tag, "")


def _day(identifier: str) -> datetime.date | None:
    found = _DAY.search(identifier[:200])
    try:
        return datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
