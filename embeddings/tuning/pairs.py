"""Question-reply pairs: what the encoder is taught with."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.passages import is_question, words
from corpus.sentences import sentences
from corpus.speakers import speaker
from corpus.transcript import Transcript, Turn

QUESTION_WORDS = 10
REPLY_WORDS = 25
_WINDOW_WORDS = 120


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that was asked and the turn that replied, by their places in `transcript`."""

    transcript: Transcript
    question: int
    reply: int


def briefings(path: Path, leave_out: Collection[str]) -> Iterator[Transcript]:
    """The transcripts of a gzipped file of JSON lines, those whose address is in `leave_out` left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            if held["url"] not in leave_out:
                turns = tuple(Turn(at, speaker(turn["speaker"]), turn["text"]) for at, turn in enumerate(held["turns"]))
                yield Transcript(held["id"], held["title"], None, "", "native", turns)


def pairs(transcript: Transcript) -> Iterator[Pair]:
    """Every question of at least `QUESTION_WORDS` words that somebody else answers in at least `REPLY_WORDS`."""
    for question, reply in pairwise(turn for turn in transcript.turns if turn.text.strip()):
        asked = is_question(question) and words(question.text) >= QUESTION_WORDS
        if asked and not is_question(reply) and question.speaker.name != reply.speaker.name and words(reply.text) >= REPLY_WORDS:
            yield Pair(transcript, question.index, reply.index)


def asked(pair: Pair, chance: random.Random) -> str:
    """The question as a person might put it: the whole turn, or only its sentences that ask."""
    text = pair.transcript.turns[pair.question].text
    asking = [span.cut(text) for span in sentences(text) if span.cut(text).endswith("?")]
    if asking and chance.random() < 0.5:
        return asking[-1] if len(asking[-1].split()) >= QUESTION_WORDS else " ".join(asking)
    return " ".join(text.split())


def replied(pair: Pair, chance: random.Random) -> str:
    """The reply as the index holds it: mostly the turn, sometimes a window with its speakers and what follows, never the question."""
    turn = pair.transcript.turns[pair.reply]
    if chance.random() < 0.7:
        return _part(turn.text, chance)
    window = [turn]
    for following in pair.transcript.turns[pair.reply + 1 :]:
        if sum(words(held.text) for held in window) + words(following.text) > _WINDOW_WORDS:
            break
        window.append(following)
    return "\n".join(f"{held.speaker.name}: {held.text}" for held in window if held.text)


def batches(groups: Sequence[Sequence[Pair]], size: int, group: int, chance: random.Random) -> Iterator[list[Pair]]:
    """Batches of `size` pairs made of runs of `group` pairs of one transcript: the other replies of the same briefing are the hard negatives."""
    runs = [list(held[at : at + group]) for held in (chance.sample(list(g), len(g)) for g in groups) for at in range(0, len(held), group)]
    chance.shuffle(runs)
    flat = [pair for run in runs for pair in run]
    yield from (flat[at : at + size] for at in range(0, len(flat) - size + 1, size))


def _part(text: str, chance: random.Random) -> str:
    """The text, or, of a long one, half the time a part from a later sentence on."""
    spans = sentences(text)
    if words(text) <= _WINDOW_WORDS or chance.random() < 0.5:
        return text
    return text[spans[chance.randrange(max(len(spans) // 2, 1))].start :]
