"""What stands where on the page. Built inside `gr.Blocks`; `app` wires it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from ui.escape import visible
from ui.web import chips, limiting, reader, saved
from ui.web.names import count
from ui.web.port import Engine
from ui.web.site import Pane

KEYS = '<button type="button" class="q-keys" aria-label="Keys" aria-haspopup="dialog" title="Keys: ?">?</button>'

LIFT = '<button type="button" class="q-lift">Transcript</button>'

OUT = '<form class="q-out" method="post" action="logout"><button>Log out</button></form>'

FIRST = """<div class="q-first"><h2>What was said, by whom, and when?</h2>
<p>Every answer is made of quotations from the transcripts. Choose one of its numbers and the record opens at those words.</p></div>"""


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of the page that anything happens to."""

    head: gr.HTML
    first: gr.Column
    examples: tuple[tuple[str, gr.Button], ...]
    chat: gr.Chatbot
    box: gr.Textbox
    stop: gr.Button
    again: gr.Button
    chips: gr.HTML
    limits: gr.HTML
    reader: gr.HTML
    past: gr.State
    address: gr.HTML


def page(engine: Engine, examples: Sequence[str], panes: Sequence[Pane] = (), hint: str = "", out: bool = False) -> Page:
    """The whole page, with the record of `engine`, the questions a newcomer is offered, and the other `panes`; with `out` one can log out."""
    head = gr.HTML(header(engine, panes, out), elem_id="q-top")
    with gr.Row(elem_id="q-desk", equal_height=False):
        with gr.Column(elem_id="q-talk", scale=1, min_width=280):
            first, buttons = _first(engine, examples, hint)
            chat = _chat()
            with gr.Column(elem_id="q-ask"):
                box = _box()
                stop = gr.Button("Stop", elem_id="q-stop", size="sm")
                limits = limiting.bar(engine)
                again = gr.Button("New conversation", elem_id="q-again", visible=False, size="sm")
            taken = chips.pane()
            shown = saved.address()
        with gr.Column(elem_id="q-side", scale=1, min_width=280):
            pane = _reader(engine)
    for other in panes:
        _pane(other)
    return Page(head, first, buttons, chat, box, stop, again, taken, limits, pane, gr.State(()), shown)


def header(engine: Engine, panes: Sequence[Pane] = (), out: bool = False) -> str:
    """The head of the page, as HTML, with the way to each of `panes` and, where one logs in, `out`; of the record it holds two numbers only."""
    turns = sum(len(transcript.turns) for transcript in engine.transcripts)
    size = f"{count(len(engine.transcripts), 'transcript')} · {count(turns, 'turn')}"
    ways = f"{OUT if out else ''}{LIFT}{KEYS}"
    home = '<h1><a href="#" title="To the conversation">Quoth</a></h1>'
    return f'<header class="q-head">{home}<p class="q-line">Ask the record.</p>{_navigation(panes)}<p class="q-size">{size}</p>{ways}</header>'


def _navigation(panes: Sequence[Pane]) -> str:
    if not panes:
        return ""
    links = "".join(f'<a class="q-to-{pane.name}" href="#{pane.name}">{pane.label}</a>' for pane in panes)
    return f'<nav class="q-nav" aria-label="Pages"><a class="q-to-ask" href="#">Ask</a>{links}</nav>'


def held(engine: Engine) -> str:
    """What is there to be asked, as a sentence: how many transcripts, and of which years."""
    years = sorted(transcript.date.year for transcript in engine.transcripts if transcript.date)
    when = f", {years[0]}" if years and years[0] == years[-1] else f", {years[0]} to {years[-1]}" if years else ""
    return f"{count(len(engine.transcripts), 'transcript')} to ask{when}."


def _first(engine: Engine, examples: Sequence[str], hint: str) -> tuple[gr.Column, tuple[tuple[str, gr.Button], ...]]:
    with gr.Column(elem_id="q-welcome") as first:
        gr.HTML(FIRST)
        buttons = tuple((text, gr.Button(visible(text), elem_classes="q-example")) for text in examples)
        gr.HTML(f'<p class="q-hint">{held(engine)} {html.escape(hint)}</p>', elem_id="q-hint")
    return first, buttons


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="q-chat", label="Conversation", show_label=False, container=False, visible=False, height=None, layout="panel",
        buttons=[], latex_delimiters=[], allow_tags=False, line_breaks=False, group_consecutive_messages=False,
        feedback_options=None, autoscroll=False, allow_file_downloads=False,
    )  # fmt: skip


def _box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="q-box", label="Question", show_label=False, container=False, placeholder="Ask what was said…", lines=1, max_lines=6, autofocus=True,
        submit_btn=True,
    )  # fmt: skip


def _reader(engine: Engine) -> gr.HTML:
    def list_transcripts(_asked: object = None) -> reader.Json:
        return reader.contents(engine)

    def cite_quotation(address: object) -> reader.Json:
        return reader.cited(engine, address)

    def compare_file(key: object) -> reader.Json:
        return reader.unlike(engine, key)

    return gr.HTML(
        value=None, html_template=reader.PAGE, js_on_load=reader.script(), apply_default_css=False, elem_id="q-reader",
        server_functions=[list_transcripts, cite_quotation, compare_file],
    )  # fmt: skip


def _pane(pane: Pane) -> None:
    gr.HTML(
        value=None, html_template=pane.html, js_on_load=pane.script, apply_default_css=False, elem_id=f"q-{pane.name}",
        elem_classes="q-pane", server_functions=list(pane.functions),
    )  # fmt: skip
