"""A folder of transcripts: ids, hashes, what is passed over, what could not be read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from corpus import library
from corpus.errors import FormatError, LibraryError, ReadError
from corpus.library import Unreadable, read_bytes, read_file, read_library

TALK = "Question: Why?\n\nJane Doe: So.\n\nJane Doe: Yes.\n"
NATIVE = json.dumps({"turns": [{"speaker": "Jane Doe", "text": "So."}]})


def put(root: Path, **files: str) -> Path:
    """Writes files given as name with "__" for "/" and "_dot_" for ".", and returns the folder."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def test_ids_are_paths_without_suffix_and_sorted(tmp_path: Path) -> None:
    read = read_library(put(tmp_path, b_dot_txt=TALK, sub__a_dot_json=NATIVE, a_dot_md=TALK))
    assert [(t.id, t.file, t.reader) for t in read.transcripts] == [
        ("a", "a.md", "plain/5"),
        ("b", "b.txt", "plain/5"),
        ("sub/a", "sub/a.json", "native/3"),
    ]
    assert (read.root, read.unreadable) == (tmp_path, ())


def test_files_that_differ_in_suffix_only_keep_it(tmp_path: Path) -> None:
    read = read_library(put(tmp_path, a_dot_txt=TALK, a_dot_json=NATIVE, b_dot_txt=TALK, a_dot_txt_dot_md=TALK))
    assert [t.id for t in read.transcripts] == ["a.json", "a.txt", "a.txt.md", "b"]


def test_a_transcript_knows_its_file(tmp_path: Path) -> None:
    path = put(tmp_path, sub__talk_dot_txt=TALK) / "sub/talk.txt"
    inside, alone = read_file(path, tmp_path), read_file(path)
    assert (inside.id, inside.file, alone.id, alone.file) == ("sub/talk", "sub/talk.txt", "talk", "talk.txt")
    assert inside.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [turn.text for turn in inside.turns] == ["Why?", "So.", "Yes."]
    assert inside.accounted == 1.0


def test_hidden_files_questions_runs_and_settings_are_passed_over(tmp_path: Path) -> None:
    root = put(tmp_path, a_dot_txt=TALK, _dot_hidden_dot_txt=TALK, _dot_quoth__x_dot_txt=TALK, q_dot_jsonl="{}", quoth_dot_toml="x=1")
    read = read_library(root)
    assert [t.id for t in read.transcripts] == ["a"]
    assert read.unreadable == ()


def test_one_unreadable_file_stops_nothing_and_is_named(tmp_path: Path) -> None:
    root = put(tmp_path, a_dot_txt=TALK, b_dot_cha="@UTF8\n@Begin\n", c_dot_json='{"turns": [3]}', d_dot_txt=" \n")
    (root / "e.txt").write_bytes(b"\x89PNG\r\n")
    read = read_library(root)
    assert [t.id for t in read.transcripts] == ["a"]
    assert [item.file for item in read.unreadable] == ["b.cha", "c.json", "d.txt", "e.txt"]
    assert read.unreadable[1] == Unreadable("c.json", 'line 1: turn 0 is not an object; write {"speaker": …, "text": …}')
    assert read.unreadable[0].why.startswith("there are no utterances in the file")


def test_links_out_of_the_library_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", secret_dot_txt=TALK)
    root = put(tmp_path / "library", a_dot_txt=TALK)
    (root / "b.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (root / "gone.txt").symlink_to(tmp_path / "nowhere")
    (root / "same.txt").symlink_to(root / "a.txt")
    read = read_library(root)
    assert [t.id for t in read.transcripts] == ["a", "same"]
    assert [item.file for item in read.unreadable] == ["b.txt", "folder", "gone.txt"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = put(tmp_path, a_dot_txt=TALK)
    os.mkfifo(root / "pipe.txt")
    assert read_library(root).unreadable == (Unreadable("pipe.txt", "not a regular file; name a transcript"),)


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    root = put(tmp_path, a_dot_txt=TALK)
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/\xff.txt")).write_text(TALK)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert [item.why for item in read_library(root).unreadable] == ["the file name is not valid Unicode; rename the file"]


def test_a_huge_file_is_refused_with_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MAX_BYTES", 2_000_000)
    path = put(tmp_path, a_dot_txt="x" * 3_000_000) / "a.txt"
    with pytest.raises(FormatError, match=r"a\.txt: 3 MB is more than 2 MB; split the transcript"):
        read_file(path)


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.txt: No such file"):
        read_file(tmp_path / "gone.txt")


def test_a_library_that_is_missing_no_folder_or_empty(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="does not exist; name a folder"):
        read_library(tmp_path / "gone")
    with pytest.raises(LibraryError, match="is a file, not a folder"):
        read_library(put(tmp_path, a_dot_txt=TALK) / "a.txt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError, match="holds no transcripts; put"):
        read_library(tmp_path / "empty")


def test_a_library_without_a_readable_file_names_three_reasons(tmp_path: Path) -> None:
    root = put(tmp_path, a_dot_txt="", b_dot_txt="", c_dot_txt="", d_dot_txt="")
    with pytest.raises(LibraryError, match=r"a\.txt: the file is empty.*b\.txt: .*c\.txt: .*\(and 1 more\); mend"):
        read_library(root)


def test_a_reader_asked_for_by_name_is_the_one_that_reads() -> None:
    assert len(read_bytes(NATIVE.encode(), "x.txt", "plain/5").turns) == 1
    assert read_bytes(NATIVE.encode(), "x.txt", "plain/5").turns[0].text == NATIVE
    assert read_bytes(NATIVE.encode(), "x.txt").turns[0].text == "So."
    with pytest.raises(FormatError, match=r"no reader 'plain/0' in this version of Quoth \(there are native/3, speech/5, webvtt/6, subrip/6, sbv/6, "):
        read_bytes(TALK.encode(), "x.txt", "plain/0")


@pytest.mark.parametrize(
    ("name", "data", "looks"),
    [
        ("x.txt", "<!DOCTYPE html><script>hi</script>", "no text on the page that anybody could have said"),
        ("x.xml", "<?xml version='1.0'?><list><item>a</item></list>", "XML"),
        ("x.xml", "<?xml version='1.0'?><TEI/>", "TEI without speech"),
        ("x.json", '{"segments": []}', "JSON"),
        ("x.txt", '{"segments": []}', "JSON"),
        ("x.json", '[{"text": "x"}]', "a JSON list"),
        ("x.cha", "@UTF8\n@Begin\n", "there are no utterances"),
        ("x.csv", "a,b\n1,2\n", "no reader takes this"),
        ("x.txt", "", "the file is empty"),
        ("x.txt", "\ufeff \n\u00a0\n", "the file is empty"),
        ("x", "#!/bin/sh\n", "a program"),
    ],
)
def test_what_no_reader_takes_is_named(name: str, data: str, looks: str) -> None:
    with pytest.raises(FormatError, match=looks):
        read_bytes(data.encode(), name)


def test_labelled_text_is_taken_under_any_suffix() -> None:
    assert len(read_bytes(TALK.encode(), "x.log").turns) == 3
