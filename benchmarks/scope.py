"""How well the scope of a question is found: precision and recall of each part, with intervals.

The questions with their known scopes are in tests/data/scopes.jsonl, half of them (`half` is "test") never tuned on. A
part of a question is right when it is exactly the known one. Run: python benchmarks/scope.py [--wrong]
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corpus.library import read_library  # noqa: E402
from corpus.speakers import speaker  # noqa: E402
from corpus.transcript import Transcript, Turn  # noqa: E402
from rag.cast import Cast  # noqa: E402
from rag.question import Understood, understand  # noqa: E402

PARTS = ("speakers", "dates", "transcripts", "asked", "namesakes")
Known = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a part was found, was there to find, and was found exactly as it is."""

    found: int
    known: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the known that was found; 1 where nothing is known."""
        return self.right / self.known if self.known else 1.0


def questions() -> list[Known]:
    """The questions with their known scopes."""
    return [json.loads(line) for line in (ROOT / "tests/data/scopes.jsonl").read_text(encoding="utf-8").splitlines()]


def casts() -> dict[str, Cast]:
    """The two libraries that the questions are put to."""
    world = json.loads((ROOT / "tests/data/scope_world.json").read_text(encoding="utf-8"))
    return {"samples": Cast(read_library(ROOT / "corpus/samples").transcripts), "world": Cast([_transcript(held) for held in world])}


def understood(asked: Sequence[Known], held: Mapping[str, Cast]) -> dict[str, Understood]:
    """What every question is taken to mean, by id."""
    return {known["id"]: understand(known["question"], (), held[known["library"]]) for known in asked}


def value(of: Known | Understood, part: str) -> object:
    """A part of a known or a found scope, comparable; falsy where there is none."""
    held: Known = {**of.scope.as_json(), "namesakes": of.namesakes} if isinstance(of, Understood) else of
    if part == "dates":
        return (held["since"], held["until"]) if held["since"] or held["until"] else None
    return held["asked"] if part == "asked" else frozenset(held[part])


def measured(asked: Iterable[Known], meant: Mapping[str, Understood], part: str) -> Counts:
    """The counts of one part over these questions. Of namesakes any two or more names count: labels of one person may be shown by one."""
    pairs = [(value(known, part), value(meant[known["id"]], part)) for known in asked]
    right = [_agree(known, found, part) for known, found in pairs]
    return Counts(sum(bool(found) for _, found in pairs), sum(bool(known) for known, _ in pairs), sum(right))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval (Wilson, 1927) of a share, 0..1."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def main() -> None:
    """Print the figures of both halves, and what went wrong in the half that may be tuned on."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", action="store_true", help="list the questions of the tuning half that are misunderstood")
    shown, asked, held = options.parse_args(), questions(), casts()
    meant = understood(asked, held)
    for half in ("tune", "test"):
        of_half = [known for known in asked if known["half"] == half]
        empty = sum(not any(value(known, part) for part in PARTS) for known in of_half)
        print(f"{half}: {len(of_half)} questions, {empty} of them without any scope")
        for part in PARTS:
            _print(part, measured(of_half, meant, part))
    began = time.perf_counter()
    understood(asked, held)
    print(f"{(time.perf_counter() - began) / len(asked) * 1000:.2f} ms a question")
    for known in asked if shown.wrong else ():
        wrong = [part for part in PARTS if (value(known, part) or None) != (value(meant[known["id"]], part) or None)]
        if wrong and known["half"] == "tune":
            print(known["id"], known["question"], *(f"{part}: {value(known, part)} != {value(meant[known['id']], part)}" for part in wrong), sep="\n   ")


def _agree(known: object, found: object, part: str) -> bool:
    if part == "namesakes" and isinstance(known, frozenset) and isinstance(found, frozenset):
        return bool(known) and bool(found) and found <= known
    return bool(known) and known == found


def _print(part: str, counts: Counts) -> None:
    low, high = wilson(counts.right, counts.found)
    least, most = wilson(counts.right, counts.known)
    print(
        f"  {part:12} precision {counts.precision:.3f} [{low:.3f}, {high:.3f}] of {counts.found:3}"
        f"   recall {counts.recall:.3f} [{least:.3f}, {most:.3f}] of {counts.known:3}"
    )


def _transcript(held: Mapping[str, Any]) -> Transcript:
    turns = tuple(Turn(at, speaker(turn["speaker"]), turn["text"]) for at, turn in enumerate(held["turns"]))
    date = datetime.date.fromisoformat(held["date"]) if held["date"] else None
    return Transcript(held["id"], held["title"], date, "0" * 64, "native/1", turns)


if __name__ == "__main__":
    main()
