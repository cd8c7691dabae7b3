"""A made transcript of about a given size for each format: what `benchmarks.reading` measures. Everybody in them is made up."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from tests.corpus import made_docx, made_odt, made_ohms, made_pdf, made_rtf

SENTENCE = "The gate was shut before the tide came in, and nobody on the harbour wall saw who had turned the wheel. "


def plain(size: int) -> bytes:
    return _repeated("MARA ELLISON: {0} " + SENTENCE * 4 + "\n\nQuestion: {0} " + SENTENCE + "\n\n", size).encode()


def _repeated(form: str, size: int) -> str:
    """The form over and over, {0} its number each time: no two paragraphs are the same."""
    return "".join(form.replace("{0}", str(number)) for number in range(size // len(form)))


def webvtt(size: int) -> bytes:
    return b"WEBVTT\n\n" + "".join(_cues(size, "<v {who}>{text}</v>", ".")).encode()


def subrip(size: int) -> bytes:
    return "".join(_cues(size, "{who}: {text}", ",")).encode()


def substation(size: int) -> bytes:
    clock = [f"{at // 3600}:{at // 60 % 60:02}:{at % 60:02}.00" for at in range(size // 165 + 1)]
    rows = (f"Dialogue: 0,{clock[at]},{clock[at + 1]},Default,{('Mara', 'Len')[at // 3 % 2]},0,0,0,,{at} {SENTENCE}\n" for at in range(len(clock) - 1))
    return f"[Script Info]\n[Events]\n{''.join(rows)}".encode()


def sbv(size: int) -> bytes:
    clock = [f"0:{at // 60 % 60:02}:{at % 60:02}" for at in range(size // 140)]
    return "".join(f"{at}.000,{at}.900\n>> MARA: {number} {SENTENCE}\n\n" for number, at in enumerate(clock)).encode()


def _cues(size: int, form: str, dot: str) -> list[str]:
    count = size // (len(SENTENCE) + 60)
    clock = [f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}{dot}000" for at in range(count + 1)]
    texts = [form.format(who=("Mara", "Len")[at // 3 % 2], text=f"{at} {SENTENCE}") for at in range(count)]
    return [f"{at + 1}\n{clock[at]} --> {clock[at + 1]}\n{texts[at]}\n\n" for at in range(count)]


def native(size: int) -> bytes:
    turns = [{"speaker": ("Mara", "Len")[at % 2], "text": SENTENCE * 3, "start": at, "end": at + 1} for at in range(size // 380)]
    return json.dumps({"turns": turns}).encode()


def speech(size: int) -> bytes:
    words: list[dict[str, Any]] = [
        {"word": "gate", "punctuated_word": "Gate.", "start": at, "end": at + 0.5, "confidence": 0.9, "speaker": at // 40 % 2} for at in range(size // 105)
    ]
    return json.dumps({"results": {"channels": [{"alternatives": [{"transcript": "all", "words": words}]}]}}).encode()


def chatjson(size: int) -> bytes:
    return json.dumps(
        [{"type": "message", "ts": f"{1675342400 + at}.000200", "user_profile": {"real_name": "Mara"}, "text": SENTENCE} for at in range(size // 200)]
    ).encode()


def chattext(size: int) -> bytes:
    return "".join(f"[13/05/2023, {at // 3600 % 24:02}:{at // 60 % 60:02}:{at % 60:02}] Mara Ellison: {SENTENCE}\n" for at in range(size // 145)).encode()


def html(size: int) -> bytes:
    turns = _repeated(f"<p><b>Mara Ellison:</b> {{0}} {SENTENCE * 4}</p>\n<p><b>Len Torvald:</b> {{0}} {SENTENCE}</p>\n", size)
    return f"<!doctype html><html><head><title>Talk</title></head><body><main><h1>Talk</h1>{turns}</main></body></html>".encode()


def tei(size: int) -> bytes:
    turn = f'<u who="#Mara"><seg>{SENTENCE * 3}</seg></u>\n'
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Talk</title></titleStmt></fileDesc></teiHeader><text><body><div>'
    return f"{head}{turn * (size // len(turn))}</div></body></text></TEI>".encode()


def ohms(size: int) -> bytes:
    """An interview with a mark of every minute."""
    said = _repeated(f"HAIN: {{0}} {SENTENCE}\n\nODUYA: {{0}} {SENTENCE * 3}\n\n", size)
    return made_ohms.ohms(f"<transcript>{said}</transcript>", "1:" + "".join(f"|{line}(3)" for line in range(1, said.count("\n"), 10)))


def akomantoso(size: int) -> bytes:
    turn = f"<speech by='#Mara'><from>Mara Ellison</from><p>{SENTENCE * 3}</p></speech>\n<speech><from>Len Torvald</from><p>{SENTENCE}</p></speech>\n"
    return f"<akomaNtoso><debate><debateBody>{turn * (size // len(turn))}</debateBody></debate></akomaNtoso>".encode()


def parlparse(size: int) -> bytes:
    turn = f"<speech speakername='Mara Ellison'><p>{SENTENCE * 3}</p></speech>\n<speech speakername='Len Torvald'><p>{SENTENCE}</p></speech>\n"
    return f"<publicwhip>{turn * (size // len(turn))}</publicwhip>".encode()


def ttml(size: int) -> bytes:
    count = size // (len(SENTENCE) + 45)
    said = (f"<p begin='{at}s' end='{at + 1}s'>{('Mara', 'Len')[at // 3 % 2]}: {SENTENCE}{at}</p>\n" for at in range(count))
    return f"<tt><body><div>{''.join(said)}</div></body></tt>".encode()


def elan(size: int) -> bytes:
    count = size // 330
    slots = "".join(f"<TIME_SLOT TIME_SLOT_ID='t{at}' TIME_VALUE='{at * 1000}'/>\n" for at in range(count + 1))
    held = (
        f"<ANNOTATION>\n<ALIGNABLE_ANNOTATION ANNOTATION_ID='a{at}' TIME_SLOT_REF1='t{at}' TIME_SLOT_REF2='t{at + 1}'>\n"
        f"<ANNOTATION_VALUE>{SENTENCE}</ANNOTATION_VALUE>\n</ALIGNABLE_ANNOTATION>\n</ANNOTATION>\n"
        for at in range(count)
    )
    rows = list(held)
    tiers = "".join(f"<TIER TIER_ID='{who}'>{''.join(rows[first::2])}</TIER>" for first, who in enumerate(("Mara", "Len")))
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>".encode()


def textgrid(size: int) -> bytes:
    count = size // (len(SENTENCE) + 16)
    rows = [f'{at}\n{at + 1}\n"{SENTENCE}"\n' for at in range(count)]
    tiers = "".join(f'"IntervalTier"\n"{who}"\n0\n{count}\n{len(rows[at::2])}\n{"".join(rows[at::2])}' for at, who in enumerate(("Mara", "Len")))
    return f'File type = "ooTextFile"\n"TextGrid"\n\n0\n{count}\n<exists>\n2\n{tiers}'.encode()


def cha(size: int) -> bytes:
    """One speaker throughout: a single turn of very many pieces."""
    return ("@UTF8\n@Begin\n" + f"*ANN:\t{SENTENCE}\x1510_20\x15\n%mor:\tdet|the n|gate\n" * (size // 150) + "@End\n").encode()


def hansard_ca(size: int) -> bytes:
    said = "<Intervention><PersonSpeaking><Affiliation>{who}:</Affiliation></PersonSpeaking>"
    said += "<Content><ParaText>{{0}} {text}</ParaText></Content></Intervention>\n"
    first, second = said.format(who="Hon. Mara Ellison (Tideham, Lib.)", text=SENTENCE * 3), said.format(who="Mr. Len Torvald", text=SENTENCE)
    turns = _repeated(first + second, size)
    return f"<Hansard><HansardBody><SubjectOfBusinessContent>{turns}</SubjectOfBusinessContent></HansardBody></Hansard>".encode()


def exmaralda(size: int) -> bytes:
    count = size // 180
    times = "".join(f'<tli id="T{at}" time="{at}.0"/>\n' for at in range(count + 1))
    rows = [f'<event start="T{at}" end="T{at + 1}">{SENTENCE}</event>\n' for at in range(count)]
    people = "".join(f'<speaker id="S{at}"><abbreviation>{who}</abbreviation></speaker>' for at, who in enumerate(("Mara", "Len")))
    tiers = "".join(f'<tier id="E{at}" speaker="S{at}" category="v" type="t">{"".join(rows[at::2])}</tier>' for at in (0, 1))
    head = f"<head><speakertable>{people}</speakertable></head>"
    return f"<basic-transcription>{head}<basic-body><common-timeline>{times}</common-timeline>{tiers}</basic-body></basic-transcription>".encode()


def transcriber(size: int) -> bytes:
    count = size // 175
    turns = "".join(
        f'<Turn speaker="spk{at % 2}" startTime="{at}" endTime="{at + 1}"><Sync time="{at}"/>\n{SENTENCE}\n</Turn>\n' for at in range(count)
    )
    people = '<Speakers><Speaker id="spk0" name="Mara"/><Speaker id="spk1" name="Len"/></Speakers>'
    return f'<Trans>{people}<Episode><Section type="report" startTime="0" endTime="{count}">{turns}</Section></Episode></Trans>'.encode()


def docx(size: int) -> bytes:
    """A document whose text part is of that size: the file is packed, and repeated sentences pack far better than real ones."""
    return made_docx.docx(*_paragraphs(size, lambda who, said: made_docx.p(made_docx.b(who), made_docx.r(said))))


def odt(size: int) -> bytes:
    """As of Word documents."""
    return made_odt.odt(*_paragraphs(size, lambda who, said: made_odt.p(made_odt.span(who), said)))


def rtf(size: int) -> bytes:
    """As of Word documents, but not packed."""
    return made_rtf.rtf(*_paragraphs(size, lambda who, said: made_rtf.p(made_rtf.b(who) + said)))


def _paragraphs(size: int, form: Callable[[str, str], str]) -> list[str]:
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(2, 9))) for _ in range(20_000)]
    paragraphs, length = [], 0
    while length < size:
        for who in ("Mara Ellison:", "Len Torvald:"):
            paragraphs.append(form(who, f" It is {' '.join(draw.choices(words, k=60))}."))
            length += len(paragraphs[-1])
    return paragraphs


def pdf(size: int) -> bytes:
    """Pages of thirty lines, not packed: a file of that size holds more words than any that programs write."""
    line = "The gate was shut before the tide came in, and nobody saw who had"
    pages = (
        [made_pdf.At(72, 72 + 20 * row, f"MR. {('PELL', 'ROE')[row // 5 % 2]}: {line}" if row % 5 == 0 else f"{line} {page}") for row in range(30)]
        for page in range(size // 4_300)
    )
    return made_pdf.pdf(pages, packed=False)


MADE: dict[str, Callable[[int], bytes]] = {
    made.__name__.replace("_", "-"): made
    for made in (plain, webvtt, subrip, sbv, native, speech, chatjson, chattext, html, tei, akomantoso, parlparse, hansard_ca, ttml, elan, textgrid, cha)
} | {made.__name__: made for made in (substation, ohms, exmaralda, transcriber, docx, odt, rtf, pdf)}
