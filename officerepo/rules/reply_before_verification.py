"""A letter was answered before the work that the answer reports had been verified.

What leaves the house is right the first time: somebody has looked at the result before the reply
goes out. A task that the reply itself carries out, and therefore names as its proof, is verified
afterwards; so is one that was taken up only after the reply.

Good:
    set TSK-2025-0002 acts.verify.at = 2025-02-20T13:00
    set TSK-2025-0002 acts.close.at = 2025-02-20T14:00
Bad:
    new TSK-2025-0005 like TSK-2025-0003
    set TSK-2025-0005 parent =
    set TSK-2025-0005 acts.verify.at = 2025-02-20T12:10
    set TSK-2025-0005 acts.close.at = 2025-02-20T12:20
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, is_before

SERVES = ("R23", "R33")
KINDS = ("incoming",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reply that was issued before a task of the letter was verified."""
    for letter in index.of("incoming"):
        for number, act in enumerate(letter.acts):
            reply = index.records.get(str(act.data.get("out", ""))) if act.do == "reply" else None
            issued = reply.last("issue") if reply and not reply.adopted else None
            if reply is None or issued is None:
                continue
            for task, link in index.links_to(letter.id):
                if task.kind != "task" or link.at != "source" or task.adopted or not task.acts:
                    continue
                if is_before(issued.at, task.acts[0].at) or _carried_out_by(reply, task):
                    continue
                verified = next((a for a in task.acts if a.do == "verify"), None)
                dropped = task.state in ("cancelled", "void")
                if not dropped and (verified is None or is_before(issued.at, verified.at)):
                    yield Finding(
                        letter.path,
                        f"acts[{number}].out",
                        "{reply} was issued on {day}, before {task} was verified.",
                        "Have the work verified before its result goes out; "
                        "if the letter itself is the work, name it under `evidence` of the task.",
                        values={"reply": reply.id, "day": issued.at[:10], "task": task.id},
                    )


def _carried_out_by(reply: Record, task: Record) -> bool:
    """Whether a task names the reply as a proof that it is done."""
    return any(link.target == reply.id for link in task.links if link.at.startswith("evidence"))
