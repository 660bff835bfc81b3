"""A dossier is marked as destroyed or transferred, and no disposal covers it.

One has to be able to say why papers are no longer held: by a disposal of the same kind that lists
the dossier, was approved, and was carried out by then.

Good:
    set DOS-145-2014-001 acts.destroy.at = 2025-03-11
Bad:
    set DOS-145-2014-001 acts.destroy.at = 2025-03-07T10:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import executed
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act, Record

SERVES = ("R17", "R47")
KINDS = ("dossier",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each destruction or transfer without a disposal behind it."""
    for dossier in index.of("dossier"):
        for number, act in enumerate(dossier.acts):
            if act.do in ("destroy", "transfer") and not _is_covered(index, dossier, act):
                yield Finding(
                    dossier.path,
                    f"acts[{number}]",
                    "The dossier is marked `{act}` on {day}, and {disposal} does not cover that.",
                    "Name a disposal `{act}` that lists this dossier and was carried out by then.",
                    values={
                        "act": act.do,
                        "day": act.at[:10],
                        "disposal": str(act.data.get("disposal", "")),
                    },
                )


def _is_covered(index: Index, dossier: Record, act: Act) -> bool:
    return any(
        disposal.id == act.data.get("disposal") and disposal.data.get("type") == act.do
        for disposal, _ in executed(index, dossier, act.at)
    )
