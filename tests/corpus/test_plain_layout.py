"""Lines, paragraphs, headings and tails of plain text: where words go and what is left out with a reason."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading

PAGE = """Harbour Appeal - Donate now!

Fisheries and Sea

Foreign Minister Jane Doe's remarks and answers to media questions with Foreign Minister Bob Roe, Port, May 3, 2022

3 May 202219:40

Ladies and gentlemen,

We talked for five hours.

Question (translated): What about?

Jane Doe: Fish.

And a ferry.

Bob Roe: And a ferry.

Join the mailing list
"""


def read(text: str, name: str = "talk.txt") -> Reading:
    return read_bytes(text.encode(), name)


def test_a_saved_page() -> None:
    reading = read(PAGE)
    assert reading.title.startswith("Foreign Minister Jane Doe's remarks")
    assert reading.date == datetime.date(2022, 5, 3)
    assert [(turn.speaker.label, turn.speaker.inferred, turn.text, turn.lines) for turn in reading.turns] == [
        ("Jane Doe", True, "Ladies and gentlemen,\nWe talked for five hours.", (9, 11)),
        ("Question (translated)", False, "What about?", (13, 13)),
        ("Jane Doe", False, "Fish.\nAnd a ferry.", (15, 17)),
        ("Bob Roe", False, "And a ferry.", (19, 19)),
    ]
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [
        ((1, 1), "boilerplate"),
        ((3, 3), "heading"),
        ((5, 5), "heading"),
        ((7, 7), "heading"),
        ((21, 21), "boilerplate"),
    ]
    assert reading.accounted == 1.0
    assert reading.notes == (
        "words before the first label are taken for Jane Doe's, whom the title names",
        "title from the text above the first turn",
        f"date from the {'title' if any(sign.isdigit() for sign in reading.title) else 'text above the first turn'}",
    )


@pytest.mark.parametrize(
    "title",
    [
        "Remarks and answers at a press conference",
        "Remarks by Jane Doe and Bob Roe at a press conference",
        "Jane Doe and Bob Roe's remarks to the press",
        "Press conference of two ministers, Jane Doe, Bob Roe",
        "Ministers' remarks at a press conference",
    ],
)
def test_an_opening_that_might_be_either_ones_has_no_speaker(title: str) -> None:
    reading = read(
        f"{title}\n\nLadies and gentlemen, we talked for five hours.\n\n"
        "Jane Doe: Fish.\n\nBob Roe: Ferry.\n\nJane Doe: No.\n\nBob Roe: Yes.\n"
    )
    assert (reading.turns[0].speaker.label, reading.turns[0].speaker.kind) == ("", "unknown")
    assert reading.notes == ("words before the first label are without a speaker", "title from the text above the first turn")


def test_a_sole_speech_belongs_to_whom_the_title_names() -> None:
    reading = read(
        "Remarks by Prime Minister Jane Doe at the Harbour\n\nMay 3, 2022\n\nGood morning, everyone.\n\nWe build it.\n\n(Applause.)\n"
    )
    assert [(turn.speaker.label, turn.speaker.inferred, turn.text) for turn in reading.turns] == [
        ("Jane Doe", True, "Good morning, everyone.\nWe build it.\n(Applause.)")
    ]


def test_front_matter_heading_hard_wraps_and_end_mark() -> None:
    text = (
        "---\ndate: '2022-03-03'\ntags: x\ntitle: \"Briefing by\\\n  \\ Jane\\_Doe\"\n---\n \nBriefing Room\n\n1:19 P.M. EST\n\n"
        "MS. DOE:\u00a0 Hi, all.\u00a0 \nGood to see\nyou.\u00a0 \n\u00a0 \n"
        "Second\u00a0 paragraph\\[sic\\].  \n\n(Laughter.)\n\nQ\u00a0 Hi.\n\nEND 1:59 P.M. EST\n"
    )
    reading = read(text, "x.md")
    assert (reading.title, reading.date) == ("Briefing by Jane Doe", datetime.date(2022, 3, 3))
    assert [(turn.speaker.label, turn.text, turn.lines) for turn in reading.turns] == [
        ("MS. DOE", "Hi, all. Good to see you.\nSecond\u00a0 paragraph\\[sic\\].\n(Laughter.)", (12, 18)),
        ("Q", "Hi.", (20, 20)),
    ]
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [
        ((1, 6), "front matter"),
        ((8, 8), "heading"),
        ((10, 10), "time"),
        ((22, 22), "end mark"),
    ]


@pytest.mark.parametrize("front", ["[" * 9_000, "a: [", "- x", "date: 2024-13-45", "a: &a [*a]"])
def test_odd_front_matter_does_not_stop_the_file(front: str) -> None:
    reading = read(f"---\n{front}\n---\n\nMS. DOE: Hi.\n")
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [("MS. DOE", "Hi.")]


def test_minutes_of_a_meeting() -> None:
    text = (
        "THE CITY COUNCIL\n\nOrdinary Meeting, Council Chamber\n\n8 June 2022\n\n"
        "The council met at 6:30 p.m. Mayor Doe was in the chair.\n\n"
        "CLERK: Item one,\nwhich is long.\n\nMAYOR DOE: Thank you.\n\nThe council passed to other business at 7:48 p.m.\n"
    )
    reading = read(text)
    assert (reading.title, reading.date) == ("THE CITY COUNCIL: Ordinary Meeting, Council Chamber", datetime.date(2022, 6, 8))
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [
        ("CLERK", "Item one, which is long."),
        ("MAYOR DOE", "Thank you."),
    ]
    assert [entry.why for entry in reading.skipped] == ["heading", "heading", "heading", "procedural line", "procedural line"]


def test_each_line_is_an_utterance_in_a_file_without_paragraphs() -> None:
    text = "Working group, 3 November 2022\n\n(PERSON1) OK.\nAre we all?\n(PERSON2) [PERSON5] is on the line.\n<laugh/>\n(PERSON1) Good.\n"
    reading = read(text)
    assert reading.date == datetime.date(2022, 11, 3)
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [
        ("PERSON1", "OK.\nAre we all?"),
        ("PERSON2", "[PERSON5] is on the line.\n<laugh/>"),
        ("PERSON1", "Good."),
    ]


def test_hard_wraps_are_joined_where_paragraphs_have_no_blank_lines() -> None:
    words = "word " * 13
    text = "".join(f"MS. DOE: {words}\n{words}and more\n{words}done.\nMR. ROE: Yes.\n" for _ in range(4))
    assert read(text).turns[0].text == f"{words}{words}and more {words}done."


def test_a_label_amid_a_paragraph_counts_where_the_file_has_established_it() -> None:
    text = (
        "MS. DOE: Hi.\n\nQ    Why?\nMS. DOE: So.\n\nMS. DOE: And.\n\nQ    Hm.\n\nMS. DOE: That is for\nSomebody Else: to say.\n\nQ    Ok.\n"
    )
    assert [(turn.speaker.label, turn.text) for turn in read(text).turns][1:3] == [("Q", "Why?"), ("MS. DOE", "So.")]
    assert ("MS. DOE", "That is for Somebody Else: to say.") in [(turn.speaker.label, turn.text) for turn in read(text).turns]


def test_rules_page_numbers_and_time_stamps_amid_speech_are_skipped() -> None:
    reading = read(
        "MS. DOE: One.\n\n* * *\n\nTwo.\n\nPage 3 of 9\n\n[00:10:00]\n\nThree.\n\nQ    10:30.\n\nMS. DOE: Yes.\n\n10:30.\n\nThat is when.\n"
    )
    assert [turn.text for turn in reading.turns] == ["One.\nTwo.\nThree.", "10:30.", "Yes.\n10:30.\nThat is when."]
    assert [entry.why for entry in reading.skipped] == ["separator", "page number", "time"]


def test_particulars_at_the_head_are_nobodys_words() -> None:
    text = (
        "Interview transcript\nInterviewer: Jane Doe\nInterviewee: Bob Roe\nDate: 3 May 2022\n\nInterviewer: How?\n\nInterviewee: Well.\n"
    )
    reading = read(text)
    assert reading.date == datetime.date(2022, 5, 3)
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [("Interviewer", "How?"), ("Interviewee", "Well.")]


def test_a_note_on_the_transcript_is_nobodys_words() -> None:
    text = "Talk with Jane Doe\n\n"
    text += "This transcript was made by a machine and may contain errors of all kinds.\n\nInterviewer: How?\n\nJane Doe: Well.\n"
    reading = read(text)
    assert [turn.speaker.label for turn in reading.turns] == ["Interviewer", "Jane Doe"]
    assert [entry.why for entry in reading.skipped] == ["heading", "note on the transcript"]


def test_title_and_date_from_the_file_name() -> None:
    reading = read("MS. DOE: Hi.\n", "sub/council_meeting-2022-06-08.txt")
    assert (reading.title, reading.date) == ("Council meeting 2022-06-08", datetime.date(2022, 6, 8))


def test_controls_are_dropped_and_bidirectional_ones_kept() -> None:
    reading = read("MS. DOE: a\x00b\x0cc\u2028d\n\nQ    \u202ex\n")
    assert [turn.text for turn in reading.turns] == ["ab c\u2028d", "\u202ex"]
    assert reading.notes == ("dropped 1 control character", "holds 1 invisible character that change the direction of writing")


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n", "---\n---\n\n \n"])
def test_a_file_without_words_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="there are no words in the file"):
        read(text)
