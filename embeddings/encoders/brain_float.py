"""The route "bf16": an exported network run by OpenVINO in bfloat16, where the processor multiplies in it (AVX512-BF16, AMX).

The one module that imports `openvino`, an optional extra. Its import would leave an identity in the user's home and report to its
makers; the package by which it does so is kept from being imported, for which it provides.
"""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError
from embeddings.encoders import Vectors
from embeddings.encoders.exported import Network

ROUTE: Final = "openvino/bf16"
INSTALL: Final = "pip install 'quoth[bf16]' (or: pip install openvino)"

_STEP: Final = 8
"""Texts are padded to a multiple of so many tokens: OpenVINO compiles anew for every shape it has not seen, and so it sees an eighth of them."""

_FIRST = threading.Lock()
"""OpenVINO's binding prepares something at its first call, and two first calls at once wait for each other for ever: one is made alone."""


def refuse_where_there_is_none() -> None:
    """EncoderError where the package is missing or this processor has no bf16."""
    if find_spec("openvino") is None:
        raise EncoderError(f"the route bf16 is not installed: {INSTALL}; or leave it out: --route fp32")
    if "BF16" not in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise EncoderError("this processor does not multiply in bf16 (AVX512-BF16 or AMX), so the route would only be slower; use: --route fp32")


def opened(path: Path, threads: int) -> Network:
    """The network in the ONNX file at `path`, for so many callers at once, each on one thread."""
    how = {"INFERENCE_PRECISION_HINT": "bf16", "NUM_STREAMS": threads, "INFERENCE_NUM_THREADS": threads}
    model = _core().compile_model(str(path), "CPU", how)
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(threads):
        free.put(model.create_infer_request())

    def network(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Vectors:
        more = ((0, 0), (0, -ids.shape[1] % _STEP))  # masked, so that it does not matter what stands there
        request = free.get()
        try:
            return np.array(request.infer({"input_ids": np.pad(ids, more), "attention_mask": np.pad(mask, more)})[0], dtype=np.float32)
        finally:
            free.put(request)

    with _FIRST:
        network(np.ones((1, 1), np.int64), np.ones((1, 1), np.int64))
    return network


def _core() -> Any:
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # an import of it fails, and openvino's own stand-in, which does nothing, is used
    from openvino import Core

    return Core()
