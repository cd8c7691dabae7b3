"""quoth transcribe: recordings become transcripts, heard by a machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import ListeningError, QuothError, ReadError
from corpus.listening import MODELS, Listener, beside, write
from ui.commands import options as o
from ui.escape import visible
from ui.progress import bar, say


def transcribe(
    recordings: Annotated[list[Path], typer.Argument(metavar="FILE", help="Sound or video files.", show_default=False)],
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="'base' (many languages) or 'tiny.en' (English, faster).")] = "base",
    as_json: o.JsonOption = False,
) -> None:
    """Write down what is said in recordings: beside each, as JSON that Quoth reads; a file that is there is never overwritten.

    A machine hears words, not who says them: all are one unknown speaker's, and every quotation says so. Needs: pip install 'quoth[audio]'.
    """
    if model not in MODELS:
        raise ListeningError(f"there is no model {model!r}; there are {', '.join(MODELS)}")
    missing = [path for path in recordings if not path.is_file()]
    if missing:
        raise ReadError(f"{missing[0]}: there is no such file; name a recording")
    taken = [beside(path) for path in recordings if beside(path).exists()]
    if taken:
        raise ListeningError(f"{taken[0]} is there already and is not overwritten; take it away first")
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the voice detection loads onnxruntime, which else sends events
    listener = Listener(model)
    done, bad = [], []
    for path in recordings:
        try:
            done.append(_one(listener, path, as_json))
        except QuothError as error:
            bad.append(str(error))
    if as_json and done:
        o.print_json(done)
    if bad:
        raise ReadError("; ".join(bad))


def _one(listener: Listener, path: Path, quiet: bool) -> dict[str, object]:
    """What was made of one recording."""
    with bar(f"Listening to {visible(path.name)}, seconds", None, quiet) as (advance, set_total):
        heard = listener.hear(path, lambda more: advance(round(more)), lambda total: set_total(round(total)))
    target = beside(path)
    write(heard.document, target)
    if not quiet:
        say(f"{target}: {len(heard.document['turns'])} turns, language {heard.language} ({heard.probability:.0%} sure), {heard.seconds:.0f} s heard.")
        say("A machine made it: check its words against the recording before you print them.")
    return {
        "file": str(path), "transcript": str(target), "language": heard.language, "probability": round(heard.probability, 3),
        "seconds": round(heard.seconds, 2), "turns": len(heard.document["turns"]), "model": listener.model,
    }  # fmt: skip
