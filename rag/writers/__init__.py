"""Writers: which places answer. A writer names places; it never writes words of the record itself.

The default is extractive. A language model can stand at the same seam: whatever it writes, only places count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.transcript import Place
from rag.record import Record
from rag.retrieve import Ranking


@dataclass(frozen=True, slots=True)
class Choice:
    """The places to quote, best first, and how surely (0..1) the record answers the question at all."""

    places: tuple[Place, ...]
    confidence: float


class Writer(Protocol):
    """Chooses what to quote."""

    name: str

    def settings(self) -> dict[str, object]:
        """Every setting that decides what is chosen, by name."""

    def choose(self, record: Record, question: str, query: npt.NDArray[np.float32], ranking: Ranking, most_words: int | None = None) -> Choice:
        """Places inside the turns of `ranking`, whole sentences each, none overlapping another.

        `most_words` is how much may be quoted in all, where the person asked for more or less than the writer's own measure.
        """
