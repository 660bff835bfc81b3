"""A countersignature names under `of` an act that does not stand before it.

It confirms one act among several, and counts for nothing while nobody can tell for which: the name
of an act that came before, for the last of that name, or its number, counted from 1.

Good:
    add TSK-2025-0004 acts = {do: countersign, at: 2025-03-28, by: PER-dcuencas, of: docket}
    add TSK-2025-0004 acts = {do: countersign, at: 2025-03-28, by: PER-dcuencas, of: "1"}
Bad:
    add TSK-2025-0004 acts = {do: countersign, at: 2025-03-28, by: PER-dcuencas, of: close}
    add TSK-2025-0003 acts = {do: countersign, at: 2025-03-28, by: PER-dcuencas, of: "40"}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import countersigned
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each countersignature of an act that is not there."""
    for record in index.records.values():
        for place, act in enumerate(record.acts):
            if act[0] != "countersign" or countersigned(record.acts, place) != -1:
                continue
            before = dict.fromkeys(earlier.do for earlier in record.acts[:place])
            yield Finding(
                record.path,
                f"acts[{place}].of",
                "There is no act `{of}` before this countersignature.",
                "Write one of {acts}, or the number of the act counted from 1.",
                values={"of": str(act.data["of"]), "acts": [*before]},
            )
