"""Reading an office for a command that answers questions: its index, brought up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from officerepo.cli.shared import jobs, open_tree, progress
from officerepo.cli.speech import gettext, put
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.load import Loaded, load
from officerepo.rows import read_file
from officerepo.source import body_in
from officerepo.store import Damaged
from officerepo.verdict import judge_loaded


def open_index(office: Path | None, today: date) -> Loaded:
    """Return the index of the working tree; what has changed since the last time is kept."""
    tree = open_tree(office)
    with progress(gettext("Reading")) as report:
        loaded = load(tree, jobs=jobs(), progress=report)
    if loaded.rows or loaded.gone:
        judge_loaded(loaded, today, jobs=jobs())
    return loaded


def index_as_of(loaded: Loaded, day: date) -> Index:
    """Return the index as acts had made it by the end of a day, and say what that leaves out."""
    index = loaded.index.as_of(day.isoformat())
    if index is not loaded.index:
        said = gettext(
            "Acts after {day} are left out; what fields say is as it is now.", day=day.isoformat()
        )
        put(said, err=True)
    return index


def is_kept(loaded: Loaded) -> bool:
    """Whether the index file holds exactly this tree."""
    kept = loaded.store.kept("check")
    return kept is not None and kept["tree"] == loaded.tree.key


def texts_of(loaded: Loaded, today: date) -> dict[str, str]:
    """Return what search looks in, by path, for every record.

    An index file that is damaged, or that cannot be brought up to date, is not answered from: the
    records are read anew, and the file is written again where that is possible.
    """
    records = loaded.index.records.values()
    if is_kept(loaded):
        try:
            texts = {path: text for path, _, text in loaded.store.texts()}
        except Damaged:
            texts = {}
        if all(record.path in texts for record in records):
            return texts
    with progress(gettext("Reading")) as report:
        rows = []
        for record in records:
            rows.append(read_file(loaded.tree.files[record.path], loaded.index.office))
            if report and len(rows) % 250 == 0:
                report(len(rows), len(records))
    judge_loaded(replace(loaded, rows=rows, gone=[], fresh=True), today, jobs=jobs())
    return {row.path: row.text for row in rows}


def rebuild(loaded: Loaded, today: date) -> None:
    """Write the whole index file; a Failure says that it cannot be written."""
    texts_of(loaded, today)
    if not is_kept(loaded):
        raise Failure(
            "The index cannot be written to {file}.",
            "Check, list, show and search work without it, and more slowly.",
            code=3,
            file=loaded.store.file,
        )


def body_of(loaded: Loaded, path: str) -> str:
    """Return the Markdown text of a record file; empty for YAML files."""
    return body_in(path, loaded.tree.files[path].raw)
