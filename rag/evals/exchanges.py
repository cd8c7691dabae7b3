"""Questions that were asked in a transcript, each with the reply it got."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from corpus.passages import SHORTEST_TURN, is_question, words
from corpus.transcript import Speaker, Transcript, Turn

QUESTION_WORDS = 8
REPLY_WORDS = 20


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was asked and the turns that replied: 0-based numbers in `transcript`, none of them an asker's."""

    transcript: str
    turn: int
    question: str
    reply: tuple[int, ...]


def exchanges(transcript: Transcript) -> Iterator[Exchange]:
    """Every question of at least `QUESTION_WORDS` words with a question mark that somebody else answers in at least `REPLY_WORDS`.

    The reply is what others say, back-channels ("Mm-hmm.") left out, until somebody asks or the asker speaks again.
    """
    spoken = [turn for turn in transcript.turns if turn.text.strip()]
    for at, asked in enumerate(spoken[:-1]):
        if "?" not in asked.text or words(asked.text) < QUESTION_WORDS or not is_question(asked):
            continue
        reply = list(takewhile(_answers(asked.speaker), spoken[at + 1 :]))
        if reply and words(reply[0].text) >= REPLY_WORDS:
            gold = tuple(turn.index for turn in reply if words(turn.text) >= SHORTEST_TURN)
            yield Exchange(transcript.id, asked.index, " ".join(asked.text.split()), gold)


def _answers(asker: Speaker) -> Callable[[Turn], bool]:
    return lambda turn: turn.speaker.name != asker.name and not is_question(turn)
