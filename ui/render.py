"""Values as JSON and as text for a terminal. Words of a transcript are shown with their control characters made visible."""

from __future__ import annotations

from typing import Any, Protocol

from corpus.transcript import Place, Span, Transcript, Turn, spoken_at, unit_of, where
from rag.answer import Answer, Hit
from rag.as_json import quote_json
from rag.ask import Engine, nearest
from rag.lead import day, who
from rag.quote import Quote
from ui.escape import visible
from ui.parts import limit

_HITS = 20


class Record(Protocol):
    """Where the transcripts of an answer are had: any engine."""

    def transcript(self, id: str) -> Transcript:
        """The transcript of that id."""


def answer_json(answer: Answer, engine: Record) -> dict[str, Any]:
    """An answer as `quoth ask --json` and the HTTP API give it."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "status": answer.status,
        "text": answer.text,
        "confidence": round(answer.confidence, 4),
        "scope": answer.scope.as_json(),
        "parts": [part.as_json() for part in answer.parts],
        "quotes": [quote_json(quote, engine.transcript(quote.place.transcript)) for quote in answer.quotes],
        "hits": [_hit_json(hit, engine) for hit in answer.hits[:_HITS]],
        "generation": answer.generation,
    }


def transcript_json(transcript: Transcript) -> dict[str, Any]:
    """How a file was read, as `quoth read --json` gives it."""
    return {
        "file": transcript.file,
        "id": transcript.id,
        "format": transcript.reader,
        "unit": unit_of(transcript.reader),
        "confidence": transcript.confidence,
        "title": transcript.title,
        "date": transcript.date.isoformat() if transcript.date else None,
        "speakers": list(dict.fromkeys(turn.speaker.name for turn in transcript.turns if turn.speaker.name)),
        "turns": [_turn_json(turn) for turn in transcript.turns],
        "skipped": [{"lines": list(skipped.lines), "why": skipped.why, "text": skipped.text} for skipped in transcript.skipped],
        "accounted": transcript.accounted,
        "media": transcript.media,
        "sha256": transcript.sha256,
        "notes": list(transcript.notes),
    }


def found_json(hit: Hit, engine: Record) -> dict[str, Any]:
    """A hit with its own words and the turns to read with it, as programs get it."""
    found = engine.transcript(hit.place.transcript)
    about = {"score": hit.score, "title": found.title, "date": found.date.isoformat() if found.date else None}
    return {**about, **_place_json(hit.place, found), "context": [_place_json(place, engine.transcript(place.transcript)) for place in hit.context]}


def _place_json(place: Place, transcript: Transcript) -> dict[str, Any]:
    turn = transcript.turns[place.turn]
    span = place.span if len(place.span) else Span(0, len(turn.text))
    held = {"transcript": transcript.id, "turn": turn.index, "span": [span.start, span.end], "speaker": turn.speaker.name, "kind": turn.speaker.kind}
    return {**held, "text": span.cut(turn.text)}


def answer_text(answer: Answer, engine: Engine) -> str:
    """An answer for a terminal: how it was understood, what its words limited it to, the lead line, each quotation with where it stands."""
    parts = []
    if answer.understood != " ".join(answer.question.split()):
        parts.append(f"Understood as: {visible(answer.understood)}")
    if answer.parts:
        parts.append(f"Searched: {'; '.join(visible(limit(part)) for part in answer.parts)}")
    parts.append(visible(answer.text))
    if answer.status == "answered":
        parts += [_quote_text(number, quote, engine.transcript(quote.place.transcript)) for number, quote in enumerate(answer.quotes, 1)]
    elif answer.status == "refused":
        parts += [_nearest_text(hit, engine) for hit in nearest(answer)]
    return "\n\n".join(parts)


def _quote_text(number: int, quote: Quote, transcript: Transcript) -> str:
    turn = transcript.turns[quote.place.turn]
    source = [visible(transcript.title), day(transcript.date) if transcript.date else "", _where(turn, transcript, quote.place.span)]
    inferred = " (inferred from the title)" if quote.speaker.inferred else ""
    body = visible(quote.text).replace("\n", "\n    ")
    return f"[{number}] {visible(who(quote.speaker))}{inferred}\n    “{body}”\n    — {', '.join(part for part in source if part)}"


def _nearest_text(hit: Hit, engine: Engine) -> str:
    transcript = engine.transcript(hit.place.transcript)
    turn = transcript.turns[hit.place.turn]
    text = visible(" ".join(turn.text.split()))
    short = text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + " …"
    return f"  - {visible(who(turn.speaker))}: {short}\n    ({_where(turn, transcript, Span(0, 0))})"


def _where(turn: Turn, transcript: Transcript, span: Span) -> str:
    lines = f", {where(turn.lines, unit_of(transcript.reader), '-')}" if turn.lines else ""
    spoken = spoken_at(turn, span)
    return f"{visible(transcript.file)}{lines}{f', at {_clock(spoken[0])}' if spoken else ''}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _hit_json(hit: Hit, engine: Record) -> dict[str, Any]:
    turn = engine.transcript(hit.place.transcript).turns[hit.place.turn]
    return {"score": hit.score, "speaker": turn.speaker.name, "transcript": hit.place.transcript, "turn": turn.index, "text": turn.text}


def _turn_json(turn: Turn) -> dict[str, Any]:
    return {
        "speaker": turn.speaker.name,
        "label": turn.speaker.label,
        "kind": turn.speaker.kind,
        "inferred": turn.speaker.inferred,
        "note": turn.speaker.note,
        "text": turn.text,
        "lines": list(turn.lines) if turn.lines else None,
        "time": list(turn.time) if turn.time else None,
        "pieces": [list(piece) for piece in turn.pieces],
    }
