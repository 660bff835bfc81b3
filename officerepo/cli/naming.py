"""Names of people by their number, and what commands say that give records other names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePosixPath

from officerepo.cli.speech import ngettext
from officerepo.git import TreeFile
from officerepo.layout import is_source
from officerepo.office import Office
from officerepo.rows import read_file


def names_in(office: Office, *trees: Mapping[str, TreeFile]) -> Callable[[str], str]:
    """Return a function that gives the title of a record; its number where no tree has one.

    Reading the whole index for a few names would take longer than everything else.
    """
    places: dict[str, TreeFile] = {}
    for files in trees:
        for path, found in files.items():
            if is_source(path) and path.count("/") > 1 and path.split("/")[1] in office.folders:
                places.setdefault(PurePosixPath(path).stem, found)

    @cache
    def name_of(number: str) -> str:
        found = places.get(number)
        title = read_file(found, office).title if found and not found.trouble else ""
        return title or number

    return name_of


def rewritten_too(n: int) -> str:
    """Say in how many other files the name of a record was exchanged."""
    return ngettext("{n} other file was rewritten.", "{n} other files were rewritten.", n)
