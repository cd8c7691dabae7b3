"""A quotation as JSON: one form for the command line, kept conversations, exports and other programs."""

from __future__ import annotations

from typing import Any

from corpus.transcript import Transcript, spoken_at, unit_of
from rag.quote import Quote


def quote_json(quote: Quote, transcript: Transcript) -> dict[str, Any]:
    """A quotation with everything that is needed to find and to prove it again."""
    turn = transcript.turns[quote.place.turn]
    time = spoken_at(turn, quote.place.span)
    return {
        "text": quote.text,
        "speaker": quote.speaker.name,
        "kind": quote.speaker.kind,
        "inferred": quote.speaker.inferred,
        "note": quote.speaker.note,
        "transcript": transcript.id,
        "title": transcript.title,
        "date": transcript.date.isoformat() if transcript.date else None,
        "turn": turn.index,
        "start": quote.place.span.start,
        "end": quote.place.span.end,
        "lines": list(turn.lines) if turn.lines else None,
        "unit": unit_of(transcript.reader),
        "time": list(time) if time else None,
        "file": transcript.file,
        "sha256": quote.proof.sha256,
        "verified": quote.proof.verified,
        "why": quote.proof.why,
    }
