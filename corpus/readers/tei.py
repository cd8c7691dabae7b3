"""TEI (Text Encoding Initiative): records of parliaments (ParlaMint, Parla-CLARIN), corpora of spoken language, plays.

Said is what stands in an utterance (`u`) or a speech of a play (`sp`). Who speaks is what the file itself says of the identifier; a list of
people in another file is not read, since one file alone must prove a quotation. Guidelines: https://tei-c.org/release/doc/tei-p5-doc/en/html/.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.tei_head import head_of
from corpus.readers.tei_people import People
from corpus.readers.tei_times import Times
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_speech import EDITED, GAP, HEADING, NAME, Voice, reading
from corpus.readers.xml_tree import Element, parse

_ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus"})
_UNSAID = {
    "teiHeader": "header",
    "head": HEADING,
    "front": "front matter",
    "back": "back matter",
    "note": "a note",
    "gap": GAP,
    "kinesic": "something that is seen, not said",
    "vocal": "something that is heard, not said",
    "incident": "something that happens, not said",
    "event": "something that happens, not said",
    "writing": "something that is read, not said",
    "stage": "a stage direction",
    "pause": "a pause",
    "speaker": NAME,
    "castList": "a list of characters",
    "desc": "a description",
    "fw": "page furniture",
    "figure": "a figure",
    "spanGrp": "an annotation",
    "span": "an annotation",
    "interpGrp": "an annotation",
    "linkGrp": "an annotation",
    "standOff": "an annotation",
    "timeline": "a list of times",
    "rdg": "another reading",
}
_EDITED = frozenset({"corr", "reg", "expan"})
_SPEECHES = frozenset({"u", "sp", "annotationBlock", "u-group"})


class TeiReader:
    """Reads TEI with speech in it, version 2."""

    name: str = "tei/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is TEI's, else 0."""
        return 1.0 if root_of(source) in _ROOTS else 0.0

    def read(self, source: Source) -> Reading:
        """Utterances and speeches as turns; FormatError for XML that cannot be read or in which nobody speaks."""
        document = parse(source)
        dialect = _Tei(document.root)
        if next(document.root.all("u", "sp"), None) is None:
            raise FormatError(f"{source.name}: this is TEI without speech (no <u> and no <sp>), a header or a list of people perhaps; take it out")
        read = reading(source, document, dialect, head_of(document.root, source.name))
        return replace(read, notes=read.notes + dialect.people.notes())


class _Tei:
    """TEI as a dialect of speech in XML."""

    blocks = frozenset({"seg", "p", "l", "ab", "lg", "item", "list", "row", "cell", "u", "quote", "lb"})

    def __init__(self, root: Element) -> None:
        self.people = People(root)
        self._times = Times(root)

    def voice(self, element: Element, above: Element | None) -> Voice | None:
        """The speaker of a `u`, an `sp` or a block of annotations, by `who`, else by the name that stands in it."""
        if element.tag not in _SPEECHES:
            return None
        if not element.get("who") and above is not None and above.tag == "annotationBlock":
            return None
        return Voice(self.people.speaker(element), self._times.of(element))

    def moment(self, element: Element) -> float | None:
        """The time of an `anchor` on the timeline."""
        return self._times.at(element.get("synch")) if element.tag == "anchor" else None

    def unsaid(self, element: Element, above: Element | None) -> str:
        """Notes, events, headings and whatever an editor put in the place of the words."""
        if element.tag in _EDITED and above is not None and above.tag == "choice":
            return EDITED
        if element.tag == "head" and above is not None and above.tag in ("list", "table", "figure"):
            return "a heading of a list"
        return _UNSAID.get(element.tag, "")
