"""Files that only their owner can read, replaced in one step."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_private(file: Path, text: str) -> None:
    """`text` in UTF-8 in place of what `file` held: written beside it, synced, moved there; made by mkstemp, so nobody else can read it.

    OSError where that cannot be; `file` is as it was then, and nothing is left beside it.
    """
    descriptor, beside = tempfile.mkstemp(prefix=f".{file.stem}-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(beside, file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
