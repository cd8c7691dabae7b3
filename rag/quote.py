"""A quotation: words cut from their place in a transcript and proved against the file they came from."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.transcript import Place, Speaker


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of reading the source file again.

    `verified` is True when the file's SHA-256 is still `sha256` (the one that was indexed) and the same reader finds
    the same words by the same speaker at the place; otherwise `why` says in a few words what is not so.
    """

    verified: bool
    sha256: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one turn. `text` is cut from `place`, `speaker` is the speaker of that turn: neither is ever typed."""

    place: Place
    text: str
    speaker: Speaker
    proof: Proof
