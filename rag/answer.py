"""The answer to a question, as every way out of Quoth (terminal, web, JSON, evaluation) receives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.transcript import Place
from rag.quote import Quote
from rag.scope import Part, Scope

Status = Literal["answered", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn (or part of one) that may answer, with what to read around it.

    `context` holds whole turns of the same transcript in reading order, the hit's own among them. `score` is higher
    for better and comparable within one answer only; `why` names the evidence behind it.
    """

    place: Place
    context: tuple[Place, ...]
    score: float
    why: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said in reply.

    `status` is "answered" (there are quotations, all verified), "refused" (nothing in the scope supports an answer:
    `quotes` is empty, `hits` are the nearest passages) or "failed" (words were found but their files no longer hold
    them: `quotes` carry the failed proofs and must not be shown as quotations). `text` is the lead line in plain
    words; it never contains words of a transcript. `understood` is the question as it was searched (a follow-up made to
    stand alone). `scope` is what was searched: the filters with what the question itself names, of
    which `parts` are those that took effect, each with the words it came from. `confidence` is
    in 0..1, higher = more surely answered by the record. `generation` names the index.
    """

    question: str
    understood: str
    scope: Scope
    status: Status
    text: str
    quotes: tuple[Quote, ...]
    hits: tuple[Hit, ...]
    confidence: float
    generation: str
    parts: tuple[Part, ...] = ()
