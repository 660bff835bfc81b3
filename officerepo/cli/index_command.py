"""`officerepo index`: the SQLite file for searching and for other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.reading import open_index, rebuild
from officerepo.cli.shared import day_of, office_option, today_option
from officerepo.cli.speech import ngettext, put
from officerepo.table import as_json
from officerepo.text import safe


@click.command("index")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@office_option
@today_option
def command(form: str, office: Path | None, today: datetime | None) -> None:
    """Bring the index file up to date: records, links, findings and full text in SQLite.

    Other commands do so themselves; deleting the file loses nothing.
    """
    day = day_of(today)
    loaded = open_index(office, day)
    rebuild(loaded, day)
    records = loaded.index.records.values()
    links = sum(len(record.links) for record in records)
    if form == "json":
        found = {"records": len(records), "links": links, "path": str(loaded.store.file)}
        click.echo(as_json(found, indent=None))
    else:
        where = loaded.store.file.relative_to(loaded.tree.root)
        counts = ngettext("{n} record", "{n} records", len(records))
        counts = f"{counts}, {ngettext('{n} link', '{n} links', links)}"
        put(safe(f"{counts}: {where}"))
