"""A manifest says what an index was made from, notices any change to itself, and names both sides of a mismatch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import IndexBroken, IndexStale
from corpus.passages import RULE
from embeddings.encoders import EncoderIdentity
from embeddings.manifest import SCHEMA, Manifest, load, mismatch

ENCODER = EncoderIdentity("hashed", "hashed/1/64", "numpy", 64, 60)
MADE = Manifest(
    schema=SCHEMA,
    generation=7,
    encoder=ENCODER,
    passages=RULE,
    index="flat",
    files={"sitzung/märz": {"file": "sitzung/märz.txt", "sha256": "ab" * 32, "reader": "plain/1"}},
    unreadable={"scan.pdf": "no text in it"},
    counts={"transcripts": 1, "turns": 3, "passages": 5},
    hashes={"vectors.npy": "cd" * 32},
    sizes={"vectors.npy": 128},
    made_with={"python": "3.11.2"},
)
READERS = {"plain": "plain/1", "native": "native/1"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text(MADE.dump(), encoding="utf-8")
    return tmp_path / "manifest.json"


def test_what_is_written_is_what_is_read(path: Path) -> None:
    assert load(path) == MADE


def test_a_change_of_any_one_bit_is_refused_by_name(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        with pytest.raises((IndexBroken, IndexStale), match=r"manifest\.json"):
            load(path)


def test_any_truncation_is_refused_by_name(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexBroken, match=r"manifest\.json"):
            load(path)


@pytest.mark.parametrize("content", ["[]", "null", "{}", f'{{"schema": {SCHEMA}}}', '"manifest"', "7"])
def test_json_that_is_no_manifest_is_refused(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(IndexBroken, match=r"manifest\.json .*quoth index --full"):
        load(path)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexBroken, match="FileNotFoundError"):
        load(tmp_path / "manifest.json")


def test_another_schema_is_stale_not_broken(path: Path) -> None:
    path.write_text(replace(MADE, schema=SCHEMA + 1).dump(), encoding="utf-8")
    with pytest.raises(IndexStale, match=f"schema {SCHEMA + 1}, this Quoth reads {SCHEMA}"):
        load(path)


def test_the_same_things_match() -> None:
    assert mismatch(MADE, ENCODER, READERS) is None


@pytest.mark.parametrize(
    ("manifest", "encoder", "readers", "said"),
    [
        (MADE, replace(ENCODER, name="other"), READERS, ["encoder hashed, not other", "--encoder hashed"]),
        (MADE, replace(ENCODER, weights="w2"), READERS, ["another weights (hashed/1/64, now w2)", "quoth index --full"]),
        (MADE, replace(ENCODER, route="made/x8"), READERS, ["by the route numpy, not made/x8", "use --route numpy", "quoth index --route x8"]),
        (MADE, replace(ENCODER, dimension=65), READERS, ["another dimension (64, now 65)"]),
        (MADE, replace(ENCODER, limit=61), READERS, ["another limit (60, now 61)"]),
        (replace(MADE, passages="passages/0"), ENCODER, READERS, ["passage rule passages/0, now " + RULE, "quoth index"]),
        (MADE, ENCODER, {"plain": "plain/2"}, ["sitzung/märz.txt", "reader plain/1, now plain/2", "quoth index"]),
    ],
)
def test_a_mismatch_names_both_sides_and_the_way_out(
    manifest: Manifest, encoder: EncoderIdentity, readers: dict[str, str], said: list[str]
) -> None:
    why = mismatch(manifest, encoder, readers)
    assert why is not None
    assert "\n" not in why
    for part in said:
        assert part in why
