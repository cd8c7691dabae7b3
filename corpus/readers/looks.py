"""What a file that no reader takes looks like, in words for a person."""

from __future__ import annotations

import re

from corpus.decoding import decode
from corpus.readers import Source

_HEAD = 4_096
_SIGHTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"WEBVTT(?=[ \t\r\n]|$)"), "WebVTT captions"),
    (re.compile(r"\d{1,6}[ \t]*\r?\n(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->"), "SubRip captions"),
    (
        re.compile(
            r"(?i)<!doctype html|<!--|<(?:html|head|body|p|div|cite|span|section|article|h[1-6]|ul|ol|table|meta|title|script|style)[\s>]"
        ),
        "an HTML page",
    ),
    (re.compile(r"(?i)<\?xml|<!doctype|<[a-z][\w:.-]{0,60}(?:\s[^<>]{0,500})?>\s{0,200}<"), "XML"),
    (re.compile(r"@(?:UTF8|Begin)\b"), "a CHAT file"),
    (re.compile(r'File type = "ooTextFile'), "a Praat TextGrid"),
    (re.compile(r"\{\s{0,200}(?:[\"}]|$)"), 'JSON, but not a native transcript (no "turns" at the top)'),
    (
        re.compile(r"\[\s{0,200}(?:\{|\[|\"[^\"\n]{0,200}\"\s{0,9}[,\]]|-?\d[\d.]{0,30}\s{0,9},)"),
        "a JSON list, but not a native transcript",
    ),
    (re.compile(r"#!"), "a program"),
)


def other_format(text: str) -> str:
    """The name of another format that a text begins like, or nothing; only its first 4,096 characters are looked at."""
    head = text[:_HEAD].lstrip()
    return next((what for pattern, what in _SIGHTS if pattern.match(head)), "")


def looks_like(source: Source) -> str:
    """A sentence part: "this looks like WebVTT captions", or that no speech was found. Raises EncodingError for bytes that are no text."""
    text = decode(source.data, source.name).text
    if not text.strip():
        return "the file is empty"
    what = other_format(text)
    return f"this looks like {what}, which no reader takes" if what else "no reader takes this for a transcript"
