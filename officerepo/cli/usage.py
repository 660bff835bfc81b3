"""What is wrong with a command as it was typed, in the office's words rather than click's."""

from __future__ import annotations

import click

from officerepo.cli.moment import Moment
from officerepo.failure import Failure


def misused(error: click.UsageError) -> Failure:
    """Return the Failure that says what the parser of the command line found."""
    values = {"command": error.ctx.command_path if error.ctx else "officerepo"}
    help_hint = "`{command} --help` shows how it is written."
    if isinstance(error, click.NoSuchOption):
        like = next(iter(error.possibilities or ()), "")
        hint = "Did you mean {like}?" if like else help_hint
        return Failure(
            "There is no option {option}.", hint, 2, option=error.option_name, like=like, **values
        )
    if isinstance(error, click.BadOptionUsage):
        return Failure(
            "The option {option} has no value, or one that it does not take.",
            help_hint,
            2,
            option=error.option_name,
            **values,
        )
    if isinstance(error, click.MissingParameter) and error.param:
        return Failure("{what} is missing.", help_hint, 2, what=_name(error.param), **values)
    if isinstance(error, click.BadParameter) and error.param:
        return _unfit(error.param, values)
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return Failure("No command of this name follows `{command}`.", help_hint, 2, **values)
    return Failure("There are more words than `{command}` takes.", help_hint, 2, **values)


def _unfit(param: click.Parameter, values: dict[str, str]) -> Failure:
    what, kind = _name(param), param.type
    hint = "`{command} --help` says more."
    if isinstance(kind, click.Choice):
        message = "What is given for {what} is not one of its values."
        hint = "Choose one of: {choices}."
        values = {**values, "choices": ", ".join(map(str, kind.choices))}
    elif isinstance(kind, Moment):
        message = "What is given for {what} is not a moment such as 2025-01-31T09:50."
    elif isinstance(kind, click.DateTime):
        message = "What is given for {what} is not a date such as 2025-01-31."
    elif isinstance(kind, click.Path) and not kind.dir_okay:
        message = "What is given for {what} is a folder, and a file is wanted."
        hint = "Name a file, in that folder or elsewhere."
    elif isinstance(kind, click.Path):
        message = "What is given for {what} is not a folder that is there."
        hint = "Look at how it is spelt."
    else:
        message = "What is given for {what} is not a number that it takes."
    return Failure(message, hint, 2, what=what, **values)


def _name(param: click.Parameter) -> str:
    """Return an option, or the word that stands for an argument in the help."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return str(param.metavar or param.human_readable_name)
