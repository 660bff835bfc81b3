"""A request was first brought to somebody outside the office, and nobody says why.

Staff come to the office first, step by step; it knows who can help. Who was asked elsewhere is not
turned away, but the record says what the reason was.

Good:
    set REQ-2025-0001 first_contact = PER-etorrente
    set REQ-2025-0001 acts.receive.by = PER-etorrente
Bad:
    set REQ-2025-0001 first_contact = PER-amanantial
    set REQ-2025-0001 acts.receive.by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R31",)
KINDS = ("request",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each request that the office did not hear first, without a reason."""
    office = str(index.office.settings.get("office_unit", ""))
    for request in index.of("request"):
        person = str(request.data.get("first_contact", ""))
        if not office or not person or request.adopted or request.void:
            continue
        if request.data.get("skip_reason") or not request.acts:
            continue
        day = request.acts[0].at[:10]
        posts = [index.records.get(h.post) for h in index.authority.holdings(person, day)]
        if posts and all(post is not None and post.data.get("unit") != office for post in posts):
            yield Finding(
                request.path,
                "first_contact",
                "{person} was asked first on {day}, who had no post in {office}.",
                "Say under skip_reason why the request did not come to the office first.",
                values={"person": person, "day": day, "office": office},
            )
