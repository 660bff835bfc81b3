"""The file .gitattributes changes how records are merged, shown, stored or exported.

Two entries that are merged line by line become one that nobody made; a file that is shown as binary
passes review unread; a filter stores something else than what was written; what an export leaves
out, nobody misses. Records are merged by people and are what their bytes say.

Good:
    file .gitattributes = *.png binary
Bad:
    file .gitattributes = *.yaml merge=union
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R45", "R93")

_FILE = ".gitattributes"
_HARMFUL = ("merge", "filter", "ident", "export-ignore", "export-subst", "working-tree-encoding")
_RECORDS = (".yaml", ".md")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each attribute by which records could be altered or hidden."""
    found = index.files.get(_FILE)
    lines = found.raw.decode("utf-8", "replace").splitlines() if found else []
    for number, line in enumerate(lines, 1):
        pattern, *attributes = line.split()[:50] or [""]
        if not _may_be_records(pattern):
            continue
        for attribute in attributes:
            if _harms(attribute):
                yield Finding(
                    _FILE,
                    "",
                    "`{attribute}` would apply to records.",
                    "Take it out, or name files that are no records, such as *.png.",
                    values={"attribute": attribute},
                    line=number,
                    column=line.index(attribute) + 1,
                )


def _harms(attribute: str) -> bool:
    if attribute in ("-diff", "binary", "-merge"):
        return True
    return attribute.partition("=")[0] in _HARMFUL


def _may_be_records(pattern: str) -> bool:
    """Whether a pattern may match a file of records: all do but those for other endings or folders.

    A macro (`[attr]name …`) may be given to anything.
    """
    if pattern.startswith("#") or not pattern:
        return False
    first, slash, _ = pattern.lstrip("/").partition("/")
    if slash and not any(sign in first for sign in "*?[\\") and first != "records":
        return False
    _, dot, ending = pattern.rpartition(".")
    return not (dot and ending.isalnum() and f".{ending}" not in _RECORDS)
