"""One turn of the conversation, without a browser: a question and filters in, a message and a place to open out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import QuothError
from rag.quote import Quote
from rag.scope import Part
from ui.escape import md_text
from ui.render import answer_json
from ui.web.conversation import reply, trouble
from ui.web.filters import Filters
from ui.web.keeping import Shelf, offer
from ui.web.links import link
from ui.web.port import Engine
from ui.web.quotations import numbered
from ui.web.sentences import sentence

LONGEST_QUESTION = 2000
"""In code points. The page holds the box to it; other programs are told."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was put and what was said to it: the `lead` line ("" if there was no answer), the whole `message`.

    `opens` is the address of the first quotation in the reader, "" for none. `filters` were set when it was put; `parts` are the
    limits that its own words set, shown as chips in this order, `without` those that were taken off. `answer` is what was
    answered, as JSON, empty where nothing was.
    """

    question: str
    message: str
    lead: str = ""
    opens: str = ""
    filters: Filters = field(default_factory=Filters)
    parts: tuple[Part, ...] = ()
    without: tuple[Part, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)


Conversation = tuple[Exchange, ...]


def talk(engine: Engine, question: str, filters: Filters, past: Conversation, shelf: Shelf | None = None, without: tuple[Part, ...] = ()) -> Exchange:
    """Puts `question` to the engine. A mistake a person can mend becomes a sentence in the chat, never an exception.

    With a `shelf`, an answer and a refusal can be made test questions. Limits in `without` are ignored, whatever the words say.
    """
    if len(question) > LONGEST_QUESTION:
        return Exchange(question[:80], trouble(f"A question has at most {LONGEST_QUESTION:,} characters; this one has {len(question):,}."))
    history = tuple((exchange.question, exchange.lead) for exchange in past if exchange.lead)
    try:
        answer = engine.ask(question, filters.scope(), history, without=[part.key for part in without])
        foot = offer(shelf.put(answer, history, filters != Filters())) if shelf and answer.status != "failed" else ""
        message = reply(answer, engine, without) + foot
        opens = first_link(numbered(answer.quotes), engine)
        return Exchange(question, message, answer.text, opens, filters, answer.parts, without, answer_json(answer, engine))
    except QuothError as error:
        return Exchange(question, trouble(sentence(error)))


def chosen(past: Conversation, exchange: object, chip: object) -> tuple[int, Part] | None:
    """Which exchange's part a chip is, both counted from 0; None for what is not there, and for whatever else a program may send."""
    if type(exchange) is not int or type(chip) is not int or not 0 <= exchange < len(past):
        return None
    parts = past[exchange].parts
    return (exchange, parts[chip]) if 0 <= chip < len(parts) else None


def ask_without(engine: Engine, past: Conversation, at: int, part: Part, shelf: Shelf | None = None) -> Conversation:
    """The conversation with the question of exchange `at` put again, and answered, as if it had not set `part`.

    It is asked with its own filters, after what went before it, and without whatever was taken off it before.
    """
    old = past[at]
    return (*past[:at], talk(engine, old.question, old.filters, past[:at], shelf, (*old.without, part)), *past[at + 1 :])


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as the chat takes it; an exchange without message is a question still being answered."""
    return [
        {"role": role, "content": content}
        for exchange in conversation
        for role, content in (("user", md_text(exchange.question)), ("assistant", exchange.message))
        if content
    ]


def first_link(quotes: Sequence[Quote], engine: Engine) -> str:
    """The address of the first of `quotes` in the reader, "" for none."""
    return next((link(quote.place, engine.transcript(quote.place.transcript).sha256) for quote in quotes), "")
