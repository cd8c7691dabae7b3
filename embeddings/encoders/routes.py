"""The ways in which one encoder's vectors are computed. An index holds the vectors of one route alone.

    fp32   what sentence-transformers computes, and so what an index holds unless another is named
    bf16   an export run in bfloat16 by OpenVINO (an extra), where the processor has it
    int8   an export whose matrix products are quantised to 8 bits, per channel, by onnxruntime

What each gains and loses is measured in docs/performance.md (`python -m benchmarks.routes`).
"""

from __future__ import annotations

from typing import Final

from corpus.errors import EncoderError

FP32: Final = "fp32"
BF16: Final = "bf16"
INT8: Final = "int8"
ROUTES: Final = (FP32, BF16, INT8)


def refuse_unknown(route: str) -> None:
    """EncoderError for a name that is no route."""
    if route not in ROUTES:
        raise EncoderError(f"there is no route {route!r}; there are {', '.join(ROUTES)}")


def refuse_other(name: str, route: str, device: str = "auto") -> None:
    """EncoderError for a route, or a device, that the encoder `name`, which is no exported one, does not have."""
    if route != FP32:
        raise EncoderError(f"the encoder {name} has no route {route}; leave --route out (those that can be exported have)")
    if device not in ("auto", "cpu"):
        raise EncoderError(f"the encoder {name} runs on the processor alone, not on {device}; leave --device out")
