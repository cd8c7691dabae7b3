"""Chat exports in JSON as transcripts: every message a turn, everything else skipped with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.decoding import Decoded, character_notes, clean, decode
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.chat_messages import Message, author, days
from corpus.readers.chat_services import ChatShape, chat_shape_of
from corpus.readers.json_walk import Element, Walk, parsed, string_paths
from corpus.readers.speech_shapes import got
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.transcript import ByteSpan, Skipped, Turn

_GLIMPSE = 500


@dataclass(frozen=True, slots=True)
class _Placed:
    """A message, what the file holds of it, and where it stands."""

    message: Message
    held: Any
    lines: tuple[int, int]
    bytes: ByteSpan


class ChatReader:
    """Reads what chats are exported as, version 3."""

    name: str = "chatjson/3"

    def recognises(self, source: Source) -> float:
        """0.85 for JSON of a shape that chats are exported as, else 0."""
        head = source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        if not head.startswith((b"{", b"[")):
            return 0.0
        return 0.85 if chat_shape_of(parsed(decode(source.data, source.name).text)) else 0.0

    def read(self, source: Source) -> Reading:
        """Messages as turns; FormatError for JSON that is no chat, or one without words."""
        decoded = decode(source.data, source.name)
        document = parsed(decoded.text)
        shape = chat_shape_of(document)
        if shape is None:
            raise FormatError(f"{source.name}: this is no chat export that is known (Slack, Discord, Teams, Telegram, Google Chat)")
        walk = Walk(decoded.text, source.name)
        placed = list(_placed(walk, decoded, shape))
        said = [item for item in placed if item.message.text and not item.message.why]
        if not said:
            raise FormatError(f"{source.name}: there are no words in the file; put a transcript into it or take it out")
        ordered = sorted(said, key=_clock) if _newest_first(said) else said
        date, remark = days([item.message for item in said])
        turned = ("the file has the newest message first: turns are in the order of time",) if ordered != said else ()
        skipped, accounted = _account(document, shape, placed, walk)
        named, dates = (date, ("date from the messages",)) if date else dated((), source.name)
        title = one_line(shape.title)
        return Reading(
            title=title or readable_stem(source.name),
            date=named,
            turns=tuple(Turn(index, author(item.message), item.message.text, item.lines, item.bytes) for index, item in enumerate(ordered)),
            skipped=skipped,
            accounted=accounted,
            notes=(*decoded.notes, *character_notes(decoded.text), *filter(None, (remark,)), *turned, *title_from(title, "the export"), *dates),
        )


def _placed(walk: Walk, decoded: Decoded, shape: ChatShape) -> Iterator[_Placed]:
    """Every message of the file with its place; a reply that lies inside another message has that one's."""
    at, byte = 0, decoded.mark
    for element, _ in walk.find(shape.path):
        start = byte + decoded.size(walk.text[at : element.start])
        at, byte = element.end, start + decoded.size(walk.text[element.start : element.end])
        if not isinstance(element.value, dict):
            continue
        replies = got(element.value, shape.answers) if shape.answers else None
        for number, held in enumerate([element.value, *(replies if isinstance(replies, list) else ())]):
            message = shape.make(held)
            walk.refuse_surrogates(message.text + message.author + message.clock, element.start)
            text = clean(message.text).strip()
            remarks = message.remarks if not number or "reply" in message.remarks else (*message.remarks, "reply")
            yield _Placed(replace(message, text=text, remarks=remarks), held, walk.lines(element), ByteSpan(start, byte))


def _newest_first(said: Sequence[_Placed]) -> bool:
    clocks = [item.message.clock for item in said if item.message.clock]
    return len(clocks) == len(said) > 1 and clocks[0] > clocks[-1]


def _clock(item: _Placed) -> str:
    return item.message.clock


def _account(document: Any, shape: ChatShape, placed: Sequence[_Placed], walk: Walk) -> tuple[tuple[Skipped, ...], float]:
    """Messages that are none, messages without words, every other string of the file by its key; and the share of all that is said or skipped."""
    skipped = list(_no_turns(placed))
    prefix = ".".join("*" if isinstance(step, int) else step for step in shape.path)
    said = {f"{place}.{text}" for place in (prefix, f"{prefix}.{shape.answers}.*") for text in shape.texts}
    strings = Counter(string_paths(document))
    others = {path: count for path, count in strings.items() if path not in said}
    whole = (1, max(1, walk.lines(Element(None, len(walk.text), len(walk.text)))[1]))
    skipped += [Skipped(whole, f"not a message's words: {path} ({count} times)") for path, count in others.items()]
    in_messages = sum(path in shape.texts for item in placed for path in string_paths(item.held))
    total = sum(strings.values())
    return tuple(skipped), (in_messages + sum(others.values())) / total if total else 1.0


def _no_turns(placed: Sequence[_Placed]) -> Iterator[Skipped]:
    for item in placed:
        why = item.message.why or ("" if item.message.text else "a message without words (an attachment, or nothing)")
        if why:
            yield Skipped(item.lines, why, f"{item.message.author}: {item.message.text}"[:_GLIMPSE])
