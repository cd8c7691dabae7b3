"""How messages begin in chats saved as text: WhatsApp, Zoom, Teams and Slack as copied, IRC. Each form is told by its spelling, every pattern is linear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = "[\u200e\u200f\u202a-\u202f\u2066-\u2069\ufeff]{0,3}"
_GAP = "[ \t\u00a0\u202f]"
_CLOCK = rf"(?P<clock>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{_GAP}?[AaPp]\.?{_GAP}?[Mm]\.?)?)"
_DATE = r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_FROM = rf"{_GAP}{{1,3}}From{_GAP}{{1,3}}"
_NAME = r"(?P<name>[^:\n<>]{1,80}?)"


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which messages begin: `pattern` on the first line, with groups name, clock, date?, to?, text?."""

    service: str
    pattern: re.Pattern[str]
    event: re.Pattern[str] | None = None
    """What something begins like that nobody says: the stamp without a name."""


FORMS: tuple[Form, ...] = (
    Form(
        "WhatsApp",
        re.compile(rf"{_MARK}\[?{_DATE},?{_GAP}{_CLOCK}\]?{_GAP}(?:-{_GAP})?{_MARK}{_NAME}:(?:{_GAP}(?P<text>.*)|$)"),
        re.compile(rf"{_MARK}\[?{_DATE},?{_GAP}{_CLOCK}\]?{_GAP}(?:-{_GAP})?(?P<text>\S.*)"),
    ),
    Form("Zoom", re.compile(rf"(?:-{_GAP})?{_CLOCK}{_FROM}{_NAME}{_GAP}{{1,3}}to{_GAP}{{1,3}}(?P<to>[^:\n]{{1,80}}):{_GAP}?(?P<text>.*)")),
    Form("Zoom", re.compile(rf"{_CLOCK}{_FROM}{_NAME}{_GAP}{{0,3}}:{_GAP}?(?P<text>.*)")),
    Form("Zoom", re.compile(rf"{_CLOCK}\t{_GAP}?{_NAME}:\t(?P<text>.*)")),
    Form("Zoom", re.compile(rf"\[{_NAME}\]{_GAP}{_CLOCK}$")),
    Form("Teams", re.compile(rf"\[{_DATE},?{_GAP}{_CLOCK}\]{_GAP}{_NAME}$")),
    Form("IRC", re.compile(rf"\[?(?:{_DATE}{_GAP})?{_CLOCK}\]?{_GAP}<[@+ ]?(?P<name>[^<>\n]{{1,60}})>{_GAP}(?P<text>.*)"),
         re.compile(rf"\[?(?:{_DATE}{_GAP})?{_CLOCK}\]?{_GAP}(?P<text>(?:\*|-!-|-->|<--|--){_GAP}.*)")),
    Form("chat", re.compile(rf"{_NAME}{_GAP}{{1,3}}(?P<clock>\d{{1,2}}:\d{{2}}{_GAP}?[AaPp][Mm])$")),
)  # fmt: skip

_NO_NAME = re.compile(
    r"(?i).{1,60} (?:added|removed|left|joined|changed|created|started|pinned|was added|were added|deleted|turned (?:on|off)|invited|blocked|set)\b|.*[\"“”?!]"
)
"""What stands before a colon in a remark of the service, not in the name of an author."""
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?=,)")
_LOOK, _SHARE = 400, 0.15


@dataclass(frozen=True, slots=True)
class Begun:
    """A line that begins a message: whose (""), when, to whom ("" for all), where in the line its words begin; or an event, that nobody says."""

    name: str
    clock: str
    to: str
    rest: int
    is_event: bool = False


def form_of(texts: Sequence[str]) -> Form | None:
    """The form that most messages of a text begin in; None where it is no chat. `texts` are its lines, of which the first few hundred are looked at."""
    lines = [text for text in texts[:_LOOK] if text.strip()]
    counts = [(sum(_head(form, line) is not None for line in lines), -at) for at, form in enumerate(FORMS)]
    most, at = max(counts, default=(0, 0))
    form = FORMS[-at]
    first = next((number for number, line in enumerate(lines) if begun(form, line)), len(lines))
    return form if most >= 2 and most >= _SHARE * len(lines) and first < 6 else None


def begun(form: Form, text: str) -> Begun | None:
    """What a line begins in this form, None where it goes on with what is above."""
    return _head(form, text) or _event(form, text)


def _head(form: Form, text: str) -> Begun | None:
    found = form.pattern.match(text[:2_000])
    if found is None:
        return None
    parts = found.groupdict()
    name = " ".join((parts["name"] or "").split())
    if not any(sign.isalnum() for sign in name) or (form.event and _NO_NAME.match(name)):
        return None
    return Begun(name, _when(parts), " ".join((parts.get("to") or "").split()), found.start("text") if parts.get("text") is not None else len(text))


def _event(form: Form, text: str) -> Begun | None:
    found = form.event.match(text[:2_000]) if form.event else None
    return Begun("", _when(found.groupdict()), "", found.start("text"), is_event=True) if found else None


def _when(parts: dict[str, str | None]) -> str:
    return ", ".join(" ".join(part.split()) for part in (parts.get("date"), parts["clock"]) if part)


def dates_of(clocks: Sequence[str]) -> Iterator[str]:
    """The dates of messages as ISO, where all of them together leave one order of day and month; nothing where they do not."""
    found = [[int(number) for number in day.groups()] for clock in clocks if (day := _DAY.match(clock))]
    if not found:
        return
    if all(date[0] > 31 for date in found):
        order = (0, 1, 2)
    elif any(date[0] > 12 for date in found):
        order = (2, 1, 0)
    elif any(date[1] > 12 for date in found):
        order = (2, 0, 1)
    else:
        return
    for date in found:
        year, month, number = (date[at] for at in order)
        yield f"{year + 2000 if year < 100 else year:04}-{month:02}-{number:02}"
