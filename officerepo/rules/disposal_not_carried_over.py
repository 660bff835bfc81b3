"""A disposal was carried out, and the dossier does not show it.

The inventory says where papers are; once they are destroyed or handed on, their dossier says so
with the same day and the number of the disposal.

Good:
    set DISP-2025-01 acts.execute =
    set DOS-145-2014-001 acts.destroy =
Bad:
    set DOS-145-2014-001 acts.destroy =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import held
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R47",)
KINDS = ("disposal",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each dossier that does not say what a disposal did with it."""
    for disposal in index.of("disposal"):
        done, wanted = disposal.last("execute"), disposal.data.get("type")
        if wanted not in ("destroy", "transfer") or done is None:
            continue
        for number, name in enumerate(entries_in(disposal.data.get("items"))):
            dossier = index.records.get(str(name))
            if dossier is None or dossier.kind != "dossier" or dossier.last(str(wanted)):
                continue
            if wanted == "destroy" and held(index, dossier, done.at):
                continue  # has its own finding, and is not to be marked destroyed
            yield Finding(
                disposal.path,
                f"items[{number}]",
                "The disposal was carried out on {day}, and {dossier} still is `{state}`.",
                "Record it there: `officerepo act {dossier} {act} disposal={disposal}`.",
                values={
                    "day": done.at[:10],
                    "dossier": dossier.id,
                    "state": dossier.state,
                    "act": str(wanted),
                    "disposal": disposal.id,
                },
            )
