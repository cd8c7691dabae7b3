"""Chats saved as text: WhatsApp, Zoom, Teams and Slack as copied, IRC. A message is a turn; lines below it go on with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.decoding import Line, character_notes, clean, decode, lines
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.chat_forms import Begun, Form, begun, dates_of, form_of
from corpus.readers.chat_messages import Message, author, days
from corpus.readers.titles import dated, readable_stem
from corpus.transcript import ByteSpan, Skipped, Turn

_GLIMPSE = 500
_LONGEST = 2_000
_OMITTED = re.compile(
    "(?i)[\u200e\u200f]?(?:<(?:media omitted|attached: [^<>]{1,200})>|(?:image|video|audio|sticker|gif|document|contact card) omitted|"
    r".{1,150} \(file attached\)|null)$"
)
_DELETED = re.compile("(?i)[\u200e\u200f]?(?:this message was deleted|you deleted this message|this message has been deleted)\\.?$")
_EDITED = re.compile("[\u200e\u200f ]{0,3}<This message was edited>$")
_REACTION = re.compile(r"(?:Reacted to|Removed an? .{1,12} reaction from) [\"“].{0,400}$")
_REPLY = re.compile(r"Replying to [\"“].{0,400}[\"”…]?$")


@dataclass(slots=True)
class _Open:
    """A message as it is read: the line it begins with, and the lines of words with where these begin."""

    begun: Begun
    first: Line
    rows: list[tuple[Line, str]] = field(default_factory=list)


class ChatTextReader:
    """Reads chats saved as text, version 3."""

    name: str = "chattext/3"

    def recognises(self, source: Source) -> float:
        """0.7 where lines begin messages in a form that a chat is saved in, else 0."""
        decoded = decode(source.data, source.name)
        return 0.7 if form_of([line.text[:_LONGEST] for line, _ in zip(lines(decoded), range(400), strict=False)]) else 0.0

    def read(self, source: Source) -> Reading:
        """Messages as turns; FormatError for a text that is no chat."""
        decoded = decode(source.data, source.name)
        everything = [line for line in lines(decoded) if line.text.strip("\ufeff \t\u00a0")]
        form = form_of([line.text for line in everything])
        if form is None:
            raise FormatError(f"{source.name}: no line begins a message of a chat that is known (WhatsApp, Zoom, Teams, Slack, IRC)")
        skipped: list[Skipped] = []
        turns = tuple(_turns(_messages(everything, form, skipped), skipped))
        if not turns:
            raise FormatError(f"{source.name}: there are no words in the file; put a transcript into it or take it out")
        clocks = [turn.speaker.note[1:-1] for turn in turns]
        date, remark = days([Message("", "", day) for day in dates_of(clocks)])
        named, dates = (date, ("date from the messages",)) if date else dated((), source.name)
        skipped.sort(key=lambda entry: entry.lines)
        return Reading(
            title=readable_stem(source.name),
            date=named,
            turns=turns,
            skipped=tuple(skipped),
            accounted=_accounted(everything, turns, skipped),
            notes=decoded.notes + character_notes(decoded.text) + ((remark,) if remark else ()) + dates,
        )


def _messages(everything: Sequence[Line], form: Form, skipped: list[Skipped]) -> Iterator[_Open]:
    """Each message with its lines; what stands above the first one is skipped."""
    now: _Open | None = None
    for line in everything:
        start = begun(form, line.text)
        if start:
            if now:
                yield now
            now = _Open(start, line)
            rest = clean(line.text[start.rest :]).strip()
            now.rows += [(line, rest)] if rest else []
        elif now:
            now.rows.append((line, clean(line.text).strip()))
        else:
            skipped.append(_skip(line, line, "heading"))
    if now:
        yield now


def _turns(messages: Iterator[_Open], skipped: list[Skipped]) -> Iterator[Turn]:
    index = 0
    for held in messages:
        remarks = (f"to {held.begun.to}",) if held.begun.to else ()
        quoted = [row for row in held.rows[:1] if _REPLY.match(row[1])]
        rows = held.rows[len(quoted) :]
        text = "\n".join(words for _, words in rows)
        edited = _EDITED.search(text)
        text = text[: edited.start()] if edited else text
        why = _why(held, text)
        last = held.rows[-1][0] if held.rows else held.first
        if why:
            skipped.append(_skip(held.first, last, why))
            continue
        skipped.extend(_skip(line, line, "words of the message replied to") for line, _ in quoted if line is not held.first)
        message = Message(text, held.begun.name, held.begun.clock, remarks + ("edited",) * bool(edited) + ("reply",) * bool(quoted))
        yield Turn(index, author(message), text, (held.first.number, last.number), ByteSpan(held.first.bytes.start, last.bytes.end))
        index += 1


def _why(held: _Open, text: str) -> str:
    """Why a message is no turn, or nothing."""
    if held.begun.is_event:
        return "a system message"
    if not text:
        return "a message without words"
    if _DELETED.match(text):
        return "a deleted message"
    if _OMITTED.match(text):
        return "an attachment"
    return "a reaction" if _REACTION.match(text) else ""


def _skip(first: Line, last: Line, why: str) -> Skipped:
    return Skipped((first.number, last.number), why, first.text[:_GLIMPSE])


def _accounted(everything: Sequence[Line], turns: Sequence[Turn], skipped: Sequence[Skipped]) -> float:
    """The share of non-blank lines that lie in a turn or are skipped; counted from the outcome."""
    covered: set[int] = set()
    for first, last in [*(turn.lines for turn in turns if turn.lines), *(entry.lines for entry in skipped)]:
        covered.update(range(first, last + 1))
    return sum(line.number in covered for line in everything) / len(everything) if everything else 1.0
