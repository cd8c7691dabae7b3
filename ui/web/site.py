"""What is served beside the conversation: further pages of the app, and routes of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.routing import BaseRoute

from rag.evals.kept import Kept
from rag.talks import Talks
from ui.people import People
from ui.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Pane:
    """A page of the app, under the address `#NAME` and in the element `#q-NAME`; `label` leads to it from the head of every page.

    `html` is constant: no word from outside passes through it. `script` builds the page from what `functions` answer, which
    any program can call; they take one argument of any kind and answer with JSON data or a sentence under "error".
    """

    name: str
    label: str
    html: str
    script: str
    functions: tuple[Callable[..., Any], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Everything besides the conversation and the reader.

    `kept` and `talks` say where evaluations and conversations are kept, if anywhere; `hint` is what a newcomer is told below the
    first questions, in plain words of our own. With `people` only they are let in, after they have logged in; paths that begin with
    one of `passes` look after that themselves. `desk` says who is answered when, where the usual one does not.
    """

    kept: Kept | None = None
    talks: Talks | None = None
    panes: tuple[Pane, ...] = ()
    routes: tuple[BaseRoute, ...] = ()
    hint: str = ""
    people: People | None = None
    passes: tuple[str, ...] = ()
    desk: Desk | None = None
