"""From a file to the row that the index keeps of it, and from rows to records and their names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from officerepo.conform import conform, sound_acts
from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.kind import Kind
from officerepo.office import Office
from officerepo.personal import personal_data
from officerepo.record import ID_SHAPE, Act, Link, Record, entries_in, under_names
from officerepo.source import leaves, parse
from officerepo.store import Row
from officerepo.text import bigrams

_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}")
# Made once, and the trees of records have no circles: 9 µs a record less than `json.dumps`.
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_SAID = frozenset(("text", "note", "reason", "remarks", "comment", "notice"))  # prose of acts
_SAID |= frozenset(("proposal", "condition", "findings", "result", "outcome"))


def read_file(found: TreeFile, office: Office) -> Row:
    """Read one record file into the row that the index keeps of it."""
    kind = office.folders[found.path.split("/")[1]]
    source = parse(found.path, found.raw)
    findings = list(source.findings)
    if source.data is None:
        return _row(found, "", kind, findings=findings, text=source.body)
    record, problems = conform(kind, office.kernel, found.path, found.blob, source)
    findings += problems
    if record.label == "confidential" and source.body.strip():
        findings.append(
            Finding(
                found.path,
                "",
                "A confidential record has a text in the repository.",
                "Keep the text outside and give its location under `attachments`.",
                "confidential-text",
            )
        )
    findings += personal_data(found.path, found.raw, source, office.personal)
    return _row(
        found,
        record.id,
        kind,
        record=record,
        findings=findings,
        text=search_text(record, source.body),
    )


def _said(act: Any) -> list[str]:
    """Return the prose of an act, or of what it says of its being late."""
    if not isinstance(act, dict):
        return []
    return [value for name, value in act.items() if name in _SAID and isinstance(value, str)]


def search_text(record: Record, body: str) -> str:
    """Return what search looks in: number, texts of all fields, remarks of acts, body.

    Digests are left out (`face` would find them), and of an adopted file's origin all but the
    front matter it had.
    """
    parts = [record.id]
    for name, value in record.data.items():
        if name == "acts":
            for act in record.acts:
                parts += _said(act.data)
                parts += _said(act.data.get("late"))
        elif name == "x-adopted":
            origin = value if isinstance(value, dict) else {}
            parts += [text for _, text in leaves(origin.get("front_matter", ""))]
        elif isinstance(value, str):
            parts.append(value)
        else:
            parts += [text for _, text in leaves(value)]
    parts = [part for part in parts if len(part) < 64 or not _DIGEST.fullmatch(part)]
    parts.append(body)
    return "\n".join(parts)


def _row(
    found: TreeFile,
    record_id: str,
    kind: Kind,
    *,
    record: Record | None = None,
    findings: Sequence[Finding] = (),
    text: str = "",
) -> Row:
    return Row(
        found.path,
        found.blob,
        record_id,
        kind.name,
        record.state if record else "",
        record.title if record else "",
        record.label if record else "restricted",
        _as_json(record.data) if record else "{}",
        _as_json(record.links) if record else "[]",
        _as_json([f.as_row() for f in findings]) if findings else "[]",
        text,
        bigrams(text),
    )


# -- records --------------------------------------------------------------------------------------

# The fields are there in their order: links take half the time of `Link._make`, acts two thirds of
# `Act(…)`. Ten thousand records need 190,000 of them.
_act: Callable[[Iterable[Any]], Act] = partial(tuple.__new__, Act)
_link: Callable[[Iterable[Any]], Link] = partial(tuple.__new__, Link)


def record_of(row: Row, kind: Kind) -> Record:
    """Return the record of a row that was read as one of this kind."""
    return record_with(row, json.loads(row.data), json.loads(row.links), kind)


def findings_of(row: Row) -> list[Finding]:
    """Return what was found when a row was read."""
    return [Finding.from_row(item) for item in json.loads(row.findings)]


def record_with(row: Row, tree: Mapping[str, Any], targets: Iterable[Any], kind: Kind) -> Record:
    """Return the record of a row whose JSON, `data` and `links`, was parsed already."""
    return Record(
        row.id,
        row.kind,
        row.path,
        row.blob,
        tree,
        tuple(_acts(row, tree, kind)),
        row.state,
        row.title,
        row.label,
        tuple(map(_link, targets)),
    )


def _acts(row: Row, tree: Mapping[str, Any], kind: Kind) -> Iterable[Act]:
    """Return a record's acts; those of a file without findings need no second look."""
    if row.findings != "[]":
        return sound_acts(tree.get("acts"), kind)
    return [_act((act["do"], act["at"], act["by"], act)) for act in tree.get("acts", ())]


# -- names ----------------------------------------------------------------------------------------


def former_names(rows: Iterable[Row]) -> dict[str, str]:
    """Return the names that records had before, each with the id of the record that says so.

    A name that a record has now, or that two records claim, leads nowhere else. What no record can
    be called is none: it would be exchanged wherever it stands, names of acts and fields included.
    """
    claims: dict[str, list[str]] = {}
    for row in rows:
        if '"formerly"' in row.data:
            names = json.loads(row.data).get("formerly")
            for name in entries_in(names):
                if isinstance(name, str) and ID_SHAPE.fullmatch(name):
                    claims.setdefault(name, []).append(row.id)
    if not claims:
        return {}
    taken = {row.id for row in rows}
    return {name: by[0] for name, by in claims.items() if len(by) == 1 and name not in taken}


def rows_under_names(rows: Sequence[Row], names: Mapping[str, str]) -> Sequence[Row]:
    """Return rows that call every record by its name of now; what is stored stays as written."""
    if not names:
        return rows
    taken = {row.id for row in rows}
    old = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    written = re.compile(rf'"((?:[a-z_]+:)?)({old})(?=["/])')  # as `under_names`, and much faster
    owners = set(names.values())

    def renamed(match: re.Match[str]) -> str:
        return f'"{match[1]}{names[match[2]]}'

    return [
        row._replace(
            id=row.id if names.get(row.id) in taken else names.get(row.id, row.id),
            data=_but_its_own(row.data, names)
            if row.id in owners
            else written.sub(renamed, row.data),
            links=written.sub(renamed, row.links),
        )
        for row in rows
    ]


def _but_its_own(data: str, names: Mapping[str, str]) -> str:
    """Return what a record says under other names, but for those it says that it had."""
    tree = json.loads(data)
    kept = {"formerly": tree["formerly"]} if "formerly" in tree else {}
    return _as_json({**under_names(tree, names), **kept})
