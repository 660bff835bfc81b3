"""A superior gave a ruling on a report, which had therefore asked for something.

What is asked of a superior goes out as a request of its own, on one matter; a report only informs
and may be left unanswered. A ruling that names a report under `refs.replies_to` shows that a
request was hidden in it.

Good:
    set IN-2025-0003 doc_type = reply
    set IN-2025-0003 refs = {replies_to: [OUT-2025-0001]}
    set OUT-2025-0001 doc_type = request-up
    set SL-oficial permits = [request-up, report-up]
Bad:
    set IN-2025-0003 doc_type = reply
    set IN-2025-0003 refs = {replies_to: [OUT-2025-0001]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R11", "R27")
KINDS = ("outgoing",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each report to a superior on which a ruling came back."""
    for report in index.of("outgoing"):
        if report.data.get("doc_type") != "report-up" or report.adopted or report.void:
            continue
        for ruling, link in index.links_to(report.id):
            if (
                ruling.kind == "incoming"
                and ruling.data.get("doc_type") == "reply"
                and link.at.startswith("refs.replies_to")
                and not ruling.void
            ):
                yield Finding(
                    report.path,
                    "doc_type",
                    "{ruling} is a ruling on this report; what is asked for goes out as a request.",
                    "Send requests as `request-up`, one matter each; if the ruling answers another "
                    "letter, correct `refs` of {ruling}.",
                    values={"ruling": ruling.id},
                )
