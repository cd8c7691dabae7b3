"""The address of a turn or a quotation inside the app: `#turn=KEY.TURN.START-END.SHA`.

KEY is the transcript's id, percent-encoded (the browser never decodes it: only `transcript_id` does). START-END are code
points, left out for a whole turn. SHA, the first eight digits of the file's SHA-256, lets an old link be recognised.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, quote, unquote

from corpus.transcript import Place, Span

SHA_DIGITS = 8
LONGEST_KEY = 4000
"""In characters, percent escapes included; no file system has longer paths."""
_ADDRESS: Final = re.compile(r"#turn=([^.]*)\.([0-9]{1,9})(?:\.([0-9]{1,9})-([0-9]{1,9}))?(?:\.[0-9a-f]{8})?")


def key(transcript: str) -> str:
    """A transcript id as letters, digits, "-", "_", "~" and percent escapes: safe in any address, HTML or Markdown."""
    return quote(transcript, safe="", errors="surrogatepass").replace(".", "%2E")


def transcript_id(key: str) -> str:
    """The id that `key` was made from. Any text is taken; what was no key gives an id that no transcript has."""
    try:
        return unquote(key, errors="surrogatepass")
    except UnicodeDecodeError:
        return unquote(key, errors="replace")


def link(place: Place, sha256: str) -> str:
    """The address of `place` in a transcript read from a file with `sha256`; of the whole turn if its span is empty."""
    span = f".{place.span.start}-{place.span.end}" if len(place.span) else ""
    return f"#turn={key(place.transcript)}.{place.turn}{span}.{sha256[:SHA_DIGITS]}"


def place(address: str) -> Place | None:
    """The place that `link` made `address` of, a whole turn with an empty span; None for what is no such address."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    start, end = int(found[3] or 0), int(found[4] or 0)
    return Place(transcript_id(found[1]), int(found[2]), Span(start, end)) if start <= end else None


def asked_id(query: str) -> str | None:
    """The id that a query (`of=KEY&…`) names; None where it names none, or several, or one that no file can have."""
    found = _asked(query).get("of", [])
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST_KEY else None


def asked_turn(query: str) -> int | None:
    """The number of the turn that a query (`…&near=TURN`) names; None where it names none."""
    found = _asked(query).get("near", [])
    return int(found[0]) if len(found) == 1 and re.fullmatch(r"[0-9]{1,9}", found[0]) else None


def _asked(query: str) -> dict[str, list[str]]:
    """The names and values of a query; nothing where it is none."""
    try:
        return parse_qs(query[: 2 * LONGEST_KEY], errors="surrogatepass", max_num_fields=4)
    except ValueError:
        return {}
