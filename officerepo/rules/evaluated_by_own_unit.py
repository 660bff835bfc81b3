"""Somebody assessed or decided on the evaluation of the unit to which they themselves belong.

Who is evaluated does not evaluate, and neither do the colleagues who share the grade. What counts
is which posts the person held on the day of the act.

Good:
    set EVL-2025-hid acts.assess.by = PER-amanantial
    set EVL-2025-hid acts.decide.by = PER-dcuencas
Bad:
    set EVL-2025-hid subject = UNIT-OFI
    set EVL-2025-hid acts.assess_self.by = PER-dcuencas
    set EVL-2025-hid acts.assess.by = PER-amanantial
    set EVL-2025-hid acts.decide.by = PER-etorrente
    set EVL-2025-hid items.E1 =
    set EVL-2025-hid items.E2.duty = POST-OFI-02/U1
    set EVL-2025-hid items.E2.weight = 100
    set POST-OFI-02 versions.0.powers = [verify_task, review_out, evaluate]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R59",)
KINDS = ("evaluation",)
_JUDGING = ("assess", "decide", "review")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each judging act by a member of the unit that is judged."""
    for sheet in index.of("evaluation"):
        subject = index.records.get(str(sheet.data.get("subject", "")))
        if subject is None or subject.kind != "unit" or sheet.void:
            continue
        posts = {post.id for post in index.of("post") if post.data.get("unit") == subject.id}
        for number, act in enumerate(sheet.acts):
            day = act.at[:10]
            if act.do not in _JUDGING or act.by in people_behind(index, subject.id, day):
                continue  # the head's own acts have their finding: self-approval
            held = [held.post for held in index.authority.holdings(act.by, day)]
            own = posts.intersection(held)
            if own:
                yield Finding(
                    sheet.path,
                    f"acts[{number}].by",
                    "{person} held {post} and so belonged to {unit}, which is evaluated here.",
                    "Have `{act}` done by somebody from outside the unit.",
                    values={
                        "person": act.by,
                        "post": min(own),
                        "unit": subject.id,
                        "act": act.do,
                    },
                )
