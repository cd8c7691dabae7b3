"""The one door for XML: bytes become elements and texts that know their lines and bytes in the file.

Parsed by expat with everything shut that a transcript has no use for: no file is ever opened but the one given, and an entity may
stand for a few characters only (so that "&pound;" reads and no bomb does). Depth and number of elements are limited; the time
is linear. Names are told without their prefixes. Follows XML 1.0 (W3C, https://www.w3.org/TR/xml/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import name2codepoint
from typing import TypeAlias
from xml.parsers import expat

from corpus.errors import FormatError
from corpus.readers import Source
from corpus.readers.xml_bytes import Encoded, encoded
from corpus.transcript import ByteSpan

DEEPEST = 200
"""Elements within elements; transcripts have some thirty."""
MOST_ELEMENTS = 1_500_000
_LONGEST_TAG = 1_000_000
"""Bytes from a "<" on without another bracket; expat reads a longer tag in more than linear time."""
_LONGEST_ENTITY = 16
_OPEN_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)
_OPEN_QUOTE = re.compile(rb"<[a-zA-Z][^<>\"']{0,200}[\"'][^\"'<]{%d}" % _LONGEST_TAG)
_CHARACTER = re.compile(r"&#x?[0-9a-fA-F]{1,7};")
_BLANK = " \t\r\n"
_BLANKS, _UNEVEN = re.compile("[ \t\r\n]+"), re.compile("[\t\r\n]|  ")
# What HTML calls characters by name: offered to every file as if it declared them, since many use them without.
_NAMED = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items() if name not in ("amp", "lt", "gt", "quot"))
_WORDS = {expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file ends before its elements do: it is cut off"}


@dataclass(slots=True)
class Text:
    """Characters between two tags, at least one of them no blank. `lines` are 1-based and inclusive, `bytes` half-open."""

    text: str
    lines: tuple[int, int]
    bytes: ByteSpan


@dataclass(slots=True)
class Element:
    """An element with its place from the first byte of its start tag to the last of its end tag.

    `tag` has no prefix; of attributes, ask `get`. A text of blanks only is a child too where it separates two others: a `str` " ".
    """

    tag: str
    attributes: dict[str, str]
    start: int
    first_line: int
    end: int = 0
    last_line: int = 0
    children: list[Node] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The attribute called `name`, with any prefix or none; "" where there is none."""
        value = self.attributes.get(name)
        if value is None:
            for key, held in self.attributes.items():
                if key.endswith(name) and key[: -len(name)].endswith(":"):
                    return held
        return value or ""

    @property
    def bytes(self) -> ByteSpan:
        """The bytes of the whole element."""
        return ByteSpan(self.start, self.end)

    @property
    def lines(self) -> tuple[int, int]:
        """The lines of the whole element."""
        return self.first_line, self.last_line

    def elements(self) -> Iterator[Element]:
        """The elements right below this one."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self, *tags: str) -> Iterator[Element]:
        """This element and every one below it that is called one of `tags` (any where none is given), in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if not tags or element.tag in tags:
                yield element
            waiting.extend(reversed([child for child in element.children if isinstance(child, Element)]))

    def texts(self, comments: bool = True) -> Iterator[Text]:
        """Every text below this element, in the order of the file; those of comments where they are wanted."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Text):
                yield node
            elif isinstance(node, Element) and (comments or node.tag != "#comment"):
                waiting.extend(reversed(node.children))

    def words(self) -> str:
        """All that stands below this element but comments, each run of blanks as one space."""
        out: list[str] = []
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                waiting.extend(reversed(node.children) if node.tag != "#comment" else ())
            else:
                out.append(node if isinstance(node, str) else node.text)
        return squeezed("".join(out))


Node: TypeAlias = "Element | Text | str"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a tree."""

    root: Element
    notes: tuple[str, ...]


def squeezed(text: str) -> str:
    """`text` with each run of the blanks of XML (no other white space) as one space, none at the ends."""
    return " ".join(filter(None, _BLANKS.split(text))) if _UNEVEN.search(text) else text.strip(" ")


def parse(source: Source) -> Document:
    """The tree of an XML file; FormatError, naming file and line, for what is none or would do harm, EncodingError for no text."""
    held = encoded(source)
    if _OPEN_TAG.search(held.data) or _OPEN_QUOTE.search(held.data):
        raise FormatError(f"{source.name}: a tag is longer than {_LONGEST_TAG // 1_000_000} MB; this is no transcript")
    builder = _Builder(source.name, held)
    return Document(builder.build(), held.notes)


class _Builder:
    """Grows the tree while expat reads."""

    def __init__(self, name: str, held: Encoded) -> None:
        self._name, self._held = name, held
        self._parser = parser = expat.ParserCreate(held.codec)
        self._open: list[Element] = []
        self._root: Element | None = None
        self._text: list[str] = []
        self._text_start = (0, 0)
        self._fresh = False
        self._count = 0
        self._names: dict[str, str] = {}
        parser.UseForeignDTD(True)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
        parser.ExternalEntityRefHandler = self._no_other_file
        parser.EntityDeclHandler = self._declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.SkippedEntityHandler = self._unknown_entity
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction

    def build(self) -> Element:
        try:
            self._parser.Parse(self._held.data, True)
        except expat.ExpatError as error:
            what = _WORDS.get(error.code, f"this is not well-formed XML ({expat.ErrorString(error.code)}); mend it there")
            raise FormatError(f"{self._name}: line {error.lineno}: {what}") from error
        if self._root is None:
            raise FormatError(f"{self._name}: there is no element in the file")
        return self._root

    def _error(self, what: str) -> FormatError:
        return FormatError(f"{self._name}: line {self._parser.CurrentLineNumber}: {what}")

    def _no_other_file(self, context: str | None, _base: str | None, _system: str | None, _public: str | None) -> int:
        """In the place of any other file (a DTD, as a rule) the names of characters are read."""
        if context is None:
            self._parser.ExternalEntityParserCreate(None).Parse(_NAMED, True)
        return 1

    def _declared(self, name: str, _parameter: bool, value: str | None, _base: str | None, _system: str, _public: str | None, notation: str | None) -> None:
        if value is None and notation is None:
            raise self._error(f"the entity {name[:40]!r} stands for another file, which is never opened; put its text in its place")
        text = _CHARACTER.sub("x", value or "")
        if len(text) > _LONGEST_ENTITY or "&" in text or "%" in text or "<" in text:
            raise self._error(f"the entity {name[:40]!r} stands for more than {_LONGEST_ENTITY} characters; put its text in its place")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._flush()
        self._count += 1
        if len(self._open) >= DEEPEST:
            raise self._error(f"elements are nested more than {DEEPEST} deep, too deep for a transcript")
        if self._count > MOST_ELEMENTS:
            raise self._error(f"there are more than {MOST_ELEMENTS:,} elements; split the transcript")
        element = Element(self._local(name), attributes, self._at(), self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._fresh = True

    def _end(self, _name: str) -> None:
        fresh, at = self._fresh and not self._text, self._parser.CurrentByteIndex
        self._flush()
        element = self._open.pop()
        held = self._held
        # Expat tells the end of "<a/>" after it, and that of "<a></a>" before its end tag.
        element.end = held.mark + (at if fresh and held.closed_before(at) else held.after(at, held.tag_end))
        element.last_line = self._parser.CurrentLineNumber
        self._fresh = False

    def _characters(self, text: str) -> None:
        if not self._text:
            self._text_start = (self._at(), self._parser.CurrentLineNumber)
        self._text.append(text)

    def _unknown_entity(self, name: str, parameter: bool) -> None:
        """A name that nobody declared stays as it stands in the file."""
        if not parameter:
            self._characters(f"&{name};")

    def _comment(self, text: str) -> None:
        """A comment with words is kept as an element "#comment", so that nothing is lost quietly."""
        self._flush()
        if not self._open or not text.strip():
            return
        line, start = self._parser.CurrentLineNumber, self._at()
        last = line + text.count("\n")
        end = self._held.mark + self._held.after(start - self._held.mark, self._held.comment_end)
        words = Text(text, (line, last), ByteSpan(start, end))
        self._open[-1].children.append(Element("#comment", {}, start, line, end, last, [words]))
        self._fresh = False

    def _instruction(self, _target: str, _data: str) -> None:
        self._flush()
        self._fresh = False

    def _flush(self) -> None:
        """Ends the text that was being read."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text = []
        if not text.strip(_BLANK):
            self._open[-1].children.append(" ")
            return
        start, line = self._text_start
        self._open[-1].children.append(Text(text, (line, self._parser.CurrentLineNumber), ByteSpan(start, self._at())))

    def _at(self) -> int:
        return self._held.mark + self._parser.CurrentByteIndex

    def _local(self, name: str) -> str:
        return self._names.setdefault(name, name.rpartition(":")[2])
