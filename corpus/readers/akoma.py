"""Akoma Ntoso (OASIS LegalDocML): debates of parliaments and councils, as the Oireachtas, the Italian Senate, SayIt and others publish them.

Said is what stands in a speech, a question or an answer; who says it is the name before it (`from`), and the person that `by` points to.
Specification: https://docs.oasis-open.org/legaldocml/akn-core/v1.0/.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from corpus.readers import Reading, Source
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_names import by_identifier, printed, reference
from corpus.readers.xml_speech import HEADING, NAME, Head, Voice, reading
from corpus.readers.xml_tree import Element, parse
from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker

_SPEECHES = frozenset({"speech", "question", "answer"})
_UNSAID = {
    "meta": "header",
    "coverPage": "front matter",
    "preface": "front matter",
    "preamble": "front matter",
    "conclusions": "back matter",
    "attachments": "an attachment",
    "components": "an attachment",
    "heading": HEADING,
    "subheading": HEADING,
    "num": "a number",
    "from": NAME,
    "narrative": "narrative",
    "scene": "narrative",
    "summary": "a summary",
    "rollCall": "a roll call",
    "authorialNote": "a note",
    "remark": "an editor's remark",
    "recordedTime": "a time of the day",
    "toc": "a table of contents",
}


class AkomaNtosoReader:
    """Reads debates in Akoma Ntoso, version 2."""

    name: str = "akomantoso/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is Akoma Ntoso's, else 0."""
        return 1.0 if root_of(source).lower() in ("akomantoso", "an") else 0.0

    def read(self, source: Source) -> Reading:
        """Speeches, questions and answers as turns; FormatError for XML that cannot be read or in which nobody speaks."""
        document = parse(source)
        return reading(source, document, _Akoma(document.root), _head(document.root, source.name))


class _Akoma:
    """Akoma Ntoso as a dialect of speech in XML."""

    blocks = frozenset({"p", "li", "ul", "ol", "item", "blockList", "listIntroduction", "listWrapUp", "block", "tr", "td", "th", "eol", "br", "embeddedText"})

    def __init__(self, root: Element) -> None:
        references = root.all("TLCPerson", "TLCRole", "TLCOrganization", "TLCObject")
        self._names = {held.get(key): held.get("showAs") for held in references for key in ("eId", "id", "wId") if held.get(key) and held.get("showAs").strip()}

    def voice(self, element: Element, _above: Element | None) -> Voice | None:
        """The speaker of a speech, a question or an answer."""
        return Voice(self._speaker(element)) if element.tag in _SPEECHES else None

    def _speaker(self, element: Element) -> Speaker:
        """By the person that `by` points to, else by the name before the speech, else by the identifier itself."""
        name = next((child for child in element.elements() if child.tag == "from"), None)
        before = printed(name.words()) if name else NOBODY
        identifier = reference(element.get("by"))
        shown = speaker(one_line(self._names.get(identifier, "")))
        if before.label and shown.label and before.kind != "person":
            return replace(before, name=shown.name, kind=shown.kind)
        return before if before.label else by_identifier(identifier, self._names)

    def moment(self, element: Element) -> float | None:
        """None: there are no times of a recording."""
        return None

    def unsaid(self, element: Element, _above: Element | None) -> str:
        """Headings, names, narrative and everything around the debate."""
        return _UNSAID.get(element.tag, "")


def _head(root: Element, name: str) -> Head:
    """The document's title and date, else the date of the work, else what the file's name says."""
    title = next((one_line(found.words()) for found in root.all("docTitle") if found.words()), "")
    title = title or next((held.get("value") for held in root.all("FRBRalias", "FRBRname") if held.get("value")), "")
    for tag, attribute, where in (("docDate", "date", "the document"), ("FRBRWork", "", "the work")):
        for element in root.all(tag):
            held = element if attribute else next(element.all("FRBRdate"), element)
            day = _day(held.get("date"))
            if day:
                return Head(title[:500] or readable_stem(name), day, (*title_from(title, "the document"), f"date from {where}"))
    date, dates = dated([(title, "the title")], name)
    return Head(title[:500] or readable_stem(name), date, title_from(title, "the document") + dates)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
