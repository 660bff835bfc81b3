"""A superior's date was moved, and no letter of the superior says so.

A date is moved by the one who set it. When that is a superior, the office records the extension
with the letter that grants it among the act's evidence.

Good:
    set TSK-2025-0002 acts.extend.evidence = [IN-2025-0003, Telephone note]
Bad:
    set TSK-2025-0002 acts.extend.evidence = [Telephone note]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each extension of a superior's task without an incoming letter."""
    for task in index.of("task"):
        if task.data.get("origin") != "superior" or task.void:
            continue
        for number, act in enumerate(task.acts):
            if act.do != "extend":
                continue
            evidence = act.data.get("evidence")
            cited = (
                [index.records.get(str(e)) for e in evidence] if isinstance(evidence, list) else []
            )
            if not any(record is not None and record.kind == "incoming" for record in cited):
                yield Finding(
                    task.path,
                    f"acts[{number}]",
                    "The date of a superior's task was moved without a letter that grants it.",
                    "Name the letter (IN-…) under `evidence` of the act.",
                )
