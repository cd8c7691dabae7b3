"""One turn of the conversation, without a browser: a question and filters in, a message and a place to open out."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import QuothError
from rag.answer import Answer
from ui.escape import md_text
from ui.web.conversation import reply, trouble
from ui.web.filters import Filters
from ui.web.keeping import Shelf, offer
from ui.web.links import link
from ui.web.port import Engine
from ui.web.sentences import sentence

LONGEST_QUESTION = 2000
"""In code points. The page holds the box to it; other programs are told."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was put and what was said to it: the `lead` line ("" if there was no answer), the whole `message`.

    `opens` is the address of the first quotation in the reader, "" for none.
    """

    question: str
    message: str
    lead: str = ""
    opens: str = ""


Conversation = tuple[Exchange, ...]


def talk(engine: Engine, question: str, filters: Filters, past: Conversation, shelf: Shelf | None = None) -> Exchange:
    """Puts `question` to the engine. A mistake a person can mend becomes a sentence in the chat, never an exception.

    With a `shelf`, an answer and a refusal can be made test questions.
    """
    if len(question) > LONGEST_QUESTION:
        return Exchange(question[:80], trouble(f"A question has at most {LONGEST_QUESTION:,} characters; this one has {len(question):,}."))
    history = tuple((exchange.question, exchange.lead) for exchange in past if exchange.lead)
    try:
        answer = engine.ask(question, filters.scope(), history)
        foot = offer(shelf.put(answer, history, filters != Filters())) if shelf and answer.status != "failed" else ""
        return Exchange(question, reply(answer, engine) + foot, answer.text, _first(answer, engine))
    except QuothError as error:
        return Exchange(question, trouble(sentence(error)))


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as the chat takes it; an exchange without message is a question still being answered."""
    return [
        {"role": role, "content": content}
        for exchange in conversation
        for role, content in (("user", md_text(exchange.question)), ("assistant", exchange.message))
        if content
    ]


def _first(answer: Answer, engine: Engine) -> str:
    proved = (quote.place for quote in answer.quotes if quote.proof.verified)
    return next((link(place, engine.transcript(place.transcript).sha256) for place in proved), "")
