"""What turns a click on a chip's × into an event of the page. Nothing of it is seen; the chips are part of the message."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr


def pane() -> gr.HTML:
    """The part of the page that fires `drop` with {"exchange", "chip"}, counted from 0; a value sent to it says that this is done."""
    script = files("ui.web").joinpath("chips.js").read_text(encoding="utf-8")
    return gr.HTML(value=None, html_template="<i></i>", js_on_load=script, apply_default_css=False, elem_id="q-chips")
