"""Records that were there once and are not any more: which of them are explained."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from officerepo.domain.retention import residual
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record, names_before, under_names


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
        for name in names_before(record.data):
            old = gone.get(name)
            if old is not None and goes_on(old, record, index.kind(record), index.aliases):
                found.add(old.id)
    return found


def goes_on(old: Record, new: Record, kind: Kind, names: Mapping[str, str]) -> bool:
    """Whether a record goes on under another name, as it may where it has no number.

    Its acts are those it had; of a person or post, which has none, what gives it rights, and its
    title: with another one it would be somebody else. Of what has neither, the title stayed or all
    the rest did. Both are held against each other under the names of now; what else differs is
    looked at as in any record.
    """
    if old.kind != new.kind or kind.serial:
        return False
    before, after = (under_names(record.data, names) for record in (old, new))
    if old.acts:
        return _kept(before["acts"], after.get("acts"))
    title = kind.views.title
    titled = before.get(title) == after.get(title)
    lists = [name for name in kind.rights if isinstance(before.get(name), list)]
    if any(before[name] for name in lists):
        return titled and all(_kept(before[name], after.get(name)) for name in lists)
    others = (before.keys() | after.keys()) - {"formerly", title}
    return titled or all(before.get(name) == after.get(name) for name in others)


def _kept(before: list[Any], after: Any) -> bool:
    """Whether a list still begins with what it held; what was open may have been given its end."""
    if not isinstance(after, list) or len(after) < len(before):
        return False
    return all(_is_entry(now, entry) for entry, now in zip(before, after, strict=False))


def _is_entry(now: Any, entry: Any) -> bool:
    ended = isinstance(now, dict) and isinstance(entry, dict) and "to" in now and "to" not in entry
    return bool(now == entry or (ended and {**entry, "to": now["to"]} == now))


def _is_draft(record: Record, kind: Kind) -> bool:
    return kind.has_acts and not kind.serial and kind.phase_of(record.state) == "todo"
