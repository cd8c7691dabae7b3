"""What an index keeps of its speakers and words says in every respect what its transcripts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import read_library
from corpus.transcript import Transcript
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from rag.cast import Cast
from rag.gathered import GatheredCast, facts
from tests.embeddings.made import library
from tests.rag.made_town import TOWN

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def both(folder: Path, transcripts: tuple[Transcript, ...], keep: bool = True) -> tuple[Cast, Cast]:
    """The cast of some transcripts, gathered from them and read from their index."""
    index, held = Generations(folder / "index"), library(*transcripts)
    rebuild(held, index, HashedEncoder(), {}, **({"facts": facts} if keep else {}))
    return Cast(held.transcripts), GatheredCast(open_snapshot(index, HashedEncoder().identity, {}))


@pytest.fixture(scope="module", params=["samples", "town", "nothing"])
def casts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Cast, Cast]:
    held = {"samples": read_library(SAMPLES).transcripts, "town": tuple(TOWN), "nothing": ()}[request.param]
    return both(tmp_path_factory.mktemp("gathered"), held)


@pytest.mark.parametrize("what", ["transcripts", "speakers", "single", "surnames", "labels", "offices", "newest", "title_words"])
def test_the_cast_is_the_same(casts: tuple[Cast, Cast], what: str) -> None:
    gathered, kept = casts
    assert getattr(kept, what) == getattr(gathered, what)


def test_so_are_its_parts(casts: tuple[Cast, Cast]) -> None:
    gathered, kept = casts
    for transcript in gathered.transcripts:
        one, other = (cast.within([transcript.id]) for cast in casts)
        assert (one.speakers, one.single, one.surnames) == (other.speakers, other.single, other.surnames)
    for name in gathered.speakers:
        assert kept.spoken_in([name]) == gathered.spoken_in([name])
        assert kept.near(name) == gathered.near(name)


def test_so_are_the_words(casts: tuple[Cast, Cast]) -> None:
    gathered, kept = (cast.book for cast in casts)
    assert kept.forms == gathered.forms
    assert kept.notes == gathered.notes
    for form in gathered.forms:
        for word in (form, form.title(), form.upper()):
            assert (kept.small(word), kept.holds(word)) == (gathered.small(word), gathered.holds(word))
            assert list(kept.texts(word)) == list(gathered.texts(word))
            assert list(kept.texts(word)[:2]) == list(gathered.texts(word)[:2])
    for word in ("President", "Mayor", "Minister", "Chair", "The"):
        assert kept.after(word) == gathered.after(word)


def test_an_index_that_keeps_no_offices_has_them_all_the_same(tmp_path: Path) -> None:
    gathered, kept = both(tmp_path, tuple(TOWN), keep=False)
    assert gathered.offices
    assert set(kept.offices) == set(gathered.offices)
