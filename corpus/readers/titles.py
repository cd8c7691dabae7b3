"""Titles for people to read: made from a file's name where the file itself gives none."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_DATE_MARK = re.compile(r"(?<=\d)[-_](?=\d)")


def one_line(text: str) -> str:
    """`text` with every run of white space (non-breaking too) as one space, none at the ends."""
    return " ".join(text.split())


def readable_stem(name: str) -> str:
    """The file name without folder and suffix, hyphens as spaces, dates left whole, first letter a capital.

    "council-meeting-2022-06-08.txt" gives "Council meeting 2022-06-08". A name of signs only is returned as it is.
    """
    stem = PurePosixPath(name.replace("\\", "/")).stem
    kept = _DATE_MARK.sub("\0", stem)
    words = one_line(kept.replace("-", " ").replace("_", " ").replace("\0", "-"))
    return words[:1].upper() + words[1:] if words else stem
