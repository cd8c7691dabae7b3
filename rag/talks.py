"""Conversations that are kept beside an index, one file each, and what they are made of.

    <index>/conversations/20261124-051200-1a2b3c4d5e6f7081.json    the name is the id: its time, UTC, and chance that nobody guesses

A file is written beside its place, synced and moved there in one step. What was answered stands in it as `quoth ask --json` gives
it, so that other programs read it and every quotation can be proved again.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import secrets
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.errors import QuothError

SCHEMA = "quoth-conversation/1"
LONGEST_TITLE = 200
MOST_EXCHANGES = 500
MOST_KEPT = 10_000
LARGEST = 20_000_000
"""Bytes of one file; a larger one was not written by us."""

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{16}")


class TalkError(QuothError):
    """A conversation that cannot be kept, or is not there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put, with the filters set then (as the page had them) and the keys of limits taken off, and its answer as JSON."""

    question: str
    answer: Mapping[str, Any]
    filters: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation. `title` is what a person called it, or its first question; `when` is the time of its last answer, UTC, ISO 8601."""

    id: str
    title: str
    when: str
    asked: tuple[Asked, ...] = ()
    named: bool = False

    def as_json(self) -> dict[str, Any]:
        """The conversation as its file holds it."""
        exchanges = [{"question": one.question, "filters": dict(one.filters), "without": list(one.without), "answer": dict(one.answer)} for one in self.asked]
        return {"schema": SCHEMA, "id": self.id, "title": self.title, "named": self.named, "when": self.when, "exchanges": exchanges}


def new_id() -> str:
    """An id that no other conversation has."""
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(8)}"


def is_id(text: object) -> bool:
    """Whether a text from outside could be the id of a conversation."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def parse(held: object, where: str) -> Talk:
    """The conversation that JSON holds; TalkError, naming `where` it was read from, for anything else."""
    try:
        if not isinstance(held, dict) or held["schema"] != SCHEMA or not is_id(held["id"]):
            raise TypeError
        asked = tuple(
            Asked(str(one["question"]), _mapping(one["answer"]), _mapping(one.get("filters", {})), tuple(map(str, one.get("without", []))))
            for one in held["exchanges"]
        )
        return Talk(held["id"], str(held["title"])[:LONGEST_TITLE], str(held["when"]), asked, bool(held.get("named")))
    except (KeyError, TypeError, AttributeError) as error:
        raise TalkError(f"{where} holds no conversation of this version of Quoth: it was left as it is") from error


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


class Talks:
    """The conversations in a folder, which need not be there yet. Safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; nothing is made until something is kept."""
        self.folder = folder
        self._lock = threading.Lock()

    def keep(self, talk: Talk) -> Talk:
        """Writes the conversation, in place of what was kept under its id, and returns it with the time of now; TalkError where that cannot be."""
        now = replace(talk, when=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
        if not is_id(talk.id) or len(talk.asked) > MOST_EXCHANGES:
            raise TalkError(f"a conversation has at most {MOST_EXCHANGES} questions: begin a new one")
        with self._lock:
            self._write(now)
        return now

    def _write(self, talk: Talk) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            target = self.folder / f"{talk.id}.json"
            if not target.exists() and sum(1 for _ in self.folder.glob("*.json")) >= MOST_KEPT:
                raise TalkError(f"{self.folder} holds {MOST_KEPT:,} conversations: delete some")
            descriptor, beside = tempfile.mkstemp(prefix=".keeping-", dir=self.folder)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
                json.dump(talk.as_json(), file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        except OSError as error:
            raise TalkError(f"the conversation cannot be kept in {self.folder} ({error.strerror})") from error

    def get(self, id: object) -> Talk:
        """The conversation with that id; TalkError where there is none, or where its file cannot be read."""
        if not is_id(id):
            raise TalkError("there is no such conversation")
        path = self.folder / f"{id}.json"
        try:
            if path.stat().st_size > LARGEST:
                raise TalkError(f"{path} is too large for a conversation: it was left as it is")
            held = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise TalkError("this conversation is not kept, or no longer kept") from error
        except (OSError, ValueError, RecursionError) as error:
            raise TalkError(f"{path} cannot be read as a conversation: it was left as it is") from error
        return parse(held, str(path))

    def all(self) -> list[Talk | str]:
        """Every conversation, newest first, and last the names of files that cannot be read."""
        good: list[Talk] = []
        bad: list[str] = []
        for path in sorted(self.folder.glob("*.json"), reverse=True) if self.folder.is_dir() else ():
            try:
                good.append(self.get(path.stem))
            except TalkError:
                bad.append(path.name)
        return [*sorted(good, key=lambda talk: talk.when, reverse=True), *bad]

    def rename(self, id: object, title: str) -> Talk:
        """Gives the conversation a title of a person's choice; an empty one gives it its first question again."""
        talk = self.get(id)
        wanted = " ".join(title.split())[:LONGEST_TITLE]
        named = replace(talk, title=wanted or first_title(talk.asked), named=bool(wanted))
        with self._lock:
            self._write(named)
        return named

    def delete(self, id: object) -> Talk:
        """Removes the conversation and returns it, so that it can be kept again."""
        talk = self.get(id)
        with self._lock:
            (self.folder / f"{talk.id}.json").unlink(missing_ok=True)
        return talk


def first_title(asked: tuple[Asked, ...]) -> str:
    """The first question, cut to a title's length."""
    return " ".join(asked[0].question.split())[:LONGEST_TITLE] if asked else "Conversation"
