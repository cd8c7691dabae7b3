"""Errors as the page says them."""

from __future__ import annotations

from corpus.errors import QuothError


def sentence(error: QuothError) -> str:
    """The error as a sentence: a capital first, one full stop last. A file's name with which it begins stays as it is written."""
    text = str(error)
    first = text.split(maxsplit=1)[0].rstrip(".:,") if text.strip() else ""
    start = text[:1] if "." in first or "/" in first else text[:1].upper()
    return f"{start}{text[1:].rstrip('.')}."
