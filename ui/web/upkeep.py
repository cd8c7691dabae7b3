"""The pages by which a library and its index are looked after, as part of the site."""

from __future__ import annotations

import os

from rag.evals.kept import Kept
from ui.jobs import Jobs
from ui.upkeep import Upkeep
from ui.web import indexing, library, library_files
from ui.web.indexing import READ_ONLY
from ui.web.library import Access, Shelves
from ui.web.port import Engine
from ui.web.site import Site


def upkeep_site(engine: Engine, upkeep: Upkeep, jobs: Jobs, kept: Kept | None, read_only: bool, fixed: str = "") -> Site:
    """The site with the pages of library and index. `fixed` says why no file may be added or taken out, "" where it may."""
    shelves, access = Shelves(upkeep), Access(fixed or (READ_ONLY.replace("index", "library") if read_only else _unwritable(upkeep)))
    panes = (library.pane(engine, shelves, access), indexing.pane(upkeep, jobs, read_only))
    return Site(kept, panes, tuple(library_files.routes(shelves, access)))


def _unwritable(upkeep: Upkeep) -> str:
    if os.access(upkeep.library, os.W_OK):
        return ""
    return "The folder of this library cannot be written: put files there yourself, then rebuild the index."
