"""Words of a transcript made safe to put into Markdown and HTML, with every invisible character made visible.

Owns the one rule of which characters a reader could not see; every way of showing text asks here.
"""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~\n\t]|^ | $")
"""All of ASCII's punctuation, line breaks, tabs and outer spaces: whatever could mean something to Markdown or HTML."""

_NO_JOINER = r"[\u0300-\u200b\u200e-\U0010ffff]"
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
    # Joiners are letters' business in Persian, Hindi and emoji; between or beside Latin letters they only hide something.
    rf"|(?<!{_NO_JOINER})[\u200c\u200d]|[\u200c\u200d](?!{_NO_JOINER})"
)


def code_point(char: str) -> str:
    """The usual name of a character's number: "U+202E"."""
    return f"U+{ord(char):04X}"


def unseen(text: str) -> tuple[tuple[int, str], ...]:
    """Where `text` holds characters that cannot be seen, as (offset in code points, "U+202E"), in order.

    These are controls other than tab and line feed, bidirectional and zero-width characters, fillers, tags and lone
    surrogates. Characters that change how a visible neighbour looks (variation selectors, joiners in their own
    scripts) are left alone.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return ()  # nearly every turn: five thousand are looked at whenever one transcript is opened
    return tuple((found.start(), code_point(found.group())) for found in _UNSEEN.finditer(text))


def visible(text: str) -> str:
    """`text` with each unseen character written out, "⟨U+202E⟩"."""
    return _UNSEEN.sub(lambda found: f"⟨{code_point(found.group())}⟩", text)


def encodable(text: str) -> str:
    """`text` with lone surrogates, which no UTF-8 can carry, as U+FFFD; every other offset stays what it was."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def md_text(text: str) -> str:
    """Markdown (and HTML) that shows exactly `visible(text)`: one line without any markup of its own.

    Every ASCII punctuation mark becomes a numeric entity, so nothing in it can begin a link, an image, a tag, a list or an
    attribute's end; line breaks are kept as entities and show where the style keeps white space.
    """
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", visible(text))
