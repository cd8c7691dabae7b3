"""quoth verify: every quotation of saved answers, and the index, against the files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import SettingError
from rag import talks
from rag.exports import docx, docx_claims, markdown, markdown_claims, proof
from rag.exports.place import Claim
from ui.commands import options as o
from ui.commands.index import index_problems
from ui.escape import visible
from ui.settings import settings

_LARGEST = 100_000_000
_NAME = "name an answer saved from: quoth ask --json, or an export of a conversation"


def verify(
    answers: Annotated[
        list[Path] | None, typer.Argument(help="Answers saved from: quoth ask --json, conversations, their exports (.md, .docx). Default: check the index.")
    ] = None,
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    as_json: o.JsonOption = False,
) -> None:
    """Prove every quotation of saved answers against the files; without answers, prove the index. Exit 1 if anything fails."""
    held = settings(library, index)
    if answers:
        results = [result for path in answers for result in _results(held.library, path)]
        failed = [why for why in results if why]
        done = f"{len(results)} quotations proved" if not failed else f"{len(failed)} of {len(results)} quotations failed"
    else:
        failed = index_problems(held)
        done = "the index is whole and every transcript is as its file says" if not failed else f"{len(failed)} problems"
    if as_json:
        o.print_json({"ok": not failed, "failed": failed, "text": done})
    else:
        print("\n".join([*(visible(line) for line in failed), done]))
    raise typer.Exit(1 if failed else 0)


def _results(library: Path, path: Path) -> Iterator[str]:
    """For every quotation of a file "" when it is proved, else where it is and why it is not."""
    data = _data(path)
    if data.startswith(b"PK"):
        yield from _claimed(library, path, list(docx_claims.claims(data, str(path))), docx.written)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        for number, quote in enumerate(_quotes(path, data), 1):
            yield _told(path, number, quote["text"], proof.disproof_of_saved(library, quote))
    else:
        yield from _claimed(library, path, list(markdown_claims.claims(_text(path, data))), markdown.written)


def _claimed(library: Path, path: Path, claims: Sequence[Claim], written: Callable[[Any], str]) -> Iterator[str]:
    if not claims:
        raise SettingError(f"{path} holds no quotations; {_NAME}")
    for number, claim in enumerate(claims, 1):
        yield _told(path, number, claim.text, proof.disproof(library, claim, written))


def _told(path: Path, number: int, text: str, why: str) -> str:
    return f"{path}, quotation {number} (“{' '.join(text.split())[:60]}”): {why}" if why else ""


def _data(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingError(f"{path} is too large for an answer or an export; {_NAME}")
        return path.read_bytes()
    except OSError as error:
        raise SettingError(f"{path} cannot be read: {error.strerror}; {_NAME}") from error


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingError(f"{path} is not text in UTF-8; {_NAME}") from error


def _quotes(path: Path, data: bytes) -> Iterator[dict[str, Any]]:
    needed = {"text": str, "speaker": str, "file": str, "sha256": str, "turn": int, "start": int, "end": int}
    try:
        held = json.loads(_text(path, data))
    except (ValueError, RecursionError) as error:
        raise SettingError(f"{path} is not JSON; {_NAME}") from error
    for number, quote in enumerate(_listed(path, held), 1):
        wrong = [key for key, kind in needed.items() if not isinstance(quote, dict) or type(quote.get(key)) is not kind]
        if wrong:
            raise SettingError(f"{path}, quotation {number}: {wrong[0]} is missing or of the wrong kind; save the answer again from: quoth ask --json")
        yield quote


def _listed(path: Path, held: Any) -> list[Any]:
    """The quotations of an answer, or of a whole conversation, which keeps those that could not be verified as well."""
    if isinstance(held, dict) and held.get("schema") == talks.SCHEMA:
        return [quote for one in talks.parse(held, str(path)).asked for quote in one.answer.get("quotes", ()) if quote.get("verified")]
    quotes = held.get("quotes") if isinstance(held, dict) else None
    if not isinstance(quotes, list):
        raise SettingError(f"{path} holds no quotations; {_NAME}")
    return quotes
