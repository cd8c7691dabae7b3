"""What a question can be limited to, offered as one types: who says it, who asks, in which transcript, when. And a question made of a quotation.

The browser holds what was chosen and sends it with each question; only `filters` decides what it means.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

import gradio as gr

from corpus.errors import QuothError
from corpus.transcript import Transcript, cut
from rag.when import when_said
from ui.escape import visible
from ui.web.conversation import chip
from ui.web.filters import Limit, written
from ui.web.links import place
from ui.web.names import day
from ui.web.port import Engine

Json = dict[str, Any]

EACH: Final = 6
"""Choices of one kind that are offered at once; typing finds the others."""
LONGEST: Final = 200
"""Of what is typed, in code points."""
EXCERPT: Final = 12
"""Words of a quotation that a question about it repeats."""

PAGE: Final = """<div class="l-bar"><span class="l-chips"></span><button type="button" class="l-add" aria-haspopup="dialog">Limit to…</button></div>
<div class="l-pop" role="dialog" aria-label="Limit to" hidden><input class="l-find" role="combobox" aria-expanded="true" aria-controls="l-list"
aria-autocomplete="list" aria-label="Speaker, transcript or date" placeholder="Speaker, transcript or date" maxlength="200" autocomplete="off"
spellcheck="false"><div class="l-list" id="l-list" role="listbox" aria-label="What it can be limited to"></div><p class="l-none" role="status"></p></div>"""


def bar(engine: Engine) -> gr.HTML:
    """The part of the page below the question box that shows what questions are limited to: its value is {"limits": [[kind, value, text], …]}."""

    def limit_choices(text: object) -> Json:
        return choices(engine, text)

    def ask_about(sent: object) -> Json:
        return about(engine, sent)

    script = files("ui.web").joinpath("limiting.js").read_text(encoding="utf-8")
    return gr.HTML(
        value={"limits": []}, html_template=PAGE, js_on_load=script, apply_default_css=False, elem_id="q-limits",
        server_functions=[limit_choices, ask_about],
    )  # fmt: skip


def choices(engine: Engine, text: object) -> Json:
    """What fits the `text` that was typed, by kind: {"groups": [{"name", "choices": [[text, [[kind, value, text on the chip], …]], …]}, …]}."""
    typed = " ".join(text[:LONGEST].split()) if isinstance(text, str) else ""
    speakers = [name for name in engine.speakers if _fits(typed, name)]
    askers = engine.askers
    asking = [name for name in speakers if name in askers]
    groups = (
        ("Said by", [_choice(visible(name), engine, Limit("speaker", name)) for name in speakers[:EACH]]),
        ("Asked by", [*_anybody(typed, engine), *(_choice(visible(name), engine, Limit("asked", name)) for name in asking[: EACH - 2])]),
        ("In", [_choice(title, engine, Limit("transcript", id)) for title, id in _transcripts(engine, typed)[:EACH]]),
        ("When", [_choice(told, engine, *limits) for told, limits in _dates(engine, typed)]),
    )
    return {"groups": [{"name": name, "choices": found} for name, found in groups if found]}


def about(engine: Engine, sent: object) -> Json:
    """A question about the quotation or the words at an address of the reader, limited to who said them and where: {"limits", "question"}.

    `sent` is {"address", "words"}; without words the address's own are taken. {"error": sentence} for what is not there.
    """
    address, words = (sent.get("address"), sent.get("words")) if isinstance(sent, dict) else (None, None)
    at = place(address) if isinstance(address, str) and len(address) <= 4000 else None
    try:
        if at is None:
            raise IndexError
        transcript = engine.transcript(at.transcript)
        turn = transcript.turns[at.turn]
    except (QuothError, IndexError):
        return {"error": "These words are not in the record, or no longer in it."}
    said = words if isinstance(words, str) and words.strip() else cut(transcript, at) if len(at.span) else turn.text
    spoken = turn.speaker.name
    limits = [*([Limit("speaker", spoken)] if spoken in engine.speakers else []), Limit("transcript", transcript.id)]
    who = f"did {visible(spoken)} say" if turn.speaker.kind == "person" and spoken else "is said"
    return {"limits": [_sent(engine, limit) for limit in limits], "question": f"What {who} about “{excerpt(said)}”?"}


def excerpt(text: str) -> str:
    """The first words of `text`, as they are shown, without a full stop at their end."""
    words = visible(text)[:1000].split()
    return f"{' '.join(words[:EXCERPT])[:160].rstrip('.,;:?! ')}{'…' if len(words) > EXCERPT else ''}"


def _choice(text: str, engine: Engine, *limits: Limit) -> list[object]:
    return [text, [_sent(engine, limit) for limit in limits]]


def _sent(engine: Engine, limit: Limit) -> list[str]:
    return [limit.kind, limit.value, visible(chip(limit, engine))]


def _anybody(typed: str, engine: Engine) -> list[list[object]]:
    return [_choice("Anybody: questions only", engine, Limit("asked", ""))] if _fits(typed, "anybody questions only") else []


def _fits(typed: str, text: str) -> bool:
    shown = text.casefold()
    return all(word in shown for word in typed.casefold().split())


def _transcripts(engine: Engine, typed: str) -> list[tuple[str, str]]:
    """(date and title, id) of those that fit, newest first; the id is shown too where two would read the same."""
    newest = sorted(engine.transcripts, key=lambda transcript: transcript.date or datetime.date.min, reverse=True)
    found = [transcript for transcript in newest if _fits(typed, f"{_title(transcript)} {transcript.date or ''} {visible(transcript.id)}")]
    times = Counter(map(_title, found))
    return [(_title(one) if times[_title(one)] == 1 else f"{_title(one)} · {visible(one.id)}", one.id) for one in found]


def _title(transcript: Transcript) -> str:
    return f"{visible(transcript.title)} · {day(transcript.date)}"


def _dates(engine: Engine, typed: str) -> Iterable[tuple[str, tuple[Limit, ...]]]:
    """The dates that the text names, as a range and as its two edges; without a text the years of the record."""
    if not typed:
        years = sorted({transcript.date.year for transcript in engine.transcripts if transcript.date}, reverse=True)
        return [(f"in {year}", (Limit("since", str(year)), Limit("until", str(year)))) for year in years[: EACH - 2]]
    newest = max((transcript.date for transcript in engine.transcripts if transcript.date), default=None)
    found = when_said(typed if typed.casefold().startswith(("in ", "on ", "since ", "until ", "from ")) else f"in {typed}", 0, newest)
    edges = [(kind, _shortest(at, kind)) for kind, at in (("since", found.since), ("until", found.until)) if at] if found else []
    limits = tuple(Limit("since" if kind == "since" else "until", value) for kind, value in edges)
    if len(limits) < 2:
        return [(f"{limit.kind} {written(limit.value)}", (limit,)) for limit in limits]
    bare = (typed.partition(" ")[2] if typed.casefold().startswith(("in ", "on ")) else typed).title()
    first, last = limits
    return [(f"in {bare}", limits), (f"since {bare}", (first,)), (f"until {bare}", (last,))]


def _shortest(date: datetime.date, kind: str) -> str:
    """The date as the filters take it: a whole year or month where it is an edge of one."""
    after = date + datetime.timedelta(days=1)
    if (date.month, date.day) == (1, 1) if kind == "since" else (after.month, after.day) == (1, 1):
        return f"{date.year:04}"
    return f"{date:%Y-%m}" if (date.day == 1 if kind == "since" else after.day == 1) else date.isoformat()
