"""The transcript reader: what the browser is given to build a page of, as JSON. The scripts in `reader_parts` build it, with text nodes only.

No word of a transcript ever passes through a template. The functions here can be called by any program that reaches the
server, so they take anything and answer with data or with a sentence under "error".
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from corpus.errors import QuothError
from corpus.passages import is_question
from corpus.transcript import Place, Span, Speaker, Transcript, Turn
from ui.escape import encodable, unseen, visible
from ui.web.citing import styles
from ui.web.hues import hue
from ui.web.links import SHA_DIGITS, key, link, place, transcript_id
from ui.web.names import clock, count, day, name, remarks
from ui.web.port import Engine

Json = dict[str, Any]

_SCRIPTS: Final = ("state.js", "words.js", "page.js", "strip.js", "speakers.js", "asked.js", "opening.js", "finding.js", "copying.js", "moving.js")

LONGEST_KEY = 4000
"""In characters, percent escapes included; no file system has longer paths."""

PAGE: Final = """<section class="r-page" aria-label="Transcript reader">
<header class="r-head">
<p class="r-tools"><button type="button" class="r-back">Back to the answer</button>
<button type="button" class="r-all">All transcripts</button>
<select class="r-only" aria-label="Show the turns of" hidden></select>
<span class="r-seek" hidden><input type="search" class="r-find" maxlength="200" placeholder="Find" aria-label="Find in this transcript">
<span class="r-count" role="status"></span></span>
<span class="r-copy" hidden><label>Copy as <select class="r-style" aria-label="Form of the citation"><option value="plain">text</option>
<option value="markdown">Markdown</option><option value="chicago">Chicago note</option><option value="bibtex">BibTeX</option>
<option value="link">link</option></select></label>
<button type="button" class="r-take">Copy</button><span class="r-taken" role="status"></span></span></p>
<span class="r-same" hidden><button type="button" class="r-previous">‹</button><button type="button" class="r-next">›</button></span>
<h2 class="r-title" dir="auto"></h2><p class="r-about"></p><p class="r-changed" hidden></p></header>
<div class="r-frame"><div class="r-body" tabindex="0" role="region" aria-label="Turns of the transcript"></div>
<a class="r-asked" dir="auto" hidden><span class="r-asker"></span> <span class="r-question"></span></a><div class="r-strip" aria-hidden="true"></div></div>
<p class="r-live" aria-live="polite"></p></section>"""


def script() -> str:
    """The JavaScript of the reader; functions of each file may use those of every other."""
    return "\n".join(files("ui.web").joinpath("reader_parts", name).read_text(encoding="utf-8") for name in _SCRIPTS)


def contents(engine: Engine) -> Json:
    """Every transcript's key, title, date and size, newest first, those without a date last."""
    newest = sorted(engine.transcripts, key=lambda transcript: transcript.date or datetime.date.min, reverse=True)
    rows = [[key(t.id), visible(t.title), day(t.date), count(len(t.turns), "turn")] for t in newest]
    return {"transcripts": rows}


def page(engine: Engine, asked: object) -> Json:
    """One transcript by its key: title, date, file, speakers and turns; {"error": sentence} if there is none."""
    if not isinstance(asked, str) or len(asked) > LONGEST_KEY:
        return {"error": "This is not the address of a transcript."}
    try:
        return as_json(engine.transcript(transcript_id(asked)))
    except QuothError:
        return {"error": "This transcript is not in the record, or no longer in it."}


def cited(engine: Engine, address: object) -> Json:
    """The quotation at an address of the reader in every style of `citing`, proved now; {"error": sentence} where it cannot be."""
    at = place(address) if isinstance(address, str) and len(address) <= LONGEST_KEY else None
    if at is None:
        return {"error": "This is not the address of a quotation."}
    try:
        transcript = engine.transcript(at.transcript)
        # What the browser shows may be older than the index: the same place could hold other words by now.
        if link(at, transcript.sha256) != address:
            return {"error": "Not copied: the file has changed since it was opened here. Reload the page and look again."}
        whole = at if len(at.span) or at.turn >= len(transcript.turns) else Place(at.transcript, at.turn, Span(0, len(transcript.turns[at.turn].text)))
        found = engine.quote(whole)
    except (QuothError, ValueError):
        return {"error": "These words are not in the record, or no longer in it."}
    if not found.proof.verified:
        return {"error": visible(f"Not copied, because it could not be verified: {found.proof.why.rstrip('.')}.")}
    return dict(styles(found, transcript))


def as_json(transcript: Transcript) -> Json:
    """A transcript as the reader takes it.

    `speakers` holds [name, remarks, hue] once each; `replies` gives for a turn the number of the question it follows; a turn is
    [index into speakers, text, time or null, unseen characters or null]. Texts keep their code-point offsets; everything else
    has its unseen characters written out.
    """
    speakers = tuple(dict.fromkeys(turn.speaker for turn in transcript.turns))
    rank = {speaker: at for at, speaker in enumerate(speakers)}
    return {
        "key": key(transcript.id),
        "sha": transcript.sha256[:SHA_DIGITS],
        "title": visible(transcript.title),
        "about": [day(transcript.date), count(len(transcript.turns), "turn"), visible(transcript.file or transcript.id)],
        "speakers": [_speaker(speaker) for speaker in speakers],
        "replies": _replies(transcript.turns),
        "turns": [_turn(turn, rank[turn.speaker]) for turn in transcript.turns],
    }


def _speaker(speaker: Speaker) -> list[object]:
    return [visible(name(speaker)), [visible(remark) for remark in remarks(speaker)], hue(speaker)]


def _replies(turns: Sequence[Turn]) -> dict[str, int]:
    """For each turn that replies, the question's: the turn before that has words, if it asks and another speaks."""
    spoken = [turn for turn in turns if turn.text.strip()]
    exchanges = (pair for pair in pairwise(spoken) if pair[0].speaker != pair[1].speaker and is_question(pair[0]) and not is_question(pair[1]))
    return {str(reply.index): question.index for question, reply in exchanges}


def _turn(turn: Turn, speaker: int) -> list[object]:
    return [speaker, encodable(turn.text), clock(turn.time[0]) if turn.time else None, unseen(turn.text) or None]
