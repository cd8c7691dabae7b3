"""quoth ask: one question, answered once."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus.errors import SettingError
from ui.commands import options as o
from ui.opening import open_engine
from ui.render import answer_json, answer_text
from ui.settings import settings


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    route: o.RouteOption = None,
    reranker: o.RerankerOption = None,
    transcript: o.TranscriptOption = None,
    speaker: o.SpeakerOption = None,
    since: o.SinceOption = None,
    until: o.UntilOption = None,
    words: Annotated[int | None, typer.Option("--words", min=1, metavar="N", help="Quote at most so many words. Default: 120.")] = None,
    as_json: o.JsonOption = False,
) -> None:
    """Answer a question with verified quotations, or say that the record does not answer it."""
    if not question.strip():
        raise SettingError("the question is empty; ask it in a few words, in quotation marks")
    scope = o.scope(transcript, speaker, since, until)
    engine = open_engine(settings(library, index, encoder, reranker=reranker, route=route), quiet=as_json)
    answer = engine.ask(question, engine.named(scope), most_words=words)
    if as_json:
        o.print_json(answer_json(answer, engine))
    else:
        print(answer_text(answer, engine))
