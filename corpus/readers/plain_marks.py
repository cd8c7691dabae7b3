"""How a speaker is marked at the beginning of a line: "Name:", "(PERSON1)", "Q   ", "[00:01:02] Name:", "Name (00:01:02):".

Owns the forms, judged by spelling alone; whether a mark is believed is `plain_labels`' business. Only the first 120
characters of a line are looked at, and every pattern is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.readers import plain_words as vocabulary
from corpus.speakers import match_key, speaker
from corpus.transcript import Speaker

LOOK = 120

Style = Literal["strong", "caps", "name", "word", "phrase", "caseless", "bare", "letter", "dotted"]
"""strong needs no further evidence; the others need some: see `plain_labels`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible label: whose, how it looks, where in the line the words begin, and its time in seconds."""

    speaker: Speaker
    style: Style
    rest: int
    time: float | None = None


_GAP = "[ \t\u00a0]"
_SPACE = " \t\u00a0\u3000"
_TIME = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{2}(?:[.,]\d{1,3})?)"
_LEAD_TIME = re.compile(rf"[\[(<]?{_TIME}[\])>]?{_GAP}*[-–|]?{_GAP}*(?=[^\W\d]|[*_])")
_AFTER_TIME = re.compile(rf"{_GAP}*[\[(]{_TIME}[\])]{_GAP}*[:：]?")
_TIME_AT_END = re.compile(rf"{_GAP}{{1,8}}[\[(]?{_TIME}[\])]?(?:[:：]|$)")
_BULLET = re.compile(r"[-*•][ \t]+(?=\S)")
_DOTTED = re.compile(
    r"(?P<label>(?:The )?(?:Mr|Ms|Mrs|Dr|Senator|Representative|Chairman|Chairwoman|Chair|Secretary|Mayor|General|Admiral|Judge|"
    r"Ambassador|Director|Commissioner|Governor|Vice Chair|MR|MS|MRS|DR|CHAIR|CHAIRMAN|VICE CHAIR)\.?"
    r" [A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?)\. (?=\S)"
)
_CODE = re.compile(rf"(?:\((?P<round>[A-Z]{{2,20}}[ _-]?\d{{1,4}})\)|\[(?P<square>(?i:speaker|spk)[ _-]?\d{{1,4}})\]{_GAP}*:?){_GAP}*")
_QUESTION = re.compile(rf"Q\.?{_GAP}+(?=\S)")
_ANSWER = re.compile(rf"A(?:\.{_GAP}+|\t{_GAP}*|[ \u00a0]{{3,}})(?=\S)")
_QUESTION_FROM = re.compile(r"(?:Question|QUESTION|Reporter|REPORTER|Pregunta|PREGUNTA) (?:from|FROM|by|BY|de|DE) \S")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<label>[^:：#]{2,60})$")
_COLON = re.compile(r"[:：]")
_NOT_IN_LABEL = re.compile(r"[!?;\"“”„…<>{}=/\\@%$|\[\]*(]")
_NEVER_AFTER_COLON = frozenset("0123456789/:.,;)")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){1,4}$|[^\W\d_]{1,5}\.$")
_JOINED_PARTICLE = re.compile(r"(?:d|l|al|el|ad|as|an|ar|ash|ben|bin)['’-][^\W\d_]")


def find_mark(text: str) -> Mark | None:
    """The mark that a line (without outer white space) begins with, as far as spelling tells; None when there is none."""
    head = text[:LOOK]
    bullet = _BULLET.match(head)
    start, time = bullet.end() if bullet else 0, None
    lead = _LEAD_TIME.match(head, start)
    if lead:
        start, time = lead.end(), _seconds(lead)
    code = _CODE.match(head, start)
    if code:
        return Mark(speaker(code["round"] or code["square"]), "strong", code.end(), time)
    question = _QUESTION.match(head, start)
    if question:  # before any colon: "Q    My question is: …"
        wide = question.end() - question.start() > 2
        return Mark(speaker("Q"), "strong" if wide else "bare", question.end(), time)
    return _colon_mark(head, text, start, time) or _full_stop_mark(head, start, time) or _line_mark(head, text, start)


def _full_stop_mark(head: str, start: int, time: float | None) -> Mark | None:
    """`A.`, or `A` before a gap, as they answer `Q.` (an article has one space after it); `Mr. Pell.` as hearings print it."""
    answer = _ANSWER.match(head, start)
    if answer:
        return Mark(speaker("A"), "letter", answer.end(), time)
    dotted = _DOTTED.match(head, start)
    return Mark(speaker(dotted["label"]), "dotted", dotted.end(), time) if dotted else None


def _colon_mark(head: str, text: str, start: int, time: float | None) -> Mark | None:
    """`Name:`, `**Name:**`, `Name (note):`, `Name (00:01:02):` and `Name: (00:01:02)`."""
    colon = _COLON.search(head, start)
    if colon is None:
        return None
    end, rest = colon.span()
    inside = _TIME_AT_END.search(head, start)
    if inside and inside.start() < end:
        if inside.group()[-1] not in ":：":
            return None
        end, rest, time = inside.start(), inside.end(), _seconds(inside)
    stars = end - start - len(head[start:end].lstrip("*_"))
    label = " ".join(head[start + stars : end].strip("*_" + _SPACE).split())
    style = label_style(label)
    if style is None or stars > 3 or (text[rest : rest + 1] or " ") in _NEVER_AFTER_COLON:
        return None
    if stars:
        rest += len(text[rest : rest + 3]) - len(text[rest : rest + 3].lstrip("*_"))
    after = _AFTER_TIME.match(head, rest)
    if after and time is None:
        rest, time = after.end(), _seconds(after)
    return Mark(speaker(label), style, rest, time)


def _line_mark(head: str, text: str, start: int) -> Mark | None:
    """A line that is nothing but a label: `Name  55:21` or `### Name`; never strong."""
    end = _TIME_AT_END.search(head, start)
    heading = _HEADING.match(head)
    if len(text) > LOOK or not (heading or (end and end.end() == len(head))):
        return None
    label = " ".join((heading["label"] if heading else head[start : end.start() if end else 0]).split())
    style = label_style(label)
    if style is None:
        return None
    return Mark(speaker(label), "word" if style == "strong" else style, len(text), None if heading or not end else _seconds(end))


@lru_cache(maxsize=65_536)
def label_style(label: str) -> Style | None:
    """How a label looks, None when it cannot be one. Its note in brackets may say anything."""
    name = speaker(label).name
    parts = name.split()
    if not 1 <= len(parts) <= 7 or len(name) > 60 or _NOT_IN_LABEL.search(name):
        return None
    if _QUESTION_FROM.match(name):
        return "strong"
    before_comma = name.partition(",")[0].split()
    if not before_comma or _is_phrase(before_comma):
        return None
    if not all(_word_fits(word, at) for at, word in enumerate(before_comma)):
        return "phrase" if len(parts) <= 3 and name[0].isupper() and "." not in name and "," not in name else None
    return _style(name, parts)


def _word_fits(word: str, at: int) -> bool:
    """True for a word that a name or role may hold: a capital or a letter without case first, particles and numbers inside."""
    folded = word.casefold()
    if folded in vocabulary.PARTICLES:
        return at > 0 or word[0].isupper() or folded in vocabulary.LEADING_PARTICLES
    if word.endswith(".") and not _ABBREVIATION.match(word):
        return False
    if at and (_JOINED_PARTICLE.match(word) or folded in vocabulary.SMALL_ROLE_WORDS or word.lstrip("#").isdigit()):
        return True
    first = word.lstrip("'’ʻ‘")[:1]
    return first.isalpha() and not first.islower()


def _is_phrase(parts: list[str]) -> bool:
    """True when a word is one that opens or carries a sentence ("But", "First question") instead of a name."""
    folded = [word.casefold().strip(".,") for word in parts]
    if len(folded) == 1:
        return folded[0] in vocabulary.NOT_NAMES
    if not vocabulary.QUESTION_WORDS.isdisjoint(folded) and not folded[-1].lstrip("#").isdigit():
        return True
    return not vocabulary.NOT_AMONG_OTHERS.isdisjoint(folded)


def _style(name: str, parts: list[str]) -> Style | None:
    letters = [character for character in name if character.isalpha()]
    if name == "Q" or _is_strong(name, parts):
        return "strong"
    if len(letters) < 2:  # one letter names nobody, except in scripts where it is a word
        return "letter" if name == "A" else "caseless" if letters and _is_caseless(letters) else None
    if "," in name:
        return "word"  # "Jane Smith, chief executive" must recur
    if _is_caseless(letters):
        return "caseless"
    if not any(character.islower() for character in letters):
        return "caps"
    return "name" if len(parts) > 1 else "word"


def _is_strong(name: str, parts: list[str]) -> bool:
    """True for a role that is no ordinary word, a title with a name, and a code with a number."""
    kind = speaker(name).kind
    if "," in name or len(name) < 2 or (parts[0].casefold().strip(".") in vocabulary.VOCATIVES and kind == "role"):
        return False
    if kind == "role":
        return len(parts) > 1 or name.casefold() not in vocabulary.WEAK_ROLES
    if kind == "unknown":
        return any(character.isdigit() for character in name)
    return len(parts) > 1 and len(match_key(name).split()) < len(parts)


def _is_caseless(letters: list[str]) -> bool:
    return not any(letter.isupper() or letter.islower() for letter in letters)


def _seconds(match: re.Match[str]) -> float:
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"].replace(",", "."))
