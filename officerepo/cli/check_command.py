"""`officerepo check` tells whether the records are right."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.reading import counted
from officerepo.cli.shared import (
    day_of,
    find_office,
    jobs,
    office_option,
    progress,
    today_option,
    translate_in,
)
from officerepo.load import read_tree
from officerepo.output import FORMATS, as_github, as_json, as_text
from officerepo.verdict import Verdict, judge


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@office_option
@today_option
def command(
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Check all records; with PATHs, show only the findings in those files or folders."""
    root = find_office(office)
    tree = read_tree(root)
    with progress("Checking") as report:
        verdict = judge(tree, day_of(today), jobs=jobs(), progress=report)
    if paths:
        verdict = _only(verdict, root, paths)
    translate = translate_in(tree)
    if form == "json":
        click.echo(as_json(verdict, translate))
    elif form == "github":
        for finding in verdict.findings:
            click.echo(as_github(finding, translate))
    else:
        for finding in verdict.findings:
            found = tree.files.get(finding.path)
            for line in as_text(finding, translate, found.raw if found else b""):
                click.echo(line)
        click.echo(_summary(verdict))
    fails = verdict.errors if fail_on == "error" else len(verdict.findings)
    sys.exit(1 if fails else 0)


def _only(verdict: Verdict, root: Path, paths: tuple[Path, ...]) -> Verdict:
    """Keep the findings in the given files and folders; the rules have run over everything."""
    wanted = [path.resolve() for path in paths]
    kept = tuple(
        finding
        for finding in verdict.findings
        if any((root / finding.path).is_relative_to(path) for path in wanted)
    )
    return replace(verdict, findings=kept)


def _summary(verdict: Verdict) -> str:
    warnings = len(verdict.findings) - verdict.errors
    found = f"{counted(verdict.errors, 'error')}, {counted(warnings, 'warning')}"
    return f"{verdict.records:,} records, {len(verdict.ran)} rules: {found}."
