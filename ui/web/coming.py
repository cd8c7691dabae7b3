"""An answer on its way, as a message of the chat: what is being done, and the quotations that are proved already. And one that was stopped.

Like every message: HTML inside Markdown, in one line, every word from outside escaped.
"""

from __future__ import annotations

from typing import Final

from rag.quote import Quote
from rag.steps import Proving, Reading, Searching
from ui.escape import md_text
from ui.parts import limit
from ui.web.names import count
from ui.web.port import Engine
from ui.web.quotations import blocks
from ui.web.working import News, Waiting

STARTING: Final = "Searching the record…"

AGAIN: Final = '<button type="button" class="q-on q-anew">Ask again</button>'
"""Asks the question of its message again; chips.js knows it."""


def coming(question: str, news: News | None, engine: Engine) -> str:
    """The message of `question` while it is worked on, after the latest `news` of it."""
    quotes = news.quotes if isinstance(news, Proving) else ()
    reworded = isinstance(news, Searching) and news.understood.strip() not in ("", question.strip())
    understood = f'<p class="q-understood">Understood as: <bdi>{md_text(news.understood)}</bdi></p>' if isinstance(news, Searching) and reworded else ""
    return f'<div class="q-coming">{understood}<p class="q-step">{md_text(doing(news, engine))}</p>{blocks(quotes, engine)}</div>'


def doing(news: News | None, engine: Engine) -> str:
    """What is being done, in words of our own and of the question's limits; not yet escaped."""
    match news:
        case Waiting(before):
            return f"Waiting: {count(before, 'question')} before this one" if before else "Waiting: this question is next"
        case Searching(_, scope, parts):
            limits = ", ".join(limit(part) for part in parts)
            among = len(scope.transcripts) or len(engine.transcripts)
            return f"Searching {count(among, 'transcript')}{f', {limits}' if limits else ''}…"
        case Reading(done, of):
            return f"Reading {count(of, 'passage')}{f', {done} done' if done else ''}…"
        case Proving(quotes, of):
            return f"Proving {count(of, 'quotation')} against the files{f', {len(quotes)} done' if quotes else ''}…"
    return STARTING


def stopped(quotes: tuple[Quote, ...], engine: Engine) -> str:
    """The message of a question that a person stopped; what was proved by then stays."""
    held = [quote for quote in quotes if quote.proof.verified]
    told = f"Stopped. {count(len(held), 'quotation')} had been proved by then; there may be more." if held else "Stopped before there was an answer."
    return f'<div class="q-reply q-stopped"><p class="q-lead">{md_text(told)}</p>{blocks(held, engine)}<p class="q-scope q-parts">{AGAIN}</p></div>'
