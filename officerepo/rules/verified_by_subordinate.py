"""A major task was verified by somebody who works under its owner.

Nobody can be asked to find fault with the work of their own chief. A major task is verified by a
post that does not report to the owner's, neither directly nor through others.

Good:
    set office lessons_after_days = 300
    set TSK-2025-0001 major = yes
    set POST-OFI-02 reports_to = POST-OFI-01
    set POST-OFI-01 reports_to = POST-DIR-01
    set POST-HID-01 reports_to = POST-DIR-01
Bad:
    set office lessons_after_days = 300
    set TSK-2025-0001 major = yes
    set POST-OFI-02 reports_to = POST-OFI-01
    set POST-OFI-01 reports_to = POST-HID-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import is_yes
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act

SERVES = ("R33", "R36")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each verification of a major task from below."""
    for task in index.of("task"):
        if not is_yes(task.data.get("major")) or task.adopted:
            continue
        for number, act in enumerate(task.acts):
            posts = _verifying_posts(index, act) if act.do == "verify" else ()
            owner = index.in_force(task, "owner", act) if posts else ""
            if owner and all(_is_under(index, post, owner) for post in posts):
                yield Finding(
                    task.path,
                    f"acts[{number}].by",
                    "{person} verified the task on {day} as {post}, which reports to {owner}.",
                    "Have a major task verified by somebody who does not work under its owner.",
                    values={
                        "person": act.by,
                        "day": act.at[:10],
                        "post": posts[0],
                        "owner": owner,
                    },
                )


def _verifying_posts(index: Index, act: Act) -> tuple[str, ...]:
    """Return the post in which somebody verified, or those that could have given the power."""
    if act.data.get("as"):
        return (str(act.data["as"]),)
    powers = index.authority.powers(act.by, act.at[:10])
    return tuple(
        post
        for power in index.office.kinds["task"].acts["verify"].powers
        for post in powers.get(power, ())
    )


def _is_under(index: Index, post: str, chief: str) -> bool:
    """Whether a post reports to another, directly or through others."""
    seen: set[str] = set()
    while post and post not in seen:
        seen.add(post)
        found = index.records.get(post)
        post = str(found.data.get("reports_to", "")) if found else ""
        if post == chief:
            return True
    return False
