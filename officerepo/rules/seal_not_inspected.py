"""A seal was used in a period and not inspected, though others were.

A routine that asks for the inspection of the seals is not kept by looking at one of them: what was
stamped with another stays unseen. A seal that lay unused in a period need not be looked at.

Good:
    drop OUT-2025-0002
    new RTN-seals like RTN-leadership-meeting
    set RTN-seals valid = {from: 2025-03-01, to: 2025-03-31}
    set RTN-seals satisfied_by = {kind: seal, act: inspect}
    today 2025-04-01
    add SL-oficial acts =
      {do: inspect, at: 2025-03-31T12:00, by: PER-amanantial, findings: one use and one letter}
Bad:
    drop OUT-2025-0002
    new RTN-seals like RTN-leadership-meeting
    set RTN-seals valid = {from: 2025-03-01, to: 2025-03-31}
    set RTN-seals satisfied_by = {kind: seal, act: inspect}
    today 2025-04-01
    new SL-entry like SL-oficial
    set POST-OFI-05 versions.0.powers = ['custody_seal:SL-oficial', 'custody_seal:SL-entry']
    set SL-entry acts.hand_over =
    set SL-entry acts.hand_over =
    add SL-entry acts =
      {do: inspect, at: 2025-03-31T12:00, by: PER-amanantial, findings: the wheel sticks}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.routines import Period, satisfied_by, turns

SERVES = ("R13", "R49")
KINDS = ("routine",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each seal and period with uses of it and no inspection of its own."""
    uses = _uses(index)
    for routine in index.of("routine"):
        wanted = satisfied_by(routine)
        if not uses or wanted.get("kind") != "seal" or wanted.get("act") != "inspect":
            continue
        missed = {t.period for t in turns(index, routine, today) if t.outcome == "missed"}
        for seal in index.of("seal"):
            for turn in turns(index, routine, today, seal) if seal.id in uses else ():
                count = _within(uses[seal.id], turn.period)
                if count and turn.outcome == "missed" and turn.period not in missed:
                    yield Finding(
                        seal.path,
                        f"acts[{len(seal.acts) - 1}].at" if seal.acts else "",
                        "In {period} the seal was used and not inspected, as {routine} asks; "
                        "number of uses: {count}.",
                        "Inspect it now and record the inspection, or say in notes why none was "
                        "made.",
                        values={
                            "count": str(count),
                            "period": turn.period.name,
                            "routine": routine.id,
                        },
                    )


def _uses(index: Index) -> dict[str, list[str]]:
    """Return for each seal the days on which it was used."""
    found: dict[str, list[str]] = {}
    for use in index.of("seal-use"):
        stamped = None if use.void or use.adopted else use.last("stamp")
        if stamped:
            found.setdefault(str(use.data.get("seal")), []).append(stamped.at[:10])
    return found


def _within(days: list[str], period: Period) -> int:
    first, last = period.start.isoformat(), period.end.isoformat()
    return sum(first <= day <= last for day in days)
