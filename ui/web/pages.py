"""A transcript as the reader takes it, as JSON: the whole of it, or the turns about a place, so that a long one opens at once.

Texts keep their code-point offsets; everything else has its unseen characters written out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from corpus.passages import is_question
from corpus.transcript import Speaker, Transcript, Turn
from ui.directions import direction, has_letters
from ui.escape import encodable, unseen, visible
from ui.web.hues import hue
from ui.web.links import SHA_DIGITS, key
from ui.web.names import count, day, name, remarks
from ui.web.recordings import kind

Json = dict[str, Any]

PER: Final = 25
"""Turns that are laid out together: few enough to be written between two frames, many enough that a long page has few parts."""

NEAR: Final = 2 * PER
"""Turns sent before and after a place at first."""

AT_ONCE: Final = 200
"""A transcript of no more turns is sent whole whatever is asked for."""


def whole(transcript: Transcript) -> Json:
    """The transcript with all of its turns.

    `speakers` holds [name, remarks, hue, turns] once each; `replies` gives for a turn the number of the question it follows; `sizes`
    are the characters of every `per` turns; `turns` are those from number `from` on, each [index into speakers, text, time,
    unseen characters, lines, way], time and lines as [first, last]; way is 1 for right to left, and 2 more where
    each line runs its own way; what is null at the end is left out.
    """
    return _about(transcript) | _turns(transcript, 0, len(transcript.turns))


def near(transcript: Transcript, turn: int) -> Json:
    """`whole`, of a long transcript with the turns about number `turn` only."""
    if len(transcript.turns) <= AT_ONCE:
        return whole(transcript)
    at = min(max(turn, 0), len(transcript.turns) - 1) // PER * PER
    return _about(transcript) | _turns(transcript, max(0, at - NEAR), min(at + PER + NEAR, len(transcript.turns)))


def _about(transcript: Transcript) -> Json:
    turns = transcript.turns
    spoken = Counter(turn.speaker for turn in turns)
    return {
        "key": key(transcript.id),
        "sha": transcript.sha256[:SHA_DIGITS],
        "title": visible(transcript.title),
        "about": [day(transcript.date), count(len(turns), "turn"), visible(transcript.file or transcript.id)],
        "media": [kind(transcript.media), visible(transcript.media)] if transcript.media else None,
        "timed": any(turn.time for turn in turns),
        "speakers": [_speaker(speaker, times, transcript) for speaker, times in spoken.items()],
        "count": len(turns),
        "per": PER,
        "sizes": [sum(len(turn.text) for turn in turns[at : at + PER]) for at in range(0, len(turns), PER)],
    }


def _turns(transcript: Transcript, first: int, end: int) -> Json:
    rank = {speaker: at for at, speaker in enumerate(dict.fromkeys(turn.speaker for turn in transcript.turns))}
    turns = transcript.turns[first:end]
    return {"from": first, "replies": _replies(turns), "turns": [_turn(turn, rank[turn.speaker], transcript.media is not None) for turn in turns]}


def _speaker(speaker: Speaker, turns: int, transcript: Transcript) -> list[object]:
    return [visible(name(speaker)), [visible(remark) for remark in remarks(speaker)], hue(speaker, transcript), turns]


def _replies(turns: Sequence[Turn]) -> dict[str, int]:
    """For each turn that replies, the question's: the turn before that has words, if it asks and another speaks."""
    spoken = [turn for turn in turns if turn.text.strip()]
    exchanges = (pair for pair in pairwise(spoken) if pair[0].speaker != pair[1].speaker and is_question(pair[0]) and not is_question(pair[1]))
    return {str(reply.index): question.index for question, reply in exchanges}


def _turn(turn: Turn, speaker: int, played: bool) -> list[object]:
    """A turn as an array, cut at its end where nothing is; the pieces with times of their own only where there is a recording to be played."""
    time = [round(moment, 3) for moment in turn.time if moment is not None] if turn.time else None
    pieces = turn.pieces if played and turn.pieces else None
    sent = [speaker, encodable(turn.text), time, unseen(turn.text) or None, turn.lines, _way(turn.text), pieces]
    while sent[-1] is None:
        sent.pop()
    return sent


def _way(text: str) -> int | None:
    """Which way the words run: 1 for right to left, and 2 more where not all lines run the same way; None for left to right."""
    if text.isascii():
        return None
    lines = {direction(line) for line in text.split("\n") if has_letters(line)}
    return (1 if direction(text) == "rtl" else 0) + (2 if len(lines) > 1 else 0) or None
