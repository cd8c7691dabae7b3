"""The engine: the one object that the command line, the web app, the evaluations and other programs call."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ScopeError
from corpus.media import recording
from corpus.passages import WINDOW_WORDS
from corpus.transcript import Place, Transcript
from embeddings.encoders import Encoder
from embeddings.generations import Generations
from embeddings.rerankers import Reranker
from embeddings.snapshot import Snapshot, open_snapshot
from rag import lead
from rag.answer import Answer, Hit, Status
from rag.fitting import shortened
from rag.names import match
from rag.question import Understood, understand
from rag.quote import Quote
from rag.record import Record
from rag.rerank import FIRST, follow, reading
from rag.retrieve import DEFAULT, DEPTH, Ranking, Weights, hits, rank
from rag.scope import Part, Scope, in_effect, together
from rag.steps import Asking, Proving, Reading, Searching, Step, result
from rag.verify import Verifier
from rag.writers import Writer
from rag.writers.extractive import ExtractiveWriter

_NEAREST = 5
REFUSE_BELOW = 0.5


class Engine:
    """Answers questions from one index over one library.

    Holds one immutable record; `refresh` replaces it by one assignment, so a question is answered from exactly one
    generation however many threads ask.
    """

    def __init__(
        self,
        library: Path,
        generations: Generations,
        encoder: Encoder,
        readers: Mapping[str, str],
        writer: Writer | None = None,
        weights: Weights = DEFAULT,
        window_words: int = WINDOW_WORDS,
        reranker: Reranker | None = None,
    ) -> None:
        """An engine over the current generation, the files of its transcripts below `library`.

        `readers` maps formats to the versioned names of the readers at hand. IndexMissing, IndexBroken or IndexStale when
        the index cannot be used. Without a `reranker` hits keep the order of `rag.retrieve`.
        """
        self.reranker = reranker
        self._library = library
        self._generations = generations
        self._encoder = encoder
        self._readers = readers
        self._writer = writer or ExtractiveWriter()
        self._weights = weights
        self._window_words = window_words
        self._verifier = Verifier(library)
        self._record = Record(open_snapshot(generations, encoder.identity, readers, window_words))
        self._vector: Callable[[str], npt.NDArray[np.float32]] = lru_cache(maxsize=1024)(self._encoded)

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        """Every transcript of the open generation, by id."""
        return self._record.transcripts

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names that turns stand under, those with most turns first."""
        return tuple(self._record.speakers)

    @property
    def askers(self) -> frozenset[str]:
        """Those of them who ask something."""
        return frozenset(name for name, turns in self._record.speakers.items() if self._record.asks[turns].any())

    @property
    def generation(self) -> str:
        """The open generation, as its folder is called."""
        return _number(self._record)

    @property
    def snapshot(self) -> Snapshot:
        """The open generation itself."""
        return self._record.snapshot

    def settings(self) -> dict[str, object]:
        """Every tuned setting by its dotted name, as a report records them."""
        retrieve = {f"retrieve.{key}": value for key, value in dataclasses.asdict(self._weights).items()}
        writer = {f"writer.{key}": value for key, value in self._writer.settings().items()}
        return {**retrieve, "writer": self._writer.name, **writer, "refuse_below": REFUSE_BELOW, **self._reranking()}

    def transcript(self, id: str) -> Transcript:
        """The transcript of that id; ScopeError for an unknown one."""
        return self._record.transcript(id)

    def quote(self, place: Place) -> Quote:
        """The words at `place` with their speaker, checked against their file now; its `proof` says whether they hold.

        ScopeError for a transcript that is not there, ValueError for a place that is not in it.
        """
        return self._verifier.quote(self._record.transcript(place.transcript), place)

    def recording(self, id: str) -> Path | None:
        """The sound or video file that the library names for a transcript, if it is there now; ScopeError for an unknown transcript."""
        media = self._record.transcript(id).media
        return recording(self._library, media) if media else None

    def refresh(self) -> bool:
        """Move to the current generation if it is another one than the open one; True when moved.

        A generation that cannot be used raises as in the constructor, and the open one goes on answering.
        """
        if self._generations.current() == self._record.snapshot.manifest.generation:
            return False
        self._record = Record(open_snapshot(self._generations, self._encoder.identity, self._readers, self._window_words, whole=True))
        return True

    def named(self, scope: Scope) -> Scope:
        """The scope with its speakers as the turns name them ("lavrov" as "Sergey Lavrov").

        ScopeError for a speaker or transcript that is not there, and for a name that fits several people.
        """
        names: list[str] = []
        for asked in scope.speakers:
            found = match(asked, self._record.cast.meant(asked, self._record.speakers))
            if not found.names:
                raise ScopeError(f"nobody called {asked!r} speaks in the transcripts; there are {', '.join(self.speakers[:5])}")
            if len(found.people) > 1:
                raise ScopeError(f"{asked!r} fits {' and '.join(found.people)}; give the full name")
            names += found.names
        named = replace(scope, speakers=tuple(dict.fromkeys(names)))
        self._record.allowed(named)
        return named

    def search(self, question: str, scope: Scope = Scope(), depth: int = DEPTH) -> tuple[Hit, ...]:  # noqa: B008 - a frozen value
        """Every hit that `depth` passages of each ranking give, best first."""
        return result(self._found(self._record, question, scope, depth))[1]

    def ask(
        self,
        question: str,
        scope: Scope = Scope(),  # noqa: B008 - a frozen value
        history: Sequence[tuple[str, str]] = (),
        depth: int = DEPTH,
        most_words: int | None = None,
        without: Sequence[str] = (),
    ) -> Answer:
        """Answer a question within `scope`; what the question itself names narrows it where it sets nothing.

        `history` holds the earlier (question, answer) pairs of the conversation, oldest first. `most_words` bounds
        what is quoted (the writer's own measure where None). `without` holds the keys of found parts (`Part.key`) that are
        not meant. ScopeError for a filter that names nothing.
        """
        return result(self.asking(question, scope, history, depth, most_words, without))

    def asking(
        self,
        question: str,
        scope: Scope = Scope(),  # noqa: B008 - a frozen value
        history: Sequence[tuple[str, str]] = (),
        depth: int = DEPTH,
        most_words: int | None = None,
        without: Sequence[str] = (),
    ) -> Asking:
        """`ask`, step by step: each is told before it is done, quotations as they are proved; the Answer is what the generator returns."""
        record = self._record
        record.allowed(scope)
        cast = record.cast.within(scope.transcripts) if scope.transcripts else record.cast
        understood = understand(question, history, cast, without)
        parts = in_effect(understood.parts, scope)
        searched = scope.narrowed(together(parts))
        yield Searching(understood.text, searched, parts)
        ranking, found = yield from self._found(record, understood.text, searched, depth)
        if understood.is_hopeless or (understood.namesakes and not scope.speakers) or not found:
            why = lead.no_answer(understood, bool(scope.speakers), bool(found), searched, record.cast)
            return _refused(record, question, understood, searched, found, 0.0, why, parts)
        choice = self._writer.choose(record, understood.topic, self._vector(understood.topic), ranking, most_words)
        if choice.confidence < REFUSE_BELOW or not choice.places:
            return _refused(record, question, understood, searched, found, choice.confidence, lead.NOT_IN_THE_RECORD, parts)
        quotes = yield from self._proved(record, choice.places)
        proved = tuple(quote for quote in quotes if quote.proof.verified)
        status: Status = "answered" if proved else "failed"
        text = lead.answered(proved, record.transcript) if proved else lead.failed(quotes)
        return Answer(question, understood.text, searched, status, text, proved or quotes, found, choice.confidence, _number(record), parts)

    def _found(self, record: Record, question: str, scope: Scope, depth: int) -> Generator[Step, None, tuple[Ranking, tuple[Hit, ...]]]:
        """The ranking and its hits, both in the reranker's order where there is one."""
        ranking = rank(record, question, self._vector(question), scope, depth, self._weights)
        found = tuple(hits(record, ranking, self._weights))
        yield Reading(0, min(len(found), FIRST) if self.reranker else len(found))
        if self.reranker is None or not found:
            return ranking, found
        read = yield from reading(record, question, found, self.reranker)
        return follow(record, ranking, found, read), read

    def _proved(self, record: Record, places: Sequence[Place]) -> Generator[Step, None, tuple[Quote, ...]]:
        """The words at the places, each checked against its file, in the order of the places; those of one speaker in one file are read together."""
        beside: dict[tuple[str, str], list[Place]] = {}
        for place in places:
            beside.setdefault((place.transcript, record.transcript(place.transcript).turns[place.turn].speaker.name), []).append(place)
        proved: dict[Place, Quote] = {}
        for place in (place for group in beside.values() for place in group):
            yield Proving(tuple(proved.values()), len(places))
            proved[place] = self._verifier.quote(record.transcript(place.transcript), place)
        return tuple(proved[place] for place in places)

    def _reranking(self) -> dict[str, object]:
        identity = self.reranker and self.reranker.identity
        return {"reranker": identity.name, "reranker.weights": identity.weights, "reranker.first": FIRST} if identity else {}

    def _encoded(self, text: str) -> npt.NDArray[np.float32]:
        vector: npt.NDArray[np.float32] = self._encoder.encode([shortened(text, lambda short: self._encoder.count(short) <= self._encoder.identity.limit)])[0]
        return vector


def _refused(
    record: Record, question: str, understood: Understood, scope: Scope, found: tuple[Hit, ...], confidence: float, text: str, parts: tuple[Part, ...]
) -> Answer:
    return Answer(question, understood.text, scope, "refused", text, (), found, confidence, _number(record), parts)


def _number(record: Record) -> str:
    """The generation of a record: of the one that was asked, which need not be the one that is open by now."""
    return f"{record.snapshot.manifest.generation:06d}"


def nearest(answer: Answer) -> tuple[Hit, ...]:
    """The few hits that are worth offering when there is no answer."""
    return tuple(islice(answer.hits, _NEAREST))
