"""Where things are: pages in the portal, values in a record, words in a list of its kind."""

from __future__ import annotations

from typing import Any

from officerepo.kind import Field
from officerepo.record import Record


def url_of(record: Record) -> str:
    """Returns the address of a record's page: records/tasks/2025/X.yaml is tasks/2025/X.html."""
    return url_at(record.path)


def url_at(path: str) -> str:
    """Returns the address of the page of the record that lies, or lay, at a path."""
    return path[len("records/") :].rpartition(".")[0] + ".html"


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
