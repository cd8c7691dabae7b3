"""Recordings beside transcripts: which one belongs to which, found by names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.holdings import Holdings
from corpus.library import Unreadable, read_file, read_library
from corpus.media import is_media, media_of

TALK = "Question: Why?\n\nJane Doe: So.\n\nJane Doe: Yes.\n"


@pytest.mark.parametrize("name", ["a.mp3", "a.WAV", "b/a.m4a", "a.mp4", "a.webm", "a.ogg", "a.opus", "a.flac", "a.mov", "a.mkv"])
def test_sound_and_video_are_recordings(name: str) -> None:
    assert is_media(name)


@pytest.mark.parametrize("name", ["a.txt", "mp3", "a", ".mp3", "a.mp3.json", "a.vtt", "a.mp", "a.ts"])
def test_other_files_are_none(name: str) -> None:
    assert not is_media(name)


@pytest.mark.parametrize(
    ("transcript", "recording"),
    [
        ("talk.vtt", "talk.mp3"),
        ("2024/talk.txt", "2024/talk.MP4"),
        ("talk.en.vtt", "talk.webm"),
        ("talk.en-GB.srt", "talk.mp4"),
        ("talk.zh_Hans.vtt", "talk.mp4"),
        ("talk.en.auto.vtt", "talk.m4a"),
        ("talk.mp3.json", "talk.mp3"),
        ("GMT20240102-150405_Recording.transcript.vtt", "GMT20240102-150405_Recording.m4a"),
        ("GMT20240102-150405_Recording.transcript.vtt", "GMT20240102-150405_Recording_1920x1080.mp4"),
        ("Budget hearing [x1Y2z3].en.vtt", "Budget hearing [x1Y2z3].mkv"),
    ],
)
def test_a_recording_belongs_to_a_transcript_of_its_name(transcript: str, recording: str) -> None:
    assert media_of([transcript], [recording]) == {transcript: (recording,)}


@pytest.mark.parametrize(
    ("transcript", "recording"),
    [
        ("talk.vtt", "talk2.mp3"),
        ("a/talk.vtt", "b/talk.mp3"),
        ("interview.2.vtt", "interview.mp3"),  # a number is a part, not a language
        ("interview.first.vtt", "interview.mp3"),
        ("talk v1.2.txt", "talk v1.mp3"),
        ("talk.vtt", "Talk.mp3"),
        ("en.vtt", "mp3"),
    ],
)
def test_other_names_are_not_taken_for_it(transcript: str, recording: str) -> None:
    assert media_of([transcript], [recording]) == {}


def test_of_two_recordings_the_same_name_comes_first_then_sound_then_what_browsers_play() -> None:
    files = ["a/talk.mkv", "a/talk.flac", "a/talk.mp4", "a/talk.mp3", "a/talk.en.mov"]
    found = media_of(["a/talk.en.vtt", "a/talk.vtt"], files)
    assert found["a/talk.en.vtt"] == ("a/talk.en.mov", "a/talk.mp3", "a/talk.flac", "a/talk.mp4", "a/talk.mkv")
    assert found["a/talk.vtt"] == ("a/talk.mp3", "a/talk.flac", "a/talk.mp4", "a/talk.mkv", "a/talk.en.mov")


def library(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_media(name):
            path.write_bytes(b"ID3\x04 not looked at")
        else:
            path.write_text(TALK, encoding="utf-8")
    return root


def test_every_transcript_of_a_recording_gets_it_and_a_recording_is_no_transcript(tmp_path: Path) -> None:
    read = read_library(library(tmp_path, "a/talk.txt", "a/talk.en.md", "a/talk.mp3", "b.txt"))
    assert {t.file: t.media for t in read.transcripts} == {"a/talk.txt": "a/talk.mp3", "a/talk.en.md": "a/talk.mp3", "b.txt": None}
    assert [t.id for t in read.transcripts] == ["a/talk", "a/talk.en", "b"]
    assert read.unreadable == ()


def test_a_recording_alone_is_named(tmp_path: Path) -> None:
    read = read_library(library(tmp_path, "a.txt", "sub/b.wav"))
    assert [t.file for t in read.transcripts] == ["a.txt"]
    assert [item.file for item in read.unreadable] == ["sub/b.wav"]
    assert read.unreadable[0].why.startswith("a recording without a transcript")


def test_two_recordings_are_said(tmp_path: Path) -> None:
    (transcript,) = read_library(library(tmp_path, "a.txt", "a.mp4", "a.mp3")).transcripts
    assert transcript.media == "a.mp3"
    assert transcript.notes == ("2 recordings go with it (a.mp3, a.mp4): the first is played",)


def test_a_single_file_finds_its_recording_too(tmp_path: Path) -> None:
    root = library(tmp_path / "library", "sub/talk.txt", "sub/talk.opus", "sub/.talk.mp3")
    assert read_file(root / "sub/talk.txt", root).media == "sub/talk.opus"
    assert read_file(root / "sub/talk.txt").media == "talk.opus"
    assert read_file(root / "sub/talk.txt", root) == read_library(root).transcripts[0]


def test_a_link_to_a_recording_outside_is_not_followed(tmp_path: Path) -> None:
    outside = library(tmp_path / "outside", "secret.mp3")
    root = library(tmp_path / "library", "talk.txt")
    (root / "talk.mp3").symlink_to(outside / "secret.mp3")
    read = read_library(root)
    assert read.transcripts[0].media is None
    assert read_file(root / "talk.txt", root).media is None
    assert [item.file for item in read.unreadable] == ["talk.mp3"]
    assert isinstance(read.unreadable[0], Unreadable)


def test_a_recording_is_never_read_or_hashed(tmp_path: Path) -> None:
    root = library(tmp_path, "talk.txt", "talk.mp4")
    with (root / "talk.mp4").open("wb") as file:
        file.truncate(50 * 10**9)  # a sparse file: reading it would not end
    assert read_library(root).transcripts[0].media == "talk.mp4"
    holdings = Holdings(root)
    assert [held.file for held in holdings.files()] == ["talk.txt"]
    assert holdings.recordings() == ("talk.mp4",)
