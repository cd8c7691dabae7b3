"""The route "int8": an exported network with its matrix products in 8 bits, weights per channel, activations by the text.

Written by onnxruntime's own quantiser from the fp32 export, once, beside it.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from embeddings.encoders import EncoderIdentity
from embeddings.encoders.exported import NETWORK, QUANTISED, TOKENS, describe, described, silent_runtime


def quantise(export: Path, folder: Path) -> None:
    """Makes `folder` an export like the one in `export`, in int8; OSError where it cannot be written, and then there is no folder."""
    identity, pad = described(export)
    beside = Path(tempfile.mkdtemp(prefix=".quantising-", dir=folder.parent))
    try:
        _write_network(export / NETWORK, beside / NETWORK)
        shutil.copyfile(export / TOKENS, beside / TOKENS)
        describe(beside, _named(identity), pad)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _named(identity: EncoderIdentity) -> EncoderIdentity:
    return replace(identity, route=QUANTISED)


def _write_network(source: Path, target: Path) -> None:
    silent_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # it advises on the root logger, which would put the advice on the terminal
    try:
        quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
    finally:
        logging.disable(before)
