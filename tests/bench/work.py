"""Tasks, meetings, rules and plans of the generated office."""

from __future__ import annotations

from functools import partial

from tests.bench.life import MEETINGS, OWNERS, Life
from tests.bench.organisation import DEPARTMENTS, Tree
from tests.bench.register import Item, Moment

ITEMS = 2  # of a yearly plan: each has to have a task, in a small office too
REVIEW = "2027-06-30"  # the day by which rules in force are looked at again


def task(
    life: Life, t: Moment, source: object = None, origin: str = "own", until: Moment | None = None
) -> None:
    """Docket a task and carry it through; it is not closed before `until`."""
    b, rng = life.books, life.books.rng
    language = b.language()
    prose = b.prose[language]
    post = b.one(OWNERS)
    due = 10 + rng.randrange(25)
    plan = life.plans.get(b.day(t)[:4])
    if source is None and life.waiting:
        source = life.waiting.pop()
    if source is None:
        item_of_plan = plan is not None and rng.random() < 0.4 and plan.acts[-1][0] < t
        source = (
            f"{plan.id}/I0{rng.randrange(1, ITEMS + 1)}"
            if item_of_plan and plan
            else f"POST-{post}/U1"
        )
    rule = life.regulations.get("post-duties")
    item = b.open(
        "task",
        "TSK",
        4,
        t,
        {
            "title": prose.title(),
            "origin": origin,
            "source": source,
            "owner": f"POST-{post}",
            "duty": f"POST-{post}/U{rng.randrange(1, 3)}",
            "done_when": prose.sentence(),
            "due": b.day(t.after(due)),
            "evidence": [{"attachment": "sheet.pdf", "sha256": b.hex(), "says": prose.title()}],
            "with": [f"UNIT-{b.one(DEPARTMENTS)}"],
            **({"refs": {"implements": [rule.id]}} if rule and rng.random() < 0.2 else {}),
        },
    )
    item.language = language
    item.act(t, "docket", b.who("OFI-03", t))
    item.act(t.after(0, 30), "assign", b.who("OFI-01", t))
    steps: list[tuple[str, int, Tree]] = [("accept", 1, {}), ("start", 2, {})]
    steps.append(("report", 4, {"text": prose.sentence(), "percent": "40"}))
    at = 5
    if origin != "superior" and rng.random() < 0.25:  # a superior's consent is another letter
        until_day = b.day(t.after(due + 8))
        steps.append(("ask_extension", 6, {"until": until_day, "reason": prose.sentence()}))
        steps.append(("extend", 7, {"until": until_day, "granted_by": "POST-OFI-01"}))
        at = 8
    if rng.random() < 0.2:
        steps.append(("urge", 8, {"level": "reminder", "text": prose.sentence()}))
        at = 9
    if rng.random() < 0.2:
        steps.append(("claim_done", at + 1, {}))
        steps.append(("return", at + 2, {"method": "sample", "remarks": prose.sentence()}))
        at += 3
    steps += [("claim_done", at + 1, {}), ("verify", at + 2, {"method": "document"})]
    by = {"extend": "OFI-01", "urge": "OFI-02", "return": "OFI-02", "verify": "OFI-02"}
    for number, (do, days, keys) in enumerate(steps):
        moment = t.after(days, number)
        item.act(moment, do, b.who(by.get(do, post), moment), **keys)
    closing = max(t.after(at + 3), (until or t).after(0, 30))
    item.act(closing, "close", b.who("OFI-01", closing))


def meeting(life: Life, t: Moment, chain: str, following: Moment | None) -> None:
    """Call a meeting, hold it two days later and minute it.

    The next one of the chain, called at `following`, approves the minutes.
    """
    b, rng = life.books, life.books.rng
    language = b.language()
    prose = b.prose[language]
    unit, chair_post, secretary_post, others = MEETINGS[chain]
    start = Moment(t.day + 2, 10 * 60)
    chair, secretary = b.who(chair_post, start), b.who(secretary_post, start)
    present = [chair, secretary, *(b.who(post, start) for post in others)]
    wanted = life.tasks.pop()
    decisions: list[Tree] = []
    for number in range(1, wanted + 1 + rng.randrange(2)):
        followed = number <= wanted
        decisions.append(
            {
                "id": f"D{number}",
                "text": prose.sentence(),
                "reasons": prose.sentence(),
                "mode": "consensus",
                "owner_post": f"POST-{b.one(OWNERS)}",
                "due": b.day(start.after(40)),
                **({} if followed else {"no_task_reason": prose.title()}),
            }
        )
    recused = {"person": present[-1], "item": "D1", "action": "left"}
    previous = life.last_meeting.get(chain)
    item = b.open(
        "meeting",
        "MTG",
        3,
        t,
        {
            "title": prose.title(),
            "type": chain.split()[0],
            "unit": f"UNIT-{unit}",
            "starts": b.at(start),
            "place": "Room 2.01",
            "chair": chair,
            "secretary": secretary,
            "attendance": {"present": present},
            "quorum": "2",
            "ends": b.at(start.after(0, 90)),
            "agenda": [{"n": str(n), "title": prose.title()} for n in range(1, 4)],
            **({"decisions": decisions} if decisions else {}),
            **({"interests": [recused]} if decisions and rng.random() < 0.1 else {}),
            **({"previous_minutes": {"ref": previous, "result": "approved"}} if previous else {}),
        },
    )
    item.language = language
    item.body = prose.body("meeting", [decision["text"] for decision in decisions])
    item.act(t, "call", b.who("OFI-03", t))
    item.act(start.after(0, 2), "hold", chair)
    item.act(start.after(1, 30), "minute", secretary)
    item.act(start.after(1, 60), "circulate", secretary)
    if previous:
        previous.act(
            start.after(0, 10), "approve", previous.data["chair"], **{"in": item}, digest="auto"
        )
        previous.act(start.after(1, 90), "file", b.who("OFI-03", start.after(1)))
    life.last_meeting[chain] = item
    if not following:  # nobody will read them out again: the chair alone approves them
        item.act(start.after(3), "approve", chair, digest="auto")
    approval = following.after(2) if following else start.after(3)
    for number in range(1, wanted + 1):
        source = f"{item.id}/D{number}"
        follow = partial(task, life, source=source, origin="leadership", until=approval.after(1))
        b.later(start.after(0, 120 + number), follow)


def regulation(life: Life, t: Moment, slug: str, version: int) -> None:
    """Draft, consult on and approve a version of a rule; it replaces the one before it."""
    b = life.books
    language = b.language()
    prose = b.prose[language]
    force = Moment(t.day + 20, 7 * 60)
    before = life.regulations.get(slug)
    item = b.add(
        "regulation",
        f"REG-{slug}-v{version}",
        {
            "title": prose.title(),
            "type": "rule",
            "scope": "internal",
            "owner_post": "POST-OFI-01",
            "applies_to": ["UNIT-OFI", f"UNIT-{b.one(DEPARTMENTS)}"],
            "effective": b.day(force),
            "review_by": REVIEW,
            "articles": [
                {
                    "id": f"A{n}",
                    "text": prose.sentence(),
                    "effect": b.one(("requires", "permits")),
                }
                for n in range(1, 5)
            ],
            **({"supersedes": before} if before else {}),
        },
    )
    item.language = language
    item.body = prose.body("regulation")
    item.act(t, "draft", b.who("OFI-07", t))
    span = {"from": b.day(t.after(1)), "to": b.day(t.after(10)), "responses": "7"}
    item.act(t.after(10), "consult", b.who("OFI-07", t.after(10)), **span, outcome=prose.sentence())
    item.act(t.after(15), "approve", b.who("DIR-03", t.after(15)), digest="auto")
    item.act(force, "enter_into_force", b.who("OFI-03", force))
    if before:
        before.act(force, "supersede", b.who("OFI-03", force), successor=item)
    b.later(force, lambda _: life.regulations.update({slug: item}))


def plan(life: Life, t: Moment) -> None:
    """Draft and approve the plan of a year."""
    b = life.books
    year = b.day(t)[:4]
    prose = b.prose["en"]
    item = b.add(
        "plan",
        f"PLN-{year}-annual",
        {
            "title": f"Annual plan {year}",
            "type": "annual",
            "period": {"from": f"{year}-01-01", "to": f"{year}-12-31"},
            "unit": "UNIT-DIR",
            "items": [
                {
                    "id": f"I0{n}",
                    "text": prose.title(),
                    "measure": "cases settled",
                    "target": str(10 * n),
                    "owner_post": f"POST-{b.one(OWNERS)}",
                    "due": f"{year}-12-15",
                }
                for n in range(1, ITEMS + 1)
            ],
        },
    )
    item.act(t, "draft", b.who("OFI-07", t))
    signed = [f"Plan for {year}, signed on every page"]
    item.act(t.after(3), "approve", b.who("DIR-01", t.after(3)), evidence=signed, digest="auto")
    item.act(t.after(4), "start", b.who("OFI-01", t.after(4)))
    life.plans[year] = item
    life.waiting = [f"{item.id}/I0{n}" for n in range(ITEMS, 0, -1)]
    over = Moment(b.place(f"{int(year) + 1}-01-20"), 10 * 60)
    if over.after(1) < b.end:
        b.later(over, lambda day: _end(life, item, day))


def _end(life: Life, item: Item, t: Moment) -> None:
    """Review and close the plan of a year that is over."""
    b = life.books
    item.act(t, "review", b.who("OFI-02", t), outcome="every item was reached")
    item.act(t.after(1), "close", b.who("DIR-02", t.after(1)))
