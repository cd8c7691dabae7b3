"""Whether what a document or a saved answer claims is what the files say today. The index is not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import ReadError
from corpus.library import read_file
from corpus.transcript import Place, Span, Transcript
from rag.as_json import quote_json
from rag.exports.place import Claim, by_of, note_of, same
from rag.quote import Proof, Quote

_TOLD = ("speaker", "kind", "inferred", "note", "title", "date", "lines", "time")
"""What an answer says of a quotation besides its words and its place."""


def disproof(library: Path, claim: Claim, written: Callable[[Any], str]) -> str:
    """Why a quotation of a document is not proved; "" when it is, its words, its speaker, all of its note, and the line above that says who speaks.

    `written` is how the document carries words that its format cannot hold. White space is not compared: editors change it.
    """
    if claim.why:
        return f"{claim.why}: it cannot be proved"
    if claim.place is None:
        return "it has no footnote with its place: it cannot be proved"
    right = _standing(library, claim.place)
    if isinstance(right, str):
        return right
    if not same(claim.text, written(right["text"])):
        return _other_words(claim.place)
    note = note_of(right)
    notes = (note, note_of(right | {"time": right["turn_time"]}))
    if not any(same(claim.note, written(known)) for known in notes):
        return f"its footnote should say: {note}"
    by = ", ".join(by_of(right))
    return "" if not claim.by or same(claim.by, written(by)) else f"the line above it should say: {by}"


def disproof_of_saved(library: Path, held: Mapping[str, Any]) -> str:
    """Why a quotation as `quoth ask --json` gives it is not proved; "" when it is, in its every letter and all that is said of it."""
    right = _standing(library, held)
    if isinstance(right, str):
        return right
    if right["text"] != held["text"]:
        return _other_words(held)
    wrong = [key for key in _TOLD if key in held and held[key] != right[key] and not (key == "time" and held[key] == right["turn_time"])]
    return f"its {wrong[0]} should be {right[wrong[0]]!r}, not {held[wrong[0]]!r}" if wrong else ""


def _standing(library: Path, place: Mapping[str, Any]) -> dict[str, Any] | str:
    """The quotation that stands at a place today as `quote_json` has it, or why there is none.

    "turn_time" is beside it: what was told as its time before the pieces of turns kept theirs, and is as true.
    """
    transcript = _source(library, place["file"])
    if isinstance(transcript, str):
        return transcript
    if transcript.sha256 != place["sha256"]:
        return f"{place['file']} has changed since"
    if not 0 <= place["turn"] < len(transcript.turns):
        return f"{place['file']} has no turn {place['turn'] + 1}"
    turn = transcript.turns[place["turn"]]
    if not 0 <= place["start"] < place["end"] <= len(turn.text):
        return f"turn {place['turn'] + 1} of {place['file']} has no such place"
    span = Span(place["start"], place["end"])
    quote = Quote(Place(transcript.id, turn.index, span), span.cut(turn.text), turn.speaker, Proof(True, transcript.sha256, ""))
    return quote_json(quote, transcript) | {"turn_time": list(turn.time) if turn.time else None}


def _source(library: Path, file: str) -> Transcript | str:
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


def _other_words(place: Mapping[str, Any]) -> str:
    return f"{place['file']} has other words at turn {place['turn'] + 1}"
