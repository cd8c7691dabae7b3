"""The web app: the page wired to an engine, and the server that shows it.

What is said is in `talk` and `conversation`, what is read in `reader`, where things stand in `layout`, who may call in
`security`.
"""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final

import gradio as gr
from starlette.middleware import Middleware

from corpus.errors import QuothError, SettingError
from rag.talks import Talks
from ui.web import evaluations, fonts, reopening, saved
from ui.web.conversation import trouble
from ui.web.filters import Filters
from ui.web.keeping import Shelf
from ui.web.layout import Page, header, page, speaker_choices, transcript_choices
from ui.web.port import Engine
from ui.web.reports import routes
from ui.web.security import Guard, served_names
from ui.web.site import Pane, Site
from ui.web.talk import Conversation, Exchange, ask_within, ask_without, chosen, messages, offered, talk
from ui.web.theme import ICON, STYLES, scripts, theme

Updates = dict[Any, Any]

NO_ANSWER: Final = "No answer came: the server is too busy or has met a fault of its own. Ask again; if it stays so, its terminal says why."

NOTHING_ELSE: Final = Site()

_SHOWN = itertools.count()
"""Numbers what is sent to the reader, so that the same place a second time is still news to it."""


def build(engine: Engine, examples: Sequence[str], site: Site = NOTHING_ELSE) -> gr.Blocks:
    """The page over `engine`, offering `examples` to a newcomer, with what else the `site` has. Nothing is served yet."""
    shelf = Shelf(site.kept) if site.kept else None
    panes = (*site.panes, *([evaluations.pane(engine, shelf)] if shelf else []))
    blocks = gr.Blocks(title="Quoth", fill_width=True, analytics_enabled=False)
    with blocks:
        _wire(blocks, engine, page(engine, examples, panes, site.hint), shelf, panes, site.talks)
    return blocks


def _wire(blocks: gr.Blocks, engine: Engine, parts: Page, shelf: Shelf | None, panes: Sequence[Pane], talks: Talks | None) -> None:
    filters = [parts.transcripts, parts.speakers, parts.since, parts.until]
    changed = [parts.box, parts.first, parts.chat, parts.again, parts.past, parts.reader, parts.kept, parts.address]
    record = [parts.head, parts.transcripts, parts.speakers]
    quiet: Any = {"api_visibility": "private", "show_progress": "hidden"}
    box = [parts.box, parts.past, parts.kept, *filters]
    # A question sent while another is being answered waits for it; by Gradio's own choice it would be lost.
    asks = [parts.box.submit(partial(_ask, engine, parts, shelf, talks), box, changed, trigger_mode="always_last", **quiet)]
    for question, button in parts.examples:
        asks.append(button.click(partial(_ask, engine, parts, shelf, talks, question), [parts.past, parts.kept, *filters], changed, **quiet))
    for asked in asks:
        asked.failure(partial(_failed, parts), parts.past, changed, **quiet)
    again = [parts.past, parts.chat, parts.reader, parts.chips]
    drops = parts.chips.drop(_dropping(engine, parts, shelf, talks), [parts.past, parts.kept], again, **quiet)  # Gradio makes `drop` because chips.js fires it
    drops.failure(partial(_not_dropped, parts), parts.past, again, **quiet)
    parts.again.click(partial(_anew, parts), None, changed, **quiet)
    blocks.load(_opening(engine, parts, panes, talks), None, [*record, *changed], **quiet)


def _ask(
    engine: Engine,
    parts: Page,
    shelf: Shelf | None,
    talks: Talks | None,
    question: str,
    past: Conversation,
    kept: str,
    transcripts: list[str],
    speakers: list[str],
    since: str,
    until: str,
) -> Iterator[Updates]:
    """Shows the question at once, then what is said to it and the first quotation in the reader."""
    if not question.strip():
        yield {parts.box: ""}
        return
    pending = (*past, Exchange(question, ""))
    chat, shown = gr.update(value=messages(pending), visible=True), gr.update(visible=True)
    yield {parts.box: "", parts.first: gr.update(visible=False), parts.chat: chat, parts.again: shown, parts.past: pending}
    _move(engine)
    exchange = talk(engine, question, Filters(tuple(transcripts or ()), tuple(speakers or ()), since or "", until or ""), past, shelf)
    opened = {parts.reader: {"opens": exchange.opens, "number": next(_SHOWN)}} if exchange.opens else {}
    talked = (*past, exchange)
    id = saved.keep(talks, kept, talked) if talks else ""
    mend = {} if exchange.lead else {parts.box: question}  # to be asked again; else the box may hold the next question by now
    yield {parts.chat: messages(talked), parts.past: talked, parts.kept: id, parts.address: {"id": id}, **mend, **opened}


def _dropping(engine: Engine, parts: Page, shelf: Shelf | None, talks: Talks | None) -> Callable[[Conversation, str, gr.EventData], Updates]:
    """What a click on a chip does: the question is asked again without that limit, and the new answer takes the place of the old."""

    def drop(past: Conversation, kept: str, event: gr.EventData) -> Updates:
        done: Updates = {parts.chips: {"done": next(_SHOWN)}}
        sent = event._data if isinstance(event._data, dict) else {}
        talked = _again(engine, past, sent, shelf)
        if talked is None:
            return done
        at = int(sent["exchange"])
        if talks:
            saved.keep(talks, kept, talked)
        opened = {parts.reader: {"opens": talked[at].opens, "number": next(_SHOWN)}} if talked[at].opens else {}
        return {parts.past: talked, parts.chat: messages(talked), **opened, **done}

    return drop


def _again(engine: Engine, past: Conversation, sent: Mapping[str, object], shelf: Shelf | None) -> Conversation | None:
    """The conversation with a question asked again, without the limit of a chip or within one that was offered; None for neither."""
    taken, added = chosen(past, sent.get("exchange"), sent.get("chip")), offered(past, sent.get("exchange"), sent.get("more"))
    if taken:
        _move(engine)
        return ask_without(engine, past, *taken, shelf)
    if added:
        _move(engine)
        return ask_within(engine, past, *added, shelf)
    return None


def _not_dropped(parts: Page, past: Conversation) -> Updates:
    """After a fault of the program's own the answer stays as it was, and its chips can be used again."""
    return {parts.chat: messages(past), parts.chips: {"done": next(_SHOWN)}}


def _move(engine: Engine) -> None:
    """To a newer generation if there is a sound one; the open one goes on answering if there is not."""
    with suppress(QuothError):
        engine.refresh()


def _failed(parts: Page, past: Conversation) -> Updates:
    """After a fault of the program's own: the question that was pending is told so."""
    told = (*past[:-1], replace(past[-1], message=trouble(NO_ANSWER))) if past else ()
    return {parts.chat: messages(told), parts.past: told}


def _anew(parts: Page) -> Updates:
    hidden = gr.update(visible=False)
    fresh: Updates = {parts.kept: "", parts.address: {"id": ""}}
    return {**fresh, parts.past: (), parts.chat: gr.update(value=[], visible=False), parts.again: hidden, parts.first: gr.update(visible=True)}


def _opening(engine: Engine, parts: Page, panes: Sequence[Pane], talks: Talks | None) -> Callable[[gr.Request], Updates]:
    """What a page shows when it is opened: the newest generation, and the conversation that its address names."""

    def opening(request: gr.Request) -> Updates:
        shown = _refreshed(engine, parts, panes)
        id, talked = reopening.reopened(engine, talks, request.query_params.get("c")) if talks else ("", ())
        if not talked:
            return shown
        chat = {parts.chat: gr.update(value=messages(talked), visible=True), parts.first: gr.update(visible=False), parts.again: gr.update(visible=True)}
        return {**shown, **chat, parts.past: talked, parts.kept: id, parts.address: {"id": id}}

    return opening


def _refreshed(engine: Engine, parts: Page, panes: Sequence[Pane]) -> Updates:
    """A page that is opened shows the newest generation."""
    _move(engine)
    transcripts, speakers = transcript_choices(engine), speaker_choices(engine)
    return {
        parts.head: header(engine, panes),
        parts.transcripts: gr.update(choices=transcripts),
        parts.speakers: gr.update(choices=speakers),
    }


def serve(engine: Engine, host: str, port: int, examples: Sequence[str], on_ready: Callable[[str], None], site: Site = NOTHING_ELSE) -> None:
    """Serves the app on `host` and `port` (0: any free one) until interrupted; `on_ready` gets the address once it answers.

    Where `site` says where evaluations are kept, there is a page of them, and test questions made in the chat are stored there.
    Raises SettingError if the port cannot be had.
    """
    free = _free(host, port)
    blocks = launch(build(engine, examples, site), host, free, site)
    try:
        on_ready(str(blocks.local_url))
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        blocks.close(verbose=False)


def launch(blocks: gr.Blocks, host: str, port: int, site: Site = NOTHING_ELSE) -> gr.Blocks:
    """Starts a server in a thread of its own, with the routes of the `site` beside the app, and returns once it answers."""
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    blocks.queue(max_size=64, default_concurrency_limit=4, api_open=False)
    blocks.launch(
        server_name=name, server_port=port, prevent_thread_lock=True, quiet=True, share=False, inbrowser=False,
        show_error=False, strict_cors=True, ssr_mode=False, enable_monitoring=False, run_history=False, mcp_server=False, pwa=False,
        footer_links=[], allowed_paths=[], max_file_size="1kb", theme=theme(), css_paths=list(STYLES), favicon_path=ICON,
        js=scripts(), app_kwargs={
            "middleware": [Middleware(Guard, names=served_names(host))], "routes": [*fonts.routes(), *site.routes, *(routes(site.kept) if site.kept else ())],
        },
    )  # fmt: skip
    return blocks


def _free(host: str, port: int) -> int:
    """The port, or a free one for 0. Finds out before Gradio does, and in one sentence, whether it can be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        raise SettingError(f"cannot serve on {host}, port {port} ({error.strerror}): choose another with --port or --host") from error
