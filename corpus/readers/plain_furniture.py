"""Lines of a plain text that nobody says: rules, times, page furniture, procedure, notes on the transcript.

Owns the patterns, and the reasons that go with them. All patterns are tried on short texts only, or from their beginning.
"""

from __future__ import annotations

import re

_SHORT, _LONG = 160, 200  # characters


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s{0,2}(?:[AaPp]\.?\s?[Mm]\.?|o'clock|noon)(?:\s[A-Z]{2,5})?"
_SEPARATOR = re.compile(r"[-*_=#~•· \t\u00a0]{3,}$")
_STAMP = re.compile(
    _any(
        r"\d{1,2}:\d{2} [AaPp]\.?[Mm]\.? [A-Z]{2,5}$",
        r"[(\[]?\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?[)\]]?$",
        r"[(\[]\d{1,3}:\d{2}[)\]]$",
    )
)
_TIME = re.compile(r"[(\[]?(?:" + _CLOCK + r"|\d{1,2}:\d{2})[)\]]?\.?$")
_PAGE = re.compile(r"(?i)(?:page|seite|p\.)\s{0,2}\d{1,4}(?:\s{0,2}(?:of|/|von)\s{0,2}\d{1,4})?$|-\s?\d{1,4}\s?-$|\[\[?Page [A-Z]?\d{1,6}\]\]?$")
_END = re.compile(
    _any(
        r"(?:END|End)(?: OF TRANSCRIPT| of transcript)?\b[^a-z]{0,40}$",
        r"[(\[]?(?i:end of (?:transcript|recording|audio|interview))[)\]]?\.?$",
        r"###$",
        r"Meeting ended after [\d:]{4,9}.{0,4}$",
        r"This editable transcript was computer generated\b.{0,120}$",
        r"(?i:transcribed by https?://\S{3,60}|transcript(?:ion)? by [\w. ]{2,40})$",
        r"-30-$",
    )
)
_DIRECTION = re.compile(r"[(\[][A-Z][A-Z0-9 ,.'’/&-]{2,60}[)\]]$")
_BREAK = re.compile(
    r"(?i)[*_]{0,2}(?:break|jingle|music|intro|outro|advertisement|sponsors?|promo|commercial break)[*_]{0,2}:?[*_]{0,2}\s{0,3}"
    r"(?:\\?[(\[][\d:.]{4,10}\\?[)\]])?$"
)
_INTERJECTING = re.compile(
    r"(?:(?:Several|Some|Many|Opposition|Government|Honourable|Hon\.) ){0,2}(?:hon\. |honourable )?[Mm]embers "
    r"(?:rose|interjecting|interjected) ?[—–-]?\.?$"
)
_SYSTEM = re.compile(r".{2,60} (?:started|stopped) (?:transcription|recording|the recording)\.?$")
_WATCH = re.compile(r" - WATCH: https?://\S{3,180}$")
"""As Fathom ends its notes: "ACTION ITEM: Mend the gate - WATCH: https://…"."""
_CAPS_HEADING = re.compile(
    _any(
        r"(?:(?:OPENING|CLOSING|PREPARED|ADDITIONAL|WRITTEN|JOINT) )?(?:STATEMENTS?|TESTIMONY|REMARKS) (?:OF|BY|FROM) [^a-z]{2,200}$",
        r"(?:(?:DIRECT|CROSS|REDIRECT|RE-DIRECT|RECROSS|RE-CROSS|FURTHER|VOIR DIRE)[ -]{1,3}){0,3}EXAMINATION(?: BY [^a-z]{2,60})?:?$",
        r"(?:(?:MORNING|AFTERNOON|EVENING) SESSION|(?:CONTENTS|APPENDIX|P R O C E E D I N G S|PROCEEDINGS))$",
    )
)
_EXAMINER = re.compile(r"BY (?:MR|MS|MRS|DR)\.? [A-Z][A-Z'’ -]{1,30}:?$")
_INSERT = re.compile(
    r"\[(?:The|Prepared|Mr|Ms|Mrs|Dr|Senator|Information|Articles?|Additional)\b[^\]]{0,150}"
    r"\b(?:follows?|appears?|referred to)\b[^\]]{0,60}\]$"
)
_BODY = r"(?:The|This) [\w' -]{0,40}" + _any(
    r"council|committee|meeting|hearing|court|session|house|senate|board|assembly|commission|panel|briefing|conference|call|tribunal",
    r"inquiry",
)
_DID = _any(
    r"met|meets|convened|assembled|resumed|recessed|adjourned|rose|concluded|closed|ended|began|opened|commenced|suspended|passed|was",
    r"stood|reconvened",
)
_PROCEDURE = re.compile(
    rf"[(\[]?(?:Whereupon,? (?:.{{0,120}} )?|{_BODY} {_DID}\b.{{0,80}} )at {_CLOCK}(?:, .{{0,60}})?\.?[)\]]?$|"
    r"[(\[]Whereupon\b.{0,180}[)\]]\.?$"
)
_PROCEDURE_AT_HEAD = re.compile(
    rf"{_BODY} (?:met|convened|assembled|was called to order|commenced|began|opened)\b|.{{0,120}}(?:presiding|in the chair)\.$"
)
_ABOUT = re.compile(
    r"(?i)[(\[]?"
    + _any(
        r"this (?:is an? )?(?:unedited |rush |machine |automatic )?(?:transcript|transcription|text|interview was)",
        r"(?:please )?note\b|disclaimer|editor['’]s note|the following (?:is|are|transcript|interview|remarks)",
        r"transcript (?:by|provided|prepared|has been|edited|of (?:the |this )?(?:audio|recording|video))|edited (?:for|by)|unofficial |check against delivery",
        r"as (?:delivered|prepared)|auto-?generated|for immediate release",
    )
)
_BOILERPLATE = re.compile(
    "(?i)"
    + _any(
        r"newsletter|mailing list|bulletin$|subscribe|sign up|log in|cookie|share (?:this|on)|skip to|all rights reserved",
        r"copyright|©|donat(?:e|ion)|appeal\b|follow us|back to (?:top|list)|read more|related (?:articles|content|links)",
        r"print(?:er)?[- ]friendly|privacy policy|terms of use|\bhome\b.{0,40}[|>»]|\|.{1,60}\||advertisement|click here",
        r"view (?:all|original)|download (?:pdf|as)|transcribed by http|otter\.ai$|secure online order form",
    )
)
_EDITORS_NOTE = re.compile(r"(?:Note|NOTE|Editor['’]s note|EDITOR['’]S NOTE): ")
"""Behind the last words, as the papers of presidents have it; amid them somebody may say so."""
_RIGHTS = re.compile(r"(?i)©|copyright|all rights reserved")
_SALUTATION = re.compile(
    "(?i)"
    + _any(
        r"ladies and gentlemen|good (?:morning|afternoon|evening|day)|dear (?:friends|colleagues|ladies|mr|ms)|(?:dear )?colleagues",
        r"thank you|hello|hi[,. ]|welcome|distinguished|(?:your )?excellenc|friends,|mr\.? (?:president|chair|speaker)|madam |fellow",
        r"okay|all right|so[, ]",
    )
)


def nobody_says(text: str) -> str:
    """Why a paragraph is no speech wherever it stands (a rule, a time stamp, a page number), or nothing."""
    if len(text) > _SHORT:
        return ""
    checks = (
        (_SEPARATOR, "separator"),
        (_STAMP, "time"),
        (_PAGE, "page number"),
        (_DIRECTION, "stage direction"),
        (_BREAK, "stage direction"),
        (_SYSTEM, "system message"),
        (_INTERJECTING, "procedural line"),
    )
    return next((why for pattern, why in checks if pattern.match(text)), "")


def remark(text: str) -> str:
    """Why a line is a service's remark amid what somebody says, or nothing."""
    return "remark of the service" if _WATCH.search(text[-_LONG:]) else ""


def is_heading(text: str) -> bool:
    """True for a line inside a text after which another speaker or a paper put into the record begins ("STATEMENT OF JANE DOE")."""
    return len(text) <= _LONG and any(pattern.match(text) for pattern in (_CAPS_HEADING, _EXAMINER, _INSERT))


def tail_reason(text: str) -> str:
    """Why one of the last paragraphs is no speech (end mark, page furniture, "The council rose at 7 p.m."), or nothing."""
    if _EDITORS_NOTE.match(text):
        return "note on the transcript"
    if len(text) > _LONG:
        return ""
    if _RIGHTS.match(text) or (text[-1] not in ".?!" and _BOILERPLATE.search(text)):
        return "boilerplate"
    return "end mark" if is_end(text) else nobody_says(text) or _around_the_speech(text)


def head_reason(text: str) -> str:
    """Why a paragraph before the first speech is none: always something, "heading" where nothing else fits."""
    if len(text) <= _SHORT and _BOILERPLATE.search(text):
        return "boilerplate"
    if _ABOUT.match(text):
        return "note on the transcript"
    if len(text) <= _LONG and _PROCEDURE_AT_HEAD.match(text):
        return "procedural line"
    return nobody_says(text) or _around_the_speech(text) or "heading"


def is_end(text: str) -> bool:
    """True for a line that says that the transcript ends here."""
    return len(text) <= _SHORT and bool(_END.match(text))


def is_speech(text: str, spaces: int = 6) -> bool:
    """True for a paragraph that somebody would say: a salutation, or a sentence with more than `spaces` spaces."""
    if head_reason(text) != "heading":
        return False
    sentence = text[-1] in '.?!…”"’)' and text.count(" ") > spaces and text[0] not in "(#"
    return sentence or len(text) > _LONG or bool(_SALUTATION.match(text))


def _around_the_speech(text: str) -> str:
    """Why a short paragraph is no speech at the head or the tail, where amid speech it might be."""
    if len(text) > _LONG:
        return ""
    return "time" if _TIME.match(text) else "procedural line" if _PROCEDURE.match(text) else ""
