"""A seal was used in a period and not inspected, though others were; or inspected only before.

A routine that asks for the inspection of the seals is not kept by looking at one of them: what was
stamped with another stays unseen. Nor does an inspection see what was stamped after it: the one of
the next period has to, even where the seal lay unused in that. Otherwise a seal that lay unused
need not be looked at.

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
from itertools import pairwise

from officerepo.domain.routines import Period, Turn, satisfied_by, turns
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R13", "R49")
KINDS = ("routine",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each seal and period with uses that no inspection has seen."""
    uses = _uses(index)
    for routine in index.of("routine"):
        wanted = satisfied_by(routine)
        if not uses or wanted.get("kind") != "seal" or wanted.get("act") != "inspect":
            continue
        missed = {t.period for t in turns(index, routine, today) if t.outcome == "missed"}
        for seal in index.of("seal"):
            if seal.id in uses:
                own = turns(index, routine, today, seal)
                yield from _not_inspected(seal, routine, own, missed, uses[seal.id])
                yield from _inspected_before(seal, routine, own, missed, uses[seal.id])


def _not_inspected(
    seal: Record, routine: Record, own: list[Turn], missed: set[Period], uses: list[str]
) -> Iterator[Finding]:
    for turn in own:
        count = len(_within(uses, turn.period))
        if count and turn.outcome == "missed" and turn.period not in missed:
            yield Finding(
                seal.path,
                _last_act(seal),
                "In {period} the seal was used and not inspected, as {routine} asks; "
                "number of uses: {count}.",
                "Record the inspection that was made; if there was none, inspect the seal now and "
                "waive this with the reason.",
                values={"count": str(count), "period": turn.period.name, "routine": routine.id},
            )


def _inspected_before(
    seal: Record, routine: Record, own: list[Turn], missed: set[Period], uses: list[str]
) -> Iterator[Finding]:
    """Yield a warning where the inspection of a period, and the next, came before its last use."""
    looks = [act.at for act in seal.acts if act.do == "inspect"]
    for turn, following in pairwise(own):
        used = _within(uses, turn.period)
        if not used or turn.outcome in ("due", "missed") or following.outcome == "due":
            continue
        if following.period in missed or _within(uses, following.period):
            continue  # has its own finding, or the uses of the next period are looked at in turn
        if not any(used[-1] <= at and at[:10] <= following.period.due.isoformat() for at in looks):
            yield Finding(
                seal.path,
                _last_act(seal),
                "The seal was used on {day}, after the inspection for {period}, and nobody has "
                "inspected it since, as {routine} asks.",
                "Inspect it now, with the uses since the last inspection, and record it.",
                values={"day": used[-1][:10], "period": turn.period.name, "routine": routine.id},
            )


def _last_act(seal: Record) -> str:
    return f"acts[{len(seal.acts) - 1}].at" if seal.acts else ""


def _uses(index: Index) -> dict[str, list[str]]:
    """Return for each seal the moments at which it was used, in order."""
    found: dict[str, list[str]] = {}
    for use in index.of("seal-use"):
        stamped = None if use.void or use.adopted else use.last("stamp")
        if stamped:
            found.setdefault(str(use.data.get("seal")), []).append(stamped.at)
    return {seal: sorted(moments) for seal, moments in found.items()}


def _within(moments: list[str], period: Period) -> list[str]:
    first, last = period.start.isoformat(), period.end.isoformat()
    return [at for at in moments if first <= at[:10] <= last]
