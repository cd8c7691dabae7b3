"""Reports as pandas frames, for notebooks. The one module that imports pandas (it comes with gradio)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


def means_frame(report: Mapping[str, Any]) -> pd.DataFrame:
    """One row a measure (the index): mean, low, high, n."""
    return pd.DataFrame.from_dict(report["means"], orient="index", columns=["mean", "low", "high", "n"]).rename_axis("measure")


def questions_frame(report: Mapping[str, Any]) -> pd.DataFrame:
    """One row a question (the index is its id): question, answerable, transcript, its tags, gold_rank, and every measure's value (NaN: none)."""
    rows = [
        {
            **{key: question[key] for key in ("id", "question", "answerable", "transcript", "gold_rank", "answered", "confidence", "error")},
            **{f"tag.{name}": value for name, value in question["tags"].items()},
            **question["values"],
        }
        for question in report["questions"]
    ]
    return pd.DataFrame(rows).set_index("id")
