"""More sheets of a period are graded excellent than the office allows.

A grade that everybody gets says nothing. Of the sheets of one period, those of units and those of
people apart, at most `excellent_share` per cent are excellent (a setting of the office; 20 unless
it says otherwise), rounded up, so that a small house may have one.

Good:
    set EVL-2025-hid grade = excellent
Bad:
    new EVL-2025-ofi like EVL-2025-hid
    set EVL-2025-ofi subject = UNIT-OFI
    set EVL-2025-ofi acts.assess_self.by = PER-dcuencas
    set EVL-2025-ofi acts.assess.by = PER-amanantial
    set EVL-2025-ofi acts.decide.by = PER-lmeandro
    set EVL-2025-ofi items.E1 =
    set EVL-2025-ofi items.E2.duty = POST-OFI-02/U1
    set EVL-2025-ofi items.E2.weight = 100
    set POST-HID-01 versions.0.powers = [evaluate]
    set EVL-2025-hid grade = excellent
    set EVL-2025-ofi grade = excellent
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R60",)
KINDS = ("evaluation",)
_SHARE = 20


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each excellent grade decided after the share was used up."""
    share = index.office.number("excellent_share", _SHARE)
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for sheet in index.of("evaluation"):
        period = sheet.data.get("period")
        subject = index.records.get(str(sheet.data.get("subject", "")))
        if not sheet.void and isinstance(period, dict) and subject is not None:
            key = (str(period.get("from")), str(period.get("to")), subject.kind)
            groups.setdefault(key, []).append(sheet)
    for (first, last, _), sheets in groups.items():
        allowed = -(-len(sheets) * share // 100)
        excellent = sorted(
            (decided.at, sheet.id, sheet)
            for sheet in sheets
            if sheet.data.get("grade") == "excellent"
            and (decided := sheet.last("decide")) is not None
        )
        for _, _, sheet in excellent[allowed:]:
            yield Finding(
                sheet.path,
                "grade",
                "{excellent} of {all} sheets from {first} to {last} are excellent; "
                "{allowed} may be.",
                "Decide which of them stand out, or have the share changed in the settings.",
                values={
                    "excellent": str(len(excellent)),
                    "all": str(len(sheets)),
                    "first": first,
                    "last": last,
                    "allowed": str(allowed),
                },
            )
