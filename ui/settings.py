"""Settings, in one place: flags over environment over quoth.toml over defaults.

    flag         environment      quoth.toml
    --library    QUOTH_LIBRARY    library     folder of transcripts (default: the samples that ship with Quoth)
    --index      QUOTH_INDEX      index       folder of the index (default: .quoth in the library)
    --encoder    QUOTH_ENCODER    encoder     name or folder of a sentence-transformers model
    --route      QUOTH_ROUTE      route       how its vectors are computed: fp32 (the default), bf16 or int8; an index holds those of one route
    --device     QUOTH_DEVICE     device      where `quoth index` encodes: auto (the default: a graphics processor if there is one), cpu, cuda, mps
    --reranker   QUOTH_RERANKER   reranker    name or folder of a sentence-transformers CrossEncoder, or "none" (the default)
    --kind       QUOTH_KIND       kind        of vector index that `quoth index` makes: flat, sq8, ivf-sq8, or auto (the default: by size)
    --host       QUOTH_HOST       host        address that the web app listens on
    --port       QUOTH_PORT       port        its port

quoth.toml is looked for in the current folder; paths in it are relative to that folder.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from corpus.errors import SettingError
from embeddings.encoders import devices
from embeddings.encoders.registry import DEFAULT as DEFAULT_ENCODER
from embeddings.encoders.routes import FP32
from embeddings.indexes.kinds import AUTO, named

NO_RERANKER = "none"
_FILE = "quoth.toml"
_DEFAULTS: Mapping[str, str | int] = {
    "encoder": DEFAULT_ENCODER, "route": FP32, "device": devices.AUTO, "reranker": NO_RERANKER, "kind": AUTO, "host": "127.0.0.1", "port": 7860,
}  # fmt: skip
_LAST_PORT = 65_535
_KEYS = ("library", "index", "encoder", "route", "device", "reranker", "kind", "host", "port")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every command works with. `samples` is True when no library was named; `reranker` is None for none."""

    library: Path
    index: Path
    encoder: str
    route: str
    device: str
    reranker: str | None
    kind: str
    host: str
    port: int
    samples: bool
    index_named: bool


def settings(
    library: Path | None = None,
    index: Path | None = None,
    encoder: str | None = None,
    host: str | None = None,
    port: int | None = None,
    reranker: str | None = None,
    kind: str | None = None,
    route: str | None = None,
    device: str | None = None,
) -> Settings:
    """The settings with the given flags on top; SettingError for a settings file or a value that cannot be used."""
    chosen = {"encoder": encoder, "route": route, "device": device, "reranker": reranker, "kind": kind}
    flags = {"library": library, "index": index, **chosen, "host": host, "port": port}
    held: dict[str, Any] = {**_DEFAULTS, **_file(Path(_FILE)), **_environment(), **{key: value for key, value in flags.items() if value is not None}}
    library_named = held.get("library")
    folder = Path(library_named) if library_named else Path(str(files("corpus") / "samples"))
    default_index = folder / ".quoth" if library_named else user_cache_path("quoth") / "samples"
    return Settings(
        library=folder,
        index=Path(held["index"]) if held.get("index") else default_index,
        encoder=str(held["encoder"]),
        route=str(held["route"]),
        device=str(held["device"]),
        reranker=None if held["reranker"] == NO_RERANKER else str(held["reranker"]),
        kind=named(str(held["kind"])),
        host=str(held["host"]),
        port=_port(held["port"]),
        samples=not library_named,
        index_named=bool(held.get("index")),
    )


def _port(value: str | int) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= _LAST_PORT):
        raise SettingError(f"port {value!r} is not a number from 0 to {_LAST_PORT}; mend it in --port, QUOTH_PORT or {_FILE}")
    return int(text)


def _environment() -> dict[str, str]:
    return {key: value for key in _KEYS if (value := os.environ.get(f"QUOTH_{key.upper()}"))}


def _file(path: Path) -> dict[str, str | int]:
    if not path.is_file():
        return {}
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{path}: cannot be read as TOML ({error})") from error
    for key, value in held.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            raise SettingError(f"{path}: there is no setting {key!r}{f', did you mean {near[0]!r}?' if near else ''}; known: {', '.join(_KEYS)}")
        kind, word = (int, "a number") if key == "port" else (str, "a text in quotation marks")
        if not isinstance(value, kind) or isinstance(value, bool) or value == "":
            raise SettingError(f"{path}: {key} must be {word}, not {value!r}")
    return held


def api_token() -> str:
    """The token of the API that the environment gives (QUOTH_API_TOKEN), "" for none: never a flag, which others on the machine could see."""
    return os.environ.get("QUOTH_API_TOKEN", "")
