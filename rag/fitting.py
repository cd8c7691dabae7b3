"""Texts made to fit a model's limit: a question is shortened, what was said is read in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Fits = Callable[[str], bool]
Piece = tuple[str, str]
"""A speaker's name ("" for none) and a sentence of theirs."""


def shortened(question: str, fits: Fits) -> str:
    """The question, or as much of its beginning as fits, cut between words where it has spaces."""
    text = " ".join(question.split())
    while text and not fits(text):
        rough = text[: len(text) * 3 // 4]
        text = (rough.rpartition(" ")[0] if " " in rough else rough).rstrip()
    return text


def parts(pieces: Sequence[Piece], fits: Fits) -> Iterator[str]:
    """The pieces as text, a line for each run of one speaker's, packed into as few texts as fit; at least one text.

    A sentence that fits no text is cut between words. A name that leaves no room for words is left out.
    """
    whole = _text(pieces)
    if fits(whole):
        yield whole
        return
    held: list[Piece] = []
    for piece in (half for sentence in pieces for half in _halved(_named(sentence, fits), fits)):
        if held and not fits(_text([*held, piece])):
            yield _text(held)
            held = []
        held.append(piece)
    yield _text(held)


def _text(pieces: Sequence[Piece]) -> str:
    lines: list[str] = []
    before = None
    for name, words in pieces:
        if lines and name == before:
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(f"{name}: {words}" if name else words)
        before = name
    return "\n".join(lines)


def _named(piece: Piece, fits: Fits) -> Piece:
    name, words = piece
    return piece if fits(f"{name} {name} {name}") else ("", words)


def _halved(piece: Piece, fits: Fits) -> list[Piece]:
    """The piece, halved at white space (failing that, in the middle) until every part fits; none for an empty one."""
    name, words = piece
    if len(words) <= 1 or fits(_text([piece])):
        return [piece] if words else []
    middle = len(words) // 2
    gap = words.rfind(" ", 1, middle)
    at = gap if gap > 0 else middle
    return [part for half in (words[:at], words[at:]) for part in _halved((name, half.strip()), fits)]
