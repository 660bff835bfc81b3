"""A waiver has expired, or names a rule that does not exist or whose findings are not waived.

Waivers accept a warning for a time and are listed for everybody; errors are mended, not waived. Of
two waivers of one rule the later day counts, and the earlier one is history.

Good:
    set REG-seals-v1 review_by = YESTERDAY
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: under way, by: PER-farroyuelo, until: TODAY},
      {rule: review-overdue, because: expected, by: PER-farroyuelo, until: YESTERDAY}]
Bad:
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: habit, by: PER-farroyuelo, until: YESTERDAY},
      {rule: review-overdu, because: habit, by: PER-farroyuelo, until: TOMORROW},
      {rule: missing-field, because: habit, by: PER-farroyuelo, until: TOMORROW},
      {rule: broken-link, because: habit, by: PER-farroyuelo, until: TOMORROW}]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.profile import STRUCTURE
from officerepo.record import entries_in
from officerepo.rules import every_rule, waivable
from officerepo.text import near

SERVES = ("R28",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each waiver that waives nothing."""
    day = today.isoformat()
    declared = {r.name: r.severity for k in index.office.kinds.values() for r in k.rules.values()}
    errors = {*STRUCTURE, *(every_rule().keys() - waivable())}
    errors |= {name for name, severity in declared.items() if severity == "error"}
    for record in index.records.values():
        waivers = entries_in(record.data.get("waive"))
        held = {w.get("rule") for w in waivers if isinstance(w, dict) and _until(w) >= day}
        for number, waiver in enumerate(waivers):
            if not isinstance(waiver, dict):
                continue
            rule, until = str(waiver.get("rule")), _until(waiver)
            like = ""
            if rule in errors:
                message = "Findings of `{rule}` are errors, which cannot be waived."
                hint = "Remove the waiver, and mend what it excuses."
            elif rule not in declared and rule not in waivable():
                like = near(rule, {*declared, *waivable()})
                message = "There is no rule `{rule}` to waive."
                hint = "Write `{like}`." if like else "Write the rule's name as `check` shows it."
            elif until < day and rule not in held:
                message = "The waiver of `{rule}` ran out on {until}."
                hint = "Remove it, and mend what it excused."
            else:
                continue
            values = {"rule": rule, "until": until, "like": like}
            yield Finding(record.path, f"waive[{number}]", message, hint, values=values)


def _until(waiver: Mapping[str, Any]) -> str:
    return str(waiver.get("until", ""))
