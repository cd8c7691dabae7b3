"""What every reader promises. A new reader gives its examples here and is held to the same laws."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from corpus.errors import ReadError
from corpus.readers import Reader, Reading, Source
from corpus.readers.registry import READERS, Format, choose, reader_at
from corpus.transcript import Turn
from tests.corpus import made_odt, made_rtf
from tests.corpus.made_docx import DICTATED, MINUTES, OLD_TEAMS, OTTER, SHEET, STYLED, TEAMS
from tests.corpus.made_ohms import PLAIN, TIMED
from tests.corpus.made_pdf import deposition, press
from tests.corpus.made_tiers import CHAT, DFXP, DIALOGUE, EXMARALDA, FIELDWORK, LONG_GRID, SHORT_GRID, TTML
from tests.corpus.made_xml import AKOMA, CANADA, PARLAMINT, PARLPARSE, PLAY, SPOKEN, TOKENS, TRANSCRIBER


@dataclass(frozen=True)
class Example:
    """A file of a format, with the independent way from the bytes of a turn to its words; where the file is packed, from it to its places."""

    reader: str
    name: str
    data: bytes
    words: Callable[[str], list[str]] = str.split
    places: Callable[[bytes], list[str]] | None = None

    @property
    def format(self) -> str:
        """The name of its reader without the version."""
        return self.reader.partition("/")[0]


BY_FORMAT = {reader.name.partition("/")[0]: reader for reader in READERS}


def element_words(source: str) -> list[str]:
    return str(json.loads(source)["text"]).split()


def labelled_words(source: str) -> list[str]:
    """The words of lines with their labels, brackets and times stripped by the crudest means."""
    first, *others = source.split("\n")
    first = re.sub(r"^(\([A-Z]+\d\) |Q\s+|[^:]*?:\s+|(?=Good))", "", first, count=1)
    return " ".join([first, *others]).split()


NATIVE = {
    "title": "T",
    "url": "https://example.org",
    "turns": [{"speaker": "Jane Doe", "text": "Où ?\n– Ici 🎙", "start": 1}, {"text": ""}, {"text": "b"}],
}
BRIEFING = "---\ntitle: T\n---\n\nRoom\n\n1:06 P.M. EST\n\n" + (
    "MS. DOE:\u00a0 Hi.\u00a0 \nEveryone is here.\n\nAnd so on.\n\nQ\u00a0\u00a0 Why?\n\nMS. DOE:  Où – ?\n\nEND\n"
)
PAGE = "Jane Doe's remarks, 3 May 2022\n\nGood evening, all.\n\nIt rains.\n\n" + ("Question (loud): Why?\n\nJane Doe: So.\n\nSubscribe to our newsletter\n")
GREETING = "Anna Weiß: Schöne Grüße aus München!\n\nBjörn Groß: Danke für die Grüße.\n\nAnna Weiß: Übrigens.\n"
MEETING = "(PERSON1) OK.\nSo.\n(PERSON2) <laugh/>\n(PERSON1) No.\n"

VOICES = "WEBVTT\n\nNOTE\nmade here\n\n1\n00:01.000 --> 00:02.000\n<v Ann Lee>Où ?\n\n00:02.000 --> 00:03.000\n<v Ann Lee>I <i>said</i>\nso.</v>\n\n" + (
    "00:04.000 --> 00:05.000\n<v Q>Why?\n"
)
NAMES = "1\n00:00:01,000 --> 00:00:02,000\nAnn: Oui,\n\n2\n00:00:02,000 --> 00:00:03,000\nça va.\n\n" + (
    "3\n00:00:03,000 --> 00:00:04,000\nBob: No.\n\n4\n00:00:04,000 --> 00:00:05,000\nAnn: Bob: no.\n"
)
TUBE = "0:00:01.000,0:00:02.000\n>> ANN: Hello.\n\n0:00:02.000,0:00:03.000\nAll of you.\n\n0:00:03.000,0:00:04.000\n>> Why?\n"


SUBSTATION = """[Script Info]
; made here
Title: The harbour
[V4+ Styles]
Format: Name, Fontname
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.50,Default,Ann Lee,0,0,0,,{\\i1}Où{\\i0} est-il,\\Nça va\\n?
Dialogue: 0,0:00:04.00,0:00:06.00,Default,Ann Lee,0,0,0,,Oui, non, si.
Comment: 0,0:00:06.00,0:00:07.00,Default,,0,0,0,,cut
Dialogue: 0,0:00:06.00,0:00:07.25,Default,Q,0,0,0,,{\\p1}m 0 0{\\p0}Why?
"""


def event_words(source: str) -> list[str]:
    """What stands after the ninth comma of a caption, without what is between braces and what is drawn."""
    texts = [line.split(",", 9)[9] for line in source.split("\n") if line.startswith("Dialogue")]
    return re.sub(r"\{[^}]*\}", "", re.sub(r"\{\\p1\}.*?\{\\p0\}", "", " ".join(texts))).replace("\\N", " ").replace("\\n", " ").split()


def caption_words(source: str) -> list[str]:
    """What is left of captions once their numbers, times, tags, arrows and first labels are gone."""
    kept = [line for line in source.split("\n") if not re.search(r"\d[.,]\d\d\d( -->|,\d)|^\d+$", line)]
    return re.sub(r"<[^>]*>", "", " ".join(re.sub(r"^(>> )?(Ann: |Bob: |ANN: )?", "", line) for line in kept)).split()


HEARD = {"segments": [{"speaker": "Ann", "body": w, "startTime": 1} for w in ("Où", "?")] + [{"speaker": "Bo", "body": "Ici."}], "version": "1.0.0"}


def piece_words(source: str) -> list[str]:
    return re.sub(" [?]", "?", " ".join(part["body"] for part in json.loads(f"[{source}]"))).split()


NOT_SAID = "note|kinesic|vocal|incident|gap|head|stage|speaker|spanGrp|reg|linkGrp|from|remark|recordedTime|PersonSpeaking|FloorLanguage"


def marked_words(source: str) -> list[str]:
    """What is left of XML once the elements that are not said, and then all tags, are gone."""
    plain = re.sub(r"&(eacute|pound);", lambda found: html.unescape(found[0]), source)
    plain = re.sub("</(l|p|seg|listIntroduction|ParaText)>", " ", plain)
    kept = re.sub(rf"<({NOT_SAID})[ >].*?</\1>", "", plain, flags=re.DOTALL)
    joined = re.sub(r'(<w[^>]*join="right"[^>]*>[^<]*</w>)[^<]*(</\w+>)?\s*', r"\1", kept)
    return html.unescape(re.sub(r"<[^>]*>", "", joined)).split()


LINES = ("plain", "chattext", "webvtt", "subrip", "sbv")
"""Formats in which a line is in a turn or not."""
BY_TIME = ("elan", "textgrid", "exmaralda")
"""Formats that keep speaker by speaker what was said by turns: their turns are in the order of time, not of the file."""

SAVED = """<!doctype html><title>T</title><nav><a href=/>Home</a></nav><main><h1>T</h1><p>1:06 P.M. EST</p>
<p><b>Ann Lee:</b>&nbsp;O\u00f9 <i>est</i> la\n  mer&nbsp;?</p><p>Ici &amp; l\u00e0.<br>Bien.</p><p>Q&nbsp;&nbsp; Why?</p>
<p><b>Ann Lee:</b> So.</p></main><footer>Legal</footer>
"""
CITED = "<cite>Ann:</cite> <time>0:01</time>\n<p>Oui.</p><cite>Bob:</cite><time>0:05</time><p>Non,<p>non.</p><cite>Ann:</cite><time>0:09</time><p>Si."


def page_words(source: str) -> list[str]:
    """What is left of a page once tags are gone, entities stand for themselves, and labels and times are stripped."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", source))
    return re.sub(r"^\s*(Ann Lee:|Ann:|Bob:|Q\s)\s*(\d:\d\d)?", "", text).split()


def docx_paragraphs(data: bytes) -> list[str]:
    """The words of each paragraph of a document, by the crudest means; deleted, hidden and struck ones are none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    body = re.sub(r"<w:del .*?</w:del>|<w:r><w:rPr><w:(vanish|strike)/>.*?</w:r>", "", re.sub(r"<w:br/>", " ", body))
    return [html.unescape(re.sub(r"<[^>]*>", "", piece)) for piece in body.split("<w:p>")[1:]]


def odt_paragraphs(data: bytes) -> list[str]:
    """The words of each paragraph that is seen in an OpenDocument text, by the crudest means."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("content.xml").decode().partition("<office:text>")[2]
    beside = "text:tracked-changes|text:note|office:annotation|draw:frame"
    body = re.sub(rf"<({beside})[ >].*?</\1>|<text:span text:style-name=\"T[23]\">.*?</text:span>", "", body)
    body = re.sub("<text:(line-break|tab|s)[ /][^>]*>", " ", body)
    return [html.unescape(re.sub(r"<[^>]*>", "", piece)) for piece in re.split("<text:[ph] [^>]*>", body)[1:]]


def interview_words(source: str) -> list[str]:
    """What is left of lines of an OHMS transcript without labels, times, tags and marks of footnotes."""
    text = re.sub(r"\[\[footnote\]\].*?\[\[/footnote\]\]|^[\d:.]+ --> [\d:.]+|<v \w+>|^(HAIN|ODUYA): ", "", source, flags=re.MULTILINE)
    return html.unescape(text.replace("<br>", " ")).split()


def rtf_paragraphs(data: bytes) -> list[str]:
    """The words of each paragraph of an RTF document, by the crudest means; those of groups that nobody says are none."""
    body = re.sub(r"\\'(..)", lambda found: bytes([int(found[1], 16)]).decode("cp1252"), data.decode())
    body = re.sub(r"\{\\f1 [^}]*\}", "\u041f\u0440\u0438\u0432\u0435\u0442", body)
    body = re.sub(r"\{\\(?:\*\\|fonttbl|colortbl|stylesheet|info|header|footnote|pict|deleted|v |strike)(?:[^{}]|\{[^{}]*\})*\}", "", body)
    body = re.sub(r"\\u-10179\?\\u-8704\?", "\U0001f600", re.sub(r"\\u(\d+)[? ]", lambda found: chr(int(found[1])), body))
    body = body.replace("\\rquote ", "\u2019").replace("\\line ", " ").replace("\\\n", "\\par ").replace("\\{", "\x01").replace("\\}", "\x02")
    pieces = re.split(r"\\(?:par|cell)\b", body)
    return [re.sub(r"[{}]", "", re.sub(r"\\[a-z]+-?\d* ?|[\n]", "", piece)).replace("\x01", "{").replace("\x02", "}") for piece in pieces]


def annotation_words(source: str) -> list[str]:
    return html.unescape(" ".join(re.findall("<ANNOTATION_VALUE>(.*?)</ANNOTATION_VALUE>", source, re.DOTALL))).split()


def grid_words(source: str) -> list[str]:
    """The strings in a TextGrid but "sp", a silence."""
    return " ".join(found.replace('""', '"') for found in re.findall(r'"((?:[^"]|"")*)"', source) if found != "sp").split()


def chat_words(source: str) -> list[str]:
    """The main tiers of CHAT without codes of speakers, times and the tiers below."""
    tiers = [line for line in re.sub("\n\t", " ", source).split("\n") if line.startswith("*")]
    return re.sub("\x15[^\x15]*\x15", " ", " ".join(line.partition("\t")[2] for line in tiers)).split()


def ttml_words(source: str) -> list[str]:
    plain = re.sub("<br/>", " ", re.sub("<metadata>.*?</metadata>", "", source))
    words = html.unescape(re.sub("<[^>]*>", "", plain))
    return re.sub("^(>> )?(ANNA|BEN): |^- ", "", words).split()


SLACK = [
    {"type": "message", "ts": f"167534240{at}.000200", "user_profile": {"real_name": name}, "text": words}
    for at, (name, words) in enumerate([("Ann Lee", "Où ?"), ("Ann Lee", "Ici."), ("Bo", "Non.")])
]
WHATSAPP = "[13/05/2023, 10:01:09] Ann Lee: Où ?\nIci.\n[13/05/2023, 10:02:10] Bo: Non.\n[13/05/2023, 10:03:10] Bo left\n"


def message_words(source: str) -> list[str]:
    return str(json.loads(source)["text"]).split()


def log_words(source: str) -> list[str]:
    return re.sub(r"(?m)^\[[^\]]*\] [^:]*: ", "", source).split()


def pdf_words(data: bytes) -> list[str]:
    """The words of each page of a PDF made by `made_pdf`, in the order of the file, without those set in a margin."""
    pages = [zlib.decompress(found).decode("cp1252") for found in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)]
    return [" ".join(text for text in re.findall(r"\((.*)\) Tj", page) if not re.fullmatch(r"\d+|.*Page.*|Tide Reporting.*", text)) for page in pages]


EXAMPLES = [
    Example("chatjson", "a.json", json.dumps(SLACK).encode(), message_words),
    Example("chattext", "a.txt", WHATSAPP.encode(), log_words),
    Example("chattext", "a.txt", WHATSAPP.replace("\n", "\r\n").encode("utf-8-sig"), log_words),
    *(Example("tei", "a.xml", text.encode(), marked_words) for text in (PARLAMINT, TOKENS, PLAY, SPOKEN)),
    Example("tei", "a.txt", PARLAMINT.replace("\n", "\r\n").encode("utf-8-sig"), marked_words),
    Example("hansard-ca", "a.xml", CANADA.encode(), marked_words),
    Example("transcriber", "a.trs", TRANSCRIBER.encode("cp1252"), marked_words),
    Example("exmaralda", "a.exb", EXMARALDA.encode(), marked_words),
    Example("akomantoso", "a.xml", AKOMA.encode(), marked_words),
    Example("parlparse", "a.xml", PARLPARSE.encode("cp1252"), marked_words),
    Example("speech", "a.json", json.dumps(HEARD).encode(), piece_words),
    Example("speech", "a.txt", json.dumps(HEARD, indent=2, ensure_ascii=False).encode("utf-8-sig"), piece_words),
    Example("webvtt", "a.vtt", VOICES.encode(), caption_words),
    Example("webvtt", "a.txt", VOICES.replace("\n", "\r\n").encode("utf-8-sig"), caption_words),
    Example("subrip", "a.srt", NAMES.encode(), caption_words),
    Example("subrip", "a", NAMES.replace("\n", "\r").encode(), caption_words),
    Example("sbv", "a.sbv", TUBE.encode(), caption_words),
    Example("substation", "a.ass", SUBSTATION.encode(), event_words),
    Example("substation", "a.txt", SUBSTATION.replace("\n", "\r\n").encode("utf-8-sig"), event_words),
    Example("native", "a.json", json.dumps(NATIVE).encode(), element_words),
    Example("native", "a.json", json.dumps(NATIVE, indent=2, ensure_ascii=False).encode("utf-8-sig"), element_words),
    Example("plain", "a.md", BRIEFING.encode(), labelled_words),
    Example("plain", "a.md", BRIEFING.replace("\n", "\r\n").encode("utf-8-sig"), labelled_words),
    Example("plain", "a.txt", PAGE.encode(), labelled_words),
    Example("plain", "a.txt", PAGE.replace("\n", "\r").encode(), labelled_words),
    Example("plain", "a.txt", MEETING.encode(), labelled_words),
    Example("plain", "a.txt", GREETING.encode("cp1252"), labelled_words),
    Example("html", "a.html", SAVED.encode(), page_words),
    Example("html", "a.txt", SAVED.replace("\n", "\r\n").encode("utf-8-sig"), page_words),
    Example("html", "a.htm", SAVED.replace("<title>", "<meta charset=iso-8859-1><title>").encode("cp1252"), page_words),
    Example("html", "a", CITED.encode(), page_words),
    *(Example("docx", "a.docx", data, places=docx_paragraphs) for data in (TEAMS, OLD_TEAMS, OTTER, MINUTES, SHEET, STYLED, DICTATED)),
    Example("docx", "a.txt", MINUTES, places=docx_paragraphs),
    *(Example("odt", "a.odt", data, places=odt_paragraphs) for data in (made_odt.MINUTES, made_odt.SHEET, made_odt.OTTER, made_odt.STYLED)),
    Example("odt", "a.docx", made_odt.MINUTES, places=odt_paragraphs),
    Example("ohms", "a.xml", PLAIN, interview_words),
    Example("ohms", "a.xml", PLAIN.replace(b"\n", b"\r\n"), interview_words),
    Example("ohms", "a.txt", b"\xef\xbb\xbf" + TIMED, interview_words),
    *(Example("rtf", "a.rtf", data, places=rtf_paragraphs) for data in (made_rtf.MINUTES, made_rtf.TEXTEDIT, made_rtf.SHEET)),
    *(Example("rtf", "a.rtf", data, places=rtf_paragraphs) for data in (made_rtf.SERVICE, made_rtf.STYLED)),
    Example("rtf", "a.doc", made_rtf.TEXTEDIT, places=rtf_paragraphs),
    *(Example("elan", "a.eaf", text.encode(), annotation_words) for text in (DIALOGUE, FIELDWORK)),
    Example("elan", "a.xml", DIALOGUE.replace("\n", "\r\n").encode("utf-8-sig"), annotation_words),
    *(Example("textgrid", "a.TextGrid", text.encode(), grid_words) for text in (LONG_GRID, SHORT_GRID)),
    Example("textgrid", "a.txt", LONG_GRID.replace("\n", "\r\n").encode("utf-8-sig"), grid_words),
    Example("cha", "a.cha", CHAT.encode(), chat_words),
    Example("cha", "a", CHAT.replace("\n", "\r\n").encode("utf-8-sig"), chat_words),
    *(Example("ttml", "a.ttml", text.encode(), ttml_words) for text in (TTML, DFXP)),
    Example("ttml", "a.xml", TTML.replace("\n", "\r").encode("utf-8-sig"), ttml_words),
    *(Example("pdf", "a.pdf", data, places=pdf_words) for data in (press(), deposition())),
]


def number(example: Example) -> str:
    return f"{example.reader}-{EXAMPLES.index(example)}"


@pytest.fixture(params=EXAMPLES, ids=number)
def example(request: pytest.FixtureRequest) -> Example:
    assert isinstance(request.param, Example)
    return request.param


def read(example: Example) -> Reading:
    return BY_FORMAT[example.format].read(Source(example.name, example.data))


def encoding(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def lines_of(data: bytes) -> list[str]:
    return re.split(r"\r\n|\n|\r", data.decode(encoding(data)))


def test_every_reader_has_an_example() -> None:
    assert {example.format for example in EXAMPLES} == BY_FORMAT.keys()


@pytest.mark.parametrize("format", READERS, ids=lambda format: format.name)
def test_the_table_names_the_reader_as_it_names_itself(format: Format) -> None:
    assert reader_at(format.where).name == format.name


def test_the_format_is_recognised(example: Example) -> None:
    assert choose(Source(example.name, example.data)) is BY_FORMAT[example.format]


def test_everything_is_accounted_for(example: Example) -> None:
    assert read(example).accounted == 1.0


def test_turns_are_numbered_in_order(example: Example) -> None:
    turns = read(example).turns
    assert [turn.index for turn in turns] == list(range(len(turns)))
    assert turns
    starts = [turn.bytes.start for turn in turns if turn.bytes]
    assert len(starts) == len(set(starts))
    if example.reader.startswith(BY_TIME):
        starts = [turn.time[0] for turn in turns if turn.time]  # type: ignore[assignment]
    assert starts == sorted(starts)


def test_the_bytes_of_a_turn_hold_its_words(example: Example) -> None:
    if example.places:
        pytest.skip("the file is packed: its bytes are no words")
    for turn in read(example).turns:
        assert turn.bytes is not None
        source = example.data[turn.bytes.start : turn.bytes.end].decode(encoding(example.data))
        assert example.words(re.sub(r"\r\n?", "\n", source)) == turn.text.split()


def test_the_places_of_a_turn_hold_its_words(example: Example) -> None:
    if not example.places:
        pytest.skip("the file is no package: its bytes are its words")
    places = example.places(example.data)
    for turn in read(example).turns:
        assert turn.bytes is None
        assert turn.lines is not None
        first, last = turn.lines
        assert 1 <= first <= last <= len(places)
        held = " ".join(places[first - 1 : last])
        words = iter(held.split())
        assert all(word in words for word in turn.text.split())  # in this order
        assert turn.speaker.label in " ".join(held.split())


def test_the_lines_of_a_turn_hold_its_bytes(example: Example) -> None:
    if example.places:
        pytest.skip("the file is packed: its lines are no words")
    lines = lines_of(example.data)
    for turn in read(example).turns:
        assert turn.lines is not None
        assert turn.bytes is not None
        first, last = turn.lines
        source = example.data[turn.bytes.start : turn.bytes.end].decode(encoding(example.data))
        assert re.sub(r"\r\n?", "\n", source) in "\n".join(lines[first - 1 : last])


def test_no_line_is_both_said_and_skipped_in_text_formats(example: Example) -> None:
    if not example.reader.startswith(LINES):
        pytest.skip("one line of JSON or XML may hold turns and more; words of others may stand between those of a turn")
    reading = read(example)
    said = {line for turn in reading.turns if turn.lines for line in range(turn.lines[0], turn.lines[1] + 1)}
    skipped = {line for entry in reading.skipped for line in range(entry.lines[0], entry.lines[1] + 1)}
    assert not said & skipped
    assert {at for at, line in enumerate(lines_of(example.data), start=1) if line.strip("\ufeff \u00a0")} <= said | skipped


def test_skipped_lines_have_reasons(example: Example) -> None:
    assert all(entry.why for entry in read(example).skipped)


def test_the_same_bytes_read_the_same(example: Example) -> None:
    assert read(example) == read(example)


def test_no_speaker_is_invented(example: Example) -> None:
    """A label stands in the file, on the turn or (inferred) somewhere before it."""
    text = " ".join(example.places(example.data) if example.places else lines_of(example.data))
    for turn in read(example).turns:
        assert turn.speaker.label.encode("unicode-escape").decode() in text.encode("unicode-escape").decode().replace("\\xa0", " ")
        assert not turn.speaker.inferred or label_is_not_on(turn, example)


def label_is_not_on(turn: Turn, example: Example) -> bool:
    assert turn.bytes is not None
    return turn.speaker.label.encode() not in example.data[turn.bytes.start : turn.bytes.end]


HOSTILE = {
    "nothing": b"",
    "a NUL": b"\x00",
    "a mark": b"\xef\xbb\xbf",
    "half a mark": b"\xff\xfe\x00",
    "one bracket": b"{",
    "brackets": b"[" * 200_000,
    "braces": b'{"a":' * 100_000,
    "deep turns": b'{"turns": [{"text": ' + b"[" * 200_000,
    "open string": b'{"turns": [{"text": "' + b"a" * 1_000_000,
    "quotes": b'{"turns": ["' + b'"' * 1_000_000,
    "surrogate": b'{"turns": [{"text": "\\udc00"}]}',
    "surrogate key": b'{"turns": [{"text": "x", "\\udc00": "\\udc00"}]}',
    "surrogate title": b'{"title": "\\udc00", "turns": [{"text": "x"}]}',
    "deep segments": b'{"segments": [{"text": "a", "words": ' + b"[" * 200_000,
    "segments of nothing": json.dumps({"segments": [{"text": "a"}, None, 3, [], {"text": None}, {"text": {"a": "b"}}, {"text": "b", "speaker": {}}]}).encode(),
    "surrogate segment": b'{"segments": [{"text": "\\udc00", "speaker": "\\udc00"}]}',
    "many segments": json.dumps({"segments": [{"text": "a b", "start": n, "speaker": str(n)} for n in range(50_000)]}).encode(),
    "keys of a machine": json.dumps({"segments": [{"text": "a"}], "x": {str(n): "y" for n in range(50_000)}}).encode(),
    "huge number": b'{"turns": [{"text": "x", "start": ' + b"9" * 100_000 + b"}]}",
    "colons": b"A:" * 2_500_000,
    "spaces": b"A" + b" " * 5_000_000 + b"B:",
    "stars": b"*" * 5_000_000,
    "letters": b"Ab " * 1_700_000 + b":",
    "returns": b"\r" * 500_000,
    "front matter": b"---\n" + b"- [" * 5_000 + b"\n---\n",
    "aliases": b"---\na: &a [x,x]\n" + b"".join(b"b%d: &b%d [*a,*a]\n" % (n, n) for n in range(99)) + b"---\nMS. DOE: x\n",
    "digits": b"1:" * 2_500_000,
    "times": b"(00:" * 1_250_000,
    "labels": b"".join(b"Name %d: hello\n\n" % n for n in range(20_000)),
    "half UTF-8": "MS. DOE: é".encode()[:-1],
    "latin": bytes(range(32, 256)),
    "arrows": b"WEBVTT\n\n" + b"-->" * 1_500_000,
    "braces of a caption": b"[Script Info]\n[Events]\nDialogue: 0,0,0,,,,,,," + b"{\\p1" * 500_000 + b"}a{",
    "breaks of a caption": b"[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0,,,,,,," + b"a\\N{}" * 300_000,
    "fields of a caption": b"[Script Info]\n[Events]\nFormat: " + b"a," * 500_000 + b"\nDialogue: " + b"," * 1_000_000 + b"a\n",
    "comments of a script": b";" * 8_000 + b"; ; \n" * 1_000 + b"[Script Info]",
    "arrow lines": b"WEBVTT\n\n" + b"-->\n" * 100_000,
    "times without words": b"1\n00:00:01,000 --> 00:00:02,000\n" * 50_000,
    "one caption": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"a " * 2_000_000,
    "open tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 1_500_000,
    "tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v A>b" * 20_000,
    "entities": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"&#99999999;&" * 300_000,
    "voice of nothing": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v &#xD800;>a\n",
    "elements": b"<TEI>" + b"<u>" * 100_000,
    "speeches in speeches": b"<TEI>" + b"<u>a" * 150 + b"b</u>" * 150 + b"</TEI>",
    "many speeches": b"<publicwhip>" + b"".join(b'<speech speakername="N%d"><p>hello</p></speech>' % n for n in range(20_000)) + b"</publicwhip>",
    "speech of nothing": b'<publicwhip><speech speakername="A"><p>\xc2\xa0</p></speech><speech speakername="&#xA0;">b</speech></publicwhip>',
    "gaps": b"<TEI><u>" + b"<gap/><note>x</note>" * 20_000 + b"a</u></TEI>",
    "a long text": b"<TEI><u>" + b"a " * 5_000_000 + b"</u></TEI>",
    "blanks": b"<TEI><u>a" + b" \t\r\n" * 400_000 + b"</u></TEI>",
    "a bomb": b'<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><TEI><u>&b;</u></TEI>',
    "a file of others": b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/hostname">]><TEI><u>&a;</u></TEI>',
    "annotations": b"<ANNOTATION_DOCUMENT>"
    + b"<TIER TIER_ID='a'>"
    + b"".join(
        b"<ANNOTATION><REF_ANNOTATION ANNOTATION_ID='a%d' ANNOTATION_REF='a%d'>"
        b"<ANNOTATION_VALUE>hello</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>" % (n, n + 1)
        for n in range(20_000)
    )
    + b"</TIER></ANNOTATION_DOCUMENT>",
    "tiers": b"<ANNOTATION_DOCUMENT>"
    + b"".join(
        b"<TIER TIER_ID='%d'><ANNOTATION><ALIGNABLE_ANNOTATION><ANNOTATION_VALUE>hello</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>" % n
        for n in range(3_000)
    )
    + b"</ANNOTATION_DOCUMENT>",
    "quotation marks": b'"ooTextFile"\n"TextGrid"\n0 1 <exists> 1 "IntervalTier" "' + b'"' * 3_000_000,
    "many labels": b'"ooTextFile"\n"TextGrid"\n0 1 <exists> 1 "IntervalTier" "A" 0 1 50000\n' + b'0 1 "hello"\n' * 50_000,
    "a count of labels": b'"ooTextFile"\n"TextGrid"\n0 1 <exists> 1 "IntervalTier" "A" 0 1 1e300\n0 1 "hello"\n',
    "numbers": b'"ooTextFile"\n"TextGrid"\n' + b"1" * 3_000_000,
    "exclamation marks": b'"ooTextFile"\n"TextGrid"\n' + b"! " * 1_500_000,
    "bullets": b"@UTF8\n@Begin\n*A:\thi" + b"\x15" * 2_000_000,
    "open bullets": b"@UTF8\n@Begin\n*A:\thi" + b"\x15a_" * 500_000,
    "tabs": b"@UTF8\n@Begin\n*A:\thi\n" + b"\tand\n" * 80_000,
    "no codes": b"@UTF8\n@Begin\n" + b"*:\thi\n%\n*\n@\n" * 20_000,
    "captions of nobody": b"<tt><body><div>" + b"<p begin='1s'>hello<br/></p>" * 50_000 + b"</div></body></tt>",
    "a caption of spans": b"<tt><body><p>" + b"<span>a</span><br/>" * 50_000 + b"</p></body></tt>",
    "a cut element": b"<TEI><u>a</",
    "open comments": b"<html>" + b"<!--" * 1_000_000,
    "open tags of a page": b"<html>" + b"<a " * 1_500_000,
    "open quotes": b"<html>" + b"<a b='\"" * 500_000,
    "open declarations": b"<html>" + b"<!" * 1_500_000,
    "deep page": b"<html>" + b"<div>a" * 40_000,
    "deep cells": b"<html>" + b"<table><tr><td>a" * 20_000,
    "misnested": b"<html>" + b"<b><p>a</b><i>c</p>" * 20_000,
    "open scripts": b"<html>" + b"<script>a" * 100_000,
    "many attributes": b"<html><p" + b" a='b'" * 500_000 + b">x",
    "many paragraphs": b"<html>" + b"<p>Ann: so it is.<p>Bob: no" * 10_000,
    "one word in a page": b"<html><p>" + b"a" * 3_000_000,
    "references": b"<html><p>" + b"&#" + b"9" * 500_000 + b";" + b"&amp" * 500_000,
    "marks of less": b"<html>" + b"<" * 2_000_000,
    "ends": b"<html>" + b"</p></div></b>" * 150_000,
    "groups": b"{\\rtf1" + b"{" * 1_000_000,
    "groups that end": b"{\\rtf1" + b"{a}" * 300_000 + b"}",
    "words of control": b"{\\rtf1 Ann: so\\par " + b"\\b\\b0" * 300_000 + b"}",
    "bytes to pass over": b"{\\rtf1 Ann: so\\par " + b"\\bin1 }" * 200_000 + b"}",
    "bytes beyond the end": b"{\\rtf1 Ann: so\\par \\bin9999999999 }",
    "signs that stand in": b"{\\rtf1\\uc2000000000 Ann: so\\u9999999999\\par \\u-99999999 " + b"\\u8211??" * 200_000 + b"}",
    "paragraphs of nothing": b"{\\rtf1 Ann: so" + b"\\par" * 300_000 + b"}",
    "cells": b"{\\rtf1 \\intbl Ann: so" + b"\\cell a" * 50_000 + b"\\row}",
    "settings": b"{\\rtf1 Ann: so\\par " + b"{\\*\\x a}" * 100_000 + b"}",
    "a backslash": b"{\\rtf1 Ann: so\\par \\",
    "line separators": "MS. DOE: a\u2028Q: b\u2029\x85".encode(),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_whole_or_refused(reader: Reader, name: str) -> None:
    source = Source(f"{name}.txt", HOSTILE[name])
    try:
        sure = reader.recognises(source)
        reading = reader.read(source)
    except ReadError:
        return
    assert 0 <= sure <= 1
    assert reading.accounted == 1.0
    json.dumps([turn.text + turn.speaker.label for turn in reading.turns], ensure_ascii=False).encode()
