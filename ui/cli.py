"""The command `quoth`. The one place where every error that a person can mend becomes one line on stderr and exit 2."""

from __future__ import annotations

import gc
import sys
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from corpus.errors import QuothError
from ui.commands.ask import ask
from ui.commands.chat import chat
from ui.commands.compare import compare
from ui.commands.draft import init
from ui.commands.evaluate import evaluate
from ui.commands.index import app as index_app
from ui.commands.mcp import mcp
from ui.commands.read import read
from ui.commands.transcribe import transcribe
from ui.commands.user import app as user_app
from ui.commands.verify import verify
from ui.escape import visible
from ui.progress import say

_INTERRUPTED = 130
_RARELY = (100_000, 20, 20)
"""How many new objects the collector of cycles waits for: transcripts are frozen values by the hundred thousand, without cycles."""
_HELP = {"help_option_names": ["-h", "--help"]}


class _FileOrCommand(TyperGroup):
    """`quoth eval QUESTIONS` runs an evaluation, `quoth eval init FILE` drafts questions."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is not a command is the question file."""
        return super().parse_args(ctx, args if args and args[0] in ("init",) else ["run", *args])


eval_app = typer.Typer(cls=_FileOrCommand, help="Ask a file of questions and measure the answers; `init` drafts one.", context_settings=_HELP)
eval_app.command("run")(evaluate)
eval_app.command("init")(init)

app = typer.Typer(
    name="quoth",
    help="Ask the record. Every answer is a verbatim quotation, and can prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)
app.command()(ask)
app.command()(chat)
app.add_typer(index_app, name="index")
app.add_typer(eval_app, name="eval")
app.command()(compare)
app.command()(read)
app.command()(transcribe)
app.command()(verify)
app.command()(mcp)
app.add_typer(user_app, name="user")


def main() -> None:
    """Run the command line and exit: 0 done, 1 a stated requirement not met, 2 a mistake to mend, 130 interrupted."""
    gc.set_threshold(*_RARELY)
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show (a lone surrogate of a broken file name) must not end a command.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = app(standalone_mode=False)
    except QuothError as error:
        code = _mistake(str(error))
    except TyperException as error:
        # Without a command the help was shown, and the message is empty.
        code = _mistake(f"{error.format_message() or 'name a command'} (see quoth -h)")
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    if code == _INTERRUPTED:  # typer, too, makes this of Ctrl-C
        say("Interrupted. An index that was there still answers.")
    sys.exit(code if isinstance(code, int) else 0)


def _mistake(text: str) -> int:
    say(visible(f"quoth: {' '.join(text.split())}"))
    return 2


if __name__ == "__main__":
    main()
