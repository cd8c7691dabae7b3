"""The vectors of a sentence-transformers model without torch: its network as ONNX, run by onnxruntime, its texts cut by `tokenizers`.

`sentence_transformer` defines the vectors; `exporting` writes the folder that is opened here and proves it against the original.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity, Report, Vectors, silent
from embeddings.encoders.counting import counter
from embeddings.encoders.loading import check
from embeddings.encoders.texts import batches, refuse_long, whole

NETWORK: Final = "network.onnx"
TOKENS: Final = "tokenizer.json"
_ABOUT: Final = "encoder.json"
_TOKENS: Final = 512  # in one batch, padding counted: what fits a processor's own cache is a quarter quicker than 16 texts of any length


QUANTISED: Final = "onnxruntime/int8"
"""The route whose activations are scaled by the largest of a batch: a text has one vector only if it is encoded alone."""

Network = Callable[[npt.NDArray[np.int64], npt.NDArray[np.int64]], Vectors]
"""Tokens and mask, int64 (texts, tokens), to unit rows. Called from as many threads at once as it was opened for."""


class ExportedEncoder:
    """An exported network on the processor. Safe to call from several threads at once."""

    def __init__(self, folder: Path, name: str, opened: Callable[[Path, int], Network] | None = None, route: str = "") -> None:
        """Open the export in `folder` under the name a person asks for it by; EncoderError when a file is not the one that was written.

        `opened` opens its network (path, threads) in another way than onnxruntime does; `route` is what its vectors are called then.
        """
        identity, self._pad = described(folder)
        from tokenizers import Tokenizer

        self.identity = replace(identity, name=name, route=route or identity.route)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENS))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._count = counter(self._tokenizer)
        self._network = (opened or _onnxruntime)(folder / NETWORK, _threads())

    def count(self, text: str) -> int:
        """The length of `text` in word pieces, the two markers included."""
        return self._count(text)

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows in the order of `texts`, computed longest first; EncoderError for a text over the limit."""
        tokens = [found.ids for found in self._tokenizer.encode_batch([whole(text) for text in texts])]
        lengths = [len(ids) for ids in tokens]
        refuse_long(self.identity, texts, lengths)
        rows = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        parts = list(batches(lengths, 1 if self.identity.route == QUANTISED else _TOKENS))
        for batch, vectors in zip(parts, self._computed([[tokens[at] for at in batch] for batch in parts]), strict=True):
            rows[batch] = vectors
            report(len(batch))
        return rows

    def _computed(self, parts: Sequence[Sequence[Sequence[int]]]) -> Iterator[Vectors]:
        if len(parts) == 1:  # a question: no thread need be started for it
            yield self._run(parts[0])
            return
        pool = ThreadPoolExecutor(_threads())
        try:
            for vectors in [pool.submit(self._run, part) for part in parts]:
                yield vectors.result()
        finally:
            pool.shutdown(cancel_futures=True)  # a report may have stopped the work

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        shape = (len(tokens), max(map(len, tokens)))
        ids, mask = np.full(shape, self._pad, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, held in enumerate(tokens):
            ids[row, : len(held)] = held
            mask[row, : len(held)] = 1
        return self._network(ids, mask)


def describe(folder: Path, identity: EncoderIdentity, pad: int) -> None:
    """Writes what the files of an export are, with their SHA-256 and its own, so that a later opening can tell whether they still are."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENS)}
    about = {"identity": asdict(identity), "pad": pad, "sha256": digests}
    (folder / _ABOUT).write_text(json.dumps({"about": about, "sha256": _digest(about)}, indent=1), encoding="utf-8")


def described(folder: Path) -> tuple[EncoderIdentity, int]:
    """What `describe` wrote of the export in `folder`, its files checked; EncoderError when one is not the one that was written."""
    about = _about(folder)
    return EncoderIdentity(**about["identity"]), int(about["pad"])


def _about(folder: Path) -> Mapping[str, Any]:
    try:
        held = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(f"{folder} holds no exported encoder") from error
    if not isinstance(held, dict) or not isinstance(held.get("about"), dict) or held.get("sha256") != _digest(held["about"]):
        raise EncoderError(f"{folder / _ABOUT} is not as it was written")
    about: Mapping[str, Any] = held["about"]
    check(folder, about["sha256"])
    return about


def _digest(about: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _onnxruntime(path: Path, _: int) -> Network:
    runtime = silent_runtime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1  # each batch on one thread, and as many batches at once as there are processors: none waits for another
    options.log_severity_level = 3
    session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def network(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Vectors:
        return np.asarray(session.run(None, {"input_ids": ids, "attention_mask": mask})[0], dtype=np.float32)

    return network


def silent_runtime() -> Any:
    """The library with its telemetry off: official builds send events to Microsoft, the first as they load, unless this is set before."""
    os.putenv("ORT_DISABLE_TELEMETRY", "1")  # told to the library alone: nothing of ours reads it
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # the builds for Windows heed this alone
    return onnxruntime


def _threads() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
