"""An evaluation measures somebody by the work of others.

A result that is counted for a unit, a post or a person is the subject's own: a unit is measured by
itself, its posts and the units below it, a person by their posts and the units of these. A count
that names nobody is about the whole house and may be right for whoever answers for it.

Good:
    set EVL-2025-hid items.E2.query = tasks.closed unit=UNIT-HID
    set EVL-2025-hid items.E2.actual = "3"
    new EVL-2025-lmeandro like EVL-2025-hid
    set EVL-2025-lmeandro subject = PER-lmeandro
    set EVL-2025-lmeandro items.E2.query = tasks.closed owner=POST-HID-01
Bad:
    set EVL-2025-hid items.E2.query = tasks.returned unit=UNIT-OFI
    set EVL-2025-hid items.E2.actual = "0"
    new EVL-2025-lmeandro like EVL-2025-hid
    set EVL-2025-lmeandro subject = PER-lmeandro
    set EVL-2025-lmeandro items.E2.query = tasks.returned owner=POST-OFI-02
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.counting import Count, Uncountable, read_count
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R59", "R62")
KINDS = ("evaluation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each result counted for somebody who is not the subject."""
    for sheet in index.of("evaluation"):
        items, own = sheet.data.get("items"), None
        if sheet.void or sheet.adopted or not isinstance(items, list):
            continue
        for number, item in enumerate(items):
            query = item.get("query") if isinstance(item, dict) else None
            if not isinstance(query, str):
                continue
            try:
                wanted = read_count(query, index)
            except Uncountable:
                continue  # has its own finding
            own = own or _own(index, sheet)
            for whose in _named(wanted):
                if own and whose not in own:
                    yield Finding(
                        sheet.path,
                        f"items[{number}].query",
                        "Item {item} counts the work of {whose}; evaluated is {subject}.",
                        "Count the work of the subject, or name another result.",
                        values={
                            "item": str(item.get("id", "")),
                            "whose": whose,
                            "subject": str(sheet.data.get("subject")),
                        },
                    )


def _named(wanted: Count) -> Iterator[str]:
    """Yield the units, posts and people to whose work a count is narrowed."""
    if wanted.unit:
        yield wanted.unit
    for name in wanted.counter.unit:
        if name in wanted.filters:
            yield wanted.filters[name]


def _own(index: Index, sheet: Record) -> set[str]:
    """Return the subject with its units, posts and people; empty if nobody knows the subject."""
    subject, period = index.records.get(str(sheet.data.get("subject"))), sheet.data.get("period")
    if subject is None or not isinstance(period, dict):
        return set()
    days = [str(period.get(name, "")) for name in ("from", "to")]
    held = [h.post for day in days for h in index.authority.holdings(subject.id, day)]
    posts = [index.records[post] for post in held if post in index.records]
    units = {str(post.data.get("unit")) for post in posts}
    if subject.kind == "unit":
        units = {subject.id}
    waiting = list(units)
    while waiting:
        above = waiting.pop()
        below = {unit.id for unit in index.of("unit") if unit.data.get("parent") == above} - units
        units |= below
        waiting += below
    if subject.kind != "unit":
        return units | {subject.id, *held}
    own = {post.id for post in index.of("post") if post.data.get("unit") in units}
    people = {h.person for post in own for day in days for h in index.authority.holders(post, day)}
    return units | own | people
