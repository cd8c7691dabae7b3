"""Hansard XML of the House of Commons of Canada (ourcommons.ca): debates and evidence of committees, in English or French.

A speech is an `Intervention`, a written question and its answer are `QuestionContent` and `ResponseContent`. Marks like "[Translation]" say that the
words that follow were spoken in the other language: the words stay as published, and the note of the turn says that they are a translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.readers import Reading, Source
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_names import printed
from corpus.readers.xml_speech import HEADING, NAME, Head, Voice, reading
from corpus.readers.xml_tree import Element, parse
from corpus.transcript import NOBODY

_UNSAID = {
    "ExtractedInformation": "header",
    "StartPageNumber": "header",
    "DocumentTitle": "header",
    "Intro": "front matter",
    "CatchLine": HEADING,
    "PersonSpeaking": NAME,
    "Questioner": NAME,
    "Responder": NAME,
    "QuestionID": "a number",
    "Timestamp": "a time of the day",
    "FloorLanguage": "the language that is spoken from here on",
    "ProceduralText": "procedure",
    "Division": "a division",
    "Appendix": "an appendix",
}
_NAMED = {"Intervention": "PersonSpeaking", "Interjection": "PersonSpeaking", "QuestionContent": "Questioner", "ResponseContent": "Responder"}
_TRANSLATED = frozenset({"translation", "traduction"})


class CanadaReader:
    """Reads Canadian Hansard, version 2."""

    name: str = "hansard-ca/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is Hansard's and that holds interventions, else 0."""
        return 1.0 if root_of(source) == "Hansard" and b"<Intervention" in source.data.replace(b"\0", b"") else 0.0

    def read(self, source: Source) -> Reading:
        """Interventions, written questions and answers as turns; FormatError for XML that cannot be read or in which nobody speaks."""
        document = parse(source)
        told = {held.get("Name"): one_line(held.words()) for held in document.root.all("ExtractedItem")}
        stem = readable_stem(source.name)
        date, dates = dated([(told.get("Date", ""), "the header")], source.name)
        title = " ".join(filter(None, (told.get("InstitutionDebate") or told.get("Institution"), told.get("Volume"), told.get("Number"))))
        return reading(source, document, _Canada(document.root), Head(title[:500] or stem, date, title_from(title, "the header") + dates))


class _Canada:
    """Canadian Hansard as a dialect of speech in XML."""

    blocks = frozenset({"ParaText", "Quote", "QuotePara", "Poetry", "Verse", "Line", "List", "ListItem", "table", "row", "entry", "Para"})

    def __init__(self, root: Element) -> None:
        self._notes = dict(_translations(root))

    def voice(self, element: Element, above: Element | None) -> Voice | None:
        """The member who intervenes, asks or answers in writing."""
        tag = _NAMED.get(element.tag)
        if tag is None or (tag == "PersonSpeaking" and element.tag == "Interjection" and not _within(element, tag)):
            return None
        name = _within(element if tag == "PersonSpeaking" else above, tag)
        who = printed(name) if name else NOBODY
        return Voice(replace(who, note=" ".join(filter(None, (who.note, self._notes.get(id(element)))))))

    def moment(self, element: Element) -> float | None:
        """None: there are no times of a recording."""
        return None

    def unsaid(self, element: Element, _above: Element | None) -> str:
        """Titles, names, times and procedure."""
        if element.tag.endswith(("Title", "Qualifier")):
            return HEADING
        return _UNSAID.get(element.tag, "")


def _translations(root: Element) -> Iterator[tuple[int, str]]:
    """Of each speech with words spoken in the other language (by the identity of its element): whether all or some of them were."""
    is_translated = False
    for element in root.all("FloorLanguage", *_NAMED):
        if element.tag == "FloorLanguage":
            is_translated = _is_translation(element)
            continue
        told, now = set(), is_translated
        for part in element.all("FloorLanguage", "ParaText"):
            if part.tag == "FloorLanguage":
                now = _is_translation(part)
            elif part.words():
                told.add(now)
        if True in told:
            yield id(element), "(partly translated)" if False in told else "(translated)"


def _is_translation(mark: Element) -> bool:
    return mark.words().strip("[] \n").casefold() in _TRANSLATED


def _within(element: Element | None, tag: str) -> str:
    """The words of the element called `tag` right below."""
    return next((child.words() for child in element.elements() if child.tag == tag), "") if element else ""
