"""The figures that records state, with what they rest on and the moment as of which they count.

Figures stand in a field `claims` (writings, briefings, letters out) and in the items of evaluation
sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from officerepo.index import Index
from officerepo.record import Record

_SETTLED_BY = {"writing": "approve", "briefing": "submit", "evaluation": "assess"}
_REPORTS = {"writing": ("type", ("summary", "situation")), "outgoing": ("doc_type", ("report-up",))}


class Figure(NamedTuple):
    """One figure: where it stands, what it says, the count and the records behind it.

    `settled` is the moment from which it stands firm, empty while its text is a draft. `binding`
    says that a wrong one is an error: in a settled text that reports on work.
    """

    record: Record
    at: str
    value: str
    query: str
    documented: bool
    settled: str
    binding: bool


def figures(index: Index) -> Iterator[Figure]:
    """Yield the figures of all records that are neither void nor adopted."""
    for kind in index.office.kinds.values():
        where, value, documents = (
            ("items", "actual", "evidence")
            if kind.name == "evaluation"
            else ("claims", "value", "refs")
        )
        if where not in kind.fields or value not in kind.fields[where].parts:
            continue
        for record in index.of(kind.name):
            items = record.data.get(where)
            if record.void or record.adopted or not isinstance(items, list):
                continue
            settled = _settled(index, record)
            field, reports = _REPORTS.get(record.kind, ("", ()))
            binding = bool(settled) and (not field or record.data.get(field) in reports)
            for number, item in enumerate(items):
                if isinstance(item, dict) and item.get(value):
                    yield Figure(
                        record,
                        f"{where}[{number}]",
                        str(item[value]),
                        _text(item.get("query")),
                        bool(item.get(documents)),
                        settled,
                        binding,
                    )


def _settled(index: Index, record: Record) -> str:
    """Return when the text was last settled and not taken back to its first state since."""
    acts = index.kind(record).acts
    settled = first = ""
    for act in record.acts:
        to = acts[act.do].to
        first = first or to
        if act.do == _SETTLED_BY.get(record.kind, "approve"):
            settled = act.at
        elif to == first:
            settled = ""
    return settled


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
