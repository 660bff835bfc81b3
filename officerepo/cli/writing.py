"""What the commands that write records share: the clock, who acts, the judgement before."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from officerepo.cli.shared import Command, now, translate_for
from officerepo.cli.speech import gettext, put
from officerepo.cli.usage import mistaken
from officerepo.edit import Change, judged, write
from officerepo.failure import Failure
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Field
from officerepo.load import Tree, load, read_tree
from officerepo.output import Translate, as_text
from officerepo.record import STEP
from officerepo.repository import user_email
from officerepo.splice import flow
from officerepo.text import near_titled, safe

HOPELESS = ("do", "at", "by")
"""What an act says before anything is asked: errors there cannot be answered away."""

OTHERS_SHOWN = 20
"""Findings in other files that are shown of a change that is refused."""


def act_options(command: Command) -> Command:
    """Add `--by` and `--at`, which every act has."""
    by = click.option("--by", help="Who did it. Default: whose git e-mail it is.")
    return by(click.option("--at", help="When: 2025-01-31T09:50. Default: now.")(command))


def clock() -> str:
    """Return the time of day now in the office, to the minute: 09:50."""
    return f"{now():%H:%M}"


def interactive() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def person_of(index: Index, root: Path, given: str | None) -> str:
    """Return the person who acts: the one given, else the one with the git e-mail address."""
    people = {person.id: person for person in index.of("person")}
    if given:
        if given in people:
            return given
        hint = "`officerepo list person` shows the people."
        titles = {name: record.title for name, record in people.items()}
        like = near_titled(given, titles)
        raise mistaken("There is no person {id}.", hint, like, id=given)
    email = user_email(root)
    for person in people.values():
        emails = person.data.get("git_emails")
        if email and isinstance(emails, list) and email in emails:
            return person.id
    raise Failure(
        "Nobody in records/people has the git e-mail {email}."
        if email
        else "git does not know your e-mail address.",
        "Name the person with --by, or add the address to `git_emails` of your record."
        if email
        else "Name the person with --by, or tell git who you are: "
        "`git config --global user.email ADDRESS`.",
        email=email,
    )


def reread(tree: Tree, index: Index) -> tuple[Tree, Index]:
    """Return the tree as it is now and its index, which is the same where nothing has changed."""
    now = read_tree(tree.root)
    return (tree, index) if now.key == tree.key else (now, load(now).index)


def errors_of(
    tree: Tree,
    changes: Sequence[Change],
    today: date,
    translate: Translate,
    heads: Container[str] = (),
    waits: Container[str] = (),
) -> list[Finding]:
    """Show what changes would bring, in their own files first, and return the errors among it.

    Errors at one of the places `heads` come alone: all others may follow from them. Findings of
    the rules `waits` are left out where they are about the files that change.
    """
    paths = {change.path for change in changes}
    findings = [
        finding
        for finding in judged(tree, changes, today)
        if finding.rule not in waits or finding.path not in paths
    ]
    errors = [finding for finding in findings if finding.severity == "error"]
    errors = _at(heads, errors, changes) or errors
    _show(tree, changes, errors or findings, translate)
    return errors


def written(
    tree: Tree,
    index: Index,
    change: Change,
    today: date,
    heads: Container[str] = (),
    waits: Container[str] = (),
) -> list[Finding]:
    """Write a change that brings no errors; else show and return them."""
    errors = errors_of(tree, [change], today, translate_for(index.office), heads, waits)
    if not errors:
        write(tree.root, change)
    return errors


def forestall(tree: Tree, index: Index, change: Change, today: date, heads: Container[str]) -> None:
    """Refuse a change for its errors at some places, before more is asked about the others."""
    leading = leading_errors(tree, change, today, heads)
    if leading:
        _show(tree, [change], leading, translate_for(index.office))
        raise refused()


def leading_errors(tree: Tree, change: Change, today: date, heads: Container[str]) -> list[Finding]:
    """Return the errors of a change at some places of its file."""
    errors = [each for each in judged(tree, [change], today) if each.severity == "error"]
    return _at(heads, errors, [change])


def oneself(index: Index, field: Field, act: Mapping[str, Any]) -> str | None:
    """Return by what name whoever acts would stand in a field: as a person, or as a post held."""
    person = str(act["by"])
    if "person" in field.to:
        return person
    held = index.authority.holdings(person, str(act["at"])[:10]) if "post" in field.to else []
    return held[0].post if held else None


def _at(
    places: Container[str], findings: Iterable[Finding], changes: Iterable[Change]
) -> list[Finding]:
    paths = {change.path for change in changes}
    return [each for each in findings if each.path in paths and each.at in places]


def _show(
    tree: Tree, changes: Iterable[Change], findings: Iterable[Finding], translate: Translate
) -> None:
    """Show findings, those of files that change first; of other files the first ones."""
    texts = {change.path: change.after or b"" for change in changes}
    shown = sorted(findings, key=lambda finding: finding.path not in texts)
    own = sum(finding.path in texts for finding in shown)
    for finding in shown[: own + OTHERS_SHOWN]:
        found = tree.files.get(finding.path)
        raw = texts.get(finding.path, found.raw if found else b"")
        for line in as_text(finding, translate, raw):
            put(line, err=True)
    if len(shown) > own + OTHERS_SHOWN:
        put(gettext("and {n} more in other files", n=len(shown) - own - OTHERS_SHOWN), err=True)


def to_correct(errors: Iterable[Finding], path: str, known: Container[str]) -> list[str]:
    """Return which of the known names errors are about; a Failure where there is none to ask."""
    names = [name for name in fields_named(errors, path) if name in known]
    if not names:
        raise refused()
    return names


def refused() -> Failure:
    """Return the Failure that ends a command whose change brings errors."""
    return Failure("Nothing was written.", "Mend what is said above and run it again.", code=1)


def fields_named(errors: Iterable[Finding], path: str) -> list[str]:
    """Return the names of the fields, or keys of the last act, that findings about a file name."""
    found = []
    for finding in errors:
        steps = STEP.findall(finding.at) if finding.path == path else []
        if steps[:1] == ["acts"]:
            steps = steps[2:]
        if steps:
            found.append(steps[0])
        if "field" in finding.values and finding.path == path:
            found.append(finding.values["field"])
    return list(dict.fromkeys(found))


@contextmanager
def answers_kept(command: Callable[[], list[str]]) -> Iterator[None]:
    """Say, when a command that asks cannot go on, how to go on with what was answered."""
    try:
        yield
    except (Failure, click.Abort) as error:
        words = [word for word in command() if word]
        stopped = isinstance(error, click.Abort)
        if stopped:
            put("", err=True)
            put(gettext("Stopped: nothing was written."), err=True)
        if any("=" in word for word in words):
            put(gettext("This goes on with what you answered:"), err=True)
            put(f"  officerepo {safe(shlex.join(words))}", err=True)
        if stopped:
            sys.exit(130)
        raise


def options_of(given: Mapping[str, object]) -> list[str]:
    """Return the options that were given as words of a command line: --by PER-name."""
    return [word for name, value in given.items() if value for word in (name, str(value))]


def words_of(values: Mapping[str, Any]) -> list[str]:
    """Return values as words of a command line: title=Budget."""
    shown = ((name, v if isinstance(v, str) else flow(v)) for name, v in values.items())
    return [f"{name}={value}" for name, value in shown]
