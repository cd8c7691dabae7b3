"""What an index was told and has answered, kept outside it: the oracle of the tests that kill its writers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corpus.transcript import Transcript
from embeddings.generations import Generations
from tests.embeddings.made import COUNCIL, library, town, transcript, village
from tests.laws.rebuilder import FINISHED
from tests.laws.running import answering

MAKES: Mapping[str, tuple[Transcript, ...]] = {
    "town": town().transcripts,
    "village": village().transcripts,
    "delete": library(transcript("council", COUNCIL)).transcripts,
}
"""The jobs that rebuild, and what the index holds after each."""


class Ledger:
    """The generations that were acknowledged (seen to answer), by number, with what each holds."""

    def __init__(self, root: Path) -> None:
        """Enter what the index at `root`, which is whole, answers now; the other generations it has are entered unread."""
        self.root = root
        self.index = Generations(root)
        self.held: dict[int, tuple[Transcript, ...] | None] = dict.fromkeys(self.index.numbers())
        self.now = self.index.current() or 0
        self.held[self.now] = answering(root)

    def after(self, job: str, ended: int) -> None:
        """Hold the index to the law after a job that ended so (an exit code, or minus the signal), and enter what is new."""
        content, now, numbers = answering(self.root), self.index.current() or 0, self.index.numbers()
        lost = self.held.keys() - numbers
        if job == "prune":
            assert not lost & {self.now, max(self.held)}, f"prune took {lost}"
        else:
            assert not lost, f"{job} lost the acknowledged generations {lost}"
        if now in self.held:
            assert self.held[now] in (None, content), f"generation {now} holds something else after {job}"
            assert now == self.now or (job == "rollback" and now < self.now)
        else:
            assert job in MAKES
            assert now > max(self.held)
            assert content == MAKES[job]
        if ended == FINISHED and job in MAKES:
            assert content == MAKES[job], f"{job} was acknowledged and does not answer"
        if ended == FINISHED and job == "rollback":
            assert now == max(number for number in self.held if number < self.now)
        if ended == FINISHED and job == "prune":
            assert set(numbers) <= {self.now, max(self.held)}
        self.held = {number: what for number, what in self.held.items() if number in numbers} | {now: content}
        self.now = now
