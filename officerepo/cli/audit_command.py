"""`officerepo audit` tells whether the history can be trusted."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from officerepo.audit import Audit, audit, rule_names
from officerepo.check import rule_ids
from officerepo.cli.saving import require_place, save
from officerepo.cli.shared import (
    day_of,
    end_of,
    find_office,
    jobs,
    now,
    office_option,
    progress,
    today_option,
    translate_for,
)
from officerepo.cli.speech import gettext, ngettext, put, put_failure
from officerepo.failure import Failure
from officerepo.history.accepted import Accepted
from officerepo.history.checkpoint import HEAD, Checkpoint, checkpoint, read_checkpoint
from officerepo.index import Index
from officerepo.load import Loaded
from officerepo.office import read_office
from officerepo.output import (
    Translate,
    as_data,
    as_json,
    as_text,
    failure_as_json,
    one_line,
)
from officerepo.text import safe


@click.command("audit")
@click.option("--since", help="Take this commit and all before it as given.")
@click.option(
    "--checkpoint",
    "saved",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    help="Compare with a checkpoint that was saved earlier.",
)
@click.option(
    "--save",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    help="Write a checkpoint of the present commit, where no error was found, to be kept elsewhere"
    " or printed. One that FILE holds already is compared with first.",
)
@click.option("--signatures", is_flag=True, help="Ask for a good SSH signature behind each act.")
@click.option(
    "--thorough", is_flag=True, help="Run all rules over all records at every commit: slow."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
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
    since: str | None,
    saved: Path | None,
    page: Path | None,
    signatures: bool,
    thorough: bool,
    form: str,
    fail_on: str,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Judge every commit of the trunk by the rules, people and posts of the commit before it.

    Everything that any commit ever held is looked for, also what a merge dropped. The first commit
    is taken as given. Exit code 3 says that the history cannot be judged here.
    """
    root = find_office(office)
    if page:
        saved = _compared_with(page, saved, root)
    given = _read(saved) if saved else None
    try:
        with progress(gettext("Judging commits")) as report:
            audited = audit(
                root,
                end_of(today) if today else now(),
                day_of(today),
                since=since or "",
                saved=given,
                signatures=signatures,
                thorough=thorough,
                jobs=jobs(),
                progress=report,
            )
    except Failure as error:
        if error.code == 3:
            _say_not_judged(error, form)
        raise
    verdict, loaded = audited.verdict, audited.verdict.loaded
    assert loaded is not None
    translate = translate_for(loaded.index.office)
    if form == "json":
        accepted = [_accepted_as_data(each, translate) for each in audited.accepted]
        click.echo(as_json(verdict, translate, **({"accepted": accepted} if accepted else {})))
    else:
        for finding in verdict.findings:
            for line in as_text(finding, translate, _lines(loaded, finding.path, finding.commit)):
                put(line)
        for each in audited.accepted:
            _show_accepted(each, translate)
        _summarise(audited)
    if page and verdict.errors:
        put(gettext("No checkpoint was written, for there are errors."), err=True)
    elif page:
        made = checkpoint(loaded.index, audited.tip, audited.date)
        save(page, root, HEAD, made.as_text())
        put(gettext("Checkpoint written: {file}.", file=safe(str(page))), err=form == "json")
    fails = verdict.errors if fail_on == "error" else len(verdict.findings)
    sys.exit(1 if fails else 0)


def _lines(loaded: Loaded, path: str, commit: str) -> bytes:
    """Return the text that a finding's line is shown from; that of older commits is not at hand."""
    found = None if commit else loaded.tree.files.get(path)
    return found.raw if found else b""


def _show_accepted(accepted: Accepted, translate: Translate) -> None:
    """Show what was found and accepted as a warning, with who accepted it in place of the hint."""
    finding, entry = accepted
    for line in as_text(replace(finding, severity="warning", hint=""), translate, b""):
        put(line)
    said = {"name": entry.name, "date": entry.at, "reason": entry.reason}
    why = gettext("accepted by {name} on {date}: {reason}", **said)
    put(f"  {one_line(why)}")


def _accepted_as_data(accepted: Accepted, translate: Translate) -> dict[str, Any]:
    finding, entry = accepted
    said = {"by": entry.by, "at": entry.at, "reason": entry.reason}
    return {**as_data(replace(finding, severity="warning"), translate), "accepted": said}


def _summarise(audited: Audit) -> None:
    verdict = audited.verdict
    put(
        gettext(
            "{commits} up to {tip}, {known} of them judged before; {records} records,"
            " {rules} rules: {errors}, {warnings}.",
            commits=ngettext("{n} commit", "{n} commits", audited.commits),
            tip=audited.tip[:10],
            known=f"{audited.known:,}",
            records=f"{verdict.records:,}",
            rules=len(verdict.ran),
            errors=ngettext("{n} error", "{n} errors", verdict.errors),
            warnings=ngettext(
                "{n} warning", "{n} warnings", len(verdict.findings) - verdict.errors
            ),
        )
    )
    if audited.accepted:
        put(
            ngettext(
                "{n} finding was accepted.", "{n} findings were accepted.", len(audited.accepted)
            )
        )
    put(gettext("When something was merged is what its commit claims; git proves no dates."))
    for rule, needs in verdict.skipped:
        if needs[0].startswith("--"):
            put(gettext("Not judged without {option}: {rules}.", option=needs[0], rules=rule))


def _say_not_judged(error: Failure, form: str) -> NoReturn:
    """Say which rules nobody may take for kept, then leave with exit code 3."""
    put_failure(error)
    if form == "json":
        every = sorted({*rule_ids(Index(read_office({}), {})), *rule_names()})
        message, hint = (gettext(each, **error.values) for each in (error.message, error.advice))
        click.echo(failure_as_json(message, hint, every))
    else:
        put(gettext("Not judged: {rules}.", rules=[*rule_names()]), err=True)
    sys.exit(3)


def _read(path: Path) -> Checkpoint:
    try:
        return read_checkpoint(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Failure(
            "The file {path} cannot be read.", "Look at how it is spelt.", path=path
        ) from None


def _compared_with(page: Path, saved: Path | None, root: Path) -> Path | None:
    """Return the checkpoint to compare with where one is saved: the one that would give way.

    It may be the only proof, so it goes only when everything it says is still so.
    """
    require_place(page, root, HEAD)
    if not page.exists():
        return saved
    if saved and saved.resolve() != page.resolve():
        raise Failure(
            "{path} holds an earlier checkpoint, and this audit compares with another one.",
            "Name a new file, or give {path} for both.",
            path=page,
        )
    return page
