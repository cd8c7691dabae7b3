"""A library as a question file must be judged by: the turns that its questions strike, without their words.

A question that was asked in the record finds itself there word for word, and the reply beside it: of 70 drafted
questions every one hit. Striking the turn from the ranking afterwards does not undo that, for passages hold it together with
its reply; leaving those passages out takes the reply away too. So the turn is emptied before anything is indexed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.transcript import Transcript
from rag.evals.questions import Question

Struck = frozenset[tuple[str, int]]
"""Turns: (transcript id, 0-based number)."""


def struck_turns(questions: Iterable[Question], transcripts: Iterable[Transcript]) -> Struck:
    """The turns with words in them that some question strikes; none for a library in which they are empty already."""
    spoken = {transcript.id: transcript.turns for transcript in transcripts}
    turns = {(question.transcript_id, turn) for question in questions for turn in question.exclude_turns}
    return frozenset((id, turn) for id, turn in turns if spoken[id][turn].text.strip())


def emptied(transcripts: Sequence[Transcript], struck: Struck) -> tuple[Transcript, ...]:
    """The transcripts with the struck turns empty; numbers, speakers and hashes stay."""
    return tuple(replace(t, turns=tuple(replace(turn, text="") if (t.id, turn.index) in struck else turn for turn in t.turns)) for t in transcripts)
