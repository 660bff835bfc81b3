"""`officerepo diff`: a change in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from officerepo import table
from officerepo.account import change_as_data, change_as_markdown, change_as_text
from officerepo.cli.naming import names_in
from officerepo.cli.shared import find_office, office_option, translate_for
from officerepo.cli.speech import put
from officerepo.failure import Failure
from officerepo.history.alteration import alterations
from officerepo.history.revisions import span, tree_at
from officerepo.load import office_of, read_tree, store_of


@click.command("diff")
@click.argument("change", metavar="BASE..HEAD")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@office_option
def command(change: str, form: str, office: Path | None) -> None:
    """Tell in plain words what a change does to each record, field by field and act by act.

    A change is what came since HEAD left BASE: `diff main..proposal`. With BASE alone it is what
    the working tree has: `diff origin/main`. What was only written otherwise is counted, not told.
    """
    root = find_office(office)
    base, head = _ends(change)
    start, _, (end, *_) = span(root, base, head)
    before = tree_at(root, start)
    after = tree_at(root, end) if head else read_tree(root)
    described = office_of(after, store_of(after))
    found = alterations(before.files, after.files, described)
    if form == "json":
        click.echo(table.as_json(change_as_data(found, start, end if head else "")))
        return
    tell = change_as_markdown if form == "markdown" else change_as_text
    names = names_in(described, after.files, before.files)
    for line in tell(found, described, translate_for(described), names):
        put(line)


def _ends(change: str) -> tuple[str, str]:
    """Return base and head of a change; no head stands for the working tree."""
    base, dots, head = change.partition("..")
    head = head.removeprefix(".")
    if not base or (dots and not head):
        raise Failure(
            "{change} does not name two ends of a change.",
            "Write BASE..HEAD, such as main..proposal, or BASE alone for the working tree.",
            change=change,
        )
    return base, head
