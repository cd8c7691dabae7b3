"""ELAN and TextGrid: whose tiers they are, which of them are said, and in which order."""

from __future__ import annotations

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.readers.tier_names import speaker_of, told
from tests.corpus.made_tiers import DIALOGUE, EXMARALDA, FIELDWORK, LONG_GRID, SHORT_GRID, SLOTS, elan


def read(text: str, name: str = "mill.eaf", encoding: str = "utf-8") -> Reading:
    reading = read_bytes(text.encode(encoding), name)
    assert reading.accounted == 1.0
    return reading


def said(reading: Reading) -> list[tuple[str, str, object]]:
    return [(turn.speaker.name, turn.text, turn.time) for turn in reading.turns]


def why(reading: Reading) -> list[str]:
    return [entry.why for entry in reading.skipped]


def test_a_dialogue_in_elan_is_told_in_the_order_of_time() -> None:
    reading = read(DIALOGUE)
    assert said(reading) == [
        ("Rosa Gray", "Is the mill open?", (0.0, 1.5)),
        ("Jonas", "It is. It was.", (1.0, 3.0)),
        ("Rosa Gray", "Since & when? Tell me.", (3.0, 4.0)),
    ]
    assert [turn.speaker.kind for turn in reading.turns] == ["person"] * 3
    assert [turn.index for turn in reading.turns] == [0, 1, 2]
    assert reading.notes == ("the file names its recording: mill.wav",)
    assert why(reading) == [
        "header",
        "tier 'RG-en': codes, notes or translations, not what is said",
        "tier 'Hands': codes, notes or translations, not what is said",
        "a list of codes",
    ]


def test_the_lines_of_an_annotation_are_where_it_stands() -> None:
    lines = DIALOGUE.split("\n")
    first, last = read(DIALOGUE).turns[1].lines or (0, 0)
    assert 'ANNOTATION_ID="a4"' in lines[first - 1]
    assert [line.strip() for line in lines[last - 2 : last]] == ["<ANNOTATION_VALUE>It was.</ANNOTATION_VALUE>", "</ALIGNABLE_ANNOTATION>"]


def test_what_is_said_may_stand_in_a_tier_below_one_of_numbers() -> None:
    reading = read(FIELDWORK)
    assert said(reading) == [("KES", "mu lu ka", (0.0, 4.0))]
    assert reading.turns[0].speaker.kind == "unknown"
    assert why(reading)[1:] == [
        "tier 'ref@KES': codes, notes or translations, not what is said",
        "tier 'word@KES': the words of what is said, one by one",
        "tier 'ft@KES': codes, notes or translations, not what is said",
    ]


def test_words_are_what_is_said_where_there_is_nothing_longer() -> None:
    reading = read(elan([('TIER_ID="Rosa_words"', [("a1", ("t1", "t2"), "mu"), ("a2", ("t5", "t6"), "lu")])], SLOTS))
    assert said(reading) == [("Rosa", "mu lu", (0.0, 4.0))]


def test_two_versions_of_one_speakers_words_are_not_both_said() -> None:
    annotations = [("a1", ("t1", "t2"), "So it is"), ("a2", ("t5", "t6"), "or was")]
    reading = read(elan([('TIER_ID="Rosa-text"', annotations), ('TIER_ID="Rosa-orth"', annotations)], SLOTS))
    assert said(reading) == [("Rosa", "So it is or was", (0.0, 4.0))]
    assert why(reading)[-1] == "tier 'Rosa-orth': another version of the tier 'Rosa-text'"


def test_annotations_that_do_not_follow_each_other_in_the_file_are_turns_of_their_own() -> None:
    reading = read(elan([('TIER_ID="Rosa"', [("a1", ("t5", "t6"), "second one"), ("a2", ("t1", "t2"), "first one")])], SLOTS))
    assert [(turn.text, turn.lines and turn.lines[0] <= turn.lines[1]) for turn in reading.turns] == [("first one", True), ("second one", True)]


def test_an_annotation_that_refers_to_itself_has_no_time() -> None:
    reading = read(elan([('TIER_ID="Rosa"', [("a1", "a2", "round we"), ("a2", "a1", "go")])], SLOTS))
    assert said(reading) == [("Rosa", "round we go", None)]


def test_a_file_of_codes_is_refused() -> None:
    with pytest.raises(FormatError, match="no tier of this file holds speech"):
        read(elan([('TIER_ID="gestures"', [("a1", ("t1", "t2"), "stroke")])], SLOTS))


def test_a_transcription_of_exmaralda() -> None:
    reading = read(EXMARALDA, "mill.exb")
    assert said(reading) == [("Rosa", "Is the mill open?", (0.0, None)), ("JP", "It is.", (1.5, 3.25))]
    assert (reading.title, [turn.speaker.kind for turn in reading.turns]) == ("The mill talk", ["person", "unknown"])
    assert why(reading) == [
        "header",
        "tier 'Rosa [en]': codes, notes or translations, not what is said",
        "tier '[nn]': codes, notes or translations, not what is said",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_long_textgrid(encoding: str) -> None:
    reading = read(LONG_GRID, "talk.TextGrid", encoding)
    assert said(reading) == [
        ("Mary", 'He said "wait", and left.', (0.0, 2.25)),
        ("Jonas", "Why?", (1.5, 3.0)),
        ("Mary", "So – I went.", (5.0, 6.5)),
    ]
    lines = LONG_GRID.split("\n")
    found = [lines[turn.lines[0] - 1 : turn.lines[1]] for turn in reading.turns if turn.lines]
    assert [" ".join(line.strip() for line in piece) for piece in found] == [
        'text = "He said ""wait"", and left."',
        'text = "Why?"',
        'text = "So – I went."',
    ]
    assert [(entry.why, entry.text) for entry in reading.skipped] == [
        ("tier 'Mary - words': the words of what is said, one by one", "he said"),
        ("tier 'Jonas': marks of silence", "<sil>"),
        ("tier 'tones': codes, notes or translations, not what is said", "H*"),
    ]


def test_a_short_textgrid_of_words_and_sounds() -> None:
    reading = read(SHORT_GRID, "talk.TextGrid")
    assert said(reading) == [("", "the mill stands", (0.0, 2.5))]
    assert why(reading) == ["tier 'words': marks of silence", "tier 'phones': the sounds of what is said, one by one"]


@pytest.mark.parametrize("cut", range(40, len(LONG_GRID) - 30, 37))
def test_a_textgrid_that_is_cut_off_says_where(cut: int) -> None:
    with pytest.raises(FormatError, match=r"talk.TextGrid: (line \d+: |this is no TextGrid|no reader|this looks)"):
        read_bytes(LONG_GRID[:cut].encode(), "talk.TextGrid")


@pytest.mark.parametrize(
    ("name", "participant", "sort", "label", "kind"),
    [
        ("PAR0", "", None, "PAR0", "unknown"),
        ("Mary - words", "", "words", "Mary", "person"),
        ("Speaker 1 - phones", "", "sounds", "Speaker 1", "unknown"),
        ("orth@KES", "", "said", "KES", "unknown"),
        ("K-Spch", "", "said", "K", "unknown"),
        ("default", "", "said", "", "unknown"),
        ("words", "", "words", "", "unknown"),
        ("ORT-MAU", "", "words", "", "unknown"),
        ("KAN-MAU", "", "sounds", "", "unknown"),
        ("TRN", "", "said", "", "unknown"),
        ("text", "Anna Reed", "said", "Anna Reed", "person"),
        ("Interviewer", "", None, "Interviewer", "role"),
        ("note(ref)@JAI", "", "other", "JAI", "unknown"),
        ("words-pos", "", "other", "", "unknown"),
        ("A_Transcription-txt-crp", "crp", "said", "crp", "unknown"),
        ("Anna van Dyke", "", None, "Anna van Dyke", "person"),
    ],
)
def test_what_a_name_says(name: str, participant: str, sort: str | None, label: str, kind: str) -> None:
    who = speaker_of(name, participant)
    assert (told(name, participant), who.label, who.kind) == (sort, label, kind)
