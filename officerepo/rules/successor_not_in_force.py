"""A regulation was superseded by one that does not take its place.

A rule ends when another begins: its successor was approved and is in force by that day, and says
`supersedes` or is a later version of the same rule. A paper from outside, or one taken over from
before, ends no rule of the house.

Good:
    new REG-seal-v1 like REG-seals-v1
    set REG-seal-v1 effective = 2025-03-03
    set REG-seal-v1 supersedes = REG-seals-v1
    set REG-seal-v1 acts.enter_into_force.at = 2025-03-03
    add REG-seals-v1 acts =
      {do: supersede, at: 2025-03-03, by: PER-farroyuelo, successor: REG-seal-v1}
Bad:
    add REG-seals-v1 acts =
      {do: supersede, at: 2025-03-20, by: PER-farroyuelo, successor: REG-conduct-v1}
    new REG-duties-v2 like REG-duties-v1
    set REG-duties-v2 acts = [{do: draft, at: 2025-03-03T09:00, by: PER-farroyuelo}]
    add REG-duties-v1 acts =
      {do: supersede, at: 2025-03-20, by: PER-farroyuelo, successor: REG-duties-v2}
    new REG-grades-v1 like REG-evaluation-v1
    set REG-grades-v1 acts = [{do: adopt, at: 2025-03-03, by: PER-farroyuelo, from: Binder 4}]
    add REG-evaluation-v1 acts =
      {do: supersede, at: 2025-03-20, by: PER-farroyuelo, successor: REG-grades-v1}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import is_in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R70", "R77")
KINDS = ("regulation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each regulation that ends without another in its place."""
    for rule in index.of("regulation"):
        act = rule.last("supersede")
        successor = index.records.get(str(act.data.get("successor", ""))) if act else None
        if act is None or successor is None or successor.kind != "regulation":
            continue
        foreign = successor.data.get("scope") == "external" != rule.data.get("scope")
        if foreign or (successor.adopted and not rule.adopted):
            message = "{successor} comes from outside or from before; it ends no rule of the house."
            hint = "Have a rule of the house approved that says what counts now, and name that one."
        elif not successor.adopted and not is_in_force(successor, act.at[:10]):
            message = "{successor} was not in force on {day}; it does not replace this rule yet."
            hint = "Record its approval and its entry into force first, or take the act out."
        elif not _replaces(successor, rule):
            message = "{successor} does not say that it takes the place of this rule."
            hint = "Name the rule that has `supersedes: {rule}`, or take the act out."
        else:
            continue
        yield Finding(
            rule.path,
            f"acts[{rule.acts.index(act)}].successor",
            message,
            hint,
            values={"successor": successor.id, "day": act.at[:10], "rule": rule.id},
        )


def _replaces(successor: Record, rule: Record) -> bool:
    slug, _, number = rule.id.rpartition("-v")
    later, _, next_number = successor.id.rpartition("-v")
    if slug and slug == later and number.isdecimal() and next_number.isdecimal():
        return (len(next_number), next_number) > (len(number), number)
    return str(successor.data.get("supersedes", "")) == rule.id
