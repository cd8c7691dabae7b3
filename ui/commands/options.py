"""Options that several commands share, so that each is spelled and explained once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import SettingError
from rag.scope import Scope

_MANY = 100
_ONE_LINE = json.JSONEncoder(ensure_ascii=False)
"""Without an indent JSON is written by C code."""

LibraryOption = Annotated[Path | None, typer.Option("--library", metavar="DIR", help="Folder of transcripts. Default: the samples that ship with Quoth.")]
IndexOption = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="Folder of the index. Default: .quoth in the library.")]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", metavar="NAME", help="'multilingual', or a sentence-transformers model by name or folder. Default: all-MiniLM-L6-v2.")
]
RouteOption = Annotated[
    str | None,
    typer.Option("--route", metavar="NAME", help="How vectors are computed: fp32, bf16 or int8; an index holds those of one route. Default: fp32."),
]
DeviceOption = Annotated[
    str | None,
    typer.Option("--device", metavar="NAME", help="Where passages are encoded: auto, cpu, cuda or mps. Default: auto, a graphics processor if there is one."),
]
RerankerOption = Annotated[
    str | None,
    typer.Option("--reranker", metavar="NAME", help="Put the best hits in the order of this CrossEncoder, by name or folder; 'none' for none. Default: none."),
]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="Vector index: flat, sq8, ivf-sq8, or auto, by size. Changing it encodes nothing again. Default: auto."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]
TranscriptOption = Annotated[list[str] | None, typer.Option("--transcript", metavar="ID", help="Search this transcript only. May be repeated.")]
SpeakerOption = Annotated[list[str] | None, typer.Option("--speaker", metavar="NAME", help="Quote this speaker only. May be repeated.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Transcripts of this date (YYYY-MM-DD) or later.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Transcripts of this date (YYYY-MM-DD) or earlier.")]


def scope(transcripts: list[str] | None, speakers: list[str] | None, since: str | None, until: str | None) -> Scope:
    """The scope that the options set; SettingError for a date that is none, or dates that leave nothing between them."""
    first, last = _date("--since", since), _date("--until", until)
    if first and last and last < first:
        raise SettingError(f"--until {last} lies before --since {first}; no transcript can be of both")
    return Scope(tuple(transcripts or ()), tuple(speakers or ()), first, last)


def print_json(value: Any) -> None:
    """The one JSON value of a `--json` run."""
    # Lone surrogates cannot be written as UTF-8; JSON has an escape for them.
    print(written(value).encode("utf-8", "backslashreplace").decode())


def written(value: Any, margin: str = "") -> str:
    """JSON indented by two spaces a level; the items of a list of many are a line each, which takes an eighth of the time."""
    inner = margin + "  "
    if isinstance(value, list) and value:
        items = [_ONE_LINE.encode(item) if len(value) > _MANY else written(item, inner) for item in value]
        return f"[\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}]"
    if isinstance(value, dict) and value:
        items = [f"{_ONE_LINE.encode(str(key))}: {written(item, inner)}" for key, item in value.items()]
        return f"{{\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}}}"
    return _ONE_LINE.encode(value)


def _date(option: str, text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise SettingError(f"{option} {text!r} is not a date; write it as YYYY-MM-DD") from error
