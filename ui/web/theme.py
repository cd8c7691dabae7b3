"""Colours and type as Gradio's own parts take them; `app.css` and `reader.css` use the same names.

One accent (sienna), warm greys, a sans for the app and a serif for the record, both sent by the app itself: nothing is fetched
from elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import gradio as gr
from gradio.themes.utils.colors import Color

HERE: Final = Path(__file__).parent
STYLES: Final = tuple(HERE / f"{name}.css" for name in ("fonts", "app", "limiting", "people", "reader", "player", "evaluations", "upkeep", "print"))
_SCRIPTS: Final = (HERE / "connection.js", HERE / "nav.js", HERE / "chat.js", HERE / "keys.js", HERE / "peek.js")
ICON: Final = HERE / "icon.svg"

_SIENNA = Color("#fdf4ee", "#fae6d9", "#f3cbb3", "#e9a985", "#d97f50", "#b95327", "#9a3f18", "#7c3212", "#5f2810", "#45200f", "#2c150b")
_PAPER = Color("#fbfaf7", "#f4f2ec", "#e6e2d8", "#d3cdbf", "#a39c8c", "#79725f", "#5d5748", "#454035", "#2b2823", "#1d1b18", "#141311")
_SANS = ("Quoth Sans", "Quoth Sans Near", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")


def scripts() -> str:
    """The JavaScript that runs once the page is there, as one function."""
    calls = "".join(f"(\n{path.read_text(encoding='utf-8')})();\n" for path in _SCRIPTS)
    return f"() => {{\n{calls}}}"


def theme() -> gr.themes.Base:
    """The theme, for light and dark."""
    base = gr.themes.Base(primary_hue=_SIENNA, secondary_hue=_SIENNA, neutral_hue=_PAPER, font=_SANS, font_mono=_MONO)
    return base.set(
        body_background_fill="var(--q-paper)",
        body_background_fill_dark="var(--q-paper)",
        body_text_color="var(--q-ink)",
        body_text_color_dark="var(--q-ink)",
        body_text_color_subdued="var(--q-soft)",
        body_text_color_subdued_dark="var(--q-soft)",
        background_fill_primary="var(--q-paper)",
        background_fill_primary_dark="var(--q-paper)",
        background_fill_secondary="var(--q-shade)",
        background_fill_secondary_dark="var(--q-shade)",
        border_color_primary="var(--q-line)",
        border_color_primary_dark="var(--q-line)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_title_text_color="var(--q-soft)",
        block_title_text_color_dark="var(--q-soft)",
        block_title_text_weight="500",
        input_background_fill="var(--q-card)",
        input_background_fill_dark="var(--q-card)",
        input_border_color="var(--q-edge)",
        input_border_color_dark="var(--q-edge)",
        input_border_color_focus="var(--q-accent)",
        input_border_color_focus_dark="var(--q-accent)",
        input_shadow_focus="none",
        input_shadow_focus_dark="none",
        input_placeholder_color="var(--q-soft)",
        input_placeholder_color_dark="var(--q-soft)",
        link_text_color="var(--q-accent)",
        link_text_color_dark="var(--q-accent)",
        button_primary_background_fill="var(--q-accent)",
        button_primary_background_fill_dark="var(--q-accent)",
    )
