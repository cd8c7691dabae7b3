"""The texts worth embedding, each knowing the places it stands for.

Four kinds, because a turn alone is a poor unit of meaning (in meetings nearly half have three words or fewer, in
briefings one in twenty exceeds an encoder's limit):

- "turn"      a turn, or a part of a long one cut at sentence ends
- "sentence"  one sentence of a turn that has several
- "window"    consecutive turns with their speakers, packed to about 120 words
- "exchange"  the end of a question and the beginning of the reply it got

The rule has a version; an index remembers it. Nothing here knows vectors: an encoder's limit arrives as a function
that counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.scripts import word_count
from corpus.sentences import sentences
from corpus.transcript import Place, Span, Transcript, Turn

Kind = Literal["turn", "sentence", "window", "exchange"]
KINDS: tuple[Kind, ...] = ("turn", "sentence", "window", "exchange")
RULE = "passages/2"
WINDOW_WORDS = 120
SHORTEST_TURN = 4
"""Turns of fewer words ("Mm-hmm.", "Thank you, Chair.") are never passages by themselves; windows hold them."""
QUESTION_SHARE = 0.4
"""At most this share of the encoder's limit is given to the question of an exchange."""

_MARKERS = 3
"""The most tokens that an encoder adds to a text (begin, end, a first word's space)."""

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed and the places it stands for: one span of each of some consecutive turns of one transcript.

    `text` is what is embedded and may carry speakers' names; it is never quoted.
    """

    kind: Kind
    places: tuple[Place, ...]
    text: str


def passages(transcript: Transcript, count: Count, limit: int, window_words: int = WINDOW_WORDS) -> Iterator[Passage]:
    """Every passage of `transcript`, by kind in the order of `KINDS`, none longer than `limit` by `count`.

    `count` gives the length of a text in the encoder's tokens, its own markers included; windows hold at most about `window_words` words.
    """
    pieces = {turn.index: _pieces(turn, count, limit) for turn in transcript.turns}
    yield from _turns(transcript, pieces)
    yield from _sentences(transcript, count, limit)
    yield from _windows(transcript, pieces, count, limit, window_words)
    yield from _exchanges(transcript, count, limit)


def rule(window_words: int = WINDOW_WORDS) -> str:
    """The name of the passage rule with windows of `window_words`, as an index remembers it."""
    return RULE if window_words == WINDOW_WORDS else f"{RULE}, windows of {window_words} words"


def is_question(turn: Turn) -> bool:
    """True for a turn that asks: it stands under a label for askers, or its last sentence ends with a question mark."""
    label = turn.speaker.name.casefold()
    asks = turn.speaker.kind == "role" and (label == "q" or label.startswith(("question", "reporter")))
    return asks or turn.text.rstrip(" \"'”’)»」』）").endswith(("?", "？", "؟"))


def words(text: str) -> int:
    """The number of runs of non-space characters; in scripts without spaces (Chinese, Japanese, Thai …) as `corpus.scripts` counts."""
    return word_count(text)


def _turns(transcript: Transcript, pieces: dict[int, list[Span]]) -> Iterator[Passage]:
    for turn in transcript.turns:
        if words(turn.text) >= SHORTEST_TURN:
            for span in pieces[turn.index]:
                yield _passage("turn", transcript, [(turn, span)], span.cut(turn.text))


def _sentences(transcript: Transcript, count: Count, limit: int) -> Iterator[Passage]:
    for turn in transcript.turns:
        spans = sentences(turn.text)
        if len(spans) > 1:
            for span in spans:
                if words(span.cut(turn.text)) >= SHORTEST_TURN:
                    for part in _fit(turn.text, span, count, limit):
                        yield _passage("sentence", transcript, [(turn, part)], part.cut(turn.text))


def _windows(transcript: Transcript, pieces: dict[int, list[Span]], count: Count, limit: int, most: int) -> Iterator[Passage]:
    units = [(turn, span) for turn in transcript.turns for span in pieces[turn.index]]
    held: list[tuple[Turn, Span]] = []
    for unit in units:
        grown = [*held, unit]
        size = sum(words(span.cut(turn.text)) for turn, span in grown)
        if held and (size > most or count(_labelled(grown)) > limit):
            yield from _window(transcript, held, count, limit)
            # One unit of overlap, so that a reply is not parted from what it replies to; a long one would fill the next window.
            last_is_short = words(held[-1][1].cut(held[-1][0].text)) <= most // 3
            held = [held[-1], unit] if last_is_short and count(_labelled([held[-1], unit])) <= limit else [unit]
        else:
            held = grown
    if held:
        yield from _window(transcript, held, count, limit)


def _window(transcript: Transcript, held: Sequence[tuple[Turn, Span]], count: Count, limit: int) -> Iterator[Passage]:
    text = _labelled(held)
    # A single piece that fills the encoder leaves no room for its speaker's name.
    if count(text) > limit:
        text = "\n".join(span.cut(turn.text) for turn, span in held)
    yield _passage("window", transcript, _merged(held), text)


def _exchanges(transcript: Transcript, count: Count, limit: int) -> Iterator[Passage]:
    spoken = [turn for turn in transcript.turns if turn.text.strip()]
    for question, reply in pairwise(spoken):
        if question.speaker == reply.speaker or not is_question(question) or is_question(reply):
            continue
        asked = _tail(question, count, int(limit * QUESTION_SHARE))
        head = _head(reply, count, limit - (count(asked.cut(question.text)) if asked else 0))
        if asked and head:
            text = f"{asked.cut(question.text)}\n{head.cut(reply.text)}"
            if count(text) <= limit:
                yield _passage("exchange", transcript, [(question, asked), (reply, head)], text)


def _head(turn: Turn, count: Count, budget: int) -> Span | None:
    """The longest run of whole sentences from the start of the turn within the budget; None if the first is too long."""
    spans, best = sentences(turn.text), None
    for span in spans:
        grown = Span(spans[0].start, span.end)
        if not _fits(grown.cut(turn.text), count, budget):
            break
        best = grown
    return best


def _tail(turn: Turn, count: Count, budget: int) -> Span | None:
    """The longest run of whole sentences up to the end of the turn within the budget; None if the last is too long."""
    spans, best = sentences(turn.text), None
    for span in reversed(spans):
        grown = Span(span.start, spans[-1].end)
        if not _fits(grown.cut(turn.text), count, budget):
            break
        best = grown
    return best


def _pieces(turn: Turn, count: Count, limit: int) -> list[Span]:
    """The turn's text, cut at sentence ends into as few runs as fit the limit; no spans for an empty text."""
    spans = sentences(turn.text)
    if not spans:
        return []
    whole = Span(spans[0].start, spans[-1].end)
    if _fits(whole.cut(turn.text), count, limit):
        return [whole]
    pieces: list[Span] = []
    for span in (part for sentence in spans for part in _fit(turn.text, sentence, count, limit)):
        grown = Span(pieces[-1].start, span.end) if pieces else span
        if pieces and _fits(grown.cut(turn.text), count, limit):
            pieces[-1] = grown
        else:
            pieces.append(span)
    return pieces


def _fit(text: str, span: Span, count: Count, limit: int) -> list[Span]:
    """The span, halved at white space or a comma of the East (failing these, in the middle) until every part fits the limit."""
    if len(span) <= 1 or _fits(span.cut(text), count, limit):
        return [span]
    middle = span.start + len(span) // 2
    gap = max((m.end() for m in re.finditer(r"(?=\s)|[，、；：]", text[span.start + 1 : middle])), default=-1)
    at = span.start + 1 + gap if gap >= 0 else middle
    halves = (Span(span.start, at), Span(at + len(text[at : span.end]) - len(text[at : span.end].lstrip()), span.end))
    return [part for half in halves if len(half) for part in _fit(text, half, count, limit)]


def _fits(text: str, count: Count, limit: int) -> bool:
    # No tokenizer makes more tokens than ASCII characters and markers, so most texts need no counting. Other characters may
    # cost several tokens each: a Hangul syllable up to three letters, an emoji its bytes.
    return (text.isascii() and len(text) + _MARKERS <= limit) or count(text) <= limit


def _labelled(units: Iterable[tuple[Turn, Span]]) -> str:
    return "\n".join(f"{turn.speaker.name}: {span.cut(turn.text)}" if turn.speaker.name else span.cut(turn.text) for turn, span in units)


def _merged(units: Sequence[tuple[Turn, Span]]) -> list[tuple[Turn, Span]]:
    """Neighbouring pieces of one turn as one span."""
    merged: list[tuple[Turn, Span]] = []
    for turn, span in units:
        if merged and merged[-1][0].index == turn.index:
            merged[-1] = (turn, Span(merged[-1][1].start, span.end))
        else:
            merged.append((turn, span))
    return merged


def _passage(kind: Kind, transcript: Transcript, units: Iterable[tuple[Turn, Span]], text: str) -> Passage:
    return Passage(kind, tuple(Place(transcript.id, turn.index, span) for turn, span in units), text)
