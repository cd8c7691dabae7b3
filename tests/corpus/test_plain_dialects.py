"""The "Name: text" family, dialect by dialect: fixtures in tests/data/dialects, each with what it must read as beside it.

`python -m tests.corpus.dialect_facts` writes the expected files anew; every line of their difference is to be looked at.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.library import read_file
from tests.corpus.dialect_facts import DIALECTS, as_lines, fixtures

ALL = fixtures()


def name(path: Path) -> str:
    return path.name


def test_every_dialect_has_a_fixture_and_every_fixture_its_facts() -> None:
    assert len(ALL) >= 50
    assert [path.name + ".expected" for path in ALL] == sorted(path.name for path in DIALECTS.glob("*.expected"))


@pytest.mark.parametrize("path", ALL, ids=name)
def test_it_reads_as_expected(path: Path) -> None:
    expected = path.with_suffix(path.suffix + ".expected").read_text(encoding="utf-8")
    assert as_lines(read_file(path)) == expected


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_line_is_said_or_skipped_and_every_word_stands_in_its_lines(path: Path) -> None:
    transcript = read_file(path)
    lines = re.split(r"\r\n|\n|\r", path.read_bytes().decode())
    covered = {line for entry in transcript.skipped for line in range(entry.lines[0], entry.lines[1] + 1)}
    for turn in transcript.turns:
        assert turn.lines
        assert turn.bytes
        span = range(turn.lines[0], turn.lines[1] + 1)
        covered.update(span)
        there = " ".join(lines[line - 1] for line in span)
        position = 0
        for word in turn.text.split():  # in order, none added
            position = there.index(word, position) + len(word)
        assert path.read_bytes()[turn.bytes.start : turn.bytes.end].decode().split()[-1].endswith(turn.text.split()[-1])
    assert transcript.accounted == 1.0
    assert {at for at, line in enumerate(lines, start=1) if line.strip()} <= covered


@pytest.mark.parametrize("path", ALL, ids=name)
def test_other_line_ends_and_a_mark_make_no_difference(path: Path, tmp_path: Path) -> None:
    text = re.sub(r"\r\n|\r", "\n", path.read_bytes().decode())
    other = tmp_path / path.name
    other.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert as_lines(read_file(other)) == as_lines(read_file(path))
