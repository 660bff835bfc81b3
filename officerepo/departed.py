"""Records that were there once and are not any more: which of them are explained."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record, under_names
from officerepo.retention import residual


def unexplained(
    index: Index, gone: Collection[Record], kinds: Mapping[str, Kind]
) -> Iterator[Record]:
    """Yield the records of before that an index lacks although nothing says why.

    Papers go with a dossier whose destruction was carried out, entries of gapless registers never
    do; a record that got another name says its former one in `formerly`, which numbers do not get;
    a draft of a kind without numbers may be dropped. `kinds` are those under which the records were
    read.
    """
    if not gone:
        return
    disposed, renamed = residual(index), _former_names(index, {old.id: old for old in gone})
    for record in gone:
        kind = kinds[record.kind]
        if record.id in index.unread or record.id in renamed or _is_draft(record, kind):
            continue
        if record.id not in disposed or kind.gapless:
            yield record


def _former_names(index: Index, gone: Mapping[str, Record]) -> set[str]:
    """Return the names that records of now had before, where their registers allow another one."""
    found: set[str] = set()
    for record in index.records.values():
        names = record.data.get("formerly")
        if not isinstance(names, list) or index.kind(record).serial:
            continue
        for name in names:
            old = gone.get(name) if isinstance(name, str) else None
            if old is not None and _is_same(old, record, index.aliases):
                found.add(old.id)
    return found


def _is_same(old: Record, new: Record, names: Mapping[str, str]) -> bool:
    """Whether a record goes on where another one was: a person with other words is another one.

    Both are held against each other under the names of now.
    """
    if old.kind != new.kind:
        return False
    before, after = ({**under_names(r.data, names), "formerly": ""} for r in (old, new))
    if old.acts:
        acts = before["acts"]
        return bool(after["acts"][: len(acts)] == acts)
    return bool(before == after)


def _is_draft(record: Record, kind: Kind) -> bool:
    return kind.has_acts and not kind.serial and kind.phase_of(record.state) == "todo"
