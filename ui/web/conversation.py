"""An Answer as a message of the chat: HTML inside Markdown, in one line, every word from outside escaped.

Each quotation stands in a block of its own under its speaker's name and carries a link `[n]` into the reader.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.transcript import Place, Span, Transcript, cut
from rag.answer import Answer, Hit
from rag.quote import Quote
from rag.scope import Part, together
from ui.escape import md_text
from ui.parts import limit
from ui.web.links import link
from ui.web.names import count
from ui.web.port import Engine
from ui.web.quotations import blocks, source, who

EXCERPT = 220
"""Longest excerpt of a nearest passage, in code points."""

NEAREST = 5
"""How many nearest passages are offered below a refusal."""


def reply(answer: Answer, engine: Engine, without: Iterable[Part] = ()) -> str:
    """The whole message: how the question was understood, lead line, quotations or nearest passages, and the scope.

    Each part of the scope that the question's words set is a chip with a button, in the order of `answer.parts`; `without`
    are those that were taken off.
    """
    parts = (
        _understood(answer),
        f'<p class="q-lead">{md_text(answer.text)}</p>',
        blocks(answer.quotes, engine),
        *(_unproved(quote, engine) for quote in answer.quotes if not quote.proof.verified),
        _nearest(answer.hits, engine) if answer.status != "answered" else "",
        _searched(answer, engine),
        _taken_off(without),
    )
    return f'<div class="q-reply q-{answer.status}">{"".join(parts)}</div>'


def trouble(sentence: str) -> str:
    """A message that says why there is no answer."""
    return f'<div class="q-reply q-trouble"><p class="q-lead">{md_text(sentence)}</p></div>'


def _understood(answer: Answer) -> str:
    if answer.understood.strip() == answer.question.strip():
        return ""
    return f'<p class="q-understood">Understood as: {_isolated(answer.understood)}</p>'


def _unproved(quote: Quote, engine: Engine) -> str:
    """A quotation whose proof failed: where it was thought to be and what is wrong, never its words."""
    where = source(engine.transcript(quote.place.transcript))
    why = md_text(quote.proof.why.rstrip("."))
    return f'<p class="q-unproved">A passage could not be verified: {why}.<br><span class="q-source">{where}</span></p>'


def _nearest(hits: tuple[Hit, ...], engine: Engine) -> str:
    if not hits:
        return ""
    items = "".join(_passage(hit, engine.transcript(hit.place.transcript)) for hit in hits[:NEAREST])
    return f'<details class="q-near"><summary>Nearest passages</summary><ul>{items}</ul></details>'


def _passage(hit: Hit, transcript: Transcript) -> str:
    turn = transcript.turns[hit.place.turn]
    place = hit.place if len(hit.place.span) else Place(transcript.id, turn.index, Span(0, len(turn.text)))
    words = md_text(excerpt(cut(transcript, place)))
    read = f'<a class="q-read" href="{link(hit.place, transcript.sha256)}">Read it in the transcript</a>'
    by, at = who(turn.speaker), f'<span class="q-source">{source(transcript)}</span>'
    return f'<li>{by} {at}<br><span dir="auto">{words}</span> {read}</li>'


def excerpt(text: str) -> str:
    """At most EXCERPT code points of `text` on one line, cut between words and then ended by "…"."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: line.rfind(' ', 0, EXCERPT) if ' ' in line[:EXCERPT] else EXCERPT]}…"


def _searched(answer: Answer, engine: Engine) -> str:
    """The scope: a chip for each part that the question set, then what a person chose."""
    scope, found = answer.scope, together(answer.parts)
    titles = (engine.transcript(id).title for id in scope.transcripts if id not in found.transcripts)
    speakers = (name for name in scope.speakers if name not in found.speakers)
    since = f"since {scope.since.isoformat()}" if scope.since and scope.since != found.since else ""
    until = f"until {scope.until.isoformat()}" if scope.until and scope.until != found.until else ""
    chosen = " · ".join(filter(None, (*(_isolated(text) for text in (*speakers, *titles)), since, until)))
    if answer.parts:
        return f'<p class="q-scope q-parts">Searched: {" ".join([*map(_chip, answer.parts), chosen]).rstrip()}</p>'
    whole = f"all {count(len(engine.transcripts), 'transcript')}"
    return f'<p class="q-scope">Searched: {chosen or whole}</p>'


def _chip(part: Part) -> str:
    label = md_text(f"Ask again without: {limit(part)}")
    # Its name is text because Gradio strips aria-label; the × is drawn by the style.
    button = f'<button type="button" class="q-off" title="{label}"><span class="q-name">{label}</span></button>'
    return f'<span class="q-part">{_isolated(limit(part))}{button}</span>'


def _taken_off(without: Iterable[Part]) -> str:
    gone = " · ".join(_isolated(limit(part)) for part in without)
    return f'<p class="q-scope q-not">Not limited to: {gone}</p>' if gone else ""


def _isolated(text: str) -> str:
    return f"<bdi>{md_text(text)}</bdi>"
