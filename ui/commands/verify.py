"""quoth verify: every quotation of saved answers, and the index, against the files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import ReadError, SettingError
from corpus.library import read_file
from ui.commands import options as o
from ui.commands.index import index_problems
from ui.escape import visible
from ui.settings import settings


def verify(
    answers: Annotated[list[Path] | None, typer.Argument(help="Answers saved from: quoth ask --json. Default: check the index.")] = None,
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    as_json: o.JsonOption = False,
) -> None:
    """Prove every quotation of saved answers against the files; without answers, prove the index. Exit 1 if anything fails."""
    held = settings(library, index)
    if answers:
        results = [{**quote, "why": disproof(held.library, quote)} for path in answers for quote in _quotes(path)]
        failed = [f"{quote['file']}, turn {quote['turn']}: {quote['why']}" for quote in results if quote["why"]]
        done = f"{len(results)} quotations proved" if not failed else f"{len(failed)} of {len(results)} quotations failed"
    else:
        failed = index_problems(held)
        done = "the index is whole and every transcript is as its file says" if not failed else f"{len(failed)} problems"
    if as_json:
        o.print_json({"ok": not failed, "failed": failed, "text": done})
    else:
        print("\n".join([*(visible(line) for line in failed), done]))
    raise typer.Exit(1 if failed else 0)


def disproof(library: Path, quote: Mapping[str, Any]) -> str:
    """Why a saved quotation is not what its file says today; "" when it is proved.

    The file is read afresh; the index is not asked.
    """
    path = library / quote["file"]
    if not path.resolve().is_relative_to(library.resolve()):
        return "the file lies outside the library"
    try:
        transcript = read_file(path, library)
    except ReadError as error:
        return str(error)
    if transcript.sha256 != quote["sha256"]:
        return "the file has changed since"
    if not 0 <= quote["turn"] < len(transcript.turns):
        return "the file has no such turn"
    turn = transcript.turns[quote["turn"]]
    if not 0 <= quote["start"] < quote["end"] <= len(turn.text) or turn.text[quote["start"] : quote["end"]] != quote["text"]:
        return "the file has other words there"
    return "" if turn.speaker.name == quote["speaker"] else f"the words are {turn.speaker.name or 'an unnamed speaker'}'s, not {quote['speaker']}'s"


def _quotes(path: Path) -> Iterator[dict[str, Any]]:
    needed = {"text": str, "speaker": str, "file": str, "sha256": str, "turn": int, "start": int, "end": int}
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingError(f"{path} cannot be read: {error.strerror}; name an answer saved from: quoth ask --json") from error
    except (ValueError, RecursionError) as error:
        raise SettingError(f"{path} is not JSON; name an answer saved from: quoth ask --json") from error
    quotes = held.get("quotes") if isinstance(held, dict) else None
    if not isinstance(quotes, list):
        raise SettingError(f"{path} holds no quotations; name an answer saved from: quoth ask --json")
    for number, quote in enumerate(quotes, 1):
        wrong = [key for key, kind in needed.items() if not isinstance(quote, dict) or type(quote.get(key)) is not kind]
        if wrong:
            raise SettingError(f"{path}, quotation {number}: {wrong[0]} is missing or of the wrong kind; save the answer again from: quoth ask --json")
        yield quote
