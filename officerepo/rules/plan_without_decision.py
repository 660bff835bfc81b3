"""A plan was approved or amended without a decision that could do so.

Plans are agreed on together: `in` names the decision, or `evidence` the paper that was signed where
no meeting is recorded. The meeting that approves a plan has begun by then; the one that amends it
comes after the approval, and its minutes go round within five working days of the amendment, so
that all who were there see what was changed. Plans from before the office began are left alone.

Good:
    add PLN-2025-annual acts = {do: amend, at: 2025-01-08T16:00, by: PER-amanantial,
      item: I01, change: text, to: Set 14 marks, in: MTG-2025-001/D1}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-01-07T16:00, by: PER-amanantial,
      item: I01, change: text, to: Set 14 marks, in: MTG-2025-001/D1}
    new PLN-2025-supply like PLN-2025-annual
    set PLN-2025-supply type = supply
    set PLN-2025-supply items.0.quantity = 12
    set PLN-2025-supply items.0.because = [AST-consumable-0001]
    set PLN-2025-supply acts = [{do: draft, at: 2025-01-03T09:00, by: PER-dcuencas},
      {do: approve, at: 2025-01-07T10:30, by: PER-amanantial, digest: auto},
      {do: start, at: 2025-01-08T09:00, by: PER-dcuencas}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act, Record, is_before
from officerepo.workdays import LAST_DAY

SERVES = ("R05", "R20")
KINDS = ("plan",)
_DAYS = 5  # worked days in which the minutes go round


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approval or amendment that rests on no decision, or a wrong one."""
    began = str(index.office.settings.get("began") or LAST_DAY)  # absent: has its own finding
    for plan in index.of("plan") if "meeting" in index.office.kinds else ():
        approved = ""
        for number, act in enumerate(plan.acts):
            if act.do == "approve":
                approved = act.at
            if act.do not in ("approve", "amend") or act.at[:10] < began:
                continue
            decision = str(act.data.get("in") or "")
            meeting = index.records.get(decision.split("/")[0])
            if meeting is None or meeting.kind != "meeting":
                if decision or act.do == "amend" or act.data.get("evidence"):
                    continue  # has its own finding, or lies on paper
                message = "`{act}` of {day} names no decision, and nothing that shows one."
            elif _had_not_begun(meeting, act):
                message = "`{act}` of {day} rests on {decision}; its meeting had not begun then."
            elif act.do == "amend" and is_before(str(meeting.data.get("starts", "")), approved):
                message = "`{act}` of {day} rests on {decision}, older than the approved plan."
            elif act.do == "amend" and _is_kept_back(index, meeting, act, today):
                message = "`{act}` of {day} rests on {decision}; its minutes have not gone round."
            else:
                continue
            yield Finding(
                plan.path,
                f"acts[{number}].in" if decision else f"acts[{number}]",
                message,
                "Name the decision under `in`, or the signed paper of an approval as `evidence`.",
                values={"act": act.do, "day": act.at[:10], "decision": decision},
            )


def _had_not_begun(meeting: Record, act: Act) -> bool:
    starts = str(meeting.data.get("starts", ""))
    return meeting.state in ("cancelled", "void") or is_before(act.at, starts)


def _is_kept_back(index: Index, meeting: Record, act: Act, today: date) -> bool:
    waited = index.office.calendar.workdays_between(act.at, today.isoformat())
    return not meeting.adopted and meeting.last("circulate") is None and waited > _DAYS
