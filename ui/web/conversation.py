"""An Answer as a message of the chat: HTML inside Markdown, in one line, every word from outside escaped.

Each quotation stands in a block of its own under its speaker's name and carries a link `[n]` into the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.errors import QuothError
from corpus.transcript import Place, Span, Transcript, cut
from rag.answer import Answer, Hit
from rag.quote import Quote
from rag.scope import Part, together
from ui.directions import direction
from ui.escape import md_text
from ui.parts import limit
from ui.web.filters import Limit, written
from ui.web.links import link
from ui.web.names import count, day
from ui.web.port import Engine
from ui.web.quotations import blocks, source, who

EXCERPT = 220
"""Longest excerpt of a nearest passage, in code points."""

ADD = '<button type="button" class="q-on q-add">Limit</button>'
"""Opens the choice of limits for the answer that it stands below; limiting.js knows it."""

NEAREST = 5
"""How many nearest passages are offered below a refusal."""


def reply(answer: Answer, engine: Engine, without: Iterable[Part] = (), limits: Sequence[Limit] = (), more: Sequence[Limit] = ()) -> str:
    """The whole message: how the question was understood, lead line, quotations or nearest passages, and the scope.

    Each part of the scope that the question's words set is a chip with a button, in the order of `answer.parts`; `without`
    are those that were taken off. `limits` are those that a person set, shown as chips after them, `more` those that are offered.
    """
    parts = (
        _understood(answer),
        f'<p class="q-lead">{_lead(answer)}</p>',
        blocks(answer.quotes, engine),
        *(_unproved(quote, engine) for quote in answer.quotes if not quote.proof.verified),
        _nearest(answer.hits, engine) if answer.status != "answered" else "",
        _searched(answer, engine, limits),
        _more(more, engine),
        _taken_off(without),
    )
    return f'<div class="q-reply q-{answer.status}">{"".join(parts)}</div>'


def _lead(answer: Answer) -> str:
    """The lead line, each name in it apart: one that runs from right to left would else take the date beside it along."""
    text = md_text(answer.text)
    names = sorted({quote.speaker.name for quote in answer.quotes if direction(quote.speaker.name) == "rtl"}, key=len, reverse=True)
    found = re.compile("|".join(re.escape(md_text(name)) for name in names)) if names else None
    return found.sub(lambda name: f"<bdi>{name.group()}</bdi>", text) if found else text


def trouble(sentence: str, offer: str = "") -> str:
    """A message that says why there is no answer; `offer` is a button, as HTML of our own."""
    below = f'<p class="q-scope q-parts">{offer}</p>' if offer else ""
    return f'<div class="q-reply q-trouble"><p class="q-lead">{md_text(sentence)}</p>{below}</div>'


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


def _searched(answer: Answer, engine: Engine, limits: Sequence[Limit]) -> str:
    """The scope: a chip for each part that the question set, then for each that a person chose; whatever else was searched in words."""
    chips = [*(_chip(limit(part)) for part in answer.parts), *(_chip(chip(one, engine)) for one in limits)]
    other = " · ".join(_otherwise(answer, engine, limits))
    many = len(engine.transcripts)
    whole = f"all {count(many, 'transcript')}" if many != 1 else "the one transcript there is"
    told = " ".join([*chips, other]).rstrip() if chips else other or whole
    return f'<p class="q-scope q-parts">Searched: {told} {ADD}</p>'


def _otherwise(answer: Answer, engine: Engine, limits: Sequence[Limit]) -> Iterator[str]:
    """What limited the search and is no chip: of a conversation that was opened again, what its words had set."""
    scope, found, kinds = answer.scope, together(answer.parts), {one.kind for one in limits}
    if "speaker" not in kinds:
        yield from (_isolated(name) for name in scope.speakers if name not in found.speakers)
    if "transcript" not in kinds:
        yield from (_isolated(engine.transcript(id).title) for id in scope.transcripts if id not in found.transcripts)
    for kind, date, own in (("since", scope.since, found.since), ("until", scope.until, found.until)):
        if kind not in kinds and date and date != own:
            yield f"{kind} {date.isoformat()}"


def _more(more: Sequence[Limit], engine: Engine) -> str:
    """What the question can be limited to besides, each a button that asks it again."""
    if not more:
        return ""
    buttons = " ".join(f'<button type="button" class="q-on">{_isolated(label(one, engine))}</button>' for one in more)
    return f'<p class="q-scope q-parts q-more">Ask again, only {buttons}</p>'


def label(one: Limit, engine: Engine) -> str:
    """A person's limit in words, not escaped; a transcript is called by its date and title."""
    if one.kind == "transcript":
        try:
            found = engine.transcript(one.value)
        except QuothError:
            return one.value
        return f"{day(found.date)} · {found.title}" if found.date else found.title
    if one.kind == "asked":
        return f"asked by {one.value}" if one.value else "questions only"
    return one.value if one.kind == "speaker" else f"{one.kind} {written(one.value)}"


def chip(one: Limit, engine: Engine) -> str:
    """The same as it stands on a chip, where it must say what a name does."""
    return f"said by {one.value}" if one.kind == "speaker" else label(one, engine)


def _chip(text: str) -> str:
    told = md_text(f"Ask again without: {text}")
    # Its name is text because Gradio strips aria-label; the × is drawn by the style.
    button = f'<button type="button" class="q-off" title="{told}"><span class="q-name">{told}</span></button>'
    return f'<span class="q-part">{_isolated(text)}{button}</span>'


def _taken_off(without: Iterable[Part]) -> str:
    gone = " · ".join(_isolated(limit(part)) for part in without)
    return f'<p class="q-scope q-not">Not limited to: {gone}</p>' if gone else ""


def _isolated(text: str) -> str:
    return f"<bdi>{md_text(text)}</bdi>"
