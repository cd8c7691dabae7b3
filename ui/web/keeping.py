"""Test questions made in the chat: what is offered under an answer, and what is said once it was taken.

The browser gets a token for each answer and nothing else, so that only what was really asked and answered here can be
stored, whoever calls.
"""

from __future__ import annotations

import datetime
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from corpus.errors import QuothError
from rag.answer import Answer
from rag.evals.from_answer import Drafted, drafted
from rag.evals.kept import Kept
from ui.escape import visible
from ui.web.names import count
from ui.web.port import Engine
from ui.web.sentences import sentence

REMEMBERED: Final = 1000
"""How many answers, newest first, can still be made test questions."""

GOOD: Final = "Good answer"
BAD: Final = "Bad answer"
LONGEST_TOKEN: Final = 40
_GONE: Final = "This answer is too old to be stored: ask the question again."


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with what was asked and said before it, and whether the filters in the page narrowed it."""

    answer: Answer
    history: tuple[tuple[str, str], ...]
    filtered: bool


class Shelf:
    """The answers of this server that can be made test questions. Safe to use from several threads at once."""

    def __init__(self, kept: Kept) -> None:
        """A shelf from which questions are stored in `kept`."""
        self.kept = kept
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Answered] = OrderedDict()

    def put(self, answer: Answer, history: Sequence[tuple[str, str]], filtered: bool) -> str:
        """Remembers an answer and returns the token it is asked for by; of its hits the first is enough."""
        token = secrets.token_hex(12)
        with self._lock:
            self._held[token] = Answered(replace(answer, hits=answer.hits[:1]), tuple(history), filtered)
            while len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        return token

    def get(self, token: object) -> Answered | None:
        """The answer of that token; None for a forgotten one, and for whatever else a program may send."""
        if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
            return None
        with self._lock:
            return self._held.get(token)


def offer(token: str) -> str:
    """The foot of a message, as HTML: the link that makes a test question of it."""
    thumbs = "".join(f'<a class="q-thumb" href="#{name}={token}" title="{text}">{text}</a>' for name, text in (("good", GOOD), ("bad", BAD)))
    return f'<p class="q-foot"><a class="q-keep" href="#keep={token}">Make this a test question</a> <span class="q-thumbs">{thumbs}</span></p>'


def judge(shelf: Shelf, sent: object) -> dict[str, Any]:
    """Stores whether an answer was good: {"stored", "said"}. `sent` is {"token", "good"}; anything else is told so."""
    token, good = (sent.get("token"), sent.get("good")) if isinstance(sent, dict) else (None, None)
    held = shelf.get(token)
    if held is None or not isinstance(good, bool):
        return {"stored": False, "said": _GONE}
    answer = held.answer
    try:
        shelf.kept.judge(
            {
                "answer": token, "when": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), "good": good, "question": answer.question,
                "status": answer.status, "generation": answer.generation,
                "quotes": [[quote.place.transcript, quote.place.turn, quote.place.span.start, quote.place.span.end] for quote in answer.quotes],
            }
        )  # fmt: skip
    except QuothError as error:
        return {"stored": False, "said": visible(sentence(error))}
    return {"stored": True, "said": "Noted. It stays on this machine."}


def keep(shelf: Shelf, engine: Engine, token: object) -> dict[str, Any]:
    """Stores the answer of `token` as a test question: {"stored": whether it is there now, "said": a sentence about it}."""
    held = shelf.get(token)
    if held is None:
        return {"stored": False, "said": _GONE}
    try:
        made = drafted(held.answer, held.history, engine.transcript)
        id = shelf.kept.add_question(made.question)
    except QuothError as error:
        return {"stored": False, "said": visible(sentence(error))}
    return {"stored": True, "said": visible(_stored(made, id, str(shelf.kept.questions), held.filtered))}


def _stored(made: Drafted, id: str, file: str, filtered: bool) -> str:
    gold = made.question.get("gold_quotes")
    what = f"with {count(len(gold), 'quotation')} as its gold" if gold else "as one that the record does not answer"
    remarks = [f"Stored as “{id}” in {file}, {what}. It is tagged silver: a person should check it there before it counts."]
    if made.elsewhere:
        remarks.append(f"{count(made.elsewhere, 'quotation')} from other transcripts {_are(made.elsewhere)} left out.")
    if made.unclear:
        remarks.append(f"{count(made.unclear, 'quotation')} {_are(made.unclear)} left out, because the same words stand elsewhere too.")
    if filtered:
        remarks.append("The filters are not part of it.")
    return " ".join(remarks)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
