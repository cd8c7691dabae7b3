"""Conversations that outlive the page: kept as they grow, shown again by their address, `?c=ID`, and proved anew each time.

Whoever knows the address can read a conversation; a list of them is offered only where the server answers this machine alone.
"""

from __future__ import annotations

import threading
from importlib.resources import files
from typing import Any, Final

import gradio as gr

from rag.talks import LONGEST_TITLE, Asked, Talk, Talks, first_title, new_id
from ui.escape import visible
from ui.web.filters import Filters
from ui.web.indexing import guarded
from ui.web.port import Engine
from ui.web.site import Pane
from ui.web.talk import Conversation

Json = dict[str, Any]

PAGE: Final = """<section class="e-page u-page" aria-label="Conversations" tabindex="-1">
<header class="e-head"><h2>Conversations</h2><p class="e-about"></p></header>
<div class="u-problem" role="alert" hidden></div><div class="u-tools" hidden></div><div class="u-list"></div></section>"""


def address() -> gr.HTML:
    """The part of the page that keeps the address in the browser: given {"id": ID}, it shows `?c=ID`, and none for ""."""
    return gr.HTML(value=None, html_template="<span></span>", js_on_load=_script("address.js"), apply_default_css=False, elem_id="q-address", visible=True)


def keep(talks: Talks, id: str, conversation: Conversation) -> str:
    """Keeps the conversation under `id`, or a new id for "", and returns it; "" where nothing was answered yet. TalkError where it cannot be kept."""
    asked = tuple(
        Asked(exchange.question, exchange.answer, _filters(exchange.filters), tuple(part.key for part in exchange.without))
        for exchange in conversation
        if exchange.answer
    )
    if not asked:
        return id
    held = talks.get(id) if id else None
    title = held.title if held and held.named else first_title(asked)
    return talks.keep(Talk(id or new_id(), title, "", asked, bool(held and held.named))).id


def pane(engine: Engine, talks: Talks) -> Pane:
    """The page that lists, renames and deletes conversations; a deleted one can be had back until the server ends."""
    gone: dict[str, Talk] = {}
    lock = threading.Lock()

    def talks_list(_asked: object = None) -> Json:
        return guarded(lambda: contents(talks))

    def talks_rename(sent: object) -> Json:
        id, title = (sent.get("id"), sent.get("title")) if isinstance(sent, dict) else (None, None)
        if not isinstance(title, str) or len(title) > 4 * LONGEST_TITLE:
            return {"error": "A conversation is called by its title."}
        return guarded(lambda: {"title": visible(talks.rename(id, title).title)})

    def talks_delete(id: object) -> Json:
        def delete() -> Json:
            talk = talks.delete(id)
            with lock:
                gone[talk.id] = talk
            return {"id": talk.id}

        return guarded(delete)

    def talks_restore(id: object) -> Json:
        with lock:
            talk = gone.pop(id, None) if isinstance(id, str) else None
        return guarded(lambda: {"id": talks.keep(talk).id}) if talk else {"error": "This conversation is no longer kept."}

    script = "\n".join([files("ui.web").joinpath("upkeep_parts", "nodes.js").read_text(encoding="utf-8"), _script("talks.js")])
    return Pane("conversations", "Conversations", PAGE, script, (talks_list, talks_rename, talks_delete, talks_restore))


def contents(talks: Talks) -> Json:
    """Every conversation's id, title, time and number of questions, newest first, and the files that cannot be read."""
    every = talks.all()
    rows = [[talk.id, visible(talk.title), talk.when, len(talk.asked)] for talk in every if isinstance(talk, Talk)]
    return {"talks": rows, "unreadable": [visible(name) for name in every if isinstance(name, str)], "folder": visible(str(talks.folder))}


def _filters(filters: Filters) -> Json:
    named = {"transcripts": list(filters.transcripts), "speakers": list(filters.speakers)}
    return {**named, "since": filters.since, "until": filters.until, "asked": filters.asked}


def _script(name: str) -> str:
    return files("ui.web").joinpath("talk_parts", name).read_text(encoding="utf-8")
