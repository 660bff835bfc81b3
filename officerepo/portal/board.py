"""The board of tasks, as a page for each way to look at it: by state, post, plan and due date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from officerepo.domain.establishment import answering
from officerepo.domain.owed import SOON, Owed, owed
from officerepo.kind import Words
from officerepo.portal.reports import rows_of
from officerepo.portal.site import Face, Site
from officerepo.record import Record

DONE_SHOWN = 14
"""Days for which the board shows what is done."""

TURNS_AHEAD = 30
"""Days for which the board shows the coming turns of routines."""

CARDS_SHOWN = 40
"""Cards of a column that are shown; how many more there are is said below them."""

PHASES = ("todo", "doing", "review", "done")

_DEEPEST = 10  # tasks above each other


@dataclass(slots=True)
class Due:
    """Something that has to be done by a day, and whom it waits for; people are not named."""

    face: Face
    owners: list[Face]
    day: str
    shown: Markup
    words: str
    tone: str
    step: str = ""


class Card(NamedTuple):
    """A task on the board, or a turn of a routine, and its phase."""

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


def due_of(site: Site, record: Record, day: str, who: Iterable[str], step: Words) -> Due:
    """Returns how a record of which something is owed is shown in lists of what is to be done."""
    words, tone = site.language.due(day, site.today)
    shown, owners = Markup(site.language.short(day)), [*filter(None, map(site.face, who))]
    said = site.language.say(step)
    return Due(site.face_of(record), owners, day, shown, words, tone, said)


def views(site: Site) -> list[View]:
    """Returns the pages of the board: none without tasks, and by plan only where plans are kept."""
    kinds = site.office.kinds
    return [view for view in VIEWS if "task" in kinds and (view.name != "plan" or "plan" in kinds)]


def board(site: Site, view: View) -> dict[str, Any]:
    """Returns what the template of a page of the board needs."""
    gettext = site.language.gettext
    cards = _shown(site, view)
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
        "with_routines": _with_routines(site, view),
        "overdue": "overdue" in site.once(rows_of),
    }


def _shown(site: Site, view: View) -> list[Card]:
    """Returns the cards of a page: by due date, turns of routines stand among the tasks."""
    cards = site.once(all_cards)
    if not _with_routines(site, view):
        return cards
    last = (site.today + timedelta(days=TURNS_AHEAD)).isoformat()
    turns = [
        Card(each.record, _due(site, each), "todo")
        for each in owed(site.index, site.today)
        if each.record.kind == "routine" and each.day <= last
    ]
    return sorted((*cards, *turns), key=lambda card: (card.phase == "done", *_place(card)))


def _with_routines(site: Site, view: View) -> bool:
    return view.name == "due" and "routine" in site.office.kinds


def all_cards(site: Site) -> list[Card]:
    """Returns the tasks that wait for something, what is late first, and then what was done lately.

    They are the open ones, and those on which somebody is to look back soon, or was to.
    """
    kind = site.office.kinds["task"]
    today = site.today.isoformat()
    first = (site.today - timedelta(days=DONE_SHOWN)).isoformat()
    last = (site.today + timedelta(days=SOON)).isoformat()
    waits = {each.record.id: each for each in owed(site.index, site.today)}
    pending, done = [], []
    for record in site.index.of("task"):
        phase, waiting = kind.phase_of(record.state), waits.get(record.id)
        if waiting and (phase != "done" or waiting.day <= last):
            column = "review" if phase == "done" else phase
            pending.append(Card(record, _due(site, waiting), column))
        elif phase in ("todo", "doing", "review"):
            pending.append(Card(record, _undated(site, record), phase))
        elif phase == "done" and record.acts and first <= record.acts[-1].at[:10] <= today:
            closed = record.acts[-1].at[:10]
            due = due_of(site, record, closed, _owner(site, record), {})
            done.append(Card(record, replace(due, words="", tone=""), phase))
    pending.sort(key=_place)
    return pending + sorted(done, key=_place, reverse=True)


def _due(site: Site, waiting: Owed) -> Due:
    # What whoever answers for a task owes of it is the task: that it is to be done goes unsaid.
    step = waiting.step if waiting.asked or waiting.part else {}
    return due_of(site, waiting.record, waiting.day, waiting.who, step)


def _undated(site: Site, task: Record) -> Due:
    return replace(due_of(site, task, "", _owner(site, task), {}), words="", tone="")


def _owner(site: Site, task: Record) -> list[str]:
    return answering(site.index, site.index.owner(task), site.today.isoformat())


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
    cards = _shown(site, view)
    shown = [card.record for card in cards]
    rows = [site.record_key(record) for record in shown]
    rows += [f"{card.due.day} {card.due.step}" for card in cards]
    rows += [site.face_key(face.id) for card in cards for face in card.due.owners]
    rows += [site.face_key(site.owner_of(record)) for record in shown]
    if view.name == "plan":
        rows += [site.face_key(plan_of(site, record)) for record in shown]
    led = str("overdue" in site.once(rows_of))
    return site.key("board", view.name, site.day_key, led, *rows)


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
