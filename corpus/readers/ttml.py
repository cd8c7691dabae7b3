"""TTML and its kin (DFXP, SMPTE-TT, EBU-TT-D, IMSC): captions in XML, read by the rules of captions.

A paragraph is a caption, `<br/>` begins a line of it. Who speaks is the agent that a paragraph or span names, else a label in its words. Specification:
https://www.w3.org/TR/ttml2/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.decoding import Line, character_notes
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.caption_reader import remarks
from corpus.readers.caption_turns import turns
from corpus.readers.caption_words import Spoken, news, words_of
from corpus.readers.captions import Caption
from corpus.readers.joining import Time
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.ttml_times import Clock, clock_of
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_ledger import Ledger
from corpus.readers.xml_speech import COMMENT
from corpus.readers.xml_tree import Element, parse, squeezed
from corpus.transcript import ByteSpan, Turn

_UNSAID = {"head": "header", "metadata": "header", "title": "header", "desc": "a description", "copyright": "header", "#comment": COMMENT}
_ROLES = {"x-translation": "a translation", "x-roman": "a transliteration"}
_ALWAYS: Time = (0.0, None)


class TtmlReader:
    """Reads TTML, version 3."""

    name: str = "ttml/3"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is TTML's, else 0."""
        return 1.0 if root_of(source) == "tt" else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by speaker where the file names them; FormatError for XML that cannot be read or without captions."""
        document = parse(source)
        root = document.root
        ledger = Ledger(root)
        paragraphs = list(_paragraphs(root, clock_of(root), ledger))
        names = {held.get("id"): name for held in root.all("agent") if (name := _agent(held))}
        said, repeats = news([spoken for paragraph in paragraphs if (spoken := paragraph.spoken(names)).words])
        made = _whole(turns(said, (), lambda text: len(text.encode())), [paragraph.element for paragraph in paragraphs])
        if not made:
            raise FormatError(f"{source.name}: there are no captions with words in the file; put a transcript into it or take it out")
        stem = readable_stem(source.name)
        title = next((one_line(held.words()) for head in root.all("head") for held in head.all("title") if held.words()), "")
        date, dates = dated([(title, "the title")], source.name)
        sources = title_from(title, "the head") + dates
        untimed = sum(item.caption.time is None for item in said)
        return Reading(
            title=title[:500] or stem,
            date=date,
            turns=made,
            skipped=tuple(sorted((*ledger.skipped(), *repeats), key=lambda entry: entry.lines)),
            accounted=ledger.accounted(),
            notes=(*document.notes, *character_notes("\n".join(turn.text for turn in made)), *remarks(made, untimed, len(repeats)), *sources),
        )


def _agent(element: Element) -> str:
    """The name of an agent: the one called full, else the first."""
    names = [child for child in element.elements() if child.tag == "name" and child.words()]
    name = next((held for held in names if held.get("type") == "full"), names[0] if names else None)
    return one_line(name.words()) if name else ""


@dataclass(slots=True)
class _Row:
    """What stands between two line breaks under one agent."""

    agent: str
    text: str
    lines: tuple[int, int]
    bytes: ByteSpan


@dataclass(slots=True)
class _Paragraph:
    """A `p` with its rows of words."""

    element: Element
    time: Time | None
    rows: list[_Row] = field(default_factory=list)

    def spoken(self, names: dict[str, str]) -> Spoken:
        """The paragraph as a caption, its words under the names of their agents."""
        first = Line(self.element.first_line, self.element.bytes, "")
        lines = [(row.agent, Line(row.lines[0], row.bytes, squeezed(row.text))) for row in self.rows]
        caption = Caption(first, tuple(line for _, line in lines), self.time)
        voices = {line.bytes.start: names[agent] for agent, line in lines if names.get(agent)}
        said = tuple(words_of(caption))
        if voices:
            said = tuple(replace(words, voice=words.voice or voices.get(words.line.bytes.start, "")) for words in said)
        return Spoken(caption, said)


def _paragraphs(root: Element, clock: Clock, ledger: Ledger) -> Iterator[_Paragraph]:
    """Every caption; all that stands in none is skipped."""
    waiting: list[tuple[Element, Time, str]] = [(root, _ALWAYS, "")]
    while waiting:
        element, within, agent = waiting.pop()
        if element.tag in _UNSAID:
            ledger.skip(element, _UNSAID[element.tag])
            continue
        agent = element.get("agent") or agent
        time = clock.of(element, within)
        if element.tag == "p":
            paragraph = _Paragraph(element, time or _of_spans(element, clock, within))
            _fill(paragraph, element, agent.split()[0] if agent.split() else "", ledger, [True])
            yield paragraph
            continue
        for child in element.children:
            if not isinstance(child, str | Element):
                ledger.skip(child, "words outside of a caption")
        waiting.extend((child, time or within, agent) for child in reversed(element.children) if isinstance(child, Element))


def _of_spans(paragraph: Element, clock: Clock, within: Time) -> Time | None:
    """From the first to the last of the spans that have times, where the paragraph has none; else as long as what it stands in."""
    times = [time for span in paragraph.all("span") if (time := clock.of(span, within))]
    if times:
        return times[0][0], times[-1][1]
    return within if within != _ALWAYS else None


def _fill(paragraph: _Paragraph, element: Element, agent: str, ledger: Ledger, fresh: list[bool]) -> None:
    """Adds the rows of `element`; `fresh` says whether the next words begin one."""
    for child in element.children:
        if isinstance(child, Element):
            why = _UNSAID.get(child.tag) or _ROLES.get(child.get("role")) or ("a ruby text" if child.get("ruby") in ("text", "delimiter") else "")
            if why:
                ledger.skip(child, why)
            elif child.tag == "br":
                fresh[0] = True
            else:
                _fill(paragraph, child, (child.get("agent").split() or [agent])[0], ledger, fresh)
        elif isinstance(child, str):
            if paragraph.rows and not fresh[0]:
                paragraph.rows[-1].text += child
        else:
            ledger.say(child)
            last = paragraph.rows[-1] if paragraph.rows else None
            if last and not fresh[0] and last.agent == agent:
                last.text += child.text
                last.lines, last.bytes = (last.lines[0], child.lines[1]), ByteSpan(last.bytes.start, child.bytes.end)
            else:
                paragraph.rows.append(_Row(agent, child.text, child.lines, child.bytes))
            fresh[0] = False


def _whole(made: Sequence[Turn], paragraphs: Sequence[Element]) -> tuple[Turn, ...]:
    """The turns with places that end where their last paragraph does, unless the next turn begins in that one."""
    out, at = [], 0
    for number, turn in enumerate(made):
        following = made[number + 1].bytes if number + 1 < len(made) else None
        while turn.bytes and at + 1 < len(paragraphs) and paragraphs[at + 1].start < turn.bytes.end:
            at += 1
        last = paragraphs[at]
        if turn.bytes and turn.lines:
            inside = following is not None and following.start < last.end
            end = turn.bytes.end if inside else last.end
            lines = turn.lines if inside else (turn.lines[0], last.last_line)
            turn = replace(turn, bytes=ByteSpan(turn.bytes.start, end), lines=lines)
        out.append(turn)
    return tuple(out)
