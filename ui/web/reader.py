"""The transcript reader: its frame, its scripts, and what they ask of the server besides the transcripts themselves (`ui.web.record`).

No word of a transcript ever passes through a template: the scripts in `reader_parts` build the page of JSON, with text nodes only.
The functions here can be called by any program that reaches the server, so they take anything and answer with data or with a
sentence under "error".
"""

from __future__ import annotations

import datetime
from importlib.resources import files
from typing import Any, Final

from corpus.errors import QuothError
from corpus.transcript import Place, Span
from ui.escape import visible
from ui.web.citing import styles
from ui.web.links import LONGEST_KEY, key, link, place, transcript_id
from ui.web.names import count, day
from ui.web.port import Engine

Json = dict[str, Any]

_SCRIPTS: Final = (
    "state", "words", "fetching", "blocks", "page", "strip", "speakers", "asked", "opening", "times", "finding", "playing", "printing", "copying", "moving",
)  # fmt: skip

PAGE: Final = files("ui.web").joinpath("reader.html").read_text(encoding="utf-8")
"""The frame of the reader; constant."""

INDEXED: Final = "What stands here is what was indexed; until the index is rebuilt nothing of it is quoted."


def script() -> str:
    """The JavaScript of the reader; functions of each file may use those of every other."""
    return "\n".join(files("ui.web").joinpath("reader_parts", f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)


def contents(engine: Engine) -> Json:
    """Every transcript's key, title, date and size, newest first, those without a date last."""
    newest = sorted(engine.transcripts, key=lambda transcript: transcript.date or datetime.date.min, reverse=True)
    rows = [[key(t.id), visible(t.title), day(t.date), count(len(t.turns), "turn")] for t in newest]
    return {"transcripts": rows}


def unlike(engine: Engine, sent: object) -> Json:
    """Whether the file of the transcript with this key still says what was indexed: "why" it does not, as a sentence, "" where it does."""
    if not isinstance(sent, str) or len(sent) > LONGEST_KEY:
        return {"error": "This is not the key of a transcript."}
    try:
        why = engine.quote(Place(transcript_id(sent), 0)).proof.why
    except (QuothError, ValueError):
        why = ""
    return {"why": visible(f"{why.rstrip('.')}. {INDEXED}") if why else ""}


def cited(engine: Engine, address: object) -> Json:
    """The quotation at an address of the reader in every style of `citing`, proved now; {"error": sentence} where it cannot be."""
    at = place(address) if isinstance(address, str) and len(address) <= LONGEST_KEY else None
    if at is None:
        return {"error": "This is not the address of a quotation."}
    try:
        transcript = engine.transcript(at.transcript)
        # What the browser shows may be older than the index: the same place could hold other words by now.
        if link(at, transcript.sha256) != address:
            return {"error": "Not copied: the file has changed since it was opened here. Reload the page and look again."}
        whole = at if len(at.span) or at.turn >= len(transcript.turns) else Place(at.transcript, at.turn, Span(0, len(transcript.turns[at.turn].text)))
        found = engine.quote(whole)
    except (QuothError, ValueError):
        return {"error": "These words are not in the record, or no longer in it."}
    if not found.proof.verified:
        return {"error": visible(f"Not copied, because it could not be verified: {found.proof.why.rstrip('.')}.")}
    return dict(styles(found, transcript))
