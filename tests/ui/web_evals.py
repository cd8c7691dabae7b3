"""Reports as `quoth eval` keeps them, for the tests of the page of evaluations: two of one question file, one of another, a hostile one."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.evals.kept import Kept
from rag.evals.statistics import interval
from tests.rag.made_report import CLERK, hit, question, report
from tests.ui.web_fakes import HOSTILE

JSON = dict[str, Any]
WON, LOST, ASKED = 15, 3, 40
"""Of the questions asked: the newer run finds 15 that the older missed, and misses 3 that the older found."""


def scored(values: Sequence[float], file: str, when: str, scope: str = "library", encoder: str = "all-MiniLM-L6-v2") -> JSON:
    """A report in which question number n scored `values[n]` in every measure of an answerable question, and one could not be answered."""
    names = ("gold@1000w", "hit@5", "mrr@10", "quote_recall", "kept")
    said = {value: [hit(1, 40 if value else 2, CLERK, "It passed.", {"turn": 0.016}, gold=bool(value))] for value in values}
    asked = [
        question(f"q{n}", f"What of item {n}?", values=dict.fromkeys(names, value), hits=said[value], gold_rank=1 if value else None, seconds=0.2)
        for n, value in enumerate(values)
    ]
    asked.append(question("no", "Who designed the lighthouse?", answerable=False, gold=[], values={"refused": 1.0}, seconds=0.2, confidence=0.1))
    held = report(asked)
    mean = interval(values)
    whole = {"mean": mean.mean, "low": mean.low, "high": mean.high, "n": mean.n}
    held["means"] = {**{name: dict(whole) for name in names}, "refused": {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 1}}
    held["slices"], held["calibration"] = {}, None
    held["provenance"] = copy.deepcopy(held["provenance"]) | {"when": when, "scope": scope}
    held["provenance"]["questions"] = {"file": file, "sha256": file.encode().hex()}
    held["provenance"]["encoder"]["name"] = encoder
    return held


def older() -> JSON:
    return scored([1.0] * 12 + [0.0] * 28, "harbour.jsonl", "2026-11-20T08:00:00+00:00")


def newer() -> JSON:
    """Another fusion weight: the first LOST of what `older` found are lost, the first WON of what it missed are won."""
    held = scored([0.0] * LOST + [1.0] * (12 - LOST) + [1.0] * WON + [0.0] * (28 - WON), "harbour.jsonl", "2026-11-21T09:30:00+00:00")
    held["provenance"]["settings"] = {**held["provenance"]["settings"], "retrieve.dense.turn": 2.0}
    return held


def other() -> JSON:
    return scored([1.0, 0.0, 1.0, 1.0], "levy.jsonl", "2026-11-19T08:00:00+00:00", "transcript")


def evil() -> JSON:
    """Every word that a report holds tries to be markup."""
    held = scored([1.0, 0.0], HOSTILE[1], "2026-11-18T08:00:00+00:00", HOSTILE[0], HOSTILE[8])
    for text, one in zip(HOSTILE, held["questions"], strict=False):
        one |= {"question": text, "transcript": HOSTILE[1]}
    return held


def fill(folder: Path) -> Kept:
    """A folder with all of them, and two files that are no reports."""
    kept = Kept(folder)
    for held in (older(), newer(), other(), evil()):
        kept.save(held)
    (folder / "broken <img src=x onerror=\"window.pwned='name'\">.json").write_text("{", encoding="utf-8")
    (folder / "list.json").write_text('{"schema": 1, "provenance": {}, "counts": [], "means": {}, "questions": []}', encoding="utf-8")
    return kept
