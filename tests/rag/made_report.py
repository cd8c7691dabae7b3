"""A report made by hand, as `Report.as_json` gives it: a question for every way in which one can end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

JSON = dict[str, Any]

SETTINGS = {"retrieve.dense.turn": 1.0, "retrieve.dense.window": 2.0, "ask.refuse_below": 0.4}
CLERK, REYES, SATO = "Clerk Vale", "Councillor Reyes", "Dr. Hana Sato"


def turn(number: int, speaker: str, text: str, **more: Any) -> JSON:
    return {"turn": number, "speaker": speaker, "text": text, **more}


def hit(rank: int, number: int, speaker: str, text: str, parts: JSON, gold: bool = False, transcript: str = "council/2023-06") -> JSON:
    return turn(number, speaker, text, rank=rank, transcript=transcript, score=sum(parts.values()), gold=gold, parts=parts)


def quote(number: int, speaker: str, text: str, gold: bool, transcript: str = "council/2023-06") -> JSON:
    return turn(number, speaker, text, transcript=transcript, gold=gold)


def question(id: str, text: str, **more: Any) -> JSON:
    """An answerable question of which the run holds nothing; `more` says the rest."""
    held: JSON = {"id": id, "question": text, "answerable": True, "transcript": "council/2023-06", "tags": {"source": "council", "kind": "fact"}}
    held |= {"history": [], "error": "", "answered": None, "confidence": None, "seconds": None, "values": {"hit@5": 0.0, "gold@300w": 0.0}}
    held |= {"gold": [turn(40, CLERK, "It passed by seven votes to four.")], "gold_rank": None, "quotes": [], "hits": []}
    return {**held, **more}


def found() -> JSON:
    """Quoted gold, which came first."""
    text = "The levy on moorings rises to nine crowns from spring."
    return question(
        "levy-found",
        "What will the mooring levy be?",
        answered=True,
        confidence=0.82,
        seconds=0.21,
        values={"hit@5": 1.0, "gold@300w": 1.0, "quote_recall": 1.0},
        gold=[turn(12, REYES, text)],
        gold_rank=1,
        quotes=[quote(12, REYES, text, gold=True)],
        hits=[
            hit(1, 12, REYES, text, {"turn": 0.0164, "window": 0.0328, "words:turn": 0.0082}, gold=True),
            hit(2, 30, CLERK, "We turn to the levy.", {"turn": 0.016}),
        ],
    )


def deep() -> JSON:
    """The gold turn came at rank 14, by meaning in window only, without a word of the question; what was quoted is not gold."""
    above = [
        hit(1, 3, SATO, "The quays flooded twice that winter, and the pumps failed.", {"turn": 0.0164, "words:turn": 0.0082, "words:window": 0.0328}),
        hit(2, 5, SATO, "Pumps were ordered for the lower quays.", {"window": 0.0323, "words:window": 0.0161}),
        hit(3, 9, CLERK, "Item four: the quays.", {"words:turn": 0.008}),
        hit(4, 21, "", "The pumps, yes.", {"words:turn": 0.0079}),
        hit(5, 23, REYES, "Which pumps?", {"words:turn": 0.0078}),
    ]
    text = "Nobody had filled the diesel tank since the autumn."
    return question(
        "pumps-deep",
        "Why did the pumps at the quays fail?",
        tags={"source": "council", "kind": "reason"},
        answered=True,
        confidence=0.61,
        seconds=0.25,
        values={"hit@5": 0.0, "gold@300w": 0.0, "quote_recall": 0.0},
        gold=[turn(61, SATO, text)],
        gold_rank=14,
        quotes=[quote(3, SATO, "The quays flooded twice that winter", gold=False)],
        hits=[*above, hit(14, 61, SATO, text, {"window": 0.007}, gold=True)],
    )


def refused() -> JSON:
    """A follow-up that was refused though its gold turn came second."""
    text = "I changed my mind because the herring fleet would have left."
    return question(
        "mayor-refused",
        "And why did she change her mind?",
        history=[["What did the mayor say about the levy?", "That it would not rise."]],
        answered=False,
        confidence=0.31,
        seconds=0.19,
        values={"hit@5": 1.0, "gold@300w": 0.5, "kept": 0.0},
        gold=[turn(70, "Mayor Solheim", text), turn(72, "Mayor Solheim", "That is all.")],
        gold_rank=2,
        hits=[
            hit(1, 12, REYES, "The levy on moorings rises.", {"words:turn": 0.0082}),
            hit(2, 70, "Mayor Solheim", text, {"turn": 0.0161, "words:turn": 0.0081}, gold=True),
        ],
    )


def unanswerable(id: str, answered: bool, confidence: float) -> JSON:
    """A question that the record does not answer."""
    said = hit(1, 8, CLERK, "The harbour wall is older than the town hall.", {"turn": 0.0164, "window": 0.03})
    return question(
        id,
        "Who designed the lighthouse?",
        answerable=False,
        tags={"source": "press", "kind": "absent"},
        transcript="press/briefing",
        gold=[],
        answered=answered,
        confidence=confidence,
        seconds=0.2,
        values={"refused": float(not answered)},
        hits=[said],
        quotes=[quote(8, CLERK, "The harbour wall is older", gold=False)] if answered else [],
    )


def broken() -> JSON:
    return question("vote-error", "How did the vote end?", error="EncoderError: the model's weights are not what their hash says")


def missing() -> JSON:
    return question("vote-missing", "When was the vote?", error="missing from the run")


def lost() -> JSON:
    """A run made elsewhere (no answers, no parts) in which gold never came up."""
    return question("vote-lost", "Who counted the votes?", hits=[hit(1, 2, CLERK, "Good evening.", {}) | {"score": 3.5}])


def every() -> list[JSON]:
    return [found(), deep(), refused(), unanswerable("light-wrong", True, 0.55), unanswerable("light-right", False, 0.12), broken(), missing(), lost()]


def mean(value: float, n: int, half: float | None = 0.05) -> JSON:
    return {"mean": value, "low": None if half is None else max(0.0, value - half), "high": None if half is None else min(1.0, value + half), "n": n}


def report(questions: Sequence[JSON] | None = None) -> JSON:
    """A whole report over `questions` (default: `every()`). Its means are made up: the page only shows them."""
    held = list(every() if questions is None else questions)
    answerable = [each for each in held if each["answerable"]]
    n = len(answerable)
    lacking = sum(each["error"] == missing()["error"] for each in held)
    failed = sum(bool(each["error"]) for each in held) - lacking
    sliced = {"hit@5": mean(0.55, 31), "gold@300w": mean(0.41, 31), "refused": mean(0.5, 31)}
    return {
        "schema": 1,
        "provenance": {
            "questions": {"file": "harbour.jsonl", "sha256": "ab" * 32},
            "library": {"transcripts": 10, "turns": 591, "sha256": "cd" * 32},
            "index": {"generation": "000003"},
            "encoder": {"name": "all-MiniLM-L6-v2", "weights": "ef" * 32, "route": "onnxruntime", "dimension": 384, "limit": 256},
            "passages": "passages/1",
            "settings": SETTINGS,
            "scope": "library",
            "sample": None,
            "versions": {"python": "3.11.2", "numpy": "2.3.1"},
            "machine": {"cores": 2, "system": "Linux"},
            "when": "2025-11-23T19:10:04+00:00",
            "run": "harbour.run.jsonl",
        },
        "counts": {"questions": len(held), "answerable": n, "missing": lacking, "failed": failed},
        "means": {
            "hit@1": mean(0.31, n),
            "hit@5": mean(0.613, n, 0.042),
            "hit@10": mean(0.7, n),
            "recall@10": mean(0.52, n),
            "mrr@10": mean(0.44, n),
            "ndcg@10": mean(0.47, n),
            "gold@300w": mean(0.382, n),
            "gold@1000w": mean(0.61, n),
            "gold@2000w": mean(0.74, n),
            "quote_precision": mean(0.35, n, 0.1),
            "quote_recall": mean(0.5, n, 0.1),
            "verified": mean(1.0, n, 0.0),
            "refused": mean(0.5, len(held) - n, 0.4),
            "kept": mean(0.8, n),
            "auroc": mean(0.79, len(held), 0.06),
            "latency_p50": mean(0.21, len(held), None),
        },
        "slices": {
            "source": {"council": sliced, "press": {name: {**value, "n": 7, "mean": 0.2} for name, value in sliced.items()}},
            "kind": {"fact": sliced, "reason": {"hit@5": mean(0.2, 24)}, "absent": {"refused": mean(0.5, 30)}},
            "transcript": {f"council/{2000 + year}": {"hit@5": mean(year / 30, 21 + year)} for year in range(14)},
            "speaker": {SATO: sliced},
        },
        "calibration": {"curve": [{"threshold": 1 - at / 20, "coverage": at / 20, "risk": round(0.02 * at, 3)} for at in range(21)], "auroc": 0.79},
        "questions": held,
    }


def many(count: int) -> JSON:
    """`count` questions with texts as long as a report holds."""
    long = "On that item the committee heard that the cost had risen and that nobody had been told of it before spring; "
    kinds = every()
    questions = []
    for at in range(count):
        kind = kinds[at % len(kinds)]
        hits = [{**each, "text": (f"{at}: {each['text']} " + long * 4)[:400]} for each in (kind["hits"] * 6)[:6]]
        hits = [{**each, "rank": rank} for rank, each in enumerate(hits, 1)]
        questions.append({**kind, "id": f"{kind['id']}-{at}", "question": f"{kind['question']} ({at})", "hits": hits, "gold": kind["gold"] * 3})
    return report(questions)
