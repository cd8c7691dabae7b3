"""Transcripts with recordings beside them, made here: a real WAV, one that is none, one that is not there; and records that run from right to left."""

from __future__ import annotations

import datetime
import math
import struct
import wave
from dataclasses import replace
from pathlib import Path

from corpus.transcript import Speaker, Transcript, Turn
from tests.ui.web_fakes import FakeEngine, person, transcript

SECONDS = 60
TURN = 3.0
"""Seconds of the recording, and of each of its turns."""


def spoken(id: str = "hearing", media: str = "hearing.wav", turns: int = 20) -> Transcript:
    """Twenty turns of three seconds, by the chair and a witness in turn; the fifth has no time."""
    people = [person("Chair Osei"), person("Witness Blom")]
    lines = [
        (people[at % 2], f"Statement {at} about the lighthouse, which has stood dark since the storm of last winter. " * (1 + at % 3)) for at in range(turns)
    ]
    bare = transcript(id, f"Hearing on the lighthouse ({id})", datetime.date(2023, 3, 4), lines)
    timed = tuple(
        replace(
            turn,
            time=None if turn.index == 4 else (turn.index * TURN, (turn.index + 1) * TURN),
            lines=(turn.index + 1, turn.index + 1),
            pieces=sentences(turn) if turn.index == 7 else (),
        )
        for turn in bare.turns
    )
    return replace(bare, turns=timed, media=media)


def sentences(turn: Turn) -> tuple[tuple[int, float | None], ...]:
    """The two sentences of a turn as pieces, the second one a second and a half after the first."""
    return (0, turn.index * TURN), (turn.text.index("Statement", 1), turn.index * TURN + TURN / 2)


def write_wav(path: Path, seconds: float = SECONDS, rate: int = 8000) -> Path:
    """A quiet tone that goes on for some seconds."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(struct.pack("<h", int(3000 * math.sin(2 * math.pi * 220 * at / rate))) for at in range(int(seconds * rate))))
    return path


def right_to_left() -> Transcript:
    """Arabic, Hebrew and Persian turns with Latin names, numbers and lines of their own; one in English among them."""
    lines = [
        (person("نورا حداد"), "أعتقد أن ميزانية 2024 جديدة، وقد وافق عليها NATO في 12 مارس. لن يدفع الصيادون شيئا."),
        (person("Ada Brook"), "NATO أكد أن الاتفاق يشمل 45 مليون يورو، وهذا أكثر مما توقعناه في العام الماضي."),
        (person("דנה לוי"), "התקציב של שנת 2024 הוא 45 מיליון (לא כולל VAT). הדייגים לא ישלמו."),
        (person("مریم کاظمی"), "می‌خواهم بگویم که بودجهٔ ۲۰۲۴ تازه است.\nThis line is English.\nماهیگیران چیزی نمی‌پردازند."),
        (person("Ben Cole"), "The budget is new, and as نورا حداد said, fishermen pay nothing."),
        (Speaker("سؤال", "سؤال", "role"), "من دفع ثمن الجدار؟"),
    ]
    return transcript("ميناء/جلسة", "جلسة الميناء 2024", datetime.date(2024, 3, 12), lines)


CONTROLS = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\U000e0041"
"""Characters that turn text round or hide in it: the bidirectional controls, spaces without width, a tag."""


def controls() -> Transcript:
    """A turn for each of CONTROLS, and a recording whose name tries to be markup."""
    lines = [(person("Mallory"), f"Start {char}abc 123 def ghi. Then{char} the end.") for char in CONTROLS]
    return replace(transcript("controls", "Controls", None, lines), media="<img src=x onerror=\"window.pwned='media'\">\u202e.wav")


def recorded(folder: Path) -> FakeEngine:
    """An engine over all of these, with its recordings in `folder`: one that plays, one that no browser plays, one that is gone."""
    files = {"hearing": write_wav(folder / "hearing.wav"), "broken": folder / "broken.wav"}
    files["broken"].write_bytes(b"this is no sound at all" * 40)
    silent = tuple(Turn(turn.index, turn.speaker, turn.text) for turn in spoken().turns)
    mute, untimed = replace(spoken("mute"), media=None), replace(spoken("untimed"), turns=silent, media=None)
    others = (spoken("broken", "broken.wav"), spoken("gone", "gone.wav"), spoken("filmed", "filmed.webm"))
    return FakeEngine(spoken(), *others, mute, untimed, right_to_left(), controls(), recordings=files)
