"""How a speaker is marked at the beginning of a line: "Name:", "(PERSON1)", "Q   ", "[00:01:02] Name:", "Name (00:01:02):".

Owns the forms, judged by spelling alone; whether a mark is believed is `plain_labels`' business. Only the first 120
characters of a line are looked at, and every pattern is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.plain_dotted import dotted
from corpus.readers.plain_style import Style, label_style
from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker

LOOK = 120

_LOOSE = ("phrase", "letter", "dotted")


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible label: whose, how it looks, where in the line the words begin, and its time in seconds.

    `bold` where it is set off (`**Name:**`); `alone` where the line is nothing but a time and the label after it.
    """

    speaker: Speaker
    style: Style
    rest: int
    time: float | None = None
    bold: bool = False
    alone: bool = False


_GAP = "[ \t\u00a0]"
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_SPACE = " \t\u00a0\u3000"
_TIME = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{2}(?:[.,]\d{1,3})?)"
_UNTIL = rf"(?:{_GAP}{{0,2}}(?:-->|[-–—]){_GAP}{{0,2}}(?:\d{{1,3}}:){{1,2}}\d{{2}}(?:[.,]\d{{1,3}})?)?"
_LEAD_TIME = re.compile(rf"@?[\[(<]?{_TIME}{_UNTIL}[\])>]?{_GAP}*[-–—|]?{_GAP}*(?=[^\W\d]|[*_])")
_WIDE = "(?:\t|[ \u00a0]{2})"
_AFTER_TIME = re.compile(
    rf"{_GAP}{{0,8}}[\[(]{_TIME}{_UNTIL}[\])]{_GAP}*[:：]?|"
    rf"{_WIDE}{_GAP}{{0,20}}(?:(?P<h2>\d{{1,3}}):)?(?P<m2>\d{{1,3}}):(?P<s2>\d{{2}}){_WIDE}"
)
_TIME_AT_END = re.compile(rf",?{_GAP}{{1,8}}(?:[-–—|@·•]{_GAP}{{1,3}})?[\[(`_*]{{0,2}}{_TIME}{_UNTIL}[\])`_*]{{0,2}}(?:[:：]|$)")
_IN_BRACKETS = r"[\[(](?P<h>\d{1,2}):(?P<m>\d{2}):(?P<s>\d{2}(?:[.,]\d{1,3})?)[\])]"
_BEFORE_TIME = re.compile(rf"(?P<label>[^\W\d_][^\[\](:：.?!,]{{1,40}}?){_GAP}{{1,3}}{_IN_BRACKETS}{_GAP}+(?=\S)")
"""A name and a time in brackets, without a colon, before words: "Jane Doe [00:12:03] Her words."."""
_TABBED = re.compile(rf"(?P<label>[^\W\d_][^\t:：\[\]]{{1,40}}?) {{0,3}}\t{_GAP}*(?=\S)")
_ARROWS = re.compile(rf">{{2,3}}{_GAP}*(?=[\w\"“'‘\[(¿¡♪])")
_WORDS_AT = re.compile(rf"{_IN_BRACKETS}{_GAP}+(?=\S)")
_NAMES = frozenset({"name", "caps", "strong", "caseless"})
_BULLET = re.compile(r"(?:[-*•]|>{2,3}|Q?\d{1,3}[.)])[ \t]+(?=\S)")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_CODE = re.compile(rf"(?:\((?P<round>[A-Z]{{2,20}}[ _-]?\d{{1,4}})\)|\[(?P<square>(?i:speaker|spk)[ _-]?\d{{1,4}})\]{_GAP}*:?){_GAP}*")
_BRACKETED = re.compile(rf"\[(?P<label>[^\[\]:：]{{2,40}})\]{_GAP}*[:：]{_GAP}*")
_QUESTION = re.compile(rf"Q\.?{_GAP}+(?=\S)")
_ANSWER = re.compile(rf"A(?:\.{_GAP}+|\t{_GAP}*|[ \u00a0]{{3,}})(?=\S)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<label>[^:：#]{2,60})$")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<label>[^*_:：#]{2,60})(?:\*\*|__)$")
_CIRCLE = re.compile(r"[○◯〇](?P<label>[^\s:：○◯〇、。]{2,40})[\u3000 ]{1,4}(?=\S)")
_ADDRESSED = re.compile(r"(?:君|委員|議長|委員長|大臣|長|人)(?:[）)]|$)")
"""What names end in where the minutes of Japanese assemblies put a circle before them."""
_COLON = re.compile(r"[:：]")
_NEVER_AFTER_COLON = frozenset("0123456789/:.,;)")


def find_mark(text: str) -> Mark | None:
    """The mark that a line (without outer white space) begins with, as far as spelling tells; None when there is none."""
    head = text[:LOOK]
    bullet = _BULLET.match(head)
    start, time = bullet.end() if bullet else 0, None
    start = max(start, len(head) - len(head.lstrip(_DIRECTIONS)))
    outer = _EMPHASIS.match(head, start)
    lead = _LEAD_TIME.match(head, outer.end() if outer else start)
    if lead:
        start, time = lead.end(), _seconds(lead)
    code = _CODE.match(head, start)
    if code:
        return Mark(speaker(code["round"] or code["square"]), "strong", code.end(), time)
    question = _QUESTION.match(head, start)
    if question:  # before any colon: "Q    My question is: …"
        wide = question.end() - question.start() > 2
        return Mark(speaker("Q"), "strong" if wide else "bare", question.end(), time)
    circle = _CIRCLE.match(head)
    if circle:
        return Mark(speaker(circle["label"]), "strong" if _ADDRESSED.search(circle["label"]) else "caseless", circle.end(), bold=True)
    bold = bool(outer and lead)
    worded = _gap_mark(head, start, time) or _colon_mark(head, text, start, time, bold) or _full_stop_mark(head, start, time)
    return worded or _line_mark(head, text, start, time)


def _full_stop_mark(head: str, start: int, time: float | None) -> Mark | None:
    """`A.`, or `A` before a gap, as they answer `Q.` (an article has one space after it); `Mr. Pell.` as hearings print it."""
    answer = _ANSWER.match(head, start)
    if answer:
        return Mark(speaker("A"), "letter", answer.end(), time)
    found = dotted(head, start)
    return Mark(speaker(found[0]), "dotted", found[1], time) if found else None


def _gap_mark(head: str, start: int, time: float | None) -> Mark | None:
    """`Name⇥words` and `Name [00:01:02] words`."""
    found = _TABBED.match(head, start) or _BEFORE_TIME.match(head, start)
    if found is None or found["label"].endswith(".") or label_style(found["label"]) not in _NAMES:
        return None
    return Mark(speaker(found["label"]), "word", found.end(), time if found.re is _TABBED else _seconds(found))


def _colon_mark(head: str, text: str, start: int, time: float | None, bold: bool) -> Mark | None:
    """`Name:`, `**Name:**`, `[Name]:`, `Name (note):`, `Name (00:01:02):` and `Name: (00:01:02)`; `bold` where emphasis began before."""
    square = _BRACKETED.match(head, start)
    if square:
        style = label_style(square["label"])
        return Mark(speaker(" ".join(square["label"].split())), "word" if style in _LOOSE else style, square.end(), time, bold=True) if style else None
    colon = _COLON.search(head, start)
    if colon is None:
        return None
    end, rest = colon.span()
    inside = _TIME_AT_END.search(head, start)
    if inside and inside.start() < end:
        if inside.group()[-1] not in ":：":
            return None
        # "Mr Roe (Tideham) (14:05):" is a time of day: brackets before it tell whose words these are, not where they are.
        of_day = head[: inside.start()].endswith(")") and "(" in inside.group()
        end, rest, time = inside.start(), inside.end(), time if of_day else _seconds(inside)
    emphasis = _EMPHASIS.match(head, start)
    bold = bold or emphasis is not None
    label = " ".join(head[emphasis.end() if emphasis else start : end].strip("*_`" + _SPACE).split())
    style = label_style(label)
    if style is None and len(label) == 1 and "A" <= label <= "Z" and (text[rest : rest + 1] or " ") in _SPACE:
        style = "letter"
    if style is None or (text[rest : rest + 1] or " ") in _NEVER_AFTER_COLON:
        return None
    if bold:
        rest += len(text[rest : rest + 3]) - len(text[rest : rest + 3].lstrip("*_`"))
    after = _AFTER_TIME.match(head, rest)
    if after and time is None:
        rest, time = after.end(), _seconds(after)
    return Mark(speaker(label), style, rest, time, bold)


def _line_mark(head: str, text: str, start: int, time: float | None) -> Mark | None:
    """A line that is nothing but a label: `Name  55:21`, `0:12 - Name`, `### Name`, `**Name**`; never strong."""
    if len(text) > LOOK:
        return None
    end = _TIME_AT_END.search(head, start)
    heading = _HEADING.match(head) or _BOLD_LINE.match(head)
    timed = end is not None and end.end() == len(head)
    if not (heading or timed or time is not None):
        return None
    label = heading["label"] if heading else head[start : end.start() if end and timed else len(head)]
    label = " ".join(label.strip("*_`#" + _SPACE).split())
    label = label[1:-1] if timed and label[:1] == "[" and label[-1:] == "]" else label
    style = label_style(label)
    if style is None:
        return None
    alone = time is not None and not timed
    if end and timed and not heading:
        time = _seconds(end)
    return Mark(speaker(label), "word" if style == "strong" else style, len(text), time, bool(heading), alone)


def arrows(text: str) -> Mark | None:
    """The mark of ">> words", where somebody begins who is not named."""
    found = _ARROWS.match(text)
    return Mark(NOBODY, "strong", found.end()) if found else None


def leading_time(text: str) -> tuple[float, int] | None:
    """The time in brackets that a line of words begins with, and where the words begin; None where there is none."""
    found = _WORDS_AT.match(text)
    return (_seconds(found), found.end()) if found else None


def _seconds(match: re.Match[str]) -> float:
    parts = match.groupdict()
    hours, minutes, seconds = (parts[key] or parts.get(f"{key}2") or "0" for key in ("h", "m", "s"))
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
