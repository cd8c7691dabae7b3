"""One turn of the conversation, without a browser: a question and filters in, a message and a place to open out."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from corpus.errors import QuothError
from rag.quote import Quote
from rag.scope import Part
from rag.steps import Step, result
from ui.escape import md_text
from ui.render import answer_json
from ui.web.conversation import reply, trouble
from ui.web.filters import Filters, Limit, limits
from ui.web.keeping import Shelf, offer
from ui.web.links import link
from ui.web.port import Engine
from ui.web.quotations import numbered
from ui.web.sentences import sentence

LONGEST_QUESTION = 2000
"""In code points."""

MOST_OFFERED = 3
"""Speakers, and transcripts, that an answer offers to be limited to."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was put and what was said to it: the `lead` line ("" if there was no answer), the whole `message`.

    `opens` is the address of the first quotation in the reader, "" for none. `filters` were set when it was put; `parts` are the
    limits that its own words set, shown as chips in this order, `without` those that were taken off. `answer` is what was
    answered, as JSON, empty where nothing was; `more` are the limits that are offered with it. `pending` is true while it is worked on.
    """

    question: str
    message: str
    lead: str = ""
    opens: str = ""
    filters: Filters = field(default_factory=Filters)
    parts: tuple[Part, ...] = ()
    without: tuple[Part, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)
    more: tuple[Limit, ...] = ()
    pending: bool = False


Conversation = tuple[Exchange, ...]


Talking = Generator[Step, None, Exchange]


def talk(engine: Engine, question: str, filters: Filters, past: Conversation, shelf: Shelf | None = None, without: tuple[Part, ...] = ()) -> Exchange:
    """Puts `question` to the engine. A mistake a person can mend becomes a sentence in the chat, never an exception.

    With a `shelf`, an answer and a refusal can be made test questions. Limits in `without` are ignored, whatever the words say.
    """
    return result(talking(engine, question, filters, past, shelf, without))


def talking(engine: Engine, question: str, filters: Filters, past: Conversation, shelf: Shelf | None = None, without: tuple[Part, ...] = ()) -> Talking:
    """`talk`, step by step; whoever goes on no further stops the work."""
    if len(question) > LONGEST_QUESTION:
        return too_long(question)
    history = tuple((exchange.question, exchange.lead) for exchange in past if exchange.lead)
    try:
        answer = yield from engine.asking(question, filters.scope(), history, without=[part.key for part in without])
        foot = offer(shelf.put(answer, history, filters != Filters())) if shelf and answer.status != "failed" else ""
        quotes = numbered(answer.quotes)
        more = more_of(quotes, filters)
        message = reply(answer, engine, without, filters.limits(), more) + foot
        return Exchange(question, message, answer.text, first_link(quotes, engine), filters, answer.parts, without, answer_json(answer, engine), more)
    except QuothError as error:
        return Exchange(question, trouble(sentence(error)))


def too_long(question: str) -> Exchange:
    """What is said to a question of more than LONGEST_QUESTION characters."""
    told = f"A question has at most {LONGEST_QUESTION:,} characters; this one has {len(question):,}. Shorten it and ask again."
    return Exchange(f"{question[:80]}…", trouble(told))


def again(past: Conversation, sent: object) -> tuple[int, Filters, tuple[Part, ...]] | None:
    """Which exchange is asked again, with which filters, and with what taken off, after a click below it; None for whatever else a program may send.

    `sent` is {"exchange": N} with "chip" (a limit that is taken off), "more" (one of those offered), "add" (limits, see `filters.limits`) or
    "anew" (as it was), counted from 0.
    """
    if not isinstance(sent, dict):
        return None
    at, taken, added = sent.get("exchange"), chosen(past, sent.get("exchange"), sent.get("chip")), offered(past, sent.get("exchange"), sent.get("more"))
    if taken:
        return taken[0], *relaxed(past[taken[0]], taken[1])
    if added:
        return added[0], past[added[0]].filters.narrowed(added[1]), past[added[0]].without
    more = limits(sent.get("add"))
    if not (more or sent.get("anew") is True) or type(at) is not int or not 0 <= at < len(past) or past[at].pending:
        return None
    return at, reduce(Filters.added, more, past[at].filters), past[at].without


def chosen(past: Conversation, exchange: object, chip: object) -> tuple[int, Part | Limit] | None:
    """Which limit of which exchange a chip is, both counted from 0; None for what is not there, and for whatever else a program may send."""
    if type(exchange) is not int or type(chip) is not int or not 0 <= exchange < len(past):
        return None
    every: tuple[Part | Limit, ...] = (*past[exchange].parts, *past[exchange].filters.limits())
    return (exchange, every[chip]) if 0 <= chip < len(every) else None


def offered(past: Conversation, exchange: object, choice: object) -> tuple[int, Limit] | None:
    """Which of the limits that an exchange offers was chosen; None as for `chosen`."""
    if type(exchange) is not int or type(choice) is not int or not 0 <= exchange < len(past):
        return None
    more = past[exchange].more
    return (exchange, more[choice]) if 0 <= choice < len(more) else None


def ask_without(engine: Engine, past: Conversation, at: int, part: Part | Limit, shelf: Shelf | None = None) -> Conversation:
    """The conversation with the question of exchange `at` put again, and answered, as if it had not been limited to `part`."""
    filters, without = relaxed(past[at], part)
    return replaced(past, at, talk(engine, past[at].question, filters, past[:at], shelf, without))


def ask_within(engine: Engine, past: Conversation, at: int, limit: Limit, shelf: Shelf | None = None) -> Conversation:
    """The conversation with the question of exchange `at` put again within `limit`."""
    return replaced(past, at, talk(engine, past[at].question, past[at].filters.narrowed(limit), past[:at], shelf, past[at].without))


def relaxed(old: Exchange, part: Part | Limit) -> tuple[Filters, tuple[Part, ...]]:
    """The filters, and what is taken off, of a question that is to be put again without `part`; what was taken off before stays off."""
    return (old.filters.without(part), old.without) if isinstance(part, Limit) else (old.filters, (*old.without, part))


def replaced(past: Conversation, at: int, exchange: Exchange) -> Conversation:
    """The conversation with `exchange` in the place of the one numbered `at`."""
    return (*past[:at], exchange, *past[at + 1 :])


def more_of(quotes: Sequence[Quote], filters: Filters) -> tuple[Limit, ...]:
    """The speakers and transcripts of an answer that it can be limited to: people only, and none where all is one's."""
    people = tuple(dict.fromkeys(quote.speaker.name for quote in quotes if quote.speaker.kind == "person"))
    sources = tuple(dict.fromkeys(quote.place.transcript for quote in quotes))
    several = len({quote.speaker.name for quote in quotes}) > 1
    speakers = [Limit("speaker", name) for name in people[:MOST_OFFERED]] if several and not filters.speakers else []
    return (*speakers, *([Limit("transcript", id) for id in sources[:MOST_OFFERED]] if len(sources) > 1 else []))


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
