"""Real captions and JSON of speech recognisers: what is in them was counted by looking, not by reading them with Quoth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import FormatError
from corpus.library import read_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")

FACTS = {
    # file: (reader, turns, first speaker, first words, last speaker, last words)
    "vtt/podnews_weekly_review_2024-01-19.vtt": ("webvtt/5", 51, "SPEAKER_1", "It's Friday, the 19th", "SPEAKER_3", "monetization business is Acast."),
    "vtt/kde_express-16_kde_en_telegram.vtt": ("webvtt/5", 1, "", "Buenas, bienvenidas de vuelta", "", "que es una web"),
    "vtt_zoom/meeting001_transcript.vtt": ("webvtt/5", 30, "Andrew Knight", "Okay, so we're recording.", "Andrew Knight", "in our next program."),
    "srt/buzzcast.srt": ("subrip/5", 34, "Alban", "It is so stinking nice", "Travis", "questions and hopefully will"),
    "vtt_edge/captions_with_bom.vtt": ("webvtt/5", 1, "", "Caption text #1 Caption text #2", "", "Caption text #4"),
    "vtt_edge/cue_tags.vtt": ("webvtt/5", 1, "", "When the moon hits your eye Like a big-a pizza pie", "", "That's amore"),
    "vtt_edge/invalid_timeframe.vtt": ("webvtt/5", 1, "", "Caption text #1 Caption text #2", "", "Caption text #7"),
    "vtt_edge/missing_caption_text.srt": ("subrip/5", 1, "", "Caption text #1 Caption text #3", "", "Caption text #5"),
    "vtt_edge/sample.srt": ("subrip/5", 1, "", "Caption text #1 Caption text #2", "", "Caption text #5"),
    "vtt_edge/using_identifiers.vtt": ("webvtt/5", 1, "", "Caption text #1 Caption text #2", "", "Caption text #6"),
    "vtt_edge/youtube_dl.vtt": ("webvtt/5", 1, "", "yeah what this will happen is", "", "I'm telling"),
}

HEARD = {
    # file: turns, first speaker, words of the first turn, last speaker, last words
    "podcast_json/buzzcast.json": (34, "Alban", "It is so stinking nice to like, show up", "Travis", "on our YouTube community chats if you "),
    "podcast_json/podnews_weekly_review_2023-05-05.json": (26, "James C", "it's Friday, the 5th of May 20, 23.", "Sam Sethi", "ads to more countries."),
    "podcast_json/podnews_weekly_review_2023-06-02.json": (2, "Speaker 1", "It's Friday, the 2nd of June 2023.", "Speaker 2", "This is the Pod News"),
    "deepgram_json/dg_speakers.json": (8, "0", "And, Jessica, Christina, we are so proud of you.", "1", "DCM cover clothes. Copy."),
    "deepgram_json/dg_utterances.json": (1, "", "Yeah. As as much as, it's worth celebrating", "", "that we have today."),
    "deepgram_json/dg_whisper_transcription.json": (1, "", "yeah as much as it's worth celebrating", "", "that we have today"),
    "assemblyai_json/assemblyai_transcription.json": (1, "A", "Yeah. As much as it's worth celebrating", "A", "that we have today."),
    "whisper_json/whisper_timestamped.json": (1, "", "Yeah, as much as it's worth celebrating", "", "that we have today."),
    "stt_amazon-transcribe/amazonTranscribe.sample.json": (26, "", "There was a day about ten years ago when I asked a friend", "", "own humanity. Thank you"),
    "stt_amazon-transcribe/todayinfocuswords.sample.json": (3, "spk_0", "one", "spk_0", "worst"),
    "stt_google-stt/gcpStt.sample.json": (5, "", "there was a day about 10 years ago when I asked a friend", "", "thank you"),
    "stt_speechmatics/speechmaticsTedTalkTranscript.sample.json": (11, "F4", "There was a day about 10 years ago", "F2", "Thank you."),
    "stt_digital-paper-edit/digitalPaperEdit.sample.json": (10, "F_S12", "There is a day. About ten years ago", "F_S10", "years and a groom's."),
    "stt_bbc-kaldi/kaldiTedTalkTranscript.sample.json": (23, "", "There is a day. About ten years ago", "", "of our own humanity."),
    "stt_autoEdit2/autoEdit2TedTalkTranscript.sample.json": (22, "", "There is a day. About ten years ago", "", "of our own humanity."),
}


@pytest.mark.parametrize("file", HEARD)
def test_what_machines_heard(file: str) -> None:
    count, first, words, last, end = HEARD[file]
    transcript = read_file(DATA / file)
    assert (transcript.reader, len(transcript.turns), transcript.accounted) == ("speech/5", count, 1.0)
    assert (transcript.turns[0].speaker.label, transcript.turns[-1].speaker.label) == (first, last)
    assert transcript.turns[0].text.startswith(words)
    assert end in transcript.turns[-1].text


def test_one_podcast_reads_the_same_from_captions_and_from_json() -> None:
    captions, heard = read_file(DATA / "srt/buzzcast.srt"), read_file(DATA / "podcast_json/buzzcast.json")
    assert [(turn.speaker, turn.text) for turn in captions.turns] == [(turn.speaker, turn.text) for turn in heard.turns]


def test_a_file_of_speakers_without_words_is_refused() -> None:
    with pytest.raises(FormatError, match="which no reader takes"):
        read_file(DATA / "stt_bbc-kaldi/bbcKaldiSpeakerSegments.sample.json")


@pytest.mark.parametrize("file", FACTS)
def test_the_facts_of_each_file(file: str) -> None:
    reader, turns, first, words, last, end = FACTS[file]
    transcript = read_file(DATA / file)
    assert (transcript.reader, len(transcript.turns), transcript.accounted) == (reader, turns, 1.0)
    assert transcript.turns[0].speaker.label == first
    assert transcript.turns[0].text.startswith(words)
    assert transcript.turns[-1].speaker.label == last
    assert transcript.turns[-1].text.endswith(end)


@pytest.mark.parametrize("file", [file for file in FACTS if "youtube" not in file])
def test_no_word_is_lost_or_added(file: str) -> None:
    """Everything but numbers, times, tags and labels, by the crudest means."""
    labels = {turn.speaker.label for turn in read_file(DATA / file).turns} - {""}
    kept = []
    for line in (DATA / file).read_text("utf-8-sig").splitlines():
        if "-->" in line or line in ("WEBVTT", "second caption") or re.fullmatch(r"\s*\d*\s*", line):
            continue
        name, colon, rest = line.partition(": ")
        kept.append(re.sub("<[^>]*>", "", rest if colon and name in labels else line))
    assert " ".join(turn.text for turn in read_file(DATA / file).turns).split() == " ".join(kept).split()


@pytest.mark.parametrize(
    ("file", "each"), [("vtt_zoom/meeting001_transcript.vtt", r"(?m)^([A-Z][A-Za-z]+ [A-Z][A-Za-z]+): "), ("srt/buzzcast.srt", r"(?m)^([A-Z][a-z]+): ")]
)
def test_turns_change_where_the_label_does(file: str, each: str) -> None:
    labels = re.findall(each, (DATA / file).read_text())
    changes = [label for at, label in enumerate(labels) if at == 0 or label != labels[at - 1]]
    assert [turn.speaker.label for turn in read_file(DATA / file).turns] == changes
