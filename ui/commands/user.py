"""quoth user: who may log in to the web app."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corpus.errors import SettingError
from ui.commands import options as o
from ui.people import People
from ui.settings import Settings, settings

app = typer.Typer(help="Who may log in to `quoth chat --auth`.", no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name to log in with.")]


def people(held: Settings) -> People:
    """Who may log in to the app over this index."""
    return People(held.index / "people.json")


@app.command()
def add(name: NameArgument, library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Let somebody log in, or give somebody another password: it is asked for twice, or read from the standard input where that is no terminal."""
    known = people(settings(library, index))
    new = known.add(name, _password())
    _say(as_json, {"name": name, "new": new}, f"{name} may log in to quoth chat --auth." if new else f"{name} has another password now.")


@app.command()
def remove(name: NameArgument, library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Take somebody off, who is logged out at once."""
    people(settings(library, index)).remove(name)
    _say(as_json, {"name": name}, f"{name} can no longer log in.")


@app.command("list")
def names(library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Who may log in."""
    found = people(settings(library, index)).names()
    _say(as_json, found, "\n".join(found) or "Nobody yet: quoth user add NAME")


def somebody(known: People) -> People:
    """The people, of whom there is at least one; SettingError, with the command that adds one, where there is none."""
    if not known.names():
        raise SettingError("nobody may log in yet: add somebody with quoth user add NAME, with the same --library or --index")
    return known


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _say(as_json: bool, value: object, text: str) -> None:
    if as_json:
        o.print_json(value)
    else:
        print(text)
