"""`officerepo adopt`: papers from before the office used officerepo become records."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.reading import open_index
from officerepo.cli.shared import (
    day_of,
    find_office,
    jobs,
    office_option,
    progress,
    today_option,
    translate_for,
)
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.cli.writing import act_options, clock, person_of
from officerepo.draft import moment, taken
from officerepo.edit import Change, alone, write
from officerepo.failure import Failure
from officerepo.fields import date as as_day
from officerepo.importers.folder import files_in
from officerepo.importers.minutes import Act, Adoption, Draft, adopt, adopted_before
from officerepo.importers.report import lines
from officerepo.index import Index
from officerepo.load import read_tree
from officerepo.verdict import Verdict, judge

NOBODY = "PER-nobody"  # stands for whoever will adopt, in a dry run by somebody unknown


@click.group("adopt")
def command() -> None:
    """Take in papers from before the office used officerepo."""


@command.command("minutes")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--apply", is_flag=True, help="Write the records; without it, only report.")
@act_options
@office_option
@today_option
def minutes(
    folder: Path,
    apply: bool,
    by: str | None,
    at: str | None,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Make a meeting record of every Markdown or text file of minutes in DIR.

    Only minutes from before the office began with officerepo (`began` in office.yaml) are taken.
    No byte of a text is changed, and no file is overwritten. Says of each file what was
    understood and what was not.
    """
    root, day = find_office(office), day_of(today)
    with alone(root) if apply else nullcontext():
        _adopt(folder, root, day, apply, by, at)


def _adopt(
    folder: Path, root: Path, day: date, apply: bool, by: str | None, at: str | None
) -> None:
    loaded = open_index(root, day)
    index = loaded.index
    kind = index.office.kinds.get("meeting")
    if kind is None:
        raise Failure(
            "The office has no register of meetings.", "Add `meeting` to `kinds` in office.yaml."
        )
    _refuse_records(folder.resolve(), root)
    act = Act(
        moment(at, day, clock()),
        _person(index, root, by, apply),
        index.office.language,
        _name(folder, root),
        _began(index),
    )
    with progress(gettext("Reading")):
        adoption = adopt(
            files_in(folder),
            kind,
            act,
            taken(loaded.tree, index, kind),
            adopted_before(index.of("meeting")),
        )
    for line in lines(adoption, translate_for(index.office), index.office.language):
        put(line)
    put("")
    if not apply:
        put(gettext("Nothing was written; --apply writes the records."))
        return
    if not adoption.drafts:
        put(gettext("There is nothing to write."))
        return
    _write(root, adoption.drafts)
    with progress(gettext("Checking")) as report:
        verdict = judge(read_tree(root), day, jobs=jobs(), progress=report)
    put(_outcome(adoption, verdict))


def _began(index: Index) -> str:
    """Return the day on which the office began with officerepo."""
    try:
        return as_day(str(index.office.settings.get("began", "")))
    except ValueError as error:
        raise Failure(
            "Nothing says when the office began; only what is older is adopted.",
            "Write the day into records/office.yaml: `began: 2025-01-31`.",
        ) from error


def _refuse_records(folder: Path, root: Path) -> None:
    if folder.is_relative_to(root / "records"):
        raise Failure(
            "{folder} lies among the records already.",
            "Name the folder of the old papers.",
            folder=folder,
        )


def _person(index: Index, root: Path, by: str | None, apply: bool) -> str:
    """Return who adopts; a dry run does without."""
    try:
        return person_of(index, root, by)
    except Failure:
        if apply or by:
            raise
        return NOBODY


def _name(folder: Path, root: Path) -> str:
    """Return the folder's name as the records will say it: no path of this computer."""
    whole = folder.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.name


def _write(root: Path, drafts: Sequence[Draft]) -> None:
    """Write the records, all or none; a file that exists is left alone and stops it.

    Each is written wholly. Where the command is killed, those that are there stay, and the next
    run knows them by their originals and goes on with the rest.
    """
    written: list[Path] = []
    try:
        for draft in drafts:
            write(root, Change(draft.path, None, draft.text))
            written.append(root / draft.path)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def _outcome(adoption: Adoption, verdict: Verdict) -> str:
    """Return how many records there are now, and what the check says of the new ones."""
    new = {draft.path for draft in adoption.drafts}
    found = [finding for finding in verdict.findings if finding.path in new]
    errors = sum(finding.severity == "error" for finding in found)
    return gettext(
        "Wrote {records}; in them {errors}, {warnings}.",
        records=ngettext("{n} record", "{n} records", len(new)),
        errors=ngettext("{n} error", "{n} errors", errors),
        warnings=ngettext("{n} warning", "{n} warnings", len(found) - errors),
    )
