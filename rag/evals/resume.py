"""An evaluation that can be interrupted: every answer is on disk before the next question is asked.

Beside the run file lies FILE.part while it is being made: a first line that says what is being run, then a record a
line. A later call with the same first line goes on where it stopped; the finished file takes its name in one step and
is the same, byte for byte, whether the run was interrupted or not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from rag.evals.questions import Question
from rag.evals.runs import Record, dump, load_record


def resumed(
    path: Path, what: Mapping[str, Any], questions: Sequence[Question], ask: Callable[[Sequence[Question]], Iterator[Record]]
) -> Iterator[Record]:
    """The records of all `questions` in order: those that FILE.part holds, then those that `ask` gives for the rest.

    `what` names everything that decides the answers; a part made with another one is begun anew. The run file at
    `path` is written when all are there. QuestionFileError when it cannot be.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        head = json.dumps(what, sort_keys=True, ensure_ascii=False)
        held = _held(part, head, questions)
        # Written anew: a torn last line must not stay.
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write("".join(line + "\n" for line in [head, *(dump(record, timed=True) for record in held)]))
            file.flush()
            yield from held
            for record in ask(questions[len(held) :]):
                file.write(dump(record, timed=True) + "\n")
                file.flush()
                held.append(record)
                yield record
        _publish(path, part, held)
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be written: {error.strerror or error}") from error


def _held(part: Path, head: str, questions: Sequence[Question]) -> list[Record]:
    """The records of an earlier call, as far as they are whole and of the same run."""
    if not part.is_file():
        return []
    lines = part.read_bytes().decode(errors="replace").split("\n")
    if lines[0] != head:
        return []
    records: list[Record] = []
    for question, line in zip(questions, lines[1:-1], strict=False):
        try:
            record = load_record(line, part.name)
        except QuestionFileError:
            break
        if record.id != question.id:
            break
        records.append(record)
    return records


def _publish(path: Path, part: Path, records: Sequence[Record]) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("".join(dump(record) + "\n" for record in records))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    part.unlink()
