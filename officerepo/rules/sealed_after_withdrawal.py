"""A seal was put on a letter that had been withdrawn.

A letter that no longer counts gets no seal; one that is to count again is written and approved
anew.

Good:
    add OUT-2025-0001 acts =
      {do: withdraw, at: 2025-03-12T09:00, by: PER-amanantial, mode: repealed, reason: wrong table}
Bad:
    add OUT-2025-0001 acts =
      {do: withdraw, at: 2025-03-10T09:00, by: PER-amanantial, mode: repealed, reason: wrong table}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R13", "R42")
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping of a letter after its withdrawal."""
    for use in index.of("seal-use"):
        stamped = use.last("stamp")
        letter = index.records.get(str(use.data.get("document", "")))
        withdrawn = letter.last("withdraw") if letter else None
        if letter is None or stamped is None or withdrawn is None:
            continue
        if not is_before(stamped.at, withdrawn.at):
            yield Finding(
                use.path,
                f"acts[{use.acts.index(stamped)}].at",
                "{letter} was withdrawn at {when}, and stamped at {at}.",
                "Take back the stamped copies and report them, or correct the times.",
                values={"letter": letter.id, "when": withdrawn.at, "at": stamped.at},
            )
