"""A dossier was closed while something in it was still being dealt with.

A dossier is closed when every paper in it is done with: answered, carried out, approved. What goes
on afterwards would belong into it and could not be added.

Good:
    set DOS-220-2025-001 acts.close.at = 2025-02-20T16:00
Bad:
    set DOS-220-2025-001 items = [OUT-2025-0001, IN-2025-0001, TSK-2025-0004]
    add DOS-220-2025-001 index = {n: 3, ref: TSK-2025-0004}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import contents, cut_off
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R46",)
KINDS = ("dossier",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each paper that was not done with when its dossier was closed."""
    for dossier in index.of("dossier"):
        close = dossier.last("close")
        if close is None:
            continue
        for number, name in enumerate(contents(index, dossier)):
            paper = index.records.get(name)
            if paper is None or paper.void or paper.adopted or not paper.acts:
                continue
            done = cut_off(index, paper, "closed")
            if not done or done > close.at[:10]:
                listed = len(entries_in(dossier.data.get("items")))
                yield Finding(
                    dossier.path,
                    f"items[{number}]" if number < listed else "items",
                    "The dossier was closed on {day}; {paper} was finished only on {done}."
                    if done
                    else "The dossier was closed on {day}, and {paper} is still being dealt with.",
                    "Finish the matter first, or leave the paper to another dossier.",
                    values={"day": close.at[:10], "paper": name, "done": done},
                )
