"""quoth chat: the web app."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import SettingError
from corpus.holdings import Holdings
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from rag.ask import Engine
from rag.evals.kept import Kept
from rag.talks import Talks
from ui.commands import options as o
from ui.commands.user import people, somebody
from ui.first_questions import first_questions
from ui.jobs import Jobs
from ui.opening import open_engine
from ui.people import People
from ui.settings import Settings, api_token, settings
from ui.upkeep import Upkeep
from ui.web.addresses import LOOPBACK, is_loopback
from ui.web.api.limits import token

if TYPE_CHECKING:
    from ui.web.site import Site

SAMPLES = "These are the samples that come with Quoth; they stay as they are. To ask your own transcripts: quoth chat --library FOLDER"
SAMPLE_QUESTIONS = (
    "What did Solheim say about a household levy in June 2022?",
    "Why did the mayor change her mind about the levy?",
    "Who knew about the cracked welds in gate seven?",
    "How high was the surge on the night of the flood?",
)


def chat(
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    route: o.RouteOption = None,
    reranker: o.RerankerOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. Default: 127.0.0.1, this machine only.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port to listen on. Default: 7860.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show library and index, and change neither from the page.")] = False,
    api: Annotated[bool, typer.Option("--api", help="Answer other programs too, at /api, if they send the token (made once, kept beside the index).")] = False,
    auth: Annotated[bool, typer.Option("--auth", help="Ask for name and password (see `quoth user add`). Needed beyond this machine.")] = False,
    everybody: Annotated[bool, typer.Option("--open", help="Listen beyond this machine without --auth: whoever reaches it may ask, read and change.")] = False,
    as_json: o.JsonOption = False,
) -> None:
    """Open the web chat: questions on the left, the transcript on the right; pages of the library, the index and the evaluations."""
    held = settings(library, index, encoder, host, port, reranker, route=route)
    _refuse_open_doors(held.host, auth, everybody)
    known = somebody(people(held)) if auth else None
    engine = open_engine(held, quiet=as_json)
    # Gradio takes seconds to import and is needed here alone.
    from ui.web.app import serve

    file = held.index / "api-token"
    given = api_token()
    secret = token(file, given) if api else ""

    def ready(address: str) -> None:
        if as_json:
            o.print_json({"address": address})
        else:
            _tell(address, held, known, "" if not api else "QUOTH_API_TOKEN" if given else str(file))

    jobs = Jobs()
    try:
        site = _site(engine, held, jobs, read_only, known, secret)
        serve(engine, held.host, held.port, SAMPLE_QUESTIONS if held.samples else first_questions(engine.transcripts), ready, site)
    finally:
        jobs.close()


def _site(engine: Engine, held: Settings, jobs: Jobs, read_only: bool, known: People | None, secret: str) -> Site:
    """What is served beside the conversation; with the API if there is a token for it (`secret`), behind a login if somebody is `known`."""
    from ui.web.api.mount import with_api
    from ui.web.security import served_names
    from ui.web.upkeep import upkeep_site, with_talks

    fixed = SAMPLES if held.samples else ""
    site = replace(upkeep_site(engine, upkeep(held), jobs, read_only, fixed), kept=Kept(held.index / "evals"), hint=fixed)
    # Whoever reaches the server from elsewhere is not shown what others asked.
    site = with_talks(site, engine, Talks(held.index / "conversations"), listed=served_names(held.host) == LOOPBACK)
    site = with_api(site, engine, secret) if secret else site
    return replace(site, people=known, passes=("/api/",) if secret else ()) if known else site


def _tell(address: str, held: Settings, known: People | None, token_in: str) -> None:
    """Where the app is open, to whom, and where the API's token lies if there is an API."""
    print(f"Quoth is open at {address} (Ctrl-C closes it)", flush=True)
    if known:
        print(f"Who may log in: {', '.join(known.names())}", flush=True)
    if not is_loopback(held.host):
        print("Names, passwords and answers travel unencrypted: put a server that speaks https before it.", flush=True)
    if token_in:
        print(f"Programs ask at {address}api with the token in {token_in}", flush=True)


def _refuse_open_doors(host: str, auth: bool, everybody: bool) -> None:
    """SettingError where everybody on the network could come in and nobody said so, and for what contradicts itself."""
    if auth and everybody:
        raise SettingError("--auth lets in those who log in and --open lets in everybody: give one of them")
    if not (auth or everybody or is_loopback(host)):
        raise SettingError(
            f"listening on {host} would let everybody who reaches this machine read every transcript and change the library: "
            "add --auth (see quoth user add -h), or --open if that is meant"
        )


def upkeep(held: Settings) -> Upkeep:
    """What these settings' index needs."""
    return Upkeep(held.library, Generations(held.index), lambda: open_encoder(held.encoder, held.route, held.device), Holdings(held.library), held.kind)
