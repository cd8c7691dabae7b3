"""Question files: JSON lines, checked as a whole on load, every problem named with its line.

Gold is in turns and quotations, never in passages, so that a new passage rule does not void a question file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from corpus.transcript import Transcript

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its gold.

    `transcript` is the name the file uses for the transcript that holds the gold, `transcript_id` the id in the library.
    `gold` are (turn, start, end): half-open code points of the turn's text; empty for an unanswerable question.
    """

    id: str
    question: str
    answerable: bool
    transcript: str
    transcript_id: str
    gold: tuple[tuple[int, int, int], ...]
    exclude_turns: frozenset[int]
    history: tuple[tuple[str, str], ...]
    answer: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


def load_questions(path: Path, transcripts: Sequence[Transcript]) -> tuple[Question, ...]:
    """The questions at `path`, judged against `transcripts`; QuestionFileError naming every line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: the question file cannot be read ({error}); name a UTF-8 file of JSON lines") from error
    names = _names(transcripts)
    problems: list[str] = []
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line), names)
            if question.id in questions:
                raise ValueError(f"the id {question.id!r} stands twice")
            questions[question.id] = question
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            problems.append(f"line {number}: {_said(error)}")
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise QuestionFileError(f"{path}: {len(problems)} bad questions: {'; '.join(problems[:_SHOWN])}{more}")
    if not questions:
        raise QuestionFileError(f"{path}: there is no question in it; write one JSON object a line")
    return tuple(questions.values())


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at column {error.colno})"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error) if isinstance(error, ValueError) else "a value has the wrong type"


def _names(transcripts: Sequence[Transcript]) -> dict[str, Transcript | None]:
    """Transcripts by id and, where unique, by file stem (None marks a stem that several have)."""
    names: dict[str, Transcript | None] = {}
    for transcript in transcripts:
        stem = Path(transcript.id).name
        names[stem] = None if stem in names else transcript
    return {**names, **{transcript.id: transcript for transcript in transcripts}}


def _question(held: Any, names: Mapping[str, Transcript | None]) -> Question:
    if not isinstance(held, dict):
        raise ValueError("not a JSON object")
    id, text, answerable, name = held["id"], held["question"], held.get("answerable", True), held["transcript"]
    if not isinstance(id, str) or not isinstance(text, str) or not text.strip() or not isinstance(answerable, bool):
        raise ValueError("id and question must be texts, answerable true or false")
    transcript = names.get(name)
    if transcript is None:
        raise ValueError(f"{id}: {'several transcripts are' if name in names else 'there is no transcript'} called {name!r}")
    gold = _gold(id, held, transcript) if answerable else ()
    return Question(
        id=id,
        question=text,
        answerable=answerable,
        transcript=name,
        transcript_id=transcript.id,
        gold=gold,
        exclude_turns=frozenset(_turn_numbers(id, held.get("exclude_turns", ()), transcript)),
        history=tuple((str(past["question"]), str(past.get("answer", ""))) for past in held.get("history", ())),
        answer=str(held.get("answer", "")),
        tags={str(key): str(value) for key, value in held.get("tags", {}).items()},
    )


def _gold(id: str, held: Mapping[str, Any], transcript: Transcript) -> tuple[tuple[int, int, int], ...]:
    gold = [(turn, 0, len(transcript.turns[turn].text)) for turn in _turn_numbers(id, held.get("gold_turns", ()), transcript)]
    for quote in held.get("gold_quotes", ()):
        places = [(turn.index, at, at + len(quote)) for turn in transcript.turns if quote and (at := turn.text.find(quote)) >= 0]
        if not places:
            raise ValueError(f"{id}: the gold quote {quote[:60]!r} is not in {transcript.id}")
        gold += places
    if not any(transcript.turns[turn].text[start:end].strip() for turn, start, end in gold):
        raise ValueError(f"{id}: an answerable question needs gold_turns or gold_quotes with words in them")
    return tuple(gold)


def _turn_numbers(id: str, numbers: Any, transcript: Transcript) -> list[int]:
    for number in numbers:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(transcript.turns):
            raise ValueError(f"{id}: {number!r} is no turn of {transcript.id}, which has turns 0 to {len(transcript.turns) - 1}")
    return list(numbers)
