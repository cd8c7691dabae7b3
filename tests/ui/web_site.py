"""A server in a process of its own, as a user has it: `python -m tests.ui.web_site KIND [PORT]` (see `main`), prints its address."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from embeddings.encoders import Encoder
from rag.evals.kept import Kept
from rag.talks import Talks
from tests.ui.web_evals import fill
from tests.ui.web_fakes import FakeEngine, extremes, hostile, long, press
from tests.ui.web_recordings import recorded
from ui.people import People
from ui.web.app import serve
from ui.web.desk import Desk
from ui.web.port import Engine
from ui.web.site import Site

PASSWORD = "a long and plain password"
SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def samples(index: Path) -> Engine:
    """The real engine over the samples, with the small exact encoder that needs no weights."""
    return indexed(SAMPLES, index)


def indexed(library: Path, index: Path) -> Engine:
    """The real engine over `library`, indexed in `index`."""
    from corpus.library import read_library
    from corpus.readers.registry import READERS
    from embeddings.encoders.hashed import HashedEncoder
    from embeddings.generations import Generations
    from embeddings.rebuild import rebuild
    from rag.ask import Engine as RealEngine

    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    rebuild(read_library(library), Generations(index), HashedEncoder(), readers)
    return RealEngine(library, Generations(index), HashedEncoder(), readers)


def evaluations(kind: str, folder: Path) -> Kept | None:
    """What is kept beside the index: nothing yet, some runs, or not even a place for them."""
    return fill(folder) if kind == "kept" else Kept(folder) if kind in ("empty", "samples") else None


def slowly() -> Encoder:
    """An encoder that takes some seconds for the library of `looked_after`."""
    import time

    from embeddings.encoders import Report, Vectors, silent
    from embeddings.encoders.hashed import HashedEncoder

    class Slow(HashedEncoder):
        def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
            def slower(count: int) -> None:
                time.sleep(0.02 if len(texts) > 1 else 0)  # a question is one text
                report(count)

            return super().encode(texts, slower)

    return Slow()


def looked_after(folder: Path, ready: Callable[[str], None], kind: str = "upkeep") -> None:
    """A library of two samples that may be changed, with its index, and the pages that look after both.

    Of kind "slow", a rebuild takes some seconds, and what is read of the index is checked page by page, as that of a large one is.
    """
    from corpus.holdings import Holdings
    from embeddings.encoders.hashed import HashedEncoder
    from embeddings.generations import Generations
    from ui.jobs import Jobs
    from ui.upkeep import Upkeep
    from ui.web.upkeep import upkeep_site, with_talks

    if kind == "slow":
        from embeddings import pages

        pages.WHOLE = 0  # type: ignore[misc]
    library = folder / "library"
    library.mkdir()
    for file in sorted(SAMPLES.glob("council-*.txt"))[:2]:
        shutil.copy(file, library)
    engine = indexed(library, folder / "index")
    jobs = Jobs()
    upkeep = Upkeep(library, Generations(folder / "index"), slowly if kind == "slow" else HashedEncoder, Holdings(library))
    site = with_talks(upkeep_site(engine, upkeep, jobs, False), engine, Talks(folder / "conversations"), listed=True)
    serve(engine, "127.0.0.1", 0, ["Who paid?"], ready, site)
    jobs.close()


def main(kind: str, port: int = 0) -> None:
    def ready(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        if kind == "login":
            people = People(Path(folder) / "people.json")
            people.add("ada", PASSWORD)
            serve(FakeEngine(press()), "127.0.0.1", port, ["Who paid?"], ready, Site(people=people))
            return
        if kind in ("upkeep", "slow"):
            looked_after(Path(folder), ready, kind)
            return
        if kind == "recorded":
            serve(recorded(Path(folder)), "127.0.0.1", 0, ["What about the lighthouse?"], ready)
            return
        if kind == "extremes":
            serve(FakeEngine(*extremes()), "127.0.0.1", 0, ["What of the beacon?"], ready, Site(evaluations("empty", Path(folder) / "evals")))
            return
        if kind == "busy":  # one question at once, two that wait
            serve(FakeEngine(press()), "127.0.0.1", 0, ["Who paid?"], ready, Site(desk=Desk(1, 2)))
            return
        engine = samples(Path(folder)) if kind == "samples" else FakeEngine(press(), hostile(), *([long()] if kind == "long" else []))
        serve(engine, "127.0.0.1", port, ["Who paid for the harbour wall?", "What about the farmers?"], ready, Site(evaluations(kind, Path(folder) / "evals")))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
