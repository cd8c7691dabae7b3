"""JSON of speech recognisers: Whisper and WhisperX, Deepgram, AssemblyAI, Amazon, Google, Azure, Rev.ai, Speechmatics, IBM, Podcasting 2.0 and others.

Words and phrases of one speaker are joined into turns. Who spoke is what the machine says: a number stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from corpus.decoding import Decoded, character_notes, clean, decode
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.joining import Utterance, join
from corpus.readers.json_walk import Element, Walk, parsed, string_paths
from corpus.readers.speech_services import shape_of
from corpus.readers.speech_shapes import Piece, Shape
from corpus.readers.titles import dated, readable_stem
from corpus.speakers import is_collective, speaker
from corpus.transcript import NOBODY, ByteSpan, Skipped, Speaker

_MARKS = re.compile(r"\s*[,.;:!?…%)»”。，、？！؟]{1,4}\s*$")


class SpeechReader:
    """Reads what speech recognisers write, version 5."""

    name: str = "speech/5"

    def recognises(self, source: Source) -> float:
        """0.8 for JSON of a shape that a service writes, 0.5 for a list of pieces with words and speakers or times, else 0."""
        head = source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        if not head.startswith((b"{", b"[")):
            return 0.0
        shape = shape_of(parsed(decode(source.data, source.name).text))
        return shape.sure if shape else 0.0

    def read(self, source: Source) -> Reading:
        """Turns of what was heard, every other string as skipped; FormatError for JSON that no service writes."""
        decoded = decode(source.data, source.name)
        document = parsed(decoded.text)
        shape = shape_of(document)
        if shape is None:
            raise FormatError(f"{source.name}: this is no JSON of a speech recogniser that is known; export it as WebVTT, SubRip or plain text")
        walk = Walk(decoded.text, source.name)
        found = [(element, shape.make(element.value, trail)) for element, trail in walk.find(shape.path)]
        heard = list(_whole(found))
        if not heard:
            raise FormatError(f"{source.name}: there are no words in the file; put a transcript into it or take it out")
        for element, piece in heard:
            walk.refuse_surrogates(piece.text + piece.label, element.start)
        skipped, accounted = _account(document, shape, walk, [piece for _, piece in found])
        date, dates = dated((), source.name)
        said = list(_utterances(heard, walk, decoded))
        if shape.by_time and all(item.time for item in said):
            said = _in_order(said)
        remark = (f"heard by a machine ({shape.service}): words and speakers may be wrong",) if shape.machine else ()
        return Reading(
            title=readable_stem(source.name),
            date=date,
            turns=join(said),
            skipped=skipped,
            accounted=accounted,
            notes=(*decoded.notes, *character_notes(decoded.text), *remark, *dates),
        )


def _whole(found: Iterable[tuple[Element, Piece]]) -> Iterator[tuple[Element, Piece]]:
    """The pieces with words; a full stop or comma on its own is part of the piece before it."""
    held: tuple[Element, Piece] | None = None
    for element, piece in found:
        text = clean(piece.text).strip()
        if held and text and _MARKS.match(text) and piece.label in ("", held[1].label):
            held = Element(None, held[0].start, element.end), replace(held[1], text=held[1].text + text, end=piece.end or held[1].end)
        elif text:
            if held:
                yield held
            held = element, replace(piece, text=" ".join(text.split("\n")))
    if held:
        yield held


def _utterances(heard: Sequence[tuple[Element, Piece]], walk: Walk, decoded: Decoded) -> Iterator[Utterance]:
    """Each piece with its place; one with a label unlike the one before begins a turn."""
    at, byte, before = 0, decoded.mark, NOBODY
    for element, piece in heard:
        start = byte + decoded.size(walk.text[at : element.start])
        at, byte = element.end, start + decoded.size(walk.text[element.start : element.end])
        who = _speaker(piece.label)
        time = None if piece.start is None else (piece.start, piece.end if piece.end is not None and piece.end >= piece.start else None)
        yield Utterance(who, who != before, piece.text, walk.lines(element), ByteSpan(start, byte), time)
        before = who


def _in_order(said: Sequence[Utterance]) -> list[Utterance]:
    """The pieces of several channels by their times; a turn begins wherever the speaker changes."""
    timed = sorted(said, key=lambda item: item.time or (0.0, None))
    return [replace(item, begins=at == 0 or item.speaker != timed[at - 1].speaker) for at, item in enumerate(timed)]


@lru_cache(maxsize=4_096)  # once for every word
def _speaker(label: str) -> Speaker:
    """The speaker a machine's label stands for: "0" and "A" are shown as "Speaker 0"; a label for anybody is nobody's."""
    known = speaker(label)
    if known.label and is_collective(known) and not any(sign.isdigit() for sign in label) and len(label) > 1:
        return NOBODY
    if label.isdigit() or len(label) == 1:
        return Speaker(label=label, name=f"Speaker {label}", kind="unknown")
    return known


def _account(document: Any, shape: Shape, walk: Walk, pieces: Sequence[Piece]) -> tuple[tuple[Skipped, ...], float]:
    """Every string that is not said, key by key, and the share of all that is said or skipped."""
    held: Counter[str] = Counter(string_paths(document))
    text = ".".join("*" if isinstance(step, int) else step for step in (*shape.path, *shape.text))
    said = sum(bool(piece.text.strip()) for piece in pieces)
    others = max(0, held.pop(text, 0) - said)
    whole = (1, max(1, walk.lines(Element(None, len(walk.text), len(walk.text)))[1]))
    skipped = [Skipped(whole, f"another channel or alternative: {text} ({others} times)")] if others else []
    skipped += [Skipped(whole, f"not what is said: {path} ({count} times)") for path, count in held.items()]
    total = said + others + sum(held.values())
    return tuple(skipped), (said + others + sum(held.values())) / total if total else 1.0
