"""Which way a text runs: from right to left where most of its letters do (Hebrew, Arabic, Persian, Urdu …), else from left to right.

Browsers go by the first letter ("NATO" at the head of an Arabic sentence turns all of it round); most letters is what a reader goes by.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = re.compile(
    r"[\u05d0-\u05f2\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0700-\u085f\u08a0-\u08c9\ufb1d-\ufdfc\ufe70-\ufefc"
    r"\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 2000
"""Characters that are looked at: what a turn begins with says how it runs."""


def direction(text: str) -> Direction:
    """From right to left ("rtl") where more than half of the letters do; "ltr" otherwise, and where there are none."""
    if text.isascii():
        return "ltr"
    head = text[:_ENOUGH]
    turned = len(_RIGHT_TO_LEFT.findall(head))
    return "rtl" if turned and 2 * turned > len(_LETTER.findall(head)) else "ltr"


def has_letters(text: str) -> bool:
    """Whether anything in `text` says which way it runs."""
    return bool(_LETTER.search(text))
