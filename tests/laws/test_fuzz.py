"""Damage to the files of every format: whatever is cut, flipped, spliced or encoded anew, a reader reads all of it or says why not."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.readers import Source
from corpus.readers.registry import READERS, of_format, recognised
from tests.contracts.test_readers import EXAMPLES
from tests.corpus.dialect_facts import fixtures

SEEDS = [(example.name, example.data) for example in EXAMPLES] + [(path.name, path.read_bytes()) for path in fixtures()]
NAMES = st.sampled_from(["a.txt", "a.md", "a.json", "a.vtt", "a.srt", "a.sbv", "a.xml", "a.html", "a.docx", "a.odt", "a.rtf", "a.cha", "a.eaf", "a"])
CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32")


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of one format after one to four mishaps, under its own name or another's."""
    name, data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        kind = draw(st.sampled_from(["cut", "behead", "flip", "drop", "double", "splice", "bytes", "encode"]))
        length = draw(st.integers(1, 40))
        if kind == "cut":
            data = data[:at]
        elif kind == "behead":
            data = data[at:]
        elif kind == "flip" and data:
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
        elif kind == "drop":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[:at] + data[at : at + length] * draw(st.integers(2, 30)) + data[at + length :]
        elif kind == "splice":
            other = draw(st.sampled_from(SEEDS))[1]
            data = data[:at] + other[draw(st.integers(0, len(other))) :]
        elif kind == "bytes":
            data = data[:at] + draw(st.binary(max_size=20)) + data[at:]
        else:
            data = data.decode(errors="replace").encode(draw(st.sampled_from(CODECS)), errors="replace")
    return draw(st.one_of(st.just(name), NAMES)), data


@given(file=damaged(), reader=st.sampled_from(["", *(reader.name for reader in READERS)]))
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_damaged_files_are_read_whole_or_refused(file: tuple[str, bytes], reader: str) -> None:
    source = Source(*file)
    try:
        chosen = of_format(reader) if reader else recognised(source)[0]
        reading = chosen.read(source)
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert reading.turns
    assert [turn.index for turn in reading.turns] == list(range(len(reading.turns)))
    assert all(entry.why and entry.lines[0] <= entry.lines[1] for entry in reading.skipped)
    assert all(turn.bytes is None or turn.bytes.start <= turn.bytes.end <= len(source.data) for turn in reading.turns)
    assert all(turn.time is None or (turn.time[0] >= 0 and (turn.time[1] is None or turn.time[1] >= turn.time[0])) for turn in reading.turns)
    json.dumps([[turn.text, turn.speaker.label, turn.speaker.name, turn.speaker.note] for turn in reading.turns], ensure_ascii=False).encode()
    assert chosen.read(source) == reading
