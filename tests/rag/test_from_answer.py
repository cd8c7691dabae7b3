"""An answer as a test question: its gold is the quoted words where they lead back to their place, and nothing else."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from corpus.errors import QuestionFileError, ScopeError
from corpus.transcript import Place, Span, Speaker, Transcript, Turn
from rag.answer import Answer, Hit
from rag.evals.from_answer import TAGS, drafted
from rag.evals.questions import load_questions
from rag.quote import Proof, Quote
from rag.scope import Scope

ADA = Speaker("Ada", "Ada", "person")
LINES = {
    "wall": ("Good morning. The wall cost forty million.", "Yes. The city paid for it. Yes.", "  ", "The city paid for it, I said. Nine months! Nine months!"),
    "levy": ("The levy rises.", "The city paid for the levy."),
}
RECORD = {
    id: Transcript(id, id.title(), None, "0" * 64, "native/1", tuple(Turn(n, ADA, text) for n, text in enumerate(texts))) for id, texts in LINES.items()
}


def transcript(id: str) -> Transcript:
    if id not in RECORD:
        raise ScopeError(f"there is no transcript {id!r} in the library")
    return RECORD[id]


def quote(id: str, turn: int, words: str, verified: bool = True, start: int | None = None) -> Quote:
    begin = LINES[id][turn].find(words) if start is None else start
    return Quote(Place(id, turn, Span(begin, begin + len(words))), words, ADA, Proof(verified, "0" * 64))


def answer(*quotes: Quote, status: str = "answered", hits: tuple[str, ...] = ("levy", "wall"), scope: Scope = Scope()) -> Answer:  # noqa: B008
    near = tuple(Hit(Place(id, 0), (), 1.0) for id in hits)
    return Answer("Who paid?", "Who paid? (the wall)", scope, status, "A lead.", quotes, near, 0.9, "000001")  # type: ignore[arg-type]


def test_an_answered_question_has_its_quotations_as_gold(tmp_path: Path) -> None:
    made = drafted(answer(quote("wall", 0, "The wall cost forty million."), quote("wall", 1, "The city paid for it. ")), (), transcript)
    gold = ["The wall cost forty million.", "The city paid for it. "]
    assert made.question == {"question": "Who paid?", "transcript": "wall", "answerable": True, "tags": dict(TAGS), "gold_quotes": gold}
    assert (made.elsewhere, made.unclear) == (0, 0)
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps({"id": "a", **made.question}), encoding="utf-8")
    (read,) = load_questions(file, list(RECORD.values()))
    assert read.gold == tuple((q.place.turn, q.place.span.start, q.place.span.end) for q in (quote("wall", 0, gold[0]), quote("wall", 1, gold[1])))


def test_the_questions_before_it_go_along() -> None:
    made = drafted(answer(quote("wall", 0, "Good morning.")), (("What cost most?", "One passage."), ("And then?", "It does not say.")), transcript)
    assert made.question["history"] == [{"question": "What cost most?", "answer": "One passage."}, {"question": "And then?", "answer": "It does not say."}]


UNCLEAR = [
    quote("wall", 1, "Yes."),  # twice in its turn
    quote("wall", 1, "The city paid for it"),  # in another turn too
    quote("wall", 3, "Nine months!"),
    quote("wall", 0, "The wall cost fifty million.", start=14),  # nobody's words
    quote("wall", 0, "the wall cost forty million.", start=14),  # not exactly theirs
    quote("wall", 0, "The wall cost forty million.", start=13),  # of another place
    quote("wall", 2, "  "),
    quote("wall", 0, "", start=0),
]


@pytest.mark.parametrize("unclear", UNCLEAR)
def test_words_that_lead_to_no_single_place_are_never_gold(unclear: Quote) -> None:
    with pytest.raises(QuestionFileError, match="do not stand at one place alone"):
        drafted(answer(unclear), (), transcript)
    made = drafted(answer(quote("wall", 0, "Good morning."), unclear), (), transcript)
    assert made.question["gold_quotes"] == ["Good morning."]
    assert made.unclear == 1


def test_a_question_is_asked_of_one_transcript_the_one_with_most_quotations() -> None:
    quotes = (quote("levy", 0, "The levy rises."), quote("wall", 0, "Good morning."), quote("levy", 1, "The city paid for the levy."))
    made = drafted(answer(*quotes), (), transcript)
    assert (made.question["transcript"], made.question["gold_quotes"], made.elsewhere) == ("levy", ["The levy rises.", "The city paid for the levy."], 1)


def test_a_quotation_that_was_not_proved_is_no_gold() -> None:
    made = drafted(answer(quote("wall", 0, "Good morning."), quote("levy", 0, "The levy rises.", verified=False)), (), transcript)
    assert (made.question["transcript"], made.question["gold_quotes"]) == ("wall", ["Good morning."])
    failed = answer(quote("wall", 0, "Good morning.", verified=False), status="failed")
    with pytest.raises(QuestionFileError, match="could not be verified"):
        drafted(failed, (), transcript)
    with pytest.raises(QuestionFileError, match="without a proved quotation"):
        drafted(dataclasses.replace(failed, status="answered"), (), transcript)


def test_a_refusal_is_unanswerable_in_the_nearest_transcript() -> None:
    made = drafted(answer(status="refused"), (), transcript)
    assert made.question == {"question": "Who paid?", "transcript": "levy", "answerable": False, "tags": dict(TAGS)}
    scoped = answer(status="refused", hits=(), scope=Scope(("wall",)))
    assert drafted(scoped, (), transcript).question["transcript"] == "wall"
    with pytest.raises(QuestionFileError, match="needs a transcript"):
        drafted(answer(status="refused", hits=()), (), transcript)


def test_a_transcript_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made = answer(quote("wall", 0, "Good morning."))
    monkeypatch.delitem(RECORD, "wall")
    with pytest.raises(ScopeError, match="no transcript 'wall'"):
        drafted(made, (), transcript)
