"""The command line: its commands in the order in which an office meets them."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from officerepo import __version__
from officerepo.cli.speech import gettext, put, put_failure, speak
from officerepo.cli.usage import mistaken, misused
from officerepo.failure import Failure
from officerepo.text import near, safe

# Help order is the order of use. Each name is a module of this folder with a `command`.
COMMANDS = (
    *("init", "new", "set", "act", "check", "index", "list", "show", "report", "search"),
    *("diff", "log", "print", "build", "serve", "audit", "signers", "renumber", "rename"),
    *("adopt", "forge"),
)


class Commands(click.Group):
    """Loads a command's module only when that command is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command by name, or None."""
        if name not in COMMANDS:
            return None
        module = import_module(f"officerepo.cli.{name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; a Failure names the nearest one."""
        if words and words[0] not in COMMANDS and not words[0].startswith("-"):
            _speak_of_the_office()
            raise mistaken(
                "There is no command {name}.",
                "`officerepo --help` lists the commands.",
                near(words[0], COMMANDS),
                name=words[0],
            )
        return super().resolve_command(context, words)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; where nobody reads on, as in `… | head -1`, end quietly.

        The exit code is then 141, as for other programs: 0 would say that nothing was found.
        """
        try:
            result = super().invoke(context)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(141)
        return result


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="officerepo")
def group() -> None:
    """Keep an office's records as text files in git: check them, index them, publish them."""


_HELP: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())  # click 8.1 just prints it


def _speak_of_the_office() -> None:
    """Speak the language of the office that the words typed are about, where there is one."""
    from officerepo.cli.shared import office_meant

    speak(office=office_meant(sys.argv[1:]))


def main() -> None:
    """Run the command line.

    Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 could not verify, 4 internal error,
    130 stopped by Ctrl-C.
    """
    gc.disable()  # a command's objects live until it ends; `serve` turns it on again
    speak()
    try:
        sys.exit(group(prog_name="officerepo", standalone_mode=False))
    except click.UsageError as error:
        if isinstance(error, _HELP):
            error.show()
        else:
            _speak_of_the_office()
            put_failure(misused(error))
        sys.exit(2)
    except Failure as error:
        put_failure(error)
        sys.exit(error.code)
    except (KeyboardInterrupt, click.Abort):
        put(f"officerepo: {gettext('Stopped.')}", err=True)
        sys.exit(130)
    except Exception:
        import traceback

        fault = gettext("This is a fault of the program; please report it:")
        put(f"officerepo: {fault}\n{safe(traceback.format_exc())}", err=True)
        sys.exit(4)
