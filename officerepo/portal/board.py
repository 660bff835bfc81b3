"""The board of tasks, as a page for each way to look at it: by state, post, plan and due date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from officerepo.deadlines import SOON, awaited
from officerepo.portal.site import Face, Site
from officerepo.record import Record

DONE_SHOWN = 14
"""Days for which the board shows what is done."""

CARDS_SHOWN = 40
"""Cards of a column that are shown; how many more there are is said below them."""

PHASES = ("todo", "doing", "review", "done")

_DEEPEST = 10  # tasks above each other


@dataclass(slots=True)
class Due:
    """Something that has to be done by a day; posts answer for it, people are not named."""

    face: Face
    owner: Face | None
    day: str
    shown: Markup
    words: str
    tone: str


class Card(NamedTuple):
    """A task on the board and its phase."""

    record: Record
    due: Due
    phase: str


@dataclass(slots=True)
class Column:
    """The cards under one title; `more` says how many are left out."""

    anchor: str
    title: str
    cards: list[Card]
    url: str = ""
    lang: str = ""
    more: int = 0


class View(NamedTuple):
    """A way to look at the board: its name and the address of its page."""

    name: str
    path: str


VIEWS = (
    View("state", "board/index.html"),
    View("post", "board/by-post.html"),
    View("plan", "board/by-plan.html"),
    View("due", "board/by-due.html"),
)


def due_of(site: Site, record: Record, day: str) -> Due:
    """Returns how a record that is due on a day is shown in lists of what is to be done."""
    words, tone = site.language.due(day, site.today)
    owner = site.face(site.owner_of(record))
    return Due(site.face_of(record), owner, day, Markup(site.language.short(day)), words, tone)


def views(site: Site) -> list[View]:
    """Returns the pages of the board: none without tasks, and by plan only where plans are kept."""
    kinds = site.office.kinds
    return [view for view in VIEWS if "task" in kinds and (view.name != "plan" or "plan" in kinds)]


def board(site: Site, view: View) -> dict[str, Any]:
    """Returns what the template of a page of the board needs."""
    gettext = site.language.gettext
    cards = site.once(all_cards)
    titles = {
        "state": gettext("by state"),
        "post": gettext("by post"),
        "plan": gettext("by plan"),
        "due": gettext("by due date"),
    }
    return {
        "view": view,
        "view_title": titles[view.name],
        "views": [(each, titles[each.name]) for each in views(site)],
        "columns": [_short(column) for column in _COLUMNS[view.name](site, cards)],
        "late": sum(card.due.tone == "late" for card in cards),
    }


def all_cards(site: Site) -> list[Card]:
    """Returns the open tasks, what is late first, and then what was done lately, newest first."""
    kind = site.office.kinds["task"]
    today = site.today.isoformat()
    first = (site.today - timedelta(days=DONE_SHOWN)).isoformat()
    pending, done = [], []
    for record in site.index.of("task"):
        phase = kind.phase_of(record.state)
        if phase in ("todo", "doing", "review"):
            pending.append(Card(record, _awaited(site, record), phase))
        elif phase == "done" and record.acts and first <= record.acts[-1].at[:10] <= today:
            closed = record.acts[-1].at[:10]
            shown = replace(due_of(site, record, closed), words="", tone="")
            done.append(Card(record, shown, phase))
    pending.sort(key=_place)
    return pending + sorted(done, key=_place, reverse=True)


def is_soon(site: Site, card: Card) -> bool:
    """Whether an open task is due today or within the next days, and not late."""
    last = (site.today + timedelta(days=SOON)).isoformat()
    return card.phase != "done" and site.today.isoformat() <= card.due.day <= last


def _awaited(site: Site, task: Record) -> Due:
    """Returns the day by which a task is awaited; while none is, as of a suspended one, no day."""
    found = awaited(site.index, task)
    if found:
        return due_of(site, task, found.day)
    return replace(due_of(site, task, ""), words="", tone="")


def plan_of(site: Site, task: Record) -> str:
    """Returns the plan that a task serves, by its own source or that of a task above it."""
    for _ in range(_DEEPEST):
        source = str(task.data.get("source", "")).partition("/")[0]
        known = site.records.get(source)
        if known is not None and known.kind == "plan":
            return known.id
        above = site.records.get(str(task.data.get("parent", "")))
        if above is None or above.kind != "task":
            break
        task = above
    return ""


def board_key(site: Site, view: View) -> str:
    """Returns the key of a page of the board."""
    shown = [card.record for card in site.once(all_cards)]
    rows = [site.record_key(record) for record in shown]
    rows += [site.face_key(site.owner_of(record)) for record in shown]
    if view.name == "plan":
        rows += [site.face_key(plan_of(site, record)) for record in shown]
    return site.key("board", view.name, str(site.today), *rows)


def _place(card: Card) -> tuple[bool, str, str]:
    return not card.due.day, card.due.day, card.record.id


def _short(column: Column) -> Column:
    return replace(
        column,
        cards=column.cards[:CARDS_SHOWN],
        more=max(0, len(column.cards) - CARDS_SHOWN),
    )


# -- the columns of each page ---------------------------------------------------------------------


def _by_state(site: Site, cards: list[Card]) -> Iterator[Column]:
    gettext = site.language.gettext
    titles = {
        "todo": gettext("To do"),
        "doing": gettext("In hand"),
        "review": gettext("Under review"),
        "done": _done_title(site),
    }
    for phase in PHASES:
        yield Column(phase, titles[phase], [card for card in cards if card.phase == phase])


def _by_post(site: Site, cards: list[Card]) -> Iterator[Column]:
    nobody = site.language.gettext("No post answers for it")
    yield from _by_record(site, cards, lambda card: site.owner_of(card.record), nobody)


def _by_plan(site: Site, cards: list[Card]) -> Iterator[Column]:
    without = site.language.gettext("Without a plan")
    yield from _by_record(site, cards, lambda card: plan_of(site, card.record), without)


def _by_record(
    site: Site, cards: list[Card], of: Callable[[Card], str], without: str
) -> Iterator[Column]:
    """Yields a column for each record that cards belong to; those that belong to none come last."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(of(card), []).append(card)
    for name in sorted(groups, key=lambda name: (not name, name)):
        face = site.face(name)
        if face:
            yield Column(name.lower(), face.title, groups[name], face.url, face.lang)
        else:
            yield Column("none", without, groups[name])


def _by_due(site: Site, cards: list[Card]) -> Iterator[Column]:
    gettext = site.language.gettext
    ends = [
        ("late", gettext("Late"), -1),
        ("soon", gettext("Due in 7 days"), SOON),
        ("month", gettext("Due in 30 days"), 30),
        ("later", gettext("Later"), 36_500),
    ]
    pending = [card for card in cards if card.phase != "done"]
    for name, title, days in ends:
        last = (site.today + timedelta(days=days)).isoformat()
        yield Column(name, title, [c for c in pending if c.due.day and c.due.day <= last])
        pending = [card for card in pending if not card.due.day or card.due.day > last]
    if pending:
        yield Column("undated", gettext("Without a date"), pending)
    yield Column("done", _done_title(site), [card for card in cards if card.phase == "done"])


def _done_title(site: Site) -> str:
    return site.language.gettext("Done in {n} days").replace("{n}", str(DONE_SHOWN))


_COLUMNS: dict[str, Callable[[Site, list[Card]], Iterator[Column]]] = {
    "state": _by_state,
    "post": _by_post,
    "plan": _by_plan,
    "due": _by_due,
}
