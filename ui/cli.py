"""The command `quoth`. The one place where every error that a person can mend becomes one line on stderr and exit 2."""

from __future__ import annotations

import sys

import typer
from typer.exceptions import TyperException

from corpus.errors import QuothError
from ui.commands.ask import ask
from ui.commands.chat import chat
from ui.commands.evaluate import evaluate
from ui.commands.index import app as index_app
from ui.commands.read import read
from ui.commands.verify import verify
from ui.escape import visible
from ui.progress import say

app = typer.Typer(
    name="quoth",
    help="Ask the record. Every answer is a verbatim quotation, and can prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(ask)
app.command()(chat)
app.add_typer(index_app, name="index")
app.command("eval")(evaluate)
app.command()(read)
app.command()(verify)


def main() -> None:
    """Run the command line and exit: 0 done, 1 a stated requirement not met, 2 a mistake to mend, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show (a lone surrogate of a broken file name) must not end a command.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = app(standalone_mode=False)
    except QuothError as error:
        code = _mistake(str(error))
    except TyperException as error:
        code = _mistake(f"{error.format_message()} (see quoth -h)")
    except (KeyboardInterrupt, typer.Abort):
        say("Interrupted. An index that was there still answers.")
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


def _mistake(text: str) -> int:
    say(visible(f"quoth: {' '.join(text.split())}"))
    return 2


if __name__ == "__main__":
    main()
