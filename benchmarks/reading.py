"""How fast each format is read: a made file of about SIZE megabytes each, in MB/s of processor time.

    python -m benchmarks.reading            every format at 2 MB
    python -m benchmarks.reading 10 plain   plain text at 10 MB

Files are made of the contract examples, repeated; formats whose files cannot be repeated so are measured on one example.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from corpus.readers import Source
from corpus.readers.registry import READERS, recognised

SENTENCE = "The gate was shut before the tide came in, and nobody on the harbour wall saw who had turned the wheel. "


def plain(size: int) -> bytes:
    turn = f"MARA ELLISON: {SENTENCE * 4}\n\nQuestion: {SENTENCE}\n\n"
    return (turn * (size // len(turn))).encode()


def webvtt(size: int) -> bytes:
    return b"WEBVTT\n\n" + "".join(_cues(size, "<v {who}>{text}</v>", ".")).encode()


def subrip(size: int) -> bytes:
    return "".join(_cues(size, "{who}: {text}", ",")).encode()


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
    turn = f"<p><b>Mara Ellison:</b> {SENTENCE * 4}</p>\n<p><b>Len Torvald:</b> {SENTENCE}</p>\n"
    return f"<!doctype html><html><head><title>Talk</title></head><body><main><h1>Talk</h1>{turn * (size // len(turn))}</main></body></html>".encode()


def tei(size: int) -> bytes:
    turn = f'<u who="#Mara"><seg>{SENTENCE * 3}</seg></u>\n'
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Talk</title></titleStmt></fileDesc></teiHeader><text><body><div>'
    return f"{head}{turn * (size // len(turn))}</div></body></text></TEI>".encode()


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


MADE = {
    made.__name__: made
    for made in (plain, webvtt, subrip, sbv, native, speech, chatjson, chattext, html, tei, akomantoso, parlparse, ttml, elan, textgrid, cha)
}


def measure(format: str, data: bytes) -> str:
    source = Source(f"a.{'html' if format == 'html' else 'txt'}", data)
    began = time.process_time()
    reader, _ = recognised(source)
    chosen = time.process_time()
    reading = reader.read(source)
    read = time.process_time()
    megabytes = len(data) / 1e6
    return (
        f"| {reader.name:14} | {megabytes:5.1f} MB | {len(reading.turns):7,} turns | {chosen - began:5.2f} s recognised | {read - chosen:5.2f} s read |"
        f" {megabytes / (read - began):6.1f} MB/s |"
    )


def main() -> None:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 2_000_000
    wanted = sys.argv[2:] or list(MADE)
    for format in wanted:
        print(measure(format, MADE[format](size)), flush=True)
    left = sorted({reader.name.partition("/")[0] for reader in READERS} - MADE.keys())
    print(f"Not measured, for want of a made file: {', '.join(left)}")


if __name__ == "__main__":
    main()
