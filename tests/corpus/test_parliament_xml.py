"""TEI, Akoma Ntoso and ParlParse: who speaks, what is said, and what is not."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.readers.xml_names import readable
from tests.corpus.made_xml import AKOMA, CANADA, PARLAMINT, PARLPARSE, PLAY, SPOKEN, TOKENS, TRANSCRIBER


def read(text: str, name: str = "sitting.xml", encoding: str = "utf-8") -> Reading:
    return read_bytes(text.encode(encoding), name)


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker.name, turn.text) for turn in reading.turns]


def why(reading: Reading) -> list[tuple[str, str]]:
    return [(entry.why, entry.text) for entry in reading.skipped]


def test_a_sitting_of_parlamint() -> None:
    reading = read(PARLAMINT)
    assert said(reading) == [
        ("President Dr. Mara Dusk", "I open the sitting.\nThe floor is Mr\u00a0Pell’s & his alone."),
        ("Pell Jonas", "Thank you. The levy is too high.\nThree point one.\nAnd unjust."),
        ("Pell Jonas", "At last."),
        ("", "Hear, hear!"),
        ("Pell Jonas", "On roads."),
    ]
    assert [(turn.speaker.label, turn.speaker.kind, turn.speaker.note) for turn in reading.turns] == [
        ("DuskMara", "person", "(chair)"),
        ("PellJonas.1961", "person", ""),
        ("PellJonas.1961", "person", ""),
        ("", "unknown", ""),
        ("PellJonas.1961", "person", "(guest)"),
    ]
    assert (reading.title, reading.date, reading.accounted) == ("Parliament of Ostmark, sitting 12", datetime.date(2021, 3, 4), 1.0)
    assert reading.notes == (
        "title from the header",
        "date from the setting in the header",
        "the file names some speakers by their identifiers only (PellJonas.1961): the list of names is another file",
    )
    lines = PARLAMINT.split("\n")
    places = [(lines[first - 1].split()[1], lines[last - 1].strip()[-4:]) for first, last in (turn.lines for turn in reading.turns if turn.lines)]
    assert places == [('xml:id="u1"', "</u>"), ('xml:id="u2"', "</u>"), ('xml:id="u6"', "</u>"), ('xml:id="u4"><seg>Hear,', "</u>"), ('xml:id="u5"', "</u>")]


def test_what_nobody_says_in_parlamint_is_skipped_with_its_reason() -> None:
    assert why(read(PARLAMINT))[1:] == [
        ("heading", "Water levy"),
        ("a note", "The House met at ten."),
        ("a note", "President Dr. Mara Dusk:"),
        ("something that is seen, not said", "Applause"),
        ("something that is heard, not said", "No!"),
        ("a gap in the record", "inaudible"),
        ("a note", "He shows a sheet."),
        ("a note", "Unrest."),
        ("a gap in the record", "SAMPLING"),
        ("heading", "Roads"),
    ]


def test_identifiers_that_are_codes_are_called_as_they_are_printed() -> None:
    sitting = PARLAMINT.replace("#DuskMara", "#PAD_88").replace('"#PellJonas.1961" ana="#regular"', '"#PAD_9" ana="#regular"')
    first, second = read(
        sitting.replace('<note type="time">', '<note type="speaker">Abgeordneter Jonas Pell (OP):</note><note type="x">').replace("#PellJonas.1961", "#PAD_9")
    ).turns[:2]
    assert (first.speaker.label, first.speaker.name, first.speaker.kind) == ("PAD_88", "President Dr. Mara Dusk", "person")
    assert (second.speaker.label, second.speaker.name, second.speaker.kind) == ("PAD_9", "PAD_9", "unknown")


def test_words_that_were_cut_apart_for_annotation_are_put_together_as_the_file_says() -> None:
    reading = read(TOKENS)
    assert said(reading) == [("Rosa van Gray", "Well Pell, no")]
    assert (reading.turns[0].speaker.label, reading.accounted) == ("RG", 1.0)


def test_a_play() -> None:
    reading = read(PLAY)
    assert said(reading) == [("The Miller", "The wheel is still,\nthe water low."), ("Anna Reed", "Then wait.")]
    assert [turn.speaker.label for turn in reading.turns] == ["miller", "Anna Reed"]
    assert ("a stage direction", "pointing") in why(reading)
    assert reading.accounted == 1.0


def test_a_corpus_of_speech_with_times() -> None:
    reading = read(SPOKEN)
    assert said(reading) == [("BEA", "Shall we go?"), ("SPK1", "Yes soon iz.")]
    assert [turn.time for turn in reading.turns] == [(0.0, 1.5), (1.5, 3.75)]
    assert [turn.speaker.kind for turn in reading.turns][1] == "unknown"
    assert ("an annotation", "Let us go.") in why(reading)
    assert (reading.date, reading.accounted) == (datetime.date(2019, 5, 6), 1.0)


def test_a_header_without_speech_says_so() -> None:
    with pytest.raises(FormatError, match="TEI without speech"):
        read("<teiCorpus><teiHeader><title>x</title></teiHeader></teiCorpus>")


def test_a_debate_in_akoma_ntoso() -> None:
    reading = read(AKOMA, "debate.akn")
    assert [(turn.speaker.label, turn.speaker.name, turn.speaker.note, turn.text) for turn in reading.turns] == [
        ("THE SPEAKER", "Ann Moor", "", "Order. Question four.\nMr Ridge."),
        ("Tom Ridge (North)", "Tom Ridge", "(North)", "When does the ferry sail?"),
        ("Deputy Eil Low", "Deputy Eil Low", "", "At ten.\nAlso:\nnoon"),
        ("EilLow", "Eil Low", "", "And at five."),
        ("", "", "", "Plain words of nobody."),
    ]
    assert [turn.speaker.kind for turn in reading.turns] == ["person"] * 4 + ["unknown"]
    assert all(turn.time is None for turn in reading.turns)
    assert (reading.title, reading.date, reading.accounted) == ("Assembly, 3 February 2016", datetime.date(2016, 2, 3), 1.0)
    assert {reason for reason, _ in why(reading)} == {
        "front matter", "heading", "narrative", "the speaker's name", "an editor's remark", "a time of the day", "a roll call"
    }  # fmt: skip


def test_a_day_of_parlparse() -> None:
    reading = read(PARLPARSE, "debates2008-05-15b.xml", "latin-1")
    assert [(turn.speaker.label, turn.speaker.kind, turn.speaker.note, turn.text) for turn in reading.turns] == [
        ("Nora Finch", "person", "(Minister)", 'The café costs £5; see vol. 2.\n"So it does." Renée agrees.'),
        ("Hon. Members", "role", "", "Oh!"),
        ("Abel Stone", "person", "", "To ask about nets."),
        ("", "unknown", "", "None."),
    ]
    assert all(turn.time is None for turn in reading.turns)
    assert (reading.title, reading.date, reading.accounted) == ("Debates2008-05-15b", datetime.date(2008, 5, 15), 1.0)
    assert [reason for reason, _ in why(reading)] == ["heading", "heading", "nobody says it (nospeaker)", "heading", "a division"]
    assert reading.notes == ("read as cp1252", "date from the identifiers of the speeches")


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("RobertBlackman", "Robert Blackman"),
        ("JacobRees-Mogg", "Jacob Rees-Mogg"),
        ("JohnMcDonnell", "John McDonnell"),
        ("AndrejBabis.1954", "Andrej Babis"),
        ("jan_novák", "jan novák"),
        ("ŠarounováJana", "Šarounová Jana"),
        ("PS0X7", "PS0X7"),
        ("MDB11001", "MDB11001"),
        ("李明", "李明"),
        ("x", "x"),
    ],
)
def test_identifiers_are_read_as_names_only_where_they_are_written_of_words(identifier: str, name: str) -> None:
    assert readable(identifier) == name


def test_a_day_of_the_canadian_commons() -> None:
    reading = read(CANADA, "HAN074-E.XML")
    assert [(turn.speaker.label, turn.speaker.kind, turn.text) for turn in reading.turns] == [
        ("Hon. Ada Moss (Mill Creek, Lib.)", "person", "Mr. Speaker, Bill C-9 is ready.\nI thank the member."),
        ("Some hon. members", "role", "Hear, hear!"),
        ("Hon. Ada Moss (Mill Creek, Lib.)", "person", "So be it."),
        ("The Speaker", "role", "Order."),
        ("Mr. Tom Ray", "person", "How many mills?"),
        ("Hon. Ada Moss", "person", "Nine."),
    ]
    assert (reading.title, reading.date, reading.accounted) == ("House of Commons Debates No. 074", datetime.date(2026, 1, 27), 1.0)
    assert {reason for reason, _ in why(reading)} == {
        "header", "front matter", "heading", "a time of the day", "the language that is spoken from here on", "the speaker's name", "procedure", "a number"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "within", "note"),
    [
        ("[Translation]", "[Translation]", "(Mill Creek, Lib.) (translated)"),
        ("[English]", "[English]", "(Mill Creek, Lib.)"),
        ("[English]", "[Translation]", "(Mill Creek, Lib.) (partly translated)"),
        ("[Traduction]", "[Français]", "(Mill Creek, Lib.) (partly translated)"),
    ],
)
def test_words_that_were_spoken_in_the_other_language_are_marked_as_a_translation(before: str, within: str, note: str) -> None:
    text = CANADA.replace("[Translation]", before, 1).replace("[English]</FloorLanguage>\n  <ParaText", f"{within}</FloorLanguage>\n  <ParaText")
    assert read(text).turns[0].speaker.note == note


def test_a_broadcast_of_transcriber() -> None:
    reading = read(TRANSCRIBER, "mill.trs", "latin-1")
    assert [(turn.speaker.label, turn.speaker.name, turn.speaker.kind, turn.text, turn.time) for turn in reading.turns] == [
        ("spk2", "interviewer", "role", "what about the mill", (1.5, 4.25)),
        ("spk1", "Renée Moss", "person", "it turns", (4.25, 9.0)),
        ("spk1 spk2", "Renée Moss, interviewer", "unknown", "yes no", (9.0, 10.0)),
    ]
    assert (reading.accounted, reading.skipped) == (1.0, ())
    assert reading.notes == ("read as cp1252", "the file names its recording: mill_talk")
