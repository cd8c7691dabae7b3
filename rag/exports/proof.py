"""Whether what a document claims is what the files say today. The index is not asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import ReadError
from corpus.library import read_file
from corpus.transcript import Place, Span, Transcript
from rag.as_json import quote_json
from rag.exports.place import Claim, note_of, same
from rag.quote import Proof, Quote


def disproof(library: Path, claim: Claim, written: Callable[[Any], str]) -> str:
    """Why a quotation of a document is not proved; "" when it is, its words, its speaker and all of its note.

    `written` is how the document carries words that its format cannot hold. White space is not compared: editors change it.
    """
    if claim.why:
        return f"{claim.why}: it cannot be proved"
    if claim.place is None:
        return "it has no footnote with its place: it cannot be proved"
    transcript = source(library, claim.place["file"])
    return transcript if isinstance(transcript, str) else _difference(transcript, claim, claim.place, written)


def source(library: Path, file: str) -> Transcript | str:
    """The transcript that a file of the library holds today, or why it cannot be had; `file` comes from outside and may be anything."""
    try:
        path = library / file
        if not path.resolve().is_relative_to(library.resolve()):
            return "its file lies outside the library"
        return read_file(path, library)
    except (ValueError, OSError):  # a name that no file can have: too long, a NUL, half a character
        return "its file has a name that no file of the library has"
    except ReadError as error:
        return str(error)


def _difference(transcript: Transcript, claim: Claim, place: Any, written: Callable[[Any], str]) -> str:
    if transcript.sha256 != place["sha256"]:
        return f"{place['file']} has changed since"
    if place["turn"] >= len(transcript.turns):
        return f"{place['file']} has no turn {place['turn'] + 1}"
    turn = transcript.turns[place["turn"]]
    if not place["start"] < place["end"] <= len(turn.text):
        return f"turn {place['turn'] + 1} of {place['file']} has no such place"
    span = Span(place["start"], place["end"])
    if not same(claim.text, written(span.cut(turn.text))):
        return f"{place['file']} has other words at turn {place['turn'] + 1}"
    quote = Quote(Place(transcript.id, turn.index, span), span.cut(turn.text), turn.speaker, Proof(True, transcript.sha256, ""))
    right = note_of(quote_json(quote, transcript))
    return "" if same(claim.note, written(right)) else f"its footnote should say: {right}"
