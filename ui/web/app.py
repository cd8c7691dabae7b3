"""The web app: the page wired to an engine, and the server that shows it.

What is said is in `talk`, `conversation` and `conversing`, what is read in `reader`, where things stand in `layout`, who may call in
`security`.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import gradio as gr
from starlette.middleware import Middleware

from corpus.errors import QuothError, SettingError
from ui.escape import visible
from ui.web import evaluations, fonts, heartbeat, record, reopening
from ui.web.conversing import Conversing, move
from ui.web.desk import LINE
from ui.web.keeping import Shelf
from ui.web.layout import Page, header, page
from ui.web.login import Gate
from ui.web.measure import Measured
from ui.web.port import Engine
from ui.web.reports import routes
from ui.web.security import Guard, served_names
from ui.web.sentences import sentence
from ui.web.site import Pane, Site
from ui.web.talk import messages
from ui.web.theme import ICON, STYLES, scripts, theme

Updates = dict[Any, Any]

NOTHING_ELSE: Final = Site()

QUEUE: Final = 1_000
WORKERS: Final = 2 * LINE
"""Events that Gradio holds, and those it lets run at once: more than the desk takes, so that the desk decides who waits and says so."""


def build(engine: Engine, examples: Sequence[str], site: Site = NOTHING_ELSE) -> gr.Blocks:
    """The page over `engine`, offering `examples` to a newcomer, with what else the `site` has. Nothing is served yet."""
    shelf = Shelf(site.kept) if site.kept else None
    panes = (*site.panes, *([evaluations.pane(engine, shelf)] if shelf else []))
    blocks = gr.Blocks(title="Quoth", fill_width=True, analytics_enabled=False)
    with blocks:
        _wire(blocks, engine, page(engine, examples, panes, site.hint, bool(site.people)), shelf, panes, site)
    return blocks


def _wire(blocks: gr.Blocks, engine: Engine, parts: Page, shelf: Shelf | None, panes: Sequence[Pane], site: Site) -> None:
    does = Conversing(engine, parts, shelf, site.talks, site.desk)
    changed = [parts.box, parts.first, parts.chat, parts.again, parts.past, parts.reader, parts.address, parts.chips]
    quiet: Any = {"api_visibility": "private", "show_progress": "hidden"}
    many: Any = {**quiet, "concurrency_limit": None}  # the desk says who is served when
    # A question sent while another is being answered waits for it; by Gradio's own choice it would be lost.
    asks = [parts.box.submit(does.ask, [parts.box, parts.past, parts.address, parts.limits], changed, trigger_mode="always_last", **many)]
    asks += [button.click(does.example(question), [parts.past, parts.address, parts.limits], changed, **many) for question, button in parts.examples]
    asks.append(parts.chips.drop(does.rework, [parts.past, parts.address], changed, **many))  # Gradio makes `drop` because chips.js fires it
    for asked in asks:
        asked.failure(does.failed, parts.past, changed, **quiet)
    parts.stop.click(does.stop, None, None, queue=False, **quiet)
    parts.again.click(does.anew, None, changed, **quiet)
    blocks.load(_opening(engine, parts, panes, site), None, [parts.head, *changed], **quiet)


def _opening(engine: Engine, parts: Page, panes: Sequence[Pane], site: Site) -> Callable[[gr.Request], Updates]:
    """What a page shows when it is opened: the newest generation, and the conversation that its address names."""

    def opening(request: gr.Request) -> Updates:
        shown = _refreshed(engine, parts, panes, bool(site.people))
        asked = request.query_params.get("c")
        if not site.talks or not asked:
            return shown
        try:
            id, talked = reopening.opened(engine, site.talks, asked)
        except QuothError as error:
            return {**shown, parts.address: {"id": "", "lost": visible(f"{sentence(error)} Ask anew: what is answered is kept under an address of its own.")}}
        chat = {parts.chat: gr.update(value=messages(talked), visible=True), parts.first: gr.update(visible=False), parts.again: gr.update(visible=True)}
        return {**shown, **chat, parts.past: talked, parts.address: {"id": id}}

    return opening


def _refreshed(engine: Engine, parts: Page, panes: Sequence[Pane], out: bool) -> Updates:
    """A page that is opened shows the newest generation."""
    move(engine)
    return {parts.head: header(engine, panes, out)}


def serve(engine: Engine, host: str, port: int, examples: Sequence[str], on_ready: Callable[[str], None], site: Site = NOTHING_ELSE) -> None:
    """Serves the app on `host` and `port` (0: any free one) until interrupted; `on_ready` gets the address once it answers.

    Where `site` says where evaluations are kept, there is a page of them, and test questions made in the chat are stored there.
    Raises SettingError if the port cannot be had.
    """
    free = _free(host, port)
    site = replace(site, routes=(*record.routes(engine), *site.routes))
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
    blocks.queue(max_size=QUEUE, default_concurrency_limit=4, api_open=False)
    blocks.launch(
        server_name=name, server_port=port, prevent_thread_lock=True, quiet=True, share=False, inbrowser=False,
        show_error=False, strict_cors=True, ssr_mode=False, enable_monitoring=False, run_history=False, mcp_server=False, pwa=False,
        max_threads=WORKERS, state_session_capacity=heartbeat.SESSIONS, footer_links=[], allowed_paths=[], max_file_size="1kb",
        theme=theme(), css_paths=list(STYLES), favicon_path=ICON,
        js=scripts(), app_kwargs={
            "middleware": [Middleware(Guard, names=served_names(host)), Middleware(Measured), *_gate(site)],
            "routes": [*heartbeat.routes(), *fonts.routes(), *site.routes, *(routes(site.kept) if site.kept else ())],
        },
    )  # fmt: skip
    return blocks


def _gate(site: Site) -> list[Middleware]:
    return [Middleware(Gate, people=site.people, passes=site.passes)] if site.people else []


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
