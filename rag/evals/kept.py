"""The evaluations that are kept beside an index, and the test questions that were made while asking it.

    <index>/evals/2026-11-23-201105.json    one report, as `rag.evals.report` writes it; the name is its time, UTC
    <index>/evals/questions.jsonl           test questions: a question file like any other, for a person to check and mend
    <index>/evals/verdicts.jsonl            what people thought of answers: thumbs up and down, each with the quotations it was about
    <index>/evals/.lock                     held by whoever writes

A file is written beside its place, synced and moved there in one step: killed at any moment, what was there is still there.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import QuestionFileError
from rag.evals.report import load_report
from rag.evals.summary import Summary, moment, summary

LARGEST_VERDICTS = 20_000_000
"""Bytes of the file of verdicts."""

_LOCK_SECONDS = 5.0
_ID_WORDS = 6
_ID_LETTERS = 48


class Kept:
    """The folder where an index keeps its evaluations; it need not be there yet."""

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; nothing is read or made until it is asked for."""
        self.folder = folder

    @property
    def questions(self) -> Path:
        """The file of test questions, which need not be there yet."""
        return self.folder / "questions.jsonl"

    def names(self) -> list[Summary]:
        """Every report in short, newest first, those without a time last; one that cannot be read says why in `problem`."""
        held = [_kept(name, path) for name, path in self._files().items()]
        return sorted(held, key=lambda run: (moment(run.when) or datetime.datetime.min.replace(tzinfo=datetime.UTC), run.name), reverse=True)

    def report(self, name: str) -> dict[str, Any]:
        """The report called `name`, one of `names()`; QuestionFileError for any other name and for what is no report."""
        path = self._files().get(name)
        if path is None:
            raise QuestionFileError(f"there is no evaluation called {name[:60]!r} in {self.folder}: it may have been removed since it was listed")
        report = load_report(path)
        summary(name, report)
        return report

    def stamp(self, name: str) -> tuple[int, int]:
        """What changes when the file of a report does; QuestionFileError where there is none of that name."""
        path = self._files().get(name)
        if path is None:
            raise QuestionFileError(f"there is no evaluation called {name[:60]!r} in {self.folder}")
        return _stamp(path)

    def save(self, report: Mapping[str, Any]) -> Path:
        """Keeps a report under the time it was made at, or now where it does not say; never in another's place.

        QuestionFileError if the folder cannot be written, ValueError if a number in the report is not finite.
        """
        data = _encoded(json.dumps(dict(report), ensure_ascii=False, allow_nan=False, indent=1) + "\n")
        origin = report.get("provenance") or {}
        made = moment(str(origin.get("when", ""))) or datetime.datetime.now(datetime.UTC)
        with self._writing():
            base = f"{made:%Y-%m-%d-%H%M%S}"
            names = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
            path = next(path for name in names if not (path := self.folder / f"{name}.json").exists())
            _put(path, data)
        return path

    def add_question(self, question: Mapping[str, Any]) -> str:
        """Appends a question to the test questions and returns the id it got; an id of its own is not kept.

        QuestionFileError if it is there already (with the same transcript and history), if the file holds a line that
        is no question, or if it cannot be written.
        """
        with self._writing():
            before = self.questions.read_bytes() if self.questions.exists() else b""
            held = _held(self.questions, before)
            if (earlier := next((one for one in held if _asked(one) == _asked(question)), None)) is not None:
                raise QuestionFileError(f"this question is among the test questions already, as {str(earlier['id'])!r} in {self.questions}")
            taken = {str(one["id"]) for one in held}
            ids = (f"{_words(str(question['question']))}-{number}" for number in itertools.count(len(held) + 1))
            id = next(id for id in ids if id not in taken)
            line = _encoded(json.dumps({"id": id, **{key: value for key, value in question.items() if key != "id"}}, ensure_ascii=False) + "\n")
            _put(self.questions, before + (b"\n" if before and not before.endswith(b"\n") else b"") + line)
        return id

    @property
    def verdicts(self) -> Path:
        """The file of what people thought of answers, which need not be there yet."""
        return self.folder / "verdicts.jsonl"

    def judge(self, verdict: Mapping[str, Any]) -> None:
        """Appends what a person thought of an answer; of two with the same `answer` the later one counts.

        QuestionFileError where the file has grown beyond LARGEST_VERDICTS or cannot be written.
        """
        with self._writing():
            if self.verdicts.exists() and self.verdicts.stat().st_size > LARGEST_VERDICTS:
                raise QuestionFileError(f"{self.verdicts} has grown too large: read it, and move it away")
            with self.verdicts.open("ab") as file:
                file.write(_encoded(json.dumps(dict(verdict), ensure_ascii=False) + "\n"))
                file.flush()
                os.fsync(file.fileno())

    def count(self) -> int:
        """How many test questions there are: lines that are not blank; 0 where the file is missing or cannot be read."""
        try:
            return sum(bool(line.strip()) for line in self.questions.read_bytes().split(b"\n"))
        except OSError:
            return 0

    def _files(self) -> dict[str, Path]:
        """Every report file by its name without suffix. A name that is asked for is looked up here, never made into a path."""
        return {path.stem: path for path in self.folder.glob("*.json") if not path.name.startswith(".") and path.is_file()}

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The folder, made if need be and held by nobody else."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(str(self.folder / ".lock"), timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise QuestionFileError(f"another program is writing in {self.folder}: try again when it is done") from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise QuestionFileError(f"{self.folder} cannot be written ({why}): make it writable, or keep the index elsewhere with --index") from error


def _kept(name: str, path: Path) -> Summary:
    try:
        return _summary(name, path, _stamp(path))
    except (OSError, QuestionFileError) as error:
        return Summary(name, problem=str(error))


@lru_cache(maxsize=512)
def _summary(name: str, path: Path, stamp: tuple[int, int]) -> Summary:
    """Read once for each stamp: a file that changed has another."""
    return summary(name, load_report(path))


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _held(path: Path, data: bytes) -> list[dict[str, Any]]:
    """The questions of a file, which a person may have mended: none is lost because another was added."""
    held: list[dict[str, Any]] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            held.append({**one, "id": one["id"], "question": one["question"]})
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise QuestionFileError(f"{path}, line {number} is no test question ({type(error).__name__}): mend that line, then store this one") from error
    return held


def _asked(question: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two questions the same: their words, their transcript and the questions before them, but for case and spaces."""
    before = [str(past.get("question", "")) for past in question.get("history") or () if isinstance(past, Mapping)]
    return tuple(" ".join(text.split()).casefold() for text in (str(question["question"]), str(question.get("transcript", "")), *before))


def _words(question: str) -> str:
    words = re.findall(r"[^\W_]+", question.lower())[:_ID_WORDS]
    return "-".join(words)[:_ID_LETTERS].rstrip("-") or "question"


def _encoded(text: str) -> bytes:
    """UTF-8, with lone surrogates as the escapes that JSON has for them."""
    return text.encode("utf-8", "backslashreplace")


def _put(path: Path, data: bytes) -> None:
    """Puts a whole file in its place in one step; only under the lock, because the name beside it is always the same."""
    beside = path.with_name(f".new-{path.name}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
