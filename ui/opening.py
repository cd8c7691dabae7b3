"""From settings to an open engine: where every command that asks begins."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.errors import IndexMissing, IndexStale
from corpus.library import Library, read_library
from corpus.passages import WINDOW_WORDS
from corpus.readers.registry import READERS
from embeddings.encoders import Encoder
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from embeddings.indexes.kinds import AUTO
from embeddings.manifest import Manifest
from embeddings.plan import Plan
from embeddings.rebuild import Outcome, rebuild
from embeddings.rerankers import Reranker
from embeddings.rerankers.cross_encoder import CrossEncoderReranker
from rag.ask import Engine
from rag.gathered import facts
from ui.progress import bar, say
from ui.settings import Settings

_SMALL = 5_000
"""Turns that are indexed without being asked to: some seconds' work."""


def readers() -> Mapping[str, str]:
    """The versioned name of every reader by its format."""
    return {reader.name.partition("/")[0]: reader.name for reader in READERS}


def open_engine(settings: Settings, quiet: bool = False) -> Engine:
    """The engine over the settings' library and index.

    Where there is no index yet and none was named, that of a small library is built first, which is said.
    """
    if not settings.library.is_dir():
        read_library(settings.library)
    generations = Generations(settings.index)
    if generations.current() is None and settings.index_named:
        raise IndexMissing(f"there is no index in {settings.index}; make it with: quoth index --library {settings.library} --index {settings.index}")
    if settings.samples and not quiet:
        say("No library named (--library DIR): asking the samples that ship with Quoth.")
    if generations.current() is None:
        library = read_library(settings.library)
        _refuse_large(library, settings)
        say(f"No index of {settings.library} yet: building it in {settings.index}")
        encoder = open_encoder(settings.encoder, settings.route)
        rebuild_shown(library, generations, encoder, quiet=quiet, kind=settings.kind)
        return Engine(settings.library, generations, encoder, readers(), reranker=_reranker(settings))
    # Opened once without an encoder's cost: a damaged, missing or foreign index is said at once.
    _, manifest = generations.opened(whole=False)
    _refuse_foreign(manifest, settings)
    return Engine(settings.library, generations, open_encoder(settings.encoder, settings.route), readers(), reranker=_reranker(settings))


def rebuild_shown(
    library: Library,
    generations: Generations,
    encoder: Encoder,
    full: bool = False,
    quiet: bool = False,
    window_words: int = WINDOW_WORDS,
    also: Generations | None = None,
    kind: str = AUTO,
) -> Outcome:
    """`rebuild` with a progress bar on a terminal."""
    with bar("Encoding passages", None, quiet) as (advance, set_total):

        def on_plan(plan: Plan) -> None:
            set_total(plan.encode)

        return rebuild(library, generations, encoder, readers(), full, on_plan, advance, window_words, also, kind, facts)


def _reranker(settings: Settings) -> Reranker | None:
    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def _refuse_foreign(manifest: Manifest, settings: Settings) -> None:
    """IndexStale when no file of the index is in the library: it is another library's."""
    files = [held["file"] for held in manifest.files.values()]
    if files and not any((settings.library / file).is_file() for file in files):
        raise IndexStale(
            f"the index in {settings.index} is of another library: {files[0]} and the other files it was made from are not in {settings.library}; "
            f"name the right --library or --index, or make it again with: quoth index --library {settings.library} --index {settings.index}"
        )


def _refuse_large(library: Library, settings: Settings) -> None:
    turns = sum(len(transcript.turns) for transcript in library.transcripts)
    if turns > _SMALL:
        raise IndexMissing(f"there is no index of {settings.library} ({turns:,} turns) yet; make it with: quoth index --library {settings.library}")
