"""quoth ask: one question, answered once."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.commands import options as o
from ui.opening import open_engine
from ui.render import answer_json, answer_text
from ui.settings import settings


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    transcript: o.TranscriptOption = None,
    speaker: o.SpeakerOption = None,
    since: o.SinceOption = None,
    until: o.UntilOption = None,
    as_json: o.JsonOption = False,
) -> None:
    """Answer a question with verified quotations, or say that the record does not answer it."""
    scope = o.scope(transcript, speaker, since, until)
    engine = open_engine(settings(library, index, encoder), quiet=as_json)
    answer = engine.ask(question, engine.named(scope))
    if as_json:
        o.print_json(answer_json(answer, engine))
    else:
        print(answer_text(answer, engine))
