"""What the commands that write records share: the clock, who acts, the judgement before."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.edit import Change, judged, write
from officerepo.failure import Failure
from officerepo.git import user_email
from officerepo.index import Index
from officerepo.load import Tree
from officerepo.output import Translate, as_text
from officerepo.text import near


def clock() -> str:
    """Return the time of day now, to the minute: 09:50."""
    return f"{datetime.now():%H:%M}"


def interactive() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def person_of(index: Index, root: Path, given: str | None) -> str:
    """Return the person who acts: the one given, else the one with the git e-mail address."""
    people = {person.id: person for person in index.of("person")}
    if given:
        if given in people:
            return given
        like = near(given, people)
        raise Failure(
            f"There is no person {given}.",
            f"Did you mean {like}?" if like else "Give the id of a person, such as PER-name.",
        )
    email = user_email(root)
    for person in people.values():
        emails = person.data.get("git_emails")
        if email and isinstance(emails, list) and email in emails:
            return person.id
    raise Failure(
        f"Nobody in records/people has the git e-mail {email}." if email else "git has no e-mail.",
        "Name the person with --by, or add the address to `git_emails` of your record.",
    )


def apply_change(tree: Tree, change: Change, today: date, translate: Translate) -> None:
    """Write a change if it brings no new error; else show the errors and stop with exit code 1."""
    findings = judged(tree, change, today)
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in errors or findings:
        raw = change.after if finding.path == change.path else tree.files[finding.path].raw
        for line in as_text(finding, translate, raw):
            click.echo(line, err=True)
    if errors:
        raise Failure("Nothing was written.", "Mend what is said above and run it again.", code=1)
    write(tree.root, change)
