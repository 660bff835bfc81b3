"""What the generated office has to do, and what it has come to so far."""

from __future__ import annotations

from tests.bench.organisation import DEPARTMENTS
from tests.bench.register import Books, Item

OWNERS = (*(f"{unit}-{n:02}" for unit in DEPARTMENTS for n in (1, 2, 3)), "OFI-04", "OFI-06")
MEETINGS = {
    "leadership": ("DIR", "DIR-01", "OFI-05", ("DIR-02", "DIR-03")),
    "office": ("OFI", "OFI-01", "OFI-07", ("OFI-02", "OFI-03", "OFI-06")),
    **{
        f"coordination {unit}": (unit, f"{unit}-01", f"{unit}-02", (f"{unit}-03", f"{unit}-04"))
        for unit in DEPARTMENTS
    },
}
Quota = list[int]


class Life:
    """The quotas that events take from, and the records that later ones refer to."""

    def __init__(self, books: Books, sealed: Quota, tasks: Quota, papers: Quota) -> None:
        self.books = books
        self.sealed = sealed  # for each outgoing: 1 if it carries the seal
        self.tasks = tasks  # for each meeting: how many tasks follow
        self.papers = papers  # for each incoming: 0 information, 1 task, 2 reply, 3 both
        self.regulations: dict[str, Item] = {}
        self.last_meeting: dict[str, Item] = {}
        self.plans: dict[str, Item] = {}
        self.waiting: list[str] = []  # items of the plan that nobody is charged with yet
