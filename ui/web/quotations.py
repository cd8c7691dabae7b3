"""The quotations of an answer as blocks of a message: HTML inside Markdown, in one line, every word from outside escaped.

A block holds what one speaker says in one transcript. Labels that stand for many people never share one across turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.speakers import is_collective
from corpus.transcript import Speaker, Transcript, spoken_at
from rag.quote import Quote
from ui.directions import direction
from ui.escape import md_text
from ui.web.hues import hue, initials
from ui.web.links import link
from ui.web.names import clock, day, name, remarks
from ui.web.port import Engine

BREAK = '<span class="q-break">&#10;</span>'
"""A line break within a quotation: the step from one paragraph to the next, as the reader shows it."""

_Key = tuple[str, Speaker, int]


def blocks(quotes: Iterable[Quote], engine: Engine) -> str:
    """Every proved quotation, numbered through from 1 as it stands: blocks by their first quotation, each in its order."""
    out, number = [], 1
    for (transcript, speaker, _), run in _grouped(quotes).items():
        out.append(_block(engine.transcript(transcript), speaker, run, number))
        number += len(run)
    return "".join(out)


def numbered(quotes: Iterable[Quote]) -> list[Quote]:
    """The proved quotations in the order of their numbers."""
    return [quote for run in _grouped(quotes).values() for quote in run]


def _grouped(quotes: Iterable[Quote]) -> dict[_Key, list[Quote]]:
    grouped: dict[_Key, list[Quote]] = {}
    for quote in quotes:
        if quote.proof.verified:
            grouped.setdefault(_key(quote), []).append(quote)
    return grouped


def _key(quote: Quote) -> _Key:
    return quote.place.transcript, quote.speaker, quote.place.turn if is_collective(quote.speaker) else -1


def who(speaker: Speaker) -> str:
    """A speaker with the marks of a role, an inferred name or a note, as HTML."""
    tags = "".join(f' <span class="q-tag">{md_text(remark)}</span>' for remark in remarks(speaker))
    return f'<bdi class="q-who">{md_text(name(speaker))}</bdi>{tags}'


def source(transcript: Transcript) -> str:
    """When and where it was said, as HTML."""
    return f'{day(transcript.date)} · <bdi class="q-title">{md_text(transcript.title)}</bdi>'


def face(speaker: Speaker, colour: int) -> str:
    """The initials on the speaker's `colour`; an empty dashed ring for a label that may be many people."""
    inferred = " q-guess" if speaker.inferred else ""
    return f'<span class="q-face q-hue-{colour}{inferred}">{md_text(initials(speaker))}</span>'


def _block(transcript: Transcript, speaker: Speaker, run: Sequence[Quote], number: int) -> str:
    words = "".join(_words(at, quote, transcript) for at, quote in enumerate(run, number))
    colour = hue(speaker, transcript)
    head = f'<p class="q-by">{face(speaker, colour)}<span class="q-person">{who(speaker)}</span><span class="q-source">{source(transcript)}</span></p>'
    return f'<div class="q-said q-hue-{colour}">{head}{words}</div>'


def _words(number: int, quote: Quote, transcript: Transcript) -> str:
    time = spoken_at(transcript.turns[quote.place.turn], quote.place.span)
    at = f'<span class="q-time">{clock(time[0])}</span>' if time else ""
    lines = BREAK.join(md_text(line) for line in quote.text.split("\n"))
    words = f'<span class="q-words">{lines}</span>'
    return f'<blockquote dir="{direction(quote.text)}">{words}&#160;{_mark(number, quote, transcript)}{at}{_about(number)}</blockquote>'


def _mark(number: int, quote: Quote, transcript: Transcript) -> str:
    told = md_text(f"Source {number}: {name(quote.speaker)}, open in the transcript")
    return f'<a class="q-cite" href="{link(quote.place, transcript.sha256)}" title="{told}">&#91;{number}&#93;</a>'


def _about(number: int) -> str:
    """The link by which limiting.js makes a question of the quotation it stands with."""
    return f' <a class="q-about" href="#about" title="Ask about quotation {number}">Ask about this</a>'
