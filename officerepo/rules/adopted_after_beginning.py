"""A paper of the running office was adopted, as if it came from before it.

What is adopted is excused from numbers, powers and approvals, so only what is older than the work
with officerepo may be: `began` in office.yaml is its first day. A record whose kind has its day in
an act (stamped, signed for, docketed) says it as `dated` in the act of adoption. Rules received
from outside are adopted whenever they come.

Good:
    set SEAL-2025-0003 acts = [{do: adopt, at: 2025-01-07, by: PER-farroyuelo, from: Old seal book,
      dated: 2024-11-05}]
    new REG-ladders-v1 like REG-seals-v1
    set REG-ladders-v1 acts = [{do: adopt, at: 2025-01-07, by: PER-farroyuelo, from: Binder 2}]
    new REG-rivers-v1 like REG-seals-v1
    set REG-rivers-v1 scope = external
    set REG-rivers-v1 issuer = The county
    set REG-rivers-v1 effective = 2025-03-03
    set REG-rivers-v1 acts = [{do: adopt, at: 2025-03-07, by: PER-farroyuelo, from: The county}]
Bad:
    set SEAL-2025-0003 acts = [{do: adopt, at: 2025-03-12, by: PER-farroyuelo, from: A drawer,
      dated: 2025-03-11}]
    new TSK-2025-0005 like TSK-2025-0001
    set TSK-2025-0005 acts = [{do: adopt, at: 2025-03-12, by: PER-farroyuelo, from: A drawer}]
    new REG-ladders-v1 like REG-seals-v1
    set REG-ladders-v1 effective = 2025-03-03
    set REG-ladders-v1 review_by = 2026-03-02
    set REG-ladders-v1 acts = [{do: adopt, at: 2025-03-12, by: PER-farroyuelo, from: A drawer}]
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from officerepo.conform import value_of
from officerepo.expression import Absent
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R45", "R94")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each adopted record that is not from before the office began."""
    began = index.office.settings.get("began")
    if not isinstance(began, str):
        return  # has its own finding
    if began > today.isoformat():
        yield Finding(
            "records/office.yaml",
            "began",
            "The office is to begin on {began}; today is {today}.",
            "Write the day on which the work with officerepo began.",
            values={"began": began, "today": today.isoformat()},
        )
    for record in index.records.values():
        if not record.adopted or record.data.get("scope") == "external":
            continue
        days = _days(record, index)
        late = {at: day for at, day in days.items() if day[:10] > began}
        for at, day in late.items():
            yield Finding(
                record.path,
                at,
                "It was adopted, but is of {day}; the office began with officerepo on {began}.",
                "Enter it like any new record, with the acts that made it.",
                values={"day": day, "began": began},
            )
        if set(days) <= {"dated"}:  # the sender's date does not say when it came in
            yield Finding(
                record.path,
                "acts[0]",
                "It was adopted, and nothing says of which day it is.",
                "Add to `adopt` the day of the paper: `dated: 2019-05-14`.",
            )


def _days(record: Record, index: Index) -> dict[str, str]:
    """Return the days that an adopted record says it is of, by the place where it does."""
    kind = index.kind(record)
    found = {"dated": record.data.get("dated"), "acts[0].dated": record.acts[0].data.get("dated")}
    span = record.data.get("span")
    if isinstance(span, dict):  # a dossier: its newest paper
        found["span.to"] = span.get("to")
    field = kind.views.date
    if field and not field.startswith("acts."):
        with suppress(Absent):
            found[field] = value_of(record, kind, field)
    return {at: day for at, day in found.items() if isinstance(day, str) and day}
