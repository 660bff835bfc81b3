"""`officerepo forge`: the files by which a forge asks for the check, and whom it asks to review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.shared import day_of, find_office, office_option, today_option, translate_for
from officerepo.cli.speech import gettext, put
from officerepo.cli.writing import errors_of, refused
from officerepo.domain.owners import FILE, is_made
from officerepo.edit import Change, alone, write
from officerepo.failure import Failure
from officerepo.forgefiles import (
    FORGES,
    forge_files,
    is_program,
    main_branch,
    places_of_others,
    settings_of_forge,
    still_to_do,
)
from officerepo.git import place_in_repository, read_file
from officerepo.load import Tree, load, read_tree
from officerepo.office import SETTINGS
from officerepo.repository import has_branch
from officerepo.text import safe


@click.command("forge")
@click.argument(
    "forge", metavar="[github|gitlab|forgejo]", type=click.Choice(FORGES), required=False
)
@click.option("--url", help="The repository's address on the forge, for links of the portal.")
@office_option
@today_option
def command(
    forge: str | None, url: str | None, office: Path | None, today: datetime | None
) -> None:
    """Write the files by which a forge checks each change and knows whose review it needs.

    Without a name it is the forge of records/office.yaml. Files that are there stay, but for
    CODEOWNERS, which is made from the posts: run it again when people come and go.
    """
    root = find_office(office)
    at_the_top(root)
    day = day_of(today)
    with alone(root):
        tree = read_tree(root)
        changes = []
        if settings := _settings(tree, forge, url):
            changes.append(settings)
            if errors_of(tree, changes, day, translate_for(load(tree).index.office)):
                raise refused()
        index = load(tree.with_files({each.path: each.after for each in changes})).index
        named = _named(index.office.settings)
        _require_branch(root, main_branch(index.office.settings))
        kept = []
        files = forge_files(index, named, str(day), gettext)
        for path, raw in files.items():
            found = read_file(root, path)
            if found is None or (path == FILE and is_made(found.raw.decode("utf-8", "replace"))):
                changes.append(Change(path, found.raw if found else None, raw))
            elif found.raw != raw:
                kept.append(path)
        changes = [change for change in changes if change.before != change.after]
        for change in changes:
            write(root, change)
            if is_program(change.path):
                (root / change.path).chmod(0o755)
    for change in changes:
        put(safe(change.path))
    if kept:
        put(gettext("Kept as they were: {files}.", files=[*kept]))
    if not (changes or kept):
        put(gettext("Everything is there and up to date."))
    others = [path for path in places_of_others(named) if read_file(root, path)]
    if others:
        put(
            gettext(
                "Files of another forge stay: {files}. Remove what is not read any more.",
                files=others,
            )
        )
    written = {change.path for change in changes} | ({FILE} & files.keys() - {*kept})
    for step in still_to_do(index, written, str(day), "", gettext):
        put(safe(step))


def at_the_top(root: Path) -> None:
    """Raise a Failure for a folder below the top of its repository: a forge looks only there.

    It may still be to be made.
    """
    there = nearest(root)
    if place_in_repository(there) or there != root.absolute():
        raise Failure(
            "{folder} is a folder of a larger repository, and a forge reads its files only at the"
            " top.",
            "Give the office a repository of its own.",
            folder=root,
        )


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _require_branch(root: Path, branch: str) -> None:
    """Raise a Failure where there is no branch of that name: nothing would ever be judged."""
    if not has_branch(root, branch):
        raise Failure(
            "records/office.yaml names the branch {branch}, and this repository has none of that"
            " name.",
            "Write under `forge` the branch that changes are proposed to.",
            branch=branch,
        )


def _settings(tree: Tree, forge: str | None, url: str | None) -> Change | None:
    """Return the change of office.yaml that the words of the command ask for."""
    found = tree.files.get(SETTINGS[0])
    if found is None or not (forge or url):
        return None
    named = forge or _named(load(tree).index.office.settings)
    return Change(found.path, found.raw, settings_of_forge(found.raw, named, url or ""))


def _named(settings: Mapping[str, Any]) -> str:
    """Return the forge that the settings name; a Failure says that they name none."""
    forge = settings.get("forge")
    named = forge.get("type") if isinstance(forge, dict) else None
    if named not in FORGES:
        raise Failure(
            "records/office.yaml names no forge.",
            "Say which: `officerepo forge github`, `officerepo forge gitlab` or `officerepo forge"
            " forgejo`.",
        )
    return str(named)
