"""The pages by which a library and its index are looked after, as part of the site."""

from __future__ import annotations

import os
from dataclasses import replace

from rag.talks import Talks
from ui.jobs import Jobs
from ui.upkeep import Upkeep
from ui.web import indexing, library, library_files, saved, talk_files
from ui.web.indexing import READ_ONLY
from ui.web.library import Access, Shelves
from ui.web.port import Engine
from ui.web.site import Site


def upkeep_site(engine: Engine, upkeep: Upkeep, jobs: Jobs, read_only: bool, fixed: str = "") -> Site:
    """A site with the pages of library and index. `fixed` says why no file may be added or taken out, "" where it may."""
    shelves, access = Shelves(upkeep), Access(fixed or (READ_ONLY.replace("index", "library") if read_only else _unwritable(upkeep)))
    panes = (library.pane(engine, shelves, access), indexing.pane(engine, upkeep, jobs, read_only))
    return Site(panes=panes, routes=tuple(library_files.routes(shelves, access)))


def with_talks(site: Site, engine: Engine, talks: Talks, listed: bool) -> Site:
    """The site with conversations kept in `talks`, and, if they may be `listed`, a page of them."""
    panes = (saved.pane(engine, talks), *site.panes) if listed else site.panes
    return replace(site, talks=talks, panes=panes, routes=(*site.routes, *talk_files.routes(engine, talks)))


def _unwritable(upkeep: Upkeep) -> str:
    if os.access(upkeep.library, os.W_OK):
        return ""
    return "The folder of this library cannot be written: put files there yourself, then rebuild the index."
