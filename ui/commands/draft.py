"""quoth eval init: draft a question file from a library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import QuestionFileError
from corpus.library import read_library
from rag.evals.draft import draft, write
from ui.commands import options as o
from ui.progress import say
from ui.settings import settings


def init(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Question file to write (JSON lines); one that is there is never overwritten.")],
    library: o.LibraryOption = None,
    count: Annotated[int, typer.Option("--count", metavar="N", help="How many questions at most.")] = 100,
    unanswerable: Annotated[float, typer.Option("--unanswerable", metavar="SHARE", help="Share of questions put to a transcript that cannot answer.")] = 0.2,
    seed: Annotated[int, typer.Option("--seed", help="Which questions are drawn.")] = 0,
    as_json: o.JsonOption = False,
) -> None:
    """Draft questions from what was asked in the transcripts, each with the reply it got as its gold.

    Nobody has read them: they are a first file to mend by hand.
    """
    held = settings(library)
    if out.exists():
        raise QuestionFileError(f"{out} is there already and is not overwritten; name another file")
    made = draft(read_library(held.library).transcripts, count, seed, unanswerable)
    if not made:
        raise QuestionFileError(f"nothing was drafted from {held.library}: no question in it gets a reply of some length; write questions by hand")
    write(out, made)
    right = sum(question["answerable"] for question in made)
    if as_json:
        o.print_json({"file": str(out), "questions": len(made), "answerable": right, "unanswerable": len(made) - right})
        return
    print(f"{out}: {len(made)} questions, {right} answerable, {len(made) - right} not.")
    if len(made) < count:
        say(f"That is all that can be drafted surely; {count} were asked for.")
    say(f"Nobody has read them. Measure with: quoth eval {out} --scope transcript")
