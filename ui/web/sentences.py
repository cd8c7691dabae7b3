"""Errors as the page says them."""

from __future__ import annotations

from corpus.errors import QuothError


def sentence(error: QuothError) -> str:
    """The error as a sentence: a capital first, one full stop last."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
