"""Where things are: pages in the portal, values in a record, words in a list of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from officerepo.record import Record

_SUB = re.compile("[A-Za-z][A-Za-z0-9-]*")


def url_of(record: Record) -> str:
    """Returns the address of a record's page: records/tasks/2025/X.yaml is tasks/2025/X.html."""
    return url_at(record.path)


def url_at(path: str) -> str:
    """Returns the address of the page of the record that lies, or lay, at a path."""
    return path[len("records/") :].rpartition(".")[0] + ".html"


FORMS: Mapping[str, str] = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
"""In which forms tables can be downloaded: the ending of the file, and its name."""


def register_file(folder: str, year: str) -> str:
    """Returns the name, without an ending, of the files of a register's year."""
    return f"{folder}-{year}" if year else folder


def file_links(name: str) -> list[tuple[str, str]]:
    """Returns the address of a table's file in each form, and what to call it."""
    return [(f"downloads/{name}.{form}", words) for form, words in FORMS.items()]


def anchor(sub: str) -> str:
    """Returns the anchor of a sub-record on its record's page: D2 is at #d2.

    It is empty for a number of another form, to which no text can refer.
    """
    return sub.lower() if _SUB.fullmatch(sub) else ""
