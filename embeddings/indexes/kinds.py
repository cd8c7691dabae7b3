"""The kinds of vector index, by size: exact as long as that is quick, then smaller numbers, then not every row looked at.

- "flat"     every vector in float32; exact
- "sq8"      every vector in 8 bits a number (a quarter of the bytes to read); exact, because `faiss_index` re-scores all that rounding could have hidden
- "ivf-sq8"  the same in lists of like vectors, of which only the nearest are read; recall in docs/performance.md

All are re-scored from the float32 vectors, so a kind changes what is quick, never what a score is. Which one an index has is in its manifest.
"""

from __future__ import annotations

import difflib
from typing import Final, Literal, get_args

from corpus.errors import SettingError

Kind = Literal["flat", "sq8", "ivf-sq8"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
AUTO: Final = "auto"
FLAT_ROWS: Final = 100_000
SQ8_ROWS: Final = 300_000
"""The most rows that a kind is chosen for: beyond, the next one answers sooner (docs/performance.md)."""


def named(wanted: str) -> str:
    """`wanted` if it names a kind or "auto"; SettingError otherwise."""
    if wanted not in (AUTO, *KINDS):
        near = difflib.get_close_matches(wanted, (AUTO, *KINDS), n=1, cutoff=0.4)
        guess = f", did you mean {near[0]!r}?" if near else ""
        raise SettingError(f"there is no kind of vector index {wanted!r}{guess}; known: {', '.join((AUTO, *KINDS))}")
    return wanted


def chosen(wanted: str, rows: int) -> Kind:
    """The kind that `wanted` means for an index of so many rows; SettingError for an unknown one."""
    for kind in KINDS:
        if named(wanted) == kind:
            return kind
    return "flat" if rows <= FLAT_ROWS else "sq8" if rows <= SQ8_ROWS else "ivf-sq8"
