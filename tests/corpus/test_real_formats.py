"""Every real file of every format beside the facts that were found by looking into it: `tests/data/real_formats.jsonl`, a row a file.

A row holds the format, how many turns and labels of speakers there are, who speaks first and last with the words that turn begins or ends with, and the date;
or what a file without a transcript is refused with. Every row was checked against its file with other tools (grep), labels, counts and words alike.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import FormatError
from corpus.library import read_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")
TABLE = Path(__file__).resolve().parents[1] / "data" / "real_formats.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def name(row: dict[str, Any]) -> str:
    return str(row["file"])


def test_every_real_file_has_a_row() -> None:
    assert sorted(map(name, ROWS)) == sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file())


@pytest.mark.parametrize("row", [row for row in ROWS if "refused" not in row], ids=name)
def test_the_facts_of_each_file(row: dict[str, Any]) -> None:
    transcript = read_file(DATA / row["file"])
    first, last = transcript.turns[0], transcript.turns[-1]
    assert transcript.reader.partition("/")[0] == row["format"]
    assert transcript.accounted == 1.0
    assert (len(transcript.turns), len({turn.speaker.label for turn in transcript.turns})) == (row["turns"], row["speakers"])
    assert (first.speaker.label, last.speaker.label) == (row["first"][0], row["last"][0])
    assert " ".join(first.text.split()).startswith(row["first"][1])
    assert " ".join(last.text.split()).endswith(row["last"][1])
    assert str(transcript.date or "") == row.get("date", "")


@pytest.mark.parametrize("row", [row for row in ROWS if "refused" in row], ids=name)
def test_a_file_without_a_transcript_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match=row["refused"]):
        read_file(DATA / row["file"])
