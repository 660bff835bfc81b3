"""Letters come and go in the generated office, and carry its seal."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from tests.bench.life import Life
from tests.bench.organisation import DEPARTMENTS, EXTERNAL, SEALS
from tests.bench.register import Item, Moment
from tests.bench.work import task

DOC_TYPES = ("letter", "notice", "circular", "announcement", "certificate", "opinion", "decision")


def letter(life: Life, t: Moment, reply_to: Item | None = None) -> Moment:
    """Draft a letter and bring it to its end; return when it is issued."""
    b, rng = life.books, life.books.rng
    language = b.language()
    prose = b.prose[language]
    unit = b.one(DEPARTMENTS)
    drafter = b.one(("OFI-07", "OFI-07", f"{unit}-01"))
    to = reply_to.data["sender"] if reply_to else f"UNIT-{b.one(EXTERNAL)}"
    up = to == "UNIT-DCA"
    sealed = bool(life.sealed.pop())
    distribution = [{"to": to, "copies": str(rng.randrange(1, 4))}]
    if rng.random() < 0.5:
        distribution.append({"to": f"UNIT-{unit}", "copies": "1"})
    total = sum(int(entry["copies"]) for entry in distribution)
    doc_type = b.one(("report-up", "request-up")) if up else b.one(DOC_TYPES)
    item = b.open(
        "outgoing",
        "OUT",
        4,
        t,
        {
            "title": prose.title(),
            "doc_type": doc_type,
            "direction": "up" if up else "level",
            "to": [to],
            "needed_because": prose.sentence(),
            "distribution": distribution,
            "print": {"copies": str(total + 2), "file_copies": "1", "reserve": "1"},
            "unit": f"UNIT-{unit}",
            **({"reply_to": reply_to} if reply_to else {}),
            "sealed": "yes" if sealed else "no",
            **({"ack_required": "none"} if doc_type == "circular" else {}),
        },
    )
    item.language = language
    item.body = prose.body("outgoing")
    if doc_type == "report-up":
        prose_lines = "\n".join(line for line in item.body.split("\n") if line[:1] != "|")
        item.data["claims"] = [
            {"text": number, "value": str(int(number)), "refs": [reply_to or f"UNIT-{unit}"]}
            for number in dict.fromkeys(re.findall("[0-9]+", prose_lines))
        ]
    signer, reviewer, registrar = ("DIR-01" if up else "OFI-01", "OFI-02", "OFI-03")
    item.act(t, "draft", b.who(drafter, t))
    if rng.random() < 0.15:
        t = t.after(0, 40)
        item.act(t, "review", b.who(reviewer, t), remarks=prose.one("why").format(n=3))
        t = t.after(0, 5)
        writer = b.who(drafter, t)
        item.act(t, "redraft", b.who(reviewer, t), writer=writer, reason=prose.sentence())
    t = t.after(0, 20)
    item.act(t, "review", b.who(reviewer, t))
    t = t.after(1)
    on_paper: dict[str, Any] = {}
    if rng.random() < 0.4:
        scribe = b.who(registrar, t)
        on_paper = {"how": "paper", "entered_by": scribe, "evidence": ["Signed draft"]}
    item.act(t, "approve", b.who(signer, t), **on_paper, digest="auto")
    item.act(t.after(0, 15), "recheck", b.who(reviewer, t))
    item.act(t.after(0, 25), "register", b.who(registrar, t))
    t = item.act(t.after(0, 40), "print", b.who(registrar, t))
    if sealed:
        use = partial(seal_use, life, sealed=item, copies=total, drafter=drafter)
        b.later(t.after(0, 10), use)
    t = t.after(1)
    item.act(t, "issue", b.who(registrar, t), channel=b.one(("post", "hand", "mail")))
    item.act(t.after(3), "file", b.who("OFI-04", t.after(3)))
    return t


def seal_use(
    life: Life, t: Moment, sealed: Item | None = None, copies: int = 1, drafter: str = "PER-01"
) -> None:
    """Apply for the seal, on a letter or on a paper from outside; now and then it is refused."""
    b = life.books
    language = b.language()
    prose = b.prose[language]
    seal = b.one(SEALS)
    digest = "" if sealed else b.hex()
    document = sealed or {"title": prose.title(), "sha256": digest}
    rule = life.regulations.get("seals")
    item = b.open(
        "seal-use",
        "SEAL",
        4,
        t,
        {
            "title": prose.title(),
            "seal": seal,
            "document": document,
            "purpose": prose.sentence(),
            "copies": str(copies),
            "impressions": str(copies + b.rng.randrange(2)),
            "document_digest": sealed or f"sha256:{digest}",
            "authority": f"{rule.id}/A1" if rule else "POST-OFI-01",
        },
    )
    item.language = language
    item.act(t, "apply_for", b.who(drafter, t))
    if sealed is None and b.rng.random() < 0.2:
        item.act(t.after(0, 30), "refuse", b.who("OFI-05", t), reason=prose.sentence())
        return
    item.act(t.after(0, 30), "approve", b.who("OFI-01", t), digest="auto")
    witness = {"witness": b.who("OFI-06", t)} if b.rng.random() < 0.3 else {}
    item.act(t.after(0, 45), "stamp", b.who("OFI-05", t), **witness)
    item.act(t.after(2), "file", b.who("OFI-03", t.after(2)))


def paper(life: Life, t: Moment) -> None:
    """Receive a paper; some are for action, and lead to a task, a reply or both."""
    b, rng = life.books, life.books.rng
    language = b.language()
    prose = b.prose[language]
    wanted = life.papers.pop()
    unit, sender = b.one(DEPARTMENTS), f"UNIT-{b.one(EXTERNAL)}"
    urgent = bool(wanted) and rng.random() < 0.3
    item = b.open(
        "incoming",
        "IN",
        4,
        t,
        {
            "title": prose.title(),
            "sender": sender,
            "dated": b.day(t.after(-rng.randrange(1, 4))),
            "doc_type": b.one(("letter", "notice", "report", "application", "complaint")),
            "channel": b.one(("hand", "post", "mail", "platform")),
            "handling": "act" if wanted else "inform",
            **({"urgency": "urgent" if urgent else "normal"} if wanted else {}),
            **({"lead_unit": f"UNIT-{unit}", "due": b.day(t.after(45))} if wanted else {}),
            **({"urger": "POST-OFI-02"} if urgent else {}),
            **({"ruling_post": "POST-DIR-01"} if wanted else {}),
            "sender_ref": f"{sender[5:]} {rng.randrange(1, 900)}/{b.day(t)[:4]}",
            "copies": str(rng.randrange(1, 3)),
            **({"label": "restricted"} if wanted < 2 and rng.random() < 0.03 else {}),
        },
    )
    item.language = language
    item.act(t, "sign_for", b.who("OFI-06", t), pieces=str(rng.randrange(1, 5)))
    item.act(t.after(0, 20), "register", b.who("OFI-03", t))
    if not wanted and rng.random() < 0.03:
        item.act(t.after(0, 25), "void", b.who("OFI-03", t), reason="The same paper came twice.")
        return
    item.act(t.after(0, 30), "check", b.who("OFI-03", t), ours="yes", format="yes")
    if not wanted:
        item.act(t.after(1), "circulate", b.who("OFI-03", t.after(1)), to=[f"UNIT-{unit}"])
        item.act(t.after(2), "back", b.who(f"{unit}-01", t.after(2)), note=prose.sentence())
        item.act(t.after(5), "file", b.who("OFI-04", t.after(5)))
        return
    item.act(t.after(0, 60), "propose", b.who("OFI-01", t), text=prose.sentence())
    item.act(t.after(0, 90), "rule", b.who("DIR-01", t), how="paper", text=prose.sentence())
    item.act(t.after(0, 110), "assign", b.who("OFI-01", t))
    if wanted in (1, 3):
        origin = "superior" if sender == "UNIT-DCA" else "external"
        b.later(t.after(1), partial(task, life, source=item, origin=origin))
    if wanted in (2, 3):
        wait = 20 if wanted == 3 else 3  # a task of the letter is closed after 16 days at most
        b.later(t.after(wait + rng.randrange(6)), partial(reply, life, paper=item, unit=unit))
    else:
        done = item.act(t.after(20), "do", b.who(f"{unit}-01", t.after(20)))
        item.act(done.after(1), "no_reply", b.who("OFI-01", done.after(1)), reason=prose.sentence())


def reply(life: Life, t: Moment, paper: Item, unit: str) -> None:
    """Answer a paper by a letter."""
    b = life.books
    issued = letter(life, t, reply_to=paper)
    answer = b.items["outgoing"][-1]
    paper.act(issued.after(0, 5), "do", b.who(f"{unit}-01", issued))
    paper.act(issued.after(0, 10), "reply", b.who("OFI-03", issued), out=answer)
    paper.act(issued.after(4), "file", b.who("OFI-04", issued.after(4)))
