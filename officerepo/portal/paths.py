"""Where things are: pages in the portal, values in a record, words in a list of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from officerepo.kind import Field
from officerepo.record import Record


def url_of(record: Record) -> str:
    """Returns the address of a record's page: records/tasks/2025/X.yaml is tasks/2025/X.html."""
    return record.path[len("records/") :].rpartition(".")[0] + ".html"


FORMS: Mapping[str, str] = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
"""In which forms tables can be downloaded: the ending of the file, and its name."""


def register_file(folder: str, year: str) -> str:
    """Returns the name, without an ending, of the files of a register's year."""
    return f"{folder}-{year}" if year else folder


def file_links(name: str) -> list[tuple[str, str]]:
    """Returns the address of a table's file in each form, and what to call it."""
    return [(f"downloads/{name}.{form}", words) for form, words in FORMS.items()]


def anchor(sub: str) -> str:
    """Returns the anchor of a sub-record on its record's page: D2 is at #d2."""
    return sub.lower()


def part_words(spec: Field, items: Any, sub: str) -> str:
    """Returns the words of the sub-record of that number in a list, or in the lists inside it.

    Where several have it, as a duty has in each version of its post, the last one speaks.
    """
    found = ""
    for item in items if isinstance(items, list) and spec.parts else ():
        if not isinstance(item, dict):
            continue
        if spec.key and item.get(spec.key) == sub:
            texts = (item.get(part) for part in ("text", "title", "name"))
            found = next((text for text in texts if isinstance(text, str)), found)
        for inner in spec.parts.values():
            if inner.type == "list":
                found = part_words(inner, item.get(inner.name), sub) or found
    return found
