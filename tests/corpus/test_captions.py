"""Caption files: who is said to speak, when, and what is left out."""

from __future__ import annotations

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.transcript import ByteSpan


def vtt(text: str) -> Reading:
    return read_bytes(f"WEBVTT\n\n{text}".encode(), "council 2023-04-05.vtt")


def srt(text: str) -> Reading:
    return read_bytes(text.encode(), "a.srt")


def said(reading: Reading) -> list[tuple[str, str]]:
    assert reading.accounted == 1.0
    return [(turn.speaker.label, turn.text) for turn in reading.turns]


TEAMS = """1a/7-0
00:00:03.120 --> 00:00:05.400
<v Mara Oduya>Gate seven was shut
at four.</v>

1a/8-0
00:00:05.400 --> 00:00:06.000
<v Mara Oduya>We checked.</v>

1a/9-0
00:00:06.100 --> 00:00:07.000
<v Piet Hain (Guest)>By whom?</v>
"""


def test_voices_are_speakers_and_their_captions_one_turn() -> None:
    reading = vtt(TEAMS)
    assert said(reading) == [("Mara Oduya", "Gate seven was shut at four. We checked."), ("Piet Hain (Guest)", "By whom?")]
    assert [turn.time for turn in reading.turns] == [(3.12, 6.0), (6.1, 7.0)]
    assert [turn.lines for turn in reading.turns] == [(3, 10), (12, 14)]
    assert (reading.title, str(reading.date)) == ("Council 2023-04-05", "2023-04-05")


def test_two_voices_in_one_caption_are_two_turns() -> None:
    reading = vtt("00:01.000 --> 00:04.000\n<v Mara Oduya>Yes. <v.loud Piet Hain>No.\n")
    assert said(reading) == [("Mara Oduya", "Yes."), ("Piet Hain", "No.")]
    source = b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Mara Oduya>Yes. <v.loud Piet Hain>No.\n"
    places = [turn.bytes for turn in reading.turns]
    assert [source[place.start : place.end] for place in places if place] == [b"00:01.000 --> 00:04.000\n<v Mara Oduya>Yes. ", b"<v.loud Piet Hain>No."]


def test_a_caption_without_voice_among_voices_is_nobodys() -> None:
    text = "00:01.000 --> 00:02.000\n<v Mara Oduya>Yes.</v>\n\n00:02.000 --> 00:03.000\n(A door.)\n\n00:03.000 --> 00:04.000\n<v Mara Oduya>So.</v>\n"
    assert said(vtt(text)) == [("Mara Oduya", "Yes."), ("", "(A door.)"), ("Mara Oduya", "So.")]


ZOOM = """1
00:00:04.859 --> 00:00:07.410
Mara Oduya: We are recording. We are streaming

2
00:00:09.540 --> 00:00:12.990
and nobody has complained.

3
00:00:15.630 --> 00:00:17.760
Piet Hain: One thing: the minutes.

4
00:00:18.000 --> 00:00:19.000
Mara Oduya: Go on.
"""


def test_labels_carry_over_to_captions_without_one() -> None:
    assert said(vtt(ZOOM)) == [
        ("Mara Oduya", "We are recording. We are streaming and nobody has complained."),
        ("Piet Hain", "One thing: the minutes."),
        ("Mara Oduya", "Go on."),
    ]


def test_one_label_is_evidence_for_another_that_looks_like_it() -> None:
    """Missing it would put his words into her mouth."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nMara: Good morning.\n\n2\n00:00:02,000 --> 00:00:03,000\nPiet: I object.\n\n"
    assert said(srt(text + "3\n00:00:03,000 --> 00:00:04,000\nMara: To what?\n")) == [("Mara", "Good morning."), ("Piet", "I object."), ("Mara", "To what?")]


def test_a_colon_inside_speech_is_no_label() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nI will say this: it leaked.\n\n2\n00:00:02,000 --> 00:00:03,000\nNote: nobody knew.\n"
    assert said(srt(text)) == [("", "I will say this: it leaked. Note: nobody knew.")]


def test_arrows_change_the_speaker_whom_nobody_names() -> None:
    text = "1\n0:00:01,000 --> 0:00:02,000\n>> How high was it?\n\n2\n0:00:02,000 --> 0:00:03,000\nThe water.\n"
    text += "\n3\n0:00:03,000 --> 0:00:04,000\n>>> MARA: Six metres.\n\n4\n0:00:04,000 --> 0:00:05,000\n>> MARA: And more.\n"
    text += "\n5\n0:00:06,000 --> 0:00:07,000\n>> Thank you.\n"
    assert said(srt(text)) == [("", "How high was it? The water."), ("MARA", "Six metres. And more."), ("", "Thank you.")]


def test_dashes_are_two_speakers_where_a_caption_holds_two() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Who paid?\n- Nobody.\n\n2\n00:00:02,000 --> 00:00:03,000\n- Not yet.\n"
    assert said(srt(text)) == [("", "Who paid?"), ("", "Nobody."), ("", "Not yet.")]


def test_a_single_dash_is_punctuation() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nThe wall\n\n2\n00:00:02,000 --> 00:00:03,000\n- as it was -\n"
    assert said(srt(text)) == [("", "The wall - as it was -")]


ROLLING = """00:00:00.000 --> 00:00:02.000 align:start position:0%
 
the<00:00:00.400><c> wall</c><00:00:01.000><c> held</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
the wall held
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
the wall held
and<00:00:02.400><c> then</c><00:00:03.000><c> it</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
and then it
 

00:00:04.010 --> 00:00:06.000 align:start position:0%
and then it
did<00:00:05.000><c> not</c>
"""


def test_rolling_captions_are_said_once_and_what_repeats_is_counted() -> None:
    reading = vtt(ROLLING)
    assert said(reading) == [("", "the wall held and then it did not")]
    assert [entry.lines for entry in reading.skipped if "repeats" in entry.why] == [(7, 9), (12, 12), (15, 17), (20, 20)]
    assert reading.turns[0].time == (0.0, 6.0)
    assert "left out 4 lines that repeat the caption before (rolling captions)" in reading.notes


def test_what_a_speaker_says_twice_stays() -> None:
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nMara Oduya: {words}\n\n" for n, words in enumerate(["No.", "No.", "I said no.", "Why?"]))
    assert said(srt(text)) == [("Mara Oduya", "No. No. I said no. Why?")]


def test_comments_between_captions_part_no_turn_and_are_skipped() -> None:
    text = "NOTE Confidence: 0.9\n\n00:01.000 --> 00:02.000\n<v Mara Oduya>One\n\nNOTE Confidence: 0.8\n\n00:02.000 --> 00:03.000\n<v Mara Oduya>two.\n"
    reading = vtt(text)
    assert said(reading) == [("Mara Oduya", "One two.")]
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [((1, 1), "heading"), ((3, 3), "a comment"), ((8, 8), "a comment")]


def test_words_outside_of_a_caption_are_skipped_and_part_the_turn() -> None:
    text = "00:01.000 --> 00:02.000\nMARA: We never\n\nlost words\n\n00:02.000 --> 00:03.000\nsaid so.\n\n00:04.000 --> 00:05.000\nMARA: Right.\n"
    reading = vtt(text)
    assert said(reading) == [("MARA", "We never"), ("MARA", "said so."), ("MARA", "Right.")]
    assert [turn.speaker.inferred for turn in reading.turns] == [False, True, False]
    assert [(entry.text, entry.why) for entry in reading.skipped[1:]] == [("lost words", "words outside of a caption")]


def test_a_time_that_cannot_be_read_is_left_out_and_the_words_are_kept() -> None:
    reading = vtt("00:00:0x.000 --> 00:00:02.000\nOne.\n\n00:00:02.000 --> 00:00:03.000\nTwo.\n")
    assert said(reading) == [("", "One. Two.")]
    assert reading.turns[0].time is None
    assert "the times of 1 caption cannot be read: the words are kept without" in reading.notes


def test_an_end_before_its_start_is_left_out() -> None:
    assert vtt("00:00:05.000 --> 00:00:02.000\nOne.\n").turns[0].time == (5.0, None)


def test_tags_and_entities_are_taken_off_and_nothing_else() -> None:
    text = "00:01.000 --> 00:02.000\n<c.yellow.bg>Five &lt; six</c> &amp; <i>so</i>, <unknown> 3 < 4 &copy; {\\an8}on\n"
    assert said(vtt(text)) == [("", "Five < six & so, <unknown> 3 < 4 &copy; on")]


def test_a_text_without_speakers_has_paragraphs_at_pauses() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nThe wall held.\n\n2\n00:00:02,100 --> 00:00:03,000\nWe slept.\n\n3\n00:00:09,000 --> 00:00:10,000\nThen it rained.\n"
    )
    reading = srt(text)
    assert said(reading) == [("", "The wall held. We slept."), ("", "Then it rained.")]
    assert reading.notes == ("no speakers are named: turns are by an unknown speaker",)


def test_blank_lines_inside_a_subrip_caption_lose_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nThe wall\n\nheld.\n\n2\n00:00:02,000 --> 00:00:03,000\nSo.\n"
    assert said(srt(text)) == [("", "The wall held. So.")]


def test_captions_without_blank_lines_between_are_told_apart_by_their_numbers() -> None:
    assert said(srt("1\n00:00:01,000 --> 00:00:02,000\nIn 1953\n1954\n2\n00:00:02,000 --> 00:00:03,000\nSo.\n")) == [("", "In 1953 1954 So.")]


def test_sbv() -> None:
    reading = read_bytes(b"0:00:00.599,0:00:04.160\n>> MARA: Hello.\n\n0:00:04.160,0:00:06.770\n>> MARA: Sit down,\nplease.\n", "a.sbv")
    assert said(reading) == [("MARA", "Hello. Sit down, please.")]
    assert reading.turns[0].time == (0.599, 6.77)


def test_lines_in_chinese_are_joined_without_a_space() -> None:
    assert said(srt("1\n00:00:01,000 --> 00:00:02,000\n大堤\n没有倒。\n")) == [("", "大堤没有倒。")]


def test_bytes_count_from_the_file_whatever_its_line_ends_and_mark() -> None:
    data = b"\xef\xbb\xbfWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n<v Zo\xc3\xab>O\xc3\xb9 ?\r\n\r\n00:02.000 --> 00:03.000\r\n<v Piet>Ici.\r\n"
    turns = read_bytes(data, "a.vtt").turns
    assert [(turn.speaker.label, turn.text) for turn in turns] == [("Zoë", "Où ?"), ("Piet", "Ici.")]
    assert turns[1].bytes == ByteSpan(data.index(b"00:02.000 -->"), len(data) - 2)


@pytest.mark.parametrize("text", ["WEBVTT\n", "WEBVTT\n\nNOTE nothing\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_a_file_without_captions_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"a\.vtt: there are no captions with words"):
        read_bytes(text.encode(), "a.vtt")


def test_a_caption_of_tags_without_words_is_skipped() -> None:
    """Found by fuzzing: it was in no turn and not among what is skipped."""
    reading = read_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>\n\n00:02.000 --> 00:03.000\n<v Ann Lee>Hi.\n", "a.vtt")
    assert [(turn.speaker.label, turn.text, turn.lines) for turn in reading.turns] == [("Ann Lee", "Hi.", (6, 7))]
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [((1, 1), "heading"), ((3, 4), "a caption without words")]
    assert reading.accounted == 1.0


def test_a_label_without_words_is_skipped_and_the_next_caption_is_that_speaker_s() -> None:
    """Found by fuzzing, as above."""
    said = ["Ann: Yes.", "Bob:", "No.", "Ann: So.", "Bob: Fine."]
    text = "\n\n".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{words}" for at, words in enumerate(said, start=1))
    reading = read_bytes(text.encode(), "a.srt")
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [("Ann", "Yes."), ("Bob", "No."), ("Ann", "So."), ("Bob", "Fine.")]
    assert reading.accounted == 1.0


def test_the_same_words_by_another_voice_are_no_repetition() -> None:
    cues = [f"00:0{at}.000 --> 00:0{at + 1}.000\n<v {who}>Aye." for at, who in enumerate(["Ann", "Bob", "Cid", "Dan", "Eve"])]
    reading = read_bytes(("WEBVTT\n\n" + "\n\n".join(cues)).encode(), "a.vtt")
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [(who, "Aye.") for who in ("Ann", "Bob", "Cid", "Dan", "Eve")]


def test_webex_says_in_the_identifier_who_speaks() -> None:
    captions = (
        'WEBVTT\n\n1 "Mara Oduya" (3232165120)\n00:00:03.120 --> 00:00:06.000\nGood morning.\n\n'
        '2 "Mara Oduya" (3232165120)\n00:00:06.120 --> 00:00:08.000\nShall we begin?\n\n'
        '3 "Piet Hain" (2187364600)\n00:00:10.120 --> 00:00:12.000\nPlease do.\n\n'
        '4 "" (0)\n00:00:13.000 --> 00:00:14.000\nIt leaks.\n'
    )
    reading = read_bytes(captions.encode(), "a.vtt")
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [
        ("Mara Oduya", "Good morning. Shall we begin?"), ("Piet Hain", "Please do."), ("", "It leaks."),
    ]  # fmt: skip
    assert reading.accounted == 1.0
