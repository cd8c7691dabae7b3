"""What the web app needs of the engine: `rag.ask.Engine` has it, and so has the fake in the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from corpus.transcript import Place, Transcript
from rag.answer import Answer
from rag.quote import Quote
from rag.scope import Scope
from rag.steps import Asking


class Engine(Protocol):
    """A record that can be asked and read. Safe to call from several threads at once."""

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        """Every transcript of the open generation."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Names to filter by, most turns first."""

    @property
    def askers(self) -> frozenset[str]:
        """Those of them who ask something."""

    def transcript(self, id: str) -> Transcript:
        """The transcript with this id; ScopeError if there is none."""

    def ask(self, question: str, scope: Scope = ..., history: Sequence[tuple[str, str]] = ..., *, without: Sequence[str] = ...) -> Answer:
        """The answer to `question` within `scope`; `history` holds earlier (question, answer) pairs, oldest first.

        `without` holds the keys of parts of the question (`Part.key`) that are not meant.
        """

    def asking(self, question: str, scope: Scope = ..., history: Sequence[tuple[str, str]] = ..., *, without: Sequence[str] = ...) -> Asking:
        """`ask`, step by step: each is told before it is done, and the Answer is what the generator returns."""

    def quote(self, place: Place) -> Quote:
        """The words at `place`, checked against their file now; ScopeError for no such transcript, ValueError for no such place."""

    def recording(self, id: str) -> Path | None:
        """The sound or video file that the library names for a transcript, if it is there now; ScopeError for no such transcript."""

    def refresh(self) -> bool:
        """Moves to a newer generation if there is one, and says whether it did."""
