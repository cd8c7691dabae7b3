"""quoth mcp: the record as tools of a language model."""

from __future__ import annotations

from importlib.metadata import version

from ui.commands import options as o
from ui.opening import open_engine
from ui.settings import settings


def mcp(
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    route: o.RouteOption = None,
    reranker: o.RerankerOption = None,
) -> None:
    """Serve the record to a language model by the Model Context Protocol, on standard input and output.

    Tools: ask, search, list_transcripts, read_turns. Put the command `quoth mcp --library FOLDER` into the settings of your program.
    """
    from ui.tools import server

    held = settings(library, index, encoder, reranker=reranker, route=route)
    server(open_engine(held, quiet=True), version("quoth")).run("stdio")
