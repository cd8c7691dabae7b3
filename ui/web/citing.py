"""A proved quotation with its citation, ready to paste: plain text, Markdown, a note in the Chicago style, BibTeX.

The quoted words stay exactly what the file says, but for what the target's own grammar makes one escape; everything about
them has its unseen characters written out.
"""

from __future__ import annotations

import re

from corpus.transcript import Transcript, Turn, spoken_at, unit_of, where
from rag.exports.markdown import escaped
from rag.quote import Quote
from ui.escape import encodable, visible
from ui.web.names import clock, day, name, remarks

_LATEX = re.compile(r"[\\{}$&%#_~^]")
_LATEX_NAMES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")


def styles(quote: Quote, transcript: Transcript) -> dict[str, str]:
    """The quotation in every style, by the style's name. `quote` must be proved: see `Quote.proof`."""
    return {
        "plain": plain(quote, transcript),
        "markdown": markdown(quote, transcript),
        "chicago": chicago(quote, transcript),
        "bibtex": bibtex(quote, transcript),
    }


def plain(quote: Quote, transcript: Transcript) -> str:
    """The words in quotation marks, and below them who said them, in what, when, and where that stands."""
    about = ", ".join([_speaker(quote), visible(transcript.title), day(transcript.date), *_where(quote, transcript)])
    return f"“{encodable(quote.text)}”\n— {about}"


def markdown(quote: Quote, transcript: Transcript) -> str:
    """A block quotation (CommonMark) with the speaker in bold; no character of the record is markup in it."""
    words = "\n".join(f"> {line}".rstrip() for line in escaped(encodable(quote.text)).split("\n"))
    about = ", ".join([f"*{escaped(visible(transcript.title))}*", day(transcript.date), *map(escaped, _where(quote, transcript))])
    return f"{words}\n>\n> — **{escaped(_speaker(quote))}**, {about}"


def chicago(quote: Quote, transcript: Transcript) -> str:
    """A note after the Chicago Manual of Style (speaker, title in quotation marks, date as month day, year), then the words."""
    date = f"{transcript.date:%B} {transcript.date.day}, {transcript.date.year}" if transcript.date else "undated"
    return f"{_speaker(quote)}, “{visible(transcript.title)},” {', '.join([date, *_where(quote, transcript)])}: “{encodable(quote.text)}”"


def bibtex(quote: Quote, transcript: Transcript) -> str:
    """An entry of type misc. Names stand in double braces: a role or a title is not a first and a last name."""
    fields = {
        "author": f"{{{_latex(visible(name(quote.speaker)))}}}",
        "title": f"{{{_latex(visible(transcript.title))}}}",
        **({"year": str(transcript.date.year), "month": str(transcript.date.month), "day": str(transcript.date.day)} if transcript.date else {}),
        "note": _latex("; ".join([*map(visible, remarks(quote.speaker)), *_where(quote, transcript)])),
        "annote": _latex(f"“{encodable(quote.text)}”"),
    }
    key = _NO_KEY.sub("-", transcript.id.encode("ascii", "ignore").decode()).strip("-") or "transcript"
    rows = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@misc{{{key}-{quote.place.turn + 1}-{quote.place.span.start},\n{rows}}}"


def _speaker(quote: Quote) -> str:
    about = ", ".join(remarks(quote.speaker))
    return visible(f"{name(quote.speaker)} ({about})" if about else name(quote.speaker))


def _where(quote: Quote, transcript: Transcript) -> list[str]:
    """Time where the file has it, turn counted from 1, file with lines where it has them."""
    turn = transcript.turns[quote.place.turn]
    spoken = spoken_at(turn, quote.place.span)
    time = [f"at {clock(spoken[0])}"] if spoken else []
    return [*time, f"turn {turn.index + 1}", f"{visible(transcript.file or transcript.id)}{_lines(turn, transcript)}"]


def _lines(turn: Turn, transcript: Transcript) -> str:
    return f", {where(turn.lines, unit_of(transcript.reader))}" if turn.lines else ""


def _latex(text: str) -> str:
    return _LATEX.sub(lambda found: _LATEX_NAMES.get(found.group(), f"\\{found.group()}"), text)
