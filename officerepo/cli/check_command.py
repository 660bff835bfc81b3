"""`officerepo check` tells whether the records are right."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from officerepo.check import rule_ids
from officerepo.cli.moment import Moment
from officerepo.cli.shared import (
    day_of,
    end_of,
    find_office,
    jobs,
    now,
    office_option,
    progress,
    today_option,
    translate_in,
)
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.clock import local
from officerepo.failure import Failure
from officerepo.forges import FORMATS, not_judged
from officerepo.git import place_in_repository
from officerepo.history.revisions import compare
from officerepo.index import Index
from officerepo.layout import is_source
from officerepo.load import Tree, read_tree
from officerepo.office import read_office
from officerepo.output import as_json, as_text, failure_as_json
from officerepo.rules import every_rule, rules_of_change
from officerepo.verdict import Verdict, judge, judge_change


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *FORMATS]),
    default="text",
    show_default=True,
    help="text to read, json for programs; the others are what forges and CI servers read.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--base", help="Judge the change since it left this branch, too: origin/main.")
@click.option(
    "--head",
    help="With --base: judge this commit, or tree of `git write-tree`, not the working tree.",
)
@click.option(
    "--merged-at",
    type=Moment(),
    metavar="MOMENT",
    help="With --base: when the change is merged, such as 2025-01-31T09:50; a day alone stands for"
    " its end. Default: now.",
)
@office_option
@today_option
def command(
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    base: str | None,
    head: str | None,
    merged_at: datetime | None,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Check all records; with PATHs, show only the findings in those files or folders.

    With --base the change since it left that branch is judged as well, by the kinds, settings and
    powers of the branch: what was registered stays, acts are only added, nobody gives themselves a
    right. Exit code 3 says that the history here cannot prove it: then nothing is judged, and the
    rules are named.
    """
    root = find_office(office)
    wanted = [_place(path, root) for path in paths]
    if base is None and (head or merged_at):
        raise Failure(
            "--head and --merged-at say nothing without --base.",
            "Name the branch that the change is proposed to: --base origin/main.",
        )
    day = day_of(today)
    given = merged_at or (end_of(today) if today else None)
    merged = local(given) if given else now()
    try:
        with progress(gettext("Checking")) as report:
            if base is None:
                tree = read_tree(root)
                verdict = judge(tree, day, jobs=jobs(), progress=report)
            else:
                compared = compare(root, base, head or "", merged, jobs=jobs(), progress=report)
                tree = compared.loaded.tree
                verdict = judge_change(compared, day, jobs=jobs())
    except Failure as failure:
        if failure.code == 3:
            _say_what_is_not_judged(failure, form, changes_only=base is not None)
        raise
    if wanted:
        verdict = _only(verdict, tree, wanted)
    translate = translate_in(tree)
    if form == "json":
        click.echo(as_json(verdict, translate))
    elif form in FORMATS:
        if said := FORMATS[form](_seen_from_the_top(verdict, root), translate):
            click.echo(said)
    else:
        for finding in verdict.findings:
            found = tree.files.get(finding.path)
            for line in as_text(finding, translate, found.raw if found else b""):
                put(line)
        put(_summary(verdict))
    fails = verdict.errors if fail_on == "error" else len(verdict.findings)
    sys.exit(1 if fails else 0)


def _say_what_is_not_judged(failure: Failure, form: str, *, changes_only: bool) -> None:
    """Name the rules that nobody could judge: where one cannot be, none is.

    In text those over changes stand for all, where it is the history that is missing.
    """
    every = sorted({*rule_ids(Index(read_office({}), {})), *rules_of_change()})
    message, hint = (gettext(each, **failure.values) for each in (failure.message, failure.advice))
    if form == "json":
        click.echo(failure_as_json(message, hint, every))
    elif form in FORMATS:
        click.echo(not_judged(form, f"{message} {hint}", every))
    else:
        names = set(rules_of_change() if changes_only else every_rule())
        put(gettext("Not judged: {rules}.", rules=sorted(names)), err=True)


def _seen_from_the_top(verdict: Verdict, root: Path) -> Verdict:
    """Return a verdict that names files as the forge knows them: from the repository's top."""
    place = place_in_repository(root)
    if not place:
        return verdict
    named = (
        replace(found, path=posixpath.normpath(place + found.path)) if found.path else found
        for found in verdict.findings
    )
    return replace(verdict, findings=tuple(named))


def _place(path: Path, root: Path) -> str:
    """Return where a path lies in the office: as seen from here, else as findings name it."""
    there = [each for each in (path, root / path) if os.path.lexists(each)]
    if not there:
        raise Failure("There is no file or folder {path}.", "Look at how it is spelt.", path=path)
    for each in there:
        # A link is a finding of its own: it is named, not followed.
        whole = each.parent.resolve() / each.name if each.is_symlink() else each.resolve()
        if whole.is_relative_to(root):
            return whole.relative_to(root).as_posix()
    raise Failure(
        "{path} lies outside of the office in {office}.",
        "Name a file or folder of the office, or another office with --office.",
        path=path,
        office=root,
    )


def _only(verdict: Verdict, tree: Tree, wanted: Sequence[str]) -> Verdict:
    """Keep the findings in the given files and folders; the rules have run over everything."""
    checked = {path for path in tree.files if is_source(path)}
    checked |= {finding.path for finding in verdict.findings}
    for place in wanted:
        if not any(_lies_in(path, place) for path in checked):
            raise Failure(
                "There are no records in {path}.",
                "Name a file or folder below records/ that git does not ignore.",
                path=place,
            )
    kept = (f for f in verdict.findings if any(_lies_in(f.path, place) for place in wanted))
    return replace(verdict, findings=tuple(kept))


def _lies_in(path: str, place: str) -> bool:
    return place == "." or path == place or path.startswith(f"{place}/")


def _summary(verdict: Verdict) -> str:
    errors, warnings = verdict.errors, len(verdict.findings) - verdict.errors
    return gettext(
        "{records} records, {rules} rules: {errors}, {warnings}.",
        records=f"{verdict.records:,}",
        rules=len(verdict.ran),
        errors=ngettext("{n} error", "{n} errors", errors),
        warnings=ngettext("{n} warning", "{n} warnings", warnings),
    )
