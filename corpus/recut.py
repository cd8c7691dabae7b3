"""A passage again from the places that a generation remembers of it, without cutting its whole transcript anew.

What is cut here is a proposal: whoever asks compares its text with the SHA-256 of the text that was embedded.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.passages import Kind, Passage
from corpus.transcript import Place, Span, Transcript


def proposals(transcript: Transcript, kind: Kind, first: int, last: int, start: int, end: int) -> Iterator[Passage]:
    """The passages that may have lain from `start` in turn `first` to `end` in turn `last` (inclusive), the likeliest first.

    IndexError where there are no such turns, ValueError where a turn has no such place.
    """
    places, labelled, bare = [], [], []
    for turn in [transcript.turns[at] for at in range(first, last + 1)]:
        text = turn.text
        span = Span(start if turn.index == first else len(text) - len(text.lstrip()), end if turn.index == last else len(text.rstrip()))
        if span.start < span.end:
            words = span.cut(text)
            places.append(Place(transcript.id, turn.index, span))
            bare.append(words)
            labelled.append(f"{turn.speaker.name}: {words}" if turn.speaker.name else words)
    if kind == "window":
        yield Passage(kind, tuple(places), "\n".join(labelled))
    yield Passage(kind, tuple(places), "\n".join(bare))
