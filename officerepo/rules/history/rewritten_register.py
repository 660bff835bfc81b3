"""A register does not begin with the entries that a checkpoint says it had.

Entries are added at the end. What was there when the checkpoint was saved is there still, in the
same order, with the same first act and the same words as it was entered with.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.checkpoint import chain, entries_of
from officerepo.history.past import Past

SERVES = ("R45", "R62", "R94")
NEEDS = "--checkpoint"
FINDS_ABSENCE = True


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each register whose beginning is another one than was saved."""
    if past.saved is None:
        return
    saved, then = past.saved.checkpoint, past.saved.then
    for register in saved.registers:
        entries = entries_of(past.tip, register)[: register.count]
        values = {
            "register": register.name,
            "count": str(register.count),
            "found": str(len(entries)),
            "last": register.last,
            "date": saved.date,
        }
        fixed = register.fields, register.unfinished
        here = entries[-1].path if entries else ""
        if len(entries) < register.count:
            message = (
                "The register {register} had {count} entries on {date} and has {found} of them now."
            )
        elif entries[-1].id != register.last:
            message = "Entry {count} of the register {register} was {last} on {date}."
        elif chain(past.tip, entries, *fixed) != register.digest:
            message = (
                "The first {count} entries of the register {register} do not say what they said"
                " on {date}."
            )
        elif then is not None and (
            chain(then, entries_of(then, register), *fixed) != register.digest
        ):
            message = "The register {register} had other entries in the commit of the checkpoint."
        else:
            continue
        yield Finding(
            here,
            "",
            message,
            "Compare it with the printed register, and with a clone from that time.",
            values=values,
        )
