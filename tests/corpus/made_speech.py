"""One short exchange as each speech service writes it."""

from __future__ import annotations

from typing import Any

ROWS = [("Gate", 1.0, 1.25, 0), ("seven?", 1.25, 1.5, 0), ("Shut.", 2.0, 2.5, 1), ("At", 2.5, 2.75, 1), ("four.", 2.75, 3.0, 1)]
STARTS = {0: 1.0, 1: 2.0}
NAMES = {0: "Ann", 1: "Bo"}
Made = tuple[Any, tuple[str, str]]


def amazon(labels: bool) -> Any:
    """With a label on each item, or told by the times of stretches."""
    items = []
    for text, start, end, who in ROWS:
        label = {"speaker_label": f"spk_{who}"} if labels else {}
        word = {"content": text.rstrip("?."), "confidence": "1.0"}
        items.append({"type": "pronunciation", "start_time": str(start), "end_time": str(end), "alternatives": [word], **label})
        if text[-1] in "?.":
            items.append({"type": "punctuation", "alternatives": [{"content": text[-1]}], **label})
    segments = [{"start_time": str(start), "speaker_label": f"spk_{who}"} for who, start in STARTS.items()]
    told = {} if labels else {"speaker_labels": {"segments": segments}}
    return {"jobName": "a", "results": {"transcripts": [{"transcript": "all"}], "items": items, **told}}


def google() -> Any:
    """Every word twice: as heard, and once more in the last result with its speaker."""
    heard = [{"word": text, "startTime": f"{start}s", "endTime": f"{end}s"} for text, start, end, _ in ROWS]
    told = [
        {"word": text, "startTime": {"seconds": str(int(start)), "nanos": round(start % 1 * 1e9)}, "endTime": f"{end}s", "speakerTag": who + 1}
        for text, start, end, who in ROWS
    ]
    return {"results": [{"alternatives": [{"transcript": "all", "words": heard}]}, {"alternatives": [{"words": told}]}]}


def rev() -> Any:
    monologues = []
    for speaker in (0, 1):
        words = [{"type": "text", "value": text, "ts": start, "end_ts": end} for text, start, end, who in ROWS if who == speaker]
        monologues.append({"speaker": speaker, "elements": [part for word in words for part in (word, {"type": "punct", "value": " "})]})
    return {"speakers": [{"id": 0, "name": "Ann Lee"}], "monologues": monologues}


def azure() -> Any:
    first = {"speaker": 1, "offsetInTicks": 1e7, "durationInTicks": 5e6, "nBest": [{"display": "Gate seven?", "lexical": "gate seven"}]}
    second = {"speaker": 2, "offsetInTicks": 2e7, "durationInTicks": 1e7, "nBest": [{"display": "Shut. At four."}]}
    return {"recognizedPhrases": [first, second]}


def assemblyai() -> Any:
    words = [{"text": t, "start": int(s * 1000), "end": int(e * 1000), "confidence": 1, "speaker": "AB"[who]} for t, s, e, who in ROWS]
    return {"audio_url": "a", "text": "all", "utterances": None, "words": words}


def deepgram() -> Any:
    words = [{"word": "w", "punctuated_word": t, "start": s, "end": e, "speaker": who} for t, s, e, who in ROWS]
    return {"results": {"channels": [{"alternatives": [{"transcript": "all", "words": words}]}]}}


def deepgram_utterances() -> Any:
    first = {"start": 1.0, "end": 1.5, "transcript": "Gate seven?", "speaker": 0}
    return {"results": {"utterances": [first, {"start": 2.0, "end": 3.0, "transcript": "Shut. At four.", "speaker": 1}]}}


def speechmatics() -> Any:
    return {"results": [{"type": "word", "start_time": s, "end_time": e, "alternatives": [{"content": t, "speaker": f"S{who + 1}"}]} for t, s, e, who in ROWS]}


def speechmatics_first() -> Any:
    words = [{"name": t, "time": str(s), "duration": str(e - s)} for t, s, e, _ in ROWS]
    return {"speakers": [{"name": "M1", "time": "1.0"}, {"name": "F2", "time": "2.0"}], "words": words}


def ibm() -> Any:
    labels = [{"from": s, "speaker": who} for _, s, _, who in ROWS]
    return {"results": [{"alternatives": [{"transcript": "all", "timestamps": [[t, s, e] for t, s, e, _ in ROWS]}]}], "speaker_labels": labels}


def paper_edit() -> Any:
    stretches = [{"start": start, "speaker": NAMES[who]} for who, start in STARTS.items()]
    return {"words": [{"text": t, "start": s, "end": e} for t, s, e, _ in ROWS], "paragraphs": stretches}


def auto_edit() -> Any:
    lines = {name: [{"text": t, "startTime": s, "endTime": e} for t, s, e, speaker in ROWS if speaker == who] for who, name in NAMES.items()}
    return {"text": [{"speaker": name, "paragraph": [{"line": line}]} for name, line in lines.items()]}


def podcast() -> Any:
    return {"version": "1.0.0", "segments": [{"speaker": NAMES[who], "startTime": s, "endTime": e, "body": t} for t, s, e, who in ROWS]}


def whisperx() -> Any:
    return {"segments": [{"text": f" {t}", "start": s, "end": e, "speaker": f"SPEAKER_0{who}", "words": [{"word": t}]} for t, s, e, who in ROWS]}


def whisper_cpp() -> Any:
    return {"transcription": [{"offsets": {"from": int(s * 1000), "to": int(e * 1000)}, "text": f" {t}", "speaker": str(who)} for t, s, e, who in ROWS]}


SERVICES: dict[str, Made] = {
    "podcast": (podcast(), ("Ann", "Bo")),
    "whisperx": (whisperx(), ("SPEAKER_00", "SPEAKER_01")),
    "whisper.cpp": (whisper_cpp(), ("0", "1")),
    "assemblyai": (assemblyai(), ("A", "B")),
    "deepgram": (deepgram(), ("0", "1")),
    "deepgram utterances": (deepgram_utterances(), ("0", "1")),
    "amazon": (amazon(labels=True), ("spk_0", "spk_1")),
    "amazon, told by time": (amazon(labels=False), ("spk_0", "spk_1")),
    "google": (google(), ("1", "2")),
    "azure": (azure(), ("1", "2")),
    "rev": (rev(), ("Ann Lee", "1")),
    "speechmatics": (speechmatics(), ("S1", "S2")),
    "speechmatics, first version": (speechmatics_first(), ("M1", "F2")),
    "ibm": (ibm(), ("0", "1")),
    "paper edit": (paper_edit(), ("Ann", "Bo")),
    "autoedit": (auto_edit(), ("Ann", "Bo")),
}
"""Each document with the labels of its two speakers."""
