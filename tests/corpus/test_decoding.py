"""Bytes become text with the encoding named, and lines that know their place."""

from __future__ import annotations

import codecs

import pytest

from corpus.decoding import character_notes, clean, decode, lines
from corpus.errors import EncodingError

TEXT = "Question: Où êtes-vous ?\nLe maire : Ça va — très bien, dit-elle à l'élève. L'été sera chaud.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_with_and_without_a_mark(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + TEXT.encode(encoding), "f")
    assert (decoded.text, decoded.encoding, decoded.mark) == (TEXT, encoding, len(mark))
    assert bool(decoded.notes) == (encoding != "utf-8"), "any other encoding leaves a note"


LANGUAGES = {
    "French": "Le ministre a déclaré que l'été serait très chaud. Où êtes-vous allé hier ? Ça dépend, répondit-elle à l'élève.",
    "German": "Der Bürgermeister erklärte, dass die Straße für Fußgänger geöffnet wird. Schöne Grüße!",
    "Spanish": "La señora alcaldesa respondió mañana: ¿qué pasará después? El año próximo habrá más información.",
    "Danish": "Borgmesteren sagde, at København får en ny bro på næste år. Vi ønsker også at høre jer.",
    "Portuguese": "A questão não é só essa, disse o presidente da câmara. Informações à população serão dadas amanhã.",
    "English": "We said “not one crown” — and that’s final. The café’s bill is £310 million…",
    "Polish": "Burmistrz powiedział, że opłata zostanie wprowadzona później. Dziękuję bardzo za pytanie, proszę państwa.",
    "Czech": "Předseda vlády řekl, že příští rok bude těžší. Děkuji za otázku, vážení přátelé.",
    "Hungarian": "A polgármester azt mondta, hogy jövőre új gátat építenek. Köszönöm szépen a kérdést, hölgyeim és uraim.",
    "Russian": "Мэр заявил, что в следующем году будет построена новая плотина. Спасибо за вопрос, уважаемые коллеги.",
    "Greek": "Ο δήμαρχος δήλωσε ότι του χρόνου θα κατασκευαστεί νέο φράγμα. Ευχαριστώ για την ερώτηση.",
    "Turkish": "Belediye başkanı gelecek yıl yeni bir baraj yapılacağını söyledi. Teşekkür ederim, değerli arkadaşlar.",
    "Hebrew": "ראש העיר אמר כי בשנה הבאה ייבנה סכר חדש. תודה על השאלה.",
    "Japanese": "市長は来年新しい堤防を建設すると述べました。ご質問ありがとうございます。",
    "Chinese": "市长表示，明年将修建新的防洪堤。谢谢你的提问。",
    "Korean": "시장은 내년에 새로운 방벽을 건설할 것이라고 말했습니다. 질문 감사합니다.",
}
ENCODINGS = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "koi8-r",
    "cp866",
    "iso8859-2",
    "iso8859-5",
    "mac-roman",
    "cp850",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
]


def can_be_written(text: str, encoding: str) -> bool:
    return text.encode(encoding, "replace").decode(encoding) == text


@pytest.mark.parametrize(
    ("language", "encoding"), [(name, code) for name, text in LANGUAGES.items() for code in ENCODINGS if can_be_written(text, code)]
)
@pytest.mark.parametrize("times", [1, 30])
def test_an_old_encoding_is_read_rightly_or_refused(language: str, encoding: str, times: int) -> None:
    data = ("Question: " + LANGUAGES[language] * times + "\n").encode(encoding)
    try:
        decoded = decode(data, "f")
    except EncodingError:
        return
    assert decoded.text == data.decode(encoding)
    assert decoded.encoding == "utf-8" or decoded.notes


def test_a_refusal_says_which_line_and_what_to_do() -> None:
    with pytest.raises(
        EncodingError, match=r"^f\.txt: line 2 is not UTF-8 and the encoding cannot be told surely.*; save it as plain text in UTF-8$"
    ):
        decode(b"Question: why?\n" + LANGUAGES["Hebrew"].encode("cp1255"), "f.txt")


@pytest.mark.parametrize(
    ("language", "encoding", "name"),
    [
        ("English", "cp1252", "Windows-1252"),
        ("French", "cp1252", "Windows-1252"),
        ("German", "cp1252", "Windows-1252"),
        ("Danish", "cp1252", "Windows-1252"),
        ("Czech", "cp1250", "Windows-1250"),
        ("Polish", "cp1250", "Windows-1250"),
        ("Russian", "cp1251", "Windows-1251"),
        ("Russian", "koi8-r", "KOI8-R"),
        ("Greek", "cp1253", "Windows-1253"),
        ("Turkish", "cp1254", "Windows-1254"),
        ("French", "mac-roman", "Mac Roman"),
        ("French", "cp850", "DOS code page 850"),
    ],
)
def test_the_usual_old_encodings_are_read_and_named(language: str, encoding: str, name: str) -> None:
    decoded = decode(LANGUAGES[language].encode(encoding), "f")
    assert decoded.text == LANGUAGES[language]
    assert decoded.notes == (f"read as {name}",)


def test_damaged_utf8_is_not_taken_for_an_old_encoding() -> None:
    with pytest.raises(EncodingError, match=r"f\.txt: line 2 holds bytes that are not UTF-8"):
        decode("L’été.\n".encode() + b"L\xe2\x80" + "été est très chaud où ça.\n".encode(), "f.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04....", "Office document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"ID3\x03\x00", "a sound recording"),
        (bytes(range(32)) * 40, "not text"),
        (b"\x00" * 100, "not text"),
        ("hello".encode("utf-32"), "UTF-32"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(data: bytes, what: str) -> None:
    with pytest.raises(EncodingError, match=what):
        decode(data, "f")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_line_knows_its_bytes(end: str, encoding: str) -> None:
    texts = ["Question: été — où ça ?", "", "a\u00a0b", "L'élève a répondu à la question très bien."]
    data = end.join(texts).encode(encoding)
    decoded = decode(data, "f")
    found = list(lines(decoded))
    assert [line.text for line in found] == texts
    assert [line.number for line in found] == [1, 2, 3, 4]
    assert [data[line.bytes.start : line.bytes.end].decode(decoded.encoding) for line in found] == texts


def test_only_lf_crlf_and_cr_end_a_line() -> None:
    data = "a\u2028b\x0bc\x85d\x0ce\x1cf\nx\r\ry".encode()
    assert [line.text for line in lines(decode(data, "f"))] == ["a\u2028b\x0bc\x85d\x0ce\x1cf", "x", "", "y"]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a", 1), ("a\n", 1), ("\n", 1), ("\na", 2), ("a\n\n", 2)])
def test_a_closing_line_end_opens_no_line(text: str, count: int) -> None:
    assert len(list(lines(decode(text.encode(), "f")))) == count


def test_controls_are_dropped_without_joining_words_and_counted() -> None:
    assert clean("a\x00b\tc\x0cd\x1be\u202ef") == "ab\tc de\u202ef"
    assert character_notes("a\x00b\x07\u202e") == (
        "dropped 2 control characters",
        "holds 1 invisible character that change the direction of writing",
    )
    assert character_notes("plain\ttext\n") == ()
