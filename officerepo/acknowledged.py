"""Who has confirmed a document, and how far: read from the acknowledgements of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from officerepo.index import Index

LEVELS = ("received", "read", "understood", "acted")
"""What can be confirmed; each includes those before it."""


class Confirmation(NamedTuple):
    """A person or unit confirmed something on a day (ISO date)."""

    who: str
    level: str
    day: str

    def reaches(self, level: str) -> bool:
        """Whether it says at least so much."""
        return self.level in LEVELS and LEVELS.index(self.level) >= LEVELS.index(level)


def confirmations(index: Index, record_id: str) -> Iterator[Confirmation]:
    """Yield what was confirmed of a record and not withdrawn, an act at a time."""
    for record, link in index.links_to(record_id):
        if record.kind != "acknowledgement" or link.at != "of" or record.state != "done":
            continue
        who = str(record.data.get("who", ""))
        for act in record.acts:
            level = act.data.get("level") if act.do == "confirm" else record.data.get("level")
            if act.do in ("acknowledge", "confirm", "adopt"):
                yield Confirmation(who, str(level), act.at[:10])
