"""Where vectors are computed: on the processor, or on a graphics processor through sentence-transformers.

A device computes the same vectors (fp32), which is proved before any is kept: an index made on one is asked without it.
Questions are always encoded on the processor; a device pays for many texts at once.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from corpus.errors import EncoderError
from embeddings.encoders import Encoder, Report, Vectors, silent
from embeddings.encoders.routes import FP32

CPU: Final = "cpu"
AUTO: Final = "auto"
_KNOWN: Final = re.compile(r"cpu|auto|mps|cuda(:[0-9]{1,2})?")


class OnDevice:
    """Counts as `small` does, on the processor; encodes on a device, whose model is loaded when the first text is to be encoded."""

    def __init__(self, small: Encoder, large: Callable[[], Encoder]) -> None:
        """The same encoder twice; EncoderError at the first encoding when `large` gives other vectors."""
        self.identity = small.identity
        self._small = small
        self._open = large
        self._large: Encoder | None = None

    def count(self, text: str) -> int:
        """The length of `text` in word pieces, the markers included."""
        return self._small.count(text)

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows in the order of `texts`; EncoderError for a text over the limit."""
        if self._large is None:
            from embeddings.encoders.exporting import prove

            large = self._open()
            prove(self._small, large)
            self._large = large
        return self._large.encode(texts, report)


def found_device(device: str, route: str = FP32) -> str:
    """Where to compute: `device` itself, for "auto" the best there is; EncoderError for one that is not here, or a route that it does not have."""
    if not _KNOWN.fullmatch(device):
        raise EncoderError(f"there is no device {device!r}; there are auto, cpu, cuda, cuda:1 (and so on) and mps")
    if device == CPU or (device == AUTO and (route != FP32 or not _may_have_one())):
        return CPU
    if route != FP32:
        raise EncoderError(f"the route {route} runs on the processor alone, not on {device}; leave out --device or --route")
    here = _devices()
    if device == AUTO:
        return here[0] if here else CPU
    if device not in here:
        there = f"there are {', '.join(here)}" if here else "it sees none, as builds of torch for the processor alone never do"
        raise EncoderError(f"torch sees no device {device} here ({there}); use --device cpu, or leave it out")
    return device


def _may_have_one() -> bool:
    """Whether it is worth the seconds that loading torch costs to ask it."""
    return any(Path(path).exists() for path in ("/dev/nvidiactl", "/dev/kfd", "/dev/dxg")) or (sys.platform == "darwin" and platform.machine() == "arm64")


def _devices() -> list[str]:
    import torch

    numbered = [f"cuda:{at}" for at in range(torch.cuda.device_count())] if torch.cuda.is_available() else []
    return [*(["cuda"] if numbered else []), *numbered, *(["mps"] if torch.backends.mps.is_available() else [])]
