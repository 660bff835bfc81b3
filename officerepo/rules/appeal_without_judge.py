"""A sanction can be appealed against, and nobody is there who could decide the appeal.

An appeal is decided by somebody who neither proposed nor decided the sanction. Where one post alone
gives the power, whoever decides has nobody above or beside them; a second post gets it while there
is time.

Good:
    set CND-2025-01 type = sanction
    set CND-2025-01 label = restricted
    set CND-2025-01 article = REG-conduct-v1/A2
    set CND-2025-01 acts = [{do: propose, at: 2025-03-06T09:00, by: PER-ivadolargo}]
    set POST-DIR-01 versions.0.powers = [approve_out, approve_up, approve_plan, approve_regulation,
      seal_supervise, evaluate, sanction]
Bad:
    set CND-2025-01 type = sanction
    set CND-2025-01 label = restricted
    set CND-2025-01 article = REG-conduct-v1/A2
    set CND-2025-01 acts = [{do: propose, at: 2025-03-06T09:00, by: PER-ivadolargo}]
    new CND-2025-02 like CND-2025-01
    add CND-2025-02 acts = {do: offer_hearing, at: 2025-03-07T09:00, by: PER-cremanso,
      until: 2025-03-14}
    add CND-2025-02 acts = {do: hear, at: 2025-03-12T09:00, by: PER-cremanso, outcome: waived,
      text: a note in the safe}
    add CND-2025-02 acts = {do: decide, at: 2025-03-13T09:00, by: PER-cremanso, digest: auto}
    add CND-2025-02 acts = {do: notify, at: 2025-03-14T09:00, by: PER-farroyuelo,
      appeal_until: 2025-04-14}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R74",)
KINDS = ("conduct",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each sanction under way that too few people have the power to decide."""
    day = today.isoformat()
    for case in index.of("conduct"):
        if case.data.get("type") != "sanction" or not _can_be_appealed(index, case, day):
            continue
        could = set(index.authority.who_could(["sanction"], day))
        could -= people_behind(index, str(case.data.get("subject", "")), day)
        could -= {act.by for act in case.acts if act.do in ("propose", "decide")}
        if len(could) < (1 if case.last("decide") else 2):
            yield Finding(
                case.path,
                "",
                "Nobody who has no part in {case} could decide an appeal against it.",
                "Give the power `sanction` to a second post, or appoint somebody acting in time.",
                values={"case": case.id},
            )


def _can_be_appealed(index: Index, case: Record, day: str) -> bool:
    """Whether an appeal may still come, or is waiting for its answer, on a day (ISO date)."""
    notified = case.last("notify")
    until = str(notified.data.get("appeal_until") or day) if notified else day
    answered = case.state in ("confirmed", "annulled") or not index.is_open(case)
    return not answered and (case.state == "appealed" or day <= until)
