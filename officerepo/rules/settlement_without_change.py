"""A settlement promises a rule that was not made, or rests on one that does not hold.

A quarrel ends when something governs the matter. If a regulation or a post is to change, it has
changed by the time somebody looks back: the rule named, or the version that takes its place, is
younger than the quarrel and in force. If nothing changes, the rule that is said to be enough was in
force on the day of the settlement.

Good:
    set MED-2025-01 settlement = {text: The safe stays shut., rule_change: none,
      governed_by: REG-seals-v1/A1, reason: the rule says so already}
    set MED-2025-01 followup_due = 2025-03-28
    add MED-2025-01 acts = {do: follow_up, at: 2025-03-28T09:00, by: PER-bcaudales,
      remarks: both content}
Bad:
    set MED-2025-01 followup_due = 2025-03-28
    add MED-2025-01 acts = {do: follow_up, at: 2025-03-28T09:00, by: PER-bcaudales,
      remarks: both content}
    new MED-2025-02 like MED-2025-01
    set MED-2025-02 parties = [UNIT-HID, UNIT-DCA]
    set MED-2025-02 positions.1.party = UNIT-DCA
    set MED-2025-02 settlement = {text: The safe stays shut., rule_change: regulation,
      governed_by: REG-seals-v1}
    new MED-2025-03 like MED-2025-02
    set MED-2025-03 parties = [UNIT-OFI, UNIT-DCA]
    set MED-2025-03 positions.0.party = UNIT-OFI
    set MED-2025-03 settlement.rule_change = post
    new REG-keys-v1 like REG-seals-v1
    set REG-keys-v1 effective = 2025-03-10
    set REG-keys-v1 acts.enter_into_force.at = 2025-03-10
    new MED-2025-04 like MED-2025-03
    set MED-2025-04 parties = [UNIT-HID, UNIT-OFI, UNIT-DCA]
    add MED-2025-04 positions = {party: UNIT-HID, text: we waited}
    set MED-2025-04 acts.settle.agreed_by = [PER-lmeandro, PER-dcuencas, PER-amanantial]
    set MED-2025-04 settlement = {text: Nothing., rule_change: none, governed_by: REG-keys-v1,
      reason: it is said there}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import in_force, is_in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R18", "R79")
KINDS = ("mediation",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each settlement whose rule does not govern what it settles."""
    for case in index.of("mediation"):
        settlement, settled = case.data.get("settlement"), case.last("settle")
        if settled is None or case.void or case.adopted or not isinstance(settlement, dict):
            continue
        name, change = str(settlement.get("governed_by", "")), settlement.get("rule_change")
        rule = index.records.get(name.partition("/")[0])
        if rule is None or rule.kind not in ("regulation", "post"):
            continue
        looked = case.last("follow_up")
        values = {"rule": name, "day": settled.at[:10], "raised": case.acts[0].at[:10]}
        if change == "none":
            if _holds(rule, settled.at[:10]):
                continue
            message = "Nothing changes by the settlement, and {rule} was not in force on {day}."
            hint = "Name the rule that was in force, or say what changes."
        elif rule.kind != change:
            message = "The settlement says `rule_change: {change}`, and {rule} is something else."
            hint = "Name what changes, or correct `rule_change`."
            values["change"] = str(change)
        elif looked and not _changed(index, rule, values["raised"], looked.at[:10]):
            message = "{rule} has not changed between {raised} and {looked}, as was settled."
            hint = "Bring its new version into force before looking back, or settle with `none`."
            values["looked"] = looked.at[:10]
        else:
            continue
        yield Finding(case.path, "settlement.governed_by", message, hint, values=values)


def _holds(rule: Record, day: str) -> bool:
    """Whether a rule was in force on a day (ISO date); of an adopted one nobody knows better."""
    return rule.kind == "post" or rule.adopted or is_in_force(rule, day)


def _changed(index: Index, rule: Record, since: str, until: str) -> bool:
    """Whether a version of a rule came between two days (ISO dates), outside ones left out."""
    if rule.kind == "post":
        starts = [
            str(version.get("from", ""))
            for version in entries_in(rule.data.get("versions"))
            if isinstance(version, dict)
        ]
        return any(since <= start <= until for start in starts)
    return any(
        version.data.get("scope") == "internal"
        and since <= (in_force(version) or ("", ""))[0] <= until
        for version in (rule, *index.of("regulation"))
        if version is rule or version.data.get("supersedes") == rule.id
    )
