"""Settings: a flag over the environment over quoth.toml over the defaults, and one line for whatever cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import SettingError
from embeddings.encoders.registry import DEFAULT
from ui.settings import settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def toml(text: str) -> None:
    Path("quoth.toml").write_text(text, encoding="utf-8")


def test_without_anything_it_is_the_samples_and_this_machine_only() -> None:
    held = settings()
    assert held.samples
    assert (held.library / "questions.jsonl").is_file()
    assert held.index.parts[-2:] == ("quoth", "samples")
    assert held.library not in held.index.parents
    assert (held.encoder, held.host, held.port, held.index_named) == (DEFAULT, "127.0.0.1", 7860, False)


def test_the_index_lies_in_the_library_unless_named() -> None:
    assert settings(library=Path("town")).index == Path("town/.quoth")
    assert not settings(library=Path("town")).index_named
    assert settings(library=Path("town"), index=Path("ix")).index == Path("ix")
    assert settings(library=Path("town"), index=Path("ix")).index_named


def test_flag_over_environment_over_file_over_default(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('library = "from-file"\nencoder = "file"\nport = 1\nhost = "::1"\n')
    assert (settings().library, settings().encoder, settings().port, settings().host) == (Path("from-file"), "file", 1, "::1")
    monkeypatch.setenv("QUOTH_LIBRARY", "from-environment")
    monkeypatch.setenv("QUOTH_PORT", "2")
    assert (settings().library, settings().encoder, settings().port) == (Path("from-environment"), "file", 2)
    held = settings(library=Path("from-flag"), port=3, encoder="flag")
    assert (held.library, held.encoder, held.port, held.host) == (Path("from-flag"), "flag", 3, "::1")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_LIBRARY", "")
    assert settings().samples


@pytest.mark.parametrize("port", ["0", "65535", " 8080 "])
def test_ports_that_can_be(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_PORT", port)
    assert settings().port == int(port)


@pytest.mark.parametrize("port", ["-1", "65536", "abc", "1.5", "٣", "1e3", "9" * 5000])
def test_ports_that_cannot(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_PORT", port)
    with pytest.raises(SettingError, match="is not a number from 0 to 65535"):
        settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('libary = "x"', "no setting 'libary', did you mean 'library'"),
        ("zebra = 1", "no setting 'zebra'; known: library, index, encoder, route, device, reranker, kind, host, port"),
        ("library = 3", "library must be a text in quotation marks, not 3"),
        ('library = ""', "library must be a text"),
        ('library = ["a"]', "library must be a text"),
        ("encoder = true", "encoder must be a text"),
        ('port = "7860"', "port must be a number, not '7860'"),
        ("port = true", "port must be a number"),
        ("port = 1.5", "port must be a number"),
        ("port = 70000", "is not a number from 0 to 65535"),
        ("library", "cannot be read as TOML"),
        ("[library]\nx = 1", "library must be a text"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(text: str, said: str) -> None:
    toml(text)
    with pytest.raises(SettingError) as caught:
        settings()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "quoth.toml" in str(caught.value)


def test_a_file_that_is_no_text_is_one_line() -> None:
    Path("quoth.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingError, match=r"quoth\.toml: cannot be read as TOML"):
        settings()


def test_a_kind_of_vector_index_that_is_none_is_refused_by_name() -> None:
    assert (settings().kind, settings(kind="sq8").kind) == ("auto", "sq8")
    toml('kind = "sq9"\n')
    with pytest.raises(SettingError, match=r"no kind of vector index 'sq9', did you mean 'sq8'\?"):
        settings()
