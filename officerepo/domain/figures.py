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
    """One figure: where it stands, its words and what it says, the count and records behind it.

    The words are empty for a result of an evaluation. `settled` is the moment from which it stands
    firm, empty while its text is a draft. `binding` says that a wrong one is an error: in a settled
    text that reports on work.
    """

    record: Record
    at: str
    words: str
    value: str
    query: str
    documents: tuple[str, ...]
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
            binding = bool(settled) and reports_on_work(record)
            for number, item in enumerate(items):
                if isinstance(item, dict) and item.get(value):
                    yield Figure(
                        record,
                        f"{where}[{number}]",
                        _text(item.get("text")),
                        str(item[value]),
                        _text(item.get("query")),
                        _texts(item.get(documents)),
                        settled,
                        binding,
                    )


def reports_on_work(record: Record) -> bool:
    """Whether a record's figures bind once it is settled; those of a speech or letter do not."""
    field, reports = _REPORTS.get(record.kind, ("", ()))
    return not field or record.data.get(field) in reports


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


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list) else ()
