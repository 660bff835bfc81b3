"""An approval was written down by somebody else, and nothing shows that it was given.

Leaders who never open the repository approve on paper, by mail or by word of mouth; a clerk enters
it. The entry says who entered it, and names the slip, message or decision that proves it.

Good:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
Bad:
    set SEAL-2025-0001 acts.approve.how = voice
    set SEAL-2025-0001 acts.approve.evidence = [Note of the call]
    set SEAL-2025-0002 acts.approve.entered_by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R94",)
_HINTS = {
    "entered_by": "Say who wrote it in: `--entered-by PER-name`, or `entered_by` in the act.",
    "evidence": "Name the slip, mail or decision: `--evidence`, or `evidence` in the act.",
    "entered_by evidence": "Say who wrote it in with `--entered-by PER-name`, and name the slip or "
    "mail with `--evidence`; in the act they are `entered_by` and `evidence`.",
}


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each transcribed approval without evidence, or without its scribe."""
    for kind in index.office.kinds.values():
        approvals = {spec.name for spec in kind.acts.values() if spec.approval}
        for record in index.of(kind.name) if approvals else ():
            for number, act in enumerate(record.acts):
                if act.do not in approvals:
                    continue
                how, scribe = act.data.get("how") or "git", act.data.get("entered_by")
                if how == "git" and scribe in (None, "", act.by):
                    continue
                missing = [] if scribe else ["entered_by"]
                if not (act.data.get("evidence") or act.data.get("in")):
                    missing.append("evidence")
                if missing:
                    yield Finding(
                        record.path,
                        f"acts[{number}]",
                        "`{act}` was not entered by {person} in person, and {missing} is not said.",
                        _HINTS[" ".join(missing)],
                        values={"act": act.do, "person": act.by, "missing": " / ".join(missing)},
                    )
