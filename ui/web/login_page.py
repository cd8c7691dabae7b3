"""The page that asks for name and password: whole in itself, in the app's own type and colours."""

from __future__ import annotations

import html
from importlib.resources import files
from typing import Final

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Log in · Quoth</title>
<style>{style}</style></head><body><main><h1>Quoth</h1><p class="line">Ask the record.</p>{problem}
<form method="post" action="/login"><input type="hidden" name="next" value="{next}">
<label for="name">Name</label><input id="name" name="name" value="{name}" autocomplete="username" autocapitalize="none" spellcheck="false" required{first}>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required{second}>
<button>Log in</button></form></main>
<script>document.forms[0].action += location.hash;</script></body></html>"""


def page(problem: str, next: str, name: str = "") -> str:
    """The page, with what was wrong if anything was; a login leads to the path `next`."""
    told = f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else ""
    first, second = ("", " autofocus") if name else (" autofocus", "")
    style = "".join(files("ui.web").joinpath(part).read_text(encoding="utf-8") for part in ("fonts.css", "login.css"))
    return _PAGE.format(style=style, problem=told, next=html.escape(next), name=html.escape(name[:64]), first=first, second=second)
