"""What is wrong with a command as it was typed, in the office's words rather than click's."""

from __future__ import annotations

import click

from officerepo.cli.moment import Moment
from officerepo.failure import Failure
from officerepo.finding import Values
from officerepo.text import near


def mistaken(message: str, hint: str, like: str, **values: object) -> Failure:
    """Return the Failure over a word that is not known: the hint serves where none is like it."""
    return Failure(message, "Did you mean {like}?" if like else hint, 2, like=like, **values)


def misused(error: click.UsageError) -> Failure:
    """Return the Failure that says what the parser of the command line found."""
    values: Values = {"command": error.ctx.command_path if error.ctx else "officerepo"}
    help_hint = "`{command} --help` shows how it is written."
    if isinstance(error, click.NoSuchOption):
        message, option = "There is no option {option}.", error.option_name
        like = near(option, (name for each in _params(error) for name in each.opts))
        return mistaken(message, help_hint, like, option=option, **values)
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


def _params(error: click.UsageError) -> list[click.Parameter]:
    """Return the parameters of the command that an error is about."""
    return error.ctx.command.get_params(error.ctx) if error.ctx else []


def _unfit(param: click.Parameter, values: Values) -> Failure:
    what, kind = _name(param), param.type
    hint = "`{command} --help` says more."
    if isinstance(kind, click.Choice):
        message = "What is given for {what} is not one of its values."
        hint = "Choose one of: {choices}."
        values = {**values, "choices": [*map(str, kind.choices)]}
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
