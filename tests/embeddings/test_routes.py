"""The routes of one encoder: named in its identity, near enough to fp32, never mixed in one index, and refused where they cannot be taken."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderError, IndexStale
from embeddings.encoders import Encoder, brain_float
from embeddings.encoders.devices import OnDevice, found_device
from embeddings.encoders.exported import ExportedEncoder
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.registry import open_encoder
from embeddings.encoders.texts import batches
from embeddings.generations import Generations
from embeddings.plan import plan
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import BUDGET, COUNCIL, READERS, town

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [text for _, text in (*COUNCIL, *BUDGET)] + ["Why?", "word " * 200]
LEAST = {"bf16": 0.9999, "int8": 0.96}


def opened(route: str) -> Encoder:
    try:
        return open_encoder(route=route)
    except EncoderError as error:
        if "multiply in bf16" in str(error) or "not installed" in str(error):
            pytest.skip(str(error))
        raise


@pytest.mark.model
@pytest.mark.parametrize(("route", "identity"), [("bf16", "openvino/bf16"), ("int8", "onnxruntime/int8")])
def test_another_route_is_another_identity_and_nearly_the_same_vectors(encoder: Encoder, route: str, identity: str) -> None:
    other = opened(route)
    assert other.identity.route == identity
    assert (other.identity.name, other.identity.weights, other.identity.limit) == (encoder.identity.name, encoder.identity.weights, encoder.identity.limit)
    rows, right = other.encode(TEXTS), encoder.encode(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert float(np.min(np.sum(rows * right, axis=1))) >= LEAST[route]
    assert not np.array_equal(rows, right)
    assert [other.count(text) for text in TEXTS] == [encoder.count(text) for text in TEXTS]


def test_the_first_call_of_bf16_is_made_alone_before_threads_may_make_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenVINO's own lock and Python's were waited for crosswise when the first two calls came at once: `quoth index --route bf16` hung."""
    callers: list[str] = []

    class Model:
        def compile_model(self, path: str, device: str, how: object) -> Model:
            return self

        def create_infer_request(self) -> Model:
            return self

        def infer(self, given: object) -> list[list[float]]:
            callers.append(threading.current_thread().name)
            return [[1.0]]

    monkeypatch.setattr(brain_float, "_core", Model)
    brain_float.opened(Path("a.onnx"), 2)
    assert callers == [threading.current_thread().name]


@pytest.mark.model
@pytest.mark.parametrize("route", ["bf16", "int8"])
def test_a_text_has_the_vector_that_it_has_alone(route: str) -> None:
    other = opened(route)
    alone = np.vstack([other.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(other.encode(TEXTS), alone, atol=1e-2 if route == "bf16" else 1e-6)
    assert float(np.min(np.sum(other.encode(TEXTS) * alone, axis=1))) >= 0.9999


@pytest.mark.model
def test_an_index_holds_one_route_and_refuses_another_by_name(encoder: Encoder, tmp_path: Path) -> None:
    other, index = opened("int8"), Generations(tmp_path / "index")
    rebuild(town(), index, encoder, READERS)
    with pytest.raises(IndexStale, match=r"by the route sentence-transformers/fp32, not onnxruntime/int8; use --route fp32, or .* quoth index --route int8"):
        open_snapshot(index, other.identity, READERS)
    planned = plan(town(), index, other, READERS)
    assert planned.encode == rebuild(town(), index, other, READERS).encoded > 10
    with pytest.raises(IndexStale, match="use --route int8"):
        open_snapshot(index, encoder.identity, READERS)


@pytest.mark.model
def test_the_int8_network_is_made_once_and_again_when_it_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = open_encoder(route="int8").encode(TEXTS[:1])
    network = next(tmp_path.rglob("*-int8/network.onnx"))
    made = network.stat().st_mtime_ns
    open_encoder(route="int8")
    assert network.stat().st_mtime_ns == made
    network.write_bytes(network.read_bytes()[:-1])
    np.testing.assert_array_equal(open_encoder(route="int8").encode(TEXTS[:1]), first)


@pytest.mark.parametrize("name", ["hashed", "some/model-of-the-hub"])
def test_what_is_not_exported_has_fp32_alone(name: str) -> None:
    with pytest.raises(EncoderError, match=f"{name} has no route bf16; leave --route out"):
        open_encoder(name, "bf16")


def test_an_unknown_route_is_refused_with_those_there_are() -> None:
    with pytest.raises(EncoderError, match="no route 'fp8'; there are fp32, bf16, int8"):
        open_encoder(route="fp8")


@pytest.mark.model
def test_openvino_tells_nobody_and_leaves_nothing(tmp_path: Path, encoder: Encoder) -> None:
    """Its import would leave an identity in the user's home, by which its makers count him."""
    opened("bf16")
    program = (
        "from pathlib import Path; import sys, embeddings.encoders.brain_float as b; b.refuse_where_there_is_none(); "
        "from embeddings.encoders.exported import ExportedEncoder; ExportedEncoder(Path(sys.argv[1]), 'x', b.opened, b.ROUTE).encode(['Why?']); "
        "print({'torch'} & set(sys.modules) or '', end='')"
    )
    from embeddings.encoders import exports, registry

    folder = exports.place(registry._files(registry.DEFAULT) or {})
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}  # no sign of CI
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("device", "said"), [("gpu", "no device 'gpu'"), ("cuda:x", "no device"), ("", "no device"), ("CPU", "no device")])
def test_an_unknown_device_is_refused_with_those_there_are(device: str, said: str) -> None:
    with pytest.raises(EncoderError, match=said):
        open_encoder(device=device)


def test_a_device_that_is_not_here_is_refused_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.encoders.devices._devices", lambda: ["cuda", "cuda:0"])
    assert found_device("cuda:0") == "cuda:0"
    with pytest.raises(EncoderError, match=r"no device cuda:3 here \(there are cuda, cuda:0\); use --device cpu"):
        found_device("cuda:3")
    with pytest.raises(EncoderError, match="route int8 runs on the processor alone"):
        found_device("cuda", "int8")


@pytest.mark.parametrize(("likely", "there", "it"), [(False, ["cuda"], "cpu"), (True, ["cuda", "cuda:0"], "cuda"), (True, ["mps"], "mps"), (True, [], "cpu")])
def test_auto_takes_a_device_where_there_is_one(monkeypatch: pytest.MonkeyPatch, likely: bool, there: list[str], it: str) -> None:
    monkeypatch.setattr("embeddings.encoders.devices._may_have_one", lambda: likely)
    monkeypatch.setattr("embeddings.encoders.devices._devices", lambda: there)
    assert found_device("auto") == it
    assert found_device("auto", "bf16") == "cpu"


@pytest.mark.model
def test_on_a_device_the_same_vectors_are_encoded_and_the_model_is_loaded_when_needed(encoder: Encoder) -> None:
    """The seam with the processor as the device: this has not been run on a graphics processor."""
    from embeddings.encoders.registry import _original

    loaded: list[str] = []

    def large() -> Encoder:
        loaded.append("")
        return _original("all-MiniLM-L6-v2", "cpu")

    made = OnDevice(encoder, large)
    assert (made.identity, made.count("Why?"), loaded) == (encoder.identity, encoder.count("Why?"), [])
    for _ in range(2):
        np.testing.assert_allclose(made.encode(TEXTS), encoder.encode(TEXTS), atol=1e-4)
    assert len(loaded) == 1


@pytest.mark.model
def test_a_device_that_computes_other_vectors_is_refused(encoder: Encoder) -> None:
    class Wrong(HashedEncoder):
        def __init__(self) -> None:
            super().__init__(384)
            self.count = encoder.count  # type: ignore[method-assign]

    with pytest.raises(EncoderError, match="its vectors are not the original's"):
        OnDevice(encoder, Wrong).encode(["Why?"])


@pytest.mark.parametrize("lengths", [[], [5], [600], [600, 3, 3, 3], list(range(1, 200)), [7] * 300])
def test_batches_hold_every_text_once_and_no_more_tokens_than_they_may(lengths: list[int]) -> None:
    found = [batch.tolist() for batch in batches(lengths, 512)]
    assert sorted(at for batch in found for at in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[at] for at in batch) <= 512 or len(batch) == 1 for batch in found)
    inside = [lengths[at] for batch in found for at in batch]
    assert inside == sorted(inside, reverse=True)


@pytest.mark.model
def test_an_exported_encoder_is_what_auto_gives_here(encoder: Encoder) -> None:
    assert isinstance(encoder, ExportedEncoder)
