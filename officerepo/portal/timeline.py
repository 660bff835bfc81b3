"""The timeline of plans: objectives, their items and tasks over the days of a plan, and today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from officerepo.domain.owed import is_late
from officerepo.domain.plans import in_force
from officerepo.domain.progress import (
    DONE,
    IN_HAND,
    IN_PART,
    LATE,
    MISSED,
    REACHED,
    REVIEWED,
    Step,
    newest_first,
    span,
    steps,
    summary,
)
from officerepo.portal.headway import standing_shown
from officerepo.portal.language import parse_day
from officerepo.portal.pieces import Html
from officerepo.portal.site import Face, Site
from officerepo.record import Record

SHOWN_AFTER = 366  # days for which a plan that is over stays in the timeline
LABELS, WIDE = 190, 440  # units of the drawing: the column of labels, the days of the plan
LETTERS = 26  # of a label; the table has the whole of it
LINE = 22  # units from one line to the next

TONES = {
    DONE: "piece0",
    REACHED: "piece0",
    IN_HAND: "piece1",
    REVIEWED: "piece2",
    IN_PART: "piece3",
    LATE: "late",
    MISSED: "missed",
}


class Line(NamedTuple):
    """A line of a plan's timeline: an objective, an item that serves it, or a task made of it.

    `depth` is 0, 1 or 2; an objective has no days of its own.
    """

    depth: int
    name: Html
    label: str
    first: str
    last: str
    standing: Html
    tone: str
    owner: Html


class Bar(NamedTuple):
    """What is drawn of a line: its label and where, and its bar; no bar where it has no days."""

    label: str
    indent: int
    top: int
    start: int
    width: int
    tone: str


class Tick(NamedTuple):
    """A day on the axis: its words, and where it is."""

    words: str
    at: int


@dataclass(slots=True)
class Chart:
    """The drawing of a plan: its bars, the axis, today where it lies within, and its height."""

    bars: list[Bar]
    ticks: list[Tick]
    today: int | None
    height: int


@dataclass(slots=True)
class Plan:
    """A plan with its lines, as a drawing and as rows of a table."""

    face: Face
    period: Markup
    summary: str
    chart: Chart | None
    rows: list[tuple[int, Markup, Markup, Markup, Markup, Markup]]


def address(site: Site) -> str:
    """Returns where the timeline is; nothing in an office without plans."""
    kind = site.office.kinds.get("plan")
    return f"{kind.folder}/timeline.html" if kind else ""


def timed(site: Site) -> list[Record]:
    """Returns the plans in the timeline, the latest first: those that are not long over."""
    found = []
    for plan in newest_first(site.index):
        last = parse_day(span(plan)[1])
        if last is None or (site.today - last).days <= SHOWN_AFTER:
            found.append(plan)
    return found


def timeline_key(site: Site) -> str:
    """Returns the key of the timeline: its plans, what they serve, and all that links to them."""
    plans = site.once(timed)
    linking = (site.face_key(r.id) for plan in plans for r, _ in site.index.links_to(plan.id))
    tasks = (
        site.record_key(record)
        for plan in plans
        for record, _ in site.index.links_to(plan.id)
        if record.kind in ("task", "plan")
    )
    whole = (site.record_key(plan) for plan in site.index.of("plan"))
    posts = (site.record_key(post) for post in site.index.of("post"))
    told = str(site.index.withheld.done)
    return site.key("timeline", site.day_key, told, *whole, *linking, *tasks, *posts)


def timeline(site: Site) -> dict[str, Any]:
    """Returns what the template of the timeline needs."""
    return {"plans": [_plan(site, plan) for plan in site.once(timed)]}


def _plan(site: Site, plan: Record) -> Plan:
    found = list(steps(site.index, plan, site.today))
    lines = list(_lines(site, found))
    first, last = span(plan)
    short = site.language.short
    return Plan(
        site.face_of(plan),
        Markup(f"{short(first)} – {short(last)}"),
        site.language.say(summary(Counter(step.standing for step in found))),
        _chart(site, lines, first, last),
        [
            (
                line.depth,
                Markup(line.name),
                Markup(short(line.first) if line.first else ""),
                Markup(short(line.last) if line.last else ""),
                Markup(line.standing),
                Markup(line.owner),
            )
            for line in lines
        ],
    )


def _lines(site: Site, found: Sequence[Step]) -> Iterator[Line]:
    """Yields the lines of a plan: by objective its items, under each item its tasks."""
    by_objective: dict[str, list[Step]] = {}
    for step in found:
        by_objective.setdefault(step.item.says("serves"), []).append(step)
    nothing = Html("")
    for objective in sorted(by_objective, key=lambda name: (not name, name)):
        if objective:
            link = site.link("../", objective)
            yield Line(0, link, _text(site, objective), "", "", nothing, "", nothing)
        for step in by_objective[objective]:
            yield _item(site, step, bool(objective))
            for task in step.tasks:
                yield _task(site, task, bool(objective))


def _item(site: Site, step: Step, below: bool) -> Line:
    item = step.item
    begun = [task.acts[0].at[:10] for task in step.tasks if task.acts]
    first = min((day for day in begun if day <= item.says("due")), default=span(step.plan)[0])
    tone = TONES.get(step.standing, "open")
    owner = item.says("owner_post")
    link = site.link("../", step.name)
    shown = standing_shown(site, step.standing)
    responsible = site.link("../", owner, brief=True) if owner else Html("")
    text, due = item.says("text"), item.says("due")
    return Line(int(below), link, f"{item.name} {text}", first, due, shown, tone, responsible)


def _task(site: Site, task: Record, below: bool) -> Line:
    face = site.face_of(task)
    first = task.acts[0].at[:10] if task.acts else ""
    due = site.index.due(task)[:10]
    over = not site.index.is_open(task) and task.acts
    last = task.acts[-1].at[:10] if over else due
    late = not over and is_late(site.index, task, site.today)
    owner = site.index.owner(task)
    responsible = site.link("../", owner, brief=True) if owner else Html("")
    tone = "late" if late else "piece0" if over else "piece1"
    link = site.link("../", task.id)
    return Line(1 + below, link, task.id, first, last, face.tag, tone, responsible)


def _text(site: Site, objective: str) -> str:
    plan, _, name = objective.partition("/")
    record = site.index.records.get(plan)
    items = in_force(record) if record else []
    return next((item.says("text") for item in items if item.name == name), objective)


def _chart(site: Site, lines: Sequence[Line], first: str, last: str) -> Chart | None:
    start, end = parse_day(first), parse_day(last)
    if start is None or end is None or end <= start or not lines:
        return None
    days = (end - start).days

    def place(day: date) -> int:
        return LABELS + round(min(max((day - start).days, 0), days) * WIDE / days)

    bars = []
    for number, line in enumerate(lines):
        begin, over = parse_day(line.first), parse_day(line.last)
        at = width = 0
        if begin and over:
            at = place(min(begin, over))
            width = max(place(over) - at, 3)
        indent = 12 * line.depth
        letters = LETTERS - 2 * line.depth
        label = line.label if len(line.label) <= letters else line.label[: letters - 1] + "…"
        bars.append(Bar(label, indent, (number + 1) * LINE, at, width, line.tone))
    today = place(site.today) if start <= site.today <= end else None
    ticks = [Tick(words, place(day)) for words, day in _ticks(site, start, end)]
    return Chart(bars, ticks, today, (len(lines) + 1) * LINE + 6)


def _ticks(site: Site, start: date, end: date) -> Iterator[tuple[str, date]]:
    """Yields the days on the axis: quarters of a plan for about a year, else the years."""
    yearly = (end - start).days > 550
    for year in range(start.year, end.year + 1):
        for month in (1,) if yearly else (1, 4, 7, 10):
            day = date(year, month, 1)
            if start <= day <= end:
                month_said = site.language.month(f"{year:04d}-{month:02d}", short=True)
                yield (str(year) if yearly else month_said), day
