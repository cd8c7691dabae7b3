"""What the writer saw of each question with a known answer, as an engine showed it: the material for learning to choose sentences."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.library import read_library
from corpus.readers.registry import READERS
from corpus.sentences import sentences
from corpus.transcript import Place, Transcript
from embeddings.encoders import Encoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag.ask import Engine
from rag.evals.questions import Question, load_questions
from rag.record import Record
from rag.retrieve import Ranking
from rag.scope import Scope
from rag.writers import Choice
from rag.writers.candidates import Candidates, gather
from rag.writers.nearness import Floats, Usual

Gold = frozenset[tuple[int, int, int]]
"""Places in the question's transcript: (turn, start, end)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A library with questions, each asked of its own transcript alone or of the whole library."""

    name: str
    library: Path
    questions: tuple[Path, ...]
    within_transcript: bool


@dataclass(frozen=True)
class Seen:
    """A question with the sentences that could be quoted; `answers` tells which of them overlap gold.

    `bereft` holds the candidates that are left when the turns with gold are taken out of the ranking: the same question, not
    answered by the record any more.
    """

    source: str
    question: Question
    candidates: Candidates
    answers: npt.NDArray[np.bool_]
    record: Record
    bereft: Candidates | None = None


@dataclass
class Watching:
    """A writer that chooses nothing and keeps what it was shown."""

    turns: int
    usual: Usual
    name: str = "watching"
    gold: Mapping[str, Gold] = field(default_factory=dict)
    shown: list[tuple[Record, Candidates, Candidates]] = field(default_factory=list)

    def settings(self) -> dict[str, object]:
        """See `Writer.settings`."""
        return {"turns": self.turns}

    def choose(self, record: Record, question: str, query: Floats, ranking: Ranking, most_words: int | None = None) -> Choice:
        """See `Writer.choose`: nothing."""
        gone = [int(record.starts[record.by_id[id]]) + turn for id, gold in self.gold.items() for turn, _, _ in gold]
        kept = ~np.isin(ranking.turns, gone)
        parts = {name: part[kept] for name, part in ranking.parts.items()}
        less = dataclasses.replace(ranking, turns=ranking.turns[kept], scores=ranking.scores[kept], parts=parts)
        found, bereft = (gather(record, question, query, kind, self.turns, self.usual) for kind in (ranking, less))
        self.shown.append((record, found, bereft))
        return Choice((), 0.0)


def opened(source: Source, indexes: Path, encoder: Encoder, watching: Watching) -> Engine:
    """An engine over the source's library, its index below `indexes` made or brought up to date."""
    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    generations = Generations(indexes / source.name)
    rebuild(read_library(source.library), generations, encoder, readers)
    return Engine(source.library, generations, encoder, readers, watching)


def seen(source: Source, engine: Engine, watching: Watching) -> Iterator[Seen]:
    """Every question of the source that reaches the writer."""
    for path in source.questions:
        marked = _marked(path, engine.transcripts)
        for question in _questions(path, engine.transcripts):
            gold = marked.get(question.id) or frozenset(question.gold)
            watching.gold = {question.transcript_id: gold | frozenset(question.gold)}
            watching.shown.clear()
            scope = Scope(transcripts=(question.transcript_id,)) if source.within_transcript else Scope()
            engine.ask(question.question, scope, question.history)
            for record, candidates, bereft in watching.shown:
                answers = np.array([_overlaps(place, question.transcript_id, gold) for place in candidates.places], dtype=np.bool_)
                yield Seen(source.name, question, candidates, answers, record, bereft if question.answerable and bereft.places else None)


def _questions(path: Path, transcripts: Sequence[Transcript]) -> Iterable[Question]:
    """The questions of a JSON-lines file, or of the first page's own: {"questions": [[text, [[turn, sentence], …]], …]}."""
    if path.suffix == ".jsonl":
        return load_questions(path, transcripts)
    (transcript,) = transcripts
    asked = json.loads(path.read_text(encoding="utf-8"))["questions"]
    spans = [sentences(turn.text) for turn in transcript.turns]
    gold = [tuple((turn, spans[turn][number].start, spans[turn][number].end) for turn, number in places) for _, places in asked]
    return [
        Question(f"page-{i}", text, bool(places), transcript.id, transcript.id, own, frozenset(), ())
        for i, ((text, places), own) in enumerate(zip(asked, gold, strict=True))
    ]


def _marked(path: Path, transcripts: Sequence[Transcript]) -> dict[str, Gold]:
    """The sentences that people marked as evidence, by question id, where the file has them."""
    if path.suffix != ".jsonl":
        return {}
    texts = {transcript.id: transcript.turns for transcript in transcripts}
    found: dict[str, Gold] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line) if line.strip() else {}
        spans = [(own["turn"], texts[held["transcript"]][own["turn"]].text.find(own["text"]), len(own["text"])) for own in held.get("evidence", ())]
        if spans:
            found[held["id"]] = frozenset((turn, at, at + length) for turn, at, length in spans if at >= 0)
    return found


def _overlaps(place: Place, transcript: str, gold: Gold) -> bool:
    return place.transcript == transcript and any(place.turn == turn and place.span.start < end and start < place.span.end for turn, start, end in gold)
