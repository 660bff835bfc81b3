"""A record, or all of a kind, got a label by which more people may read it.

Once a portal has shown it or a clone holds it, nobody takes it back. It may be right; somebody
looks at it first.

Good:
    then
    set TSK-2025-0001 label = restricted
Bad:
    set TSK-2025-0001 label = restricted
    then
    set TSK-2025-0001 label = public
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.change import Change
from officerepo.kind import LABELS
from officerepo.office import OWN_KINDS, SETTINGS

SERVES = ("R28",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each record, then for each kind, whose label is a more open one."""
    for _, before, after, _ in change.pairs:
        if before is not None and after is not None and _is_more_open(before.label, after.label):
            yield Finding(
                after.path,
                "label",
                "The record was {before} and is {after} now: more people may read it.",
                "See that nothing in it, or in what lies beside it, is for fewer people.",
                values={"before": before.label, "after": after.label},
            )
    for name, kind in change.own.office.kinds.items():
        was = change.tip.office.kinds.get(name)
        if was is not None and _is_more_open(was.label, kind.label):
            yield Finding(
                kind.path if kind.path.startswith(OWN_KINDS) else SETTINGS[0],
                "",
                "Records of the kind `{kind}` were {before} and are {after} now: more people may"
                " read them.",
                "See that none of them is for fewer people, or write the label into it.",
                values={"kind": name, "before": was.label, "after": kind.label},
            )


def _is_more_open(before: str, after: str) -> bool:
    return LABELS.index(after) < LABELS.index(before)
