"""`officerepo build`: the portal."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.building import AUDIENCES, Wishes, build_time, build_tree
from officerepo.cli.saving import TAKEN, folded, lies_among, places_of
from officerepo.cli.shared import day_of, find_office, jobs, office_option, progress, today_option
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.cli.speech import language as spoken
from officerepo.failure import Failure
from officerepo.kind import LANGUAGES, say
from officerepo.load import read_tree
from officerepo.office import kernel
from officerepo.text import safe

OUTPUT = Path("site", "public")


@click.command("build")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help=f"Where the portal goes. Default: {OUTPUT.as_posix()} of the office.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    help="Who will read it: records above that label leave no trace. Default: as in office.yaml.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: the office's own.")
@click.option(
    "--pdf",
    is_flag=True,
    help="Also make the books of legal registers, letters and minutes as PDF; it takes its time.",
)
@office_option
@today_option
def command(
    output: Path | None,
    audience: str | None,
    language: str | None,
    pdf: bool,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Build the portal: web pages that need no server and no script.

    It is published as a whole, whatever the check finds; its page on quality shows the findings.
    """
    root = find_office(office)
    output = output or root / OUTPUT
    if _is_taken(output, root):
        raise Failure(
            "{output} is in use for other files, so the portal cannot go there.",
            "Name a new folder with --output, such as ../portal.",
            output=output,
        )
    wishes = Wishes(output, audience or "", language or "", pdf)
    tree = read_tree(root)
    day = day_of(today)
    with progress(gettext("Building")) as report:
        built = build_tree(tree, day, wishes, built=build_time(), jobs=jobs(), progress=report)
    put(
        gettext(
            "{pages}, {written} written; audience: {audience}.",
            pages=ngettext("{n} page", "{n} pages", built.total),
            written=f"{built.written:,}",
            audience=say(kernel().fields["label"].values[built.audience], spoken()).lower(),
        )
    )
    if built.ahead:
        said = gettext(
            "Records have acts after {day}; the portal shows them as they are now.",
            day=day.isoformat(),
        )
        put(said, err=True)
    if built.unproven:
        reason = gettext(built.unproven.message)
        put(gettext("The pages do not tell how records changed. {reason}", reason=reason), err=True)
        put(f"  {gettext('hint')}: {gettext(built.unproven.advice)}", err=True)
    found = len(built.verdict.findings)
    if found:
        number = ngettext("{n} finding", "{n} findings", found)
        put(gettext("{findings}; `officerepo check` lists them.", findings=number))
    put(safe(gettext("Open {page}", page=_shown(wishes.output))))


def _is_taken(output: Path, root: Path) -> bool:
    """Whether a portal would lie among what an office keeps, or would hold it, or this folder."""
    held = [folded(folder) for folder in (root, Path.cwd(), *(root / each for each in TAKEN))]
    return lies_among(output, root) or any(
        folder.is_relative_to(place) for place in places_of(output) for folder in held
    )


def _shown(output: Path) -> Path:
    """Return the path of the first page, from here where it lies below."""
    page = output.absolute() / "index.html"
    here = Path.cwd()
    return page.relative_to(here) if page.is_relative_to(here) else page
