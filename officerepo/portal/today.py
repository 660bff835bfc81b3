"""The page of the day: what is late and due, this week, what was decided and done."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from markupsafe import Markup

from officerepo.decisions import standing
from officerepo.periods import months_until
from officerepo.portal.board import Due, all_cards, due_of, is_soon
from officerepo.portal.chronicle import Wording, deeds, has_acts
from officerepo.portal.paths import anchor
from officerepo.portal.reports import rows_of
from officerepo.portal.site import Face, Site
from officerepo.record import Record

NEWS_SHOWN = 30  # days for which a circular is new
DUE_SHOWN = 12


def home(site: Site) -> dict[str, Any]:
    """Returns what the template of the home page needs."""
    gettext = site.language.gettext
    pending = list(_pending(site))
    cards = site.once(all_cards) if "task" in site.office.kinds else []
    late = sum(card.due.tone == "late" for card in cards)
    soon = sum(is_soon(site, card) for card in cards)
    meetings = _week(site)
    letters = sum(
        record.data.get("handling") == "act" and site.index.is_open(record)
        for record in site.index.of("incoming")
    )
    board, words = "board/by-due.html#c-", site.language.ngettext
    figures = [
        (
            late,
            words("late task", "late tasks", late),
            f"{board}late",
            "late" if late else "",
            "task",
        ),
        (
            soon,
            words("task due in 7 days", "tasks due in 7 days", soon),
            f"{board}soon",
            "",
            "task",
        ),
        (
            letters,
            words("letter without reply", "letters without reply", letters),
            _register(site, "incoming"),
            "",
            "incoming",
        ),
        (
            len(meetings),
            words("meeting this week", "meetings this week", len(meetings)),
            "#week",
            "",
            "meeting",
        ),
    ]
    return {
        "heading": site.language.heading(site.today),
        # Where most is hidden, "no task is late" would be untrue.
        "figures": [
            figure[:4]
            for figure in figures
            if figure[4] in site.office.kinds and site.audience != "public"
        ],
        "pending": pending[:DUE_SHOWN],
        "more": max(0, len(pending) - DUE_SHOWN),
        "meetings": [
            (Markup(site.language.weekday(starts)), site.face_of(record))
            for starts, record in meetings
        ],
        "circulars": _circulars(site),
        "decisions": list(_decisions(site)),
        "acts": _acts(site),
        "has_acts": has_acts(site),
        "chart": _chart(site),
        "chart_title": gettext("Seal uses by month"),
    }


def _register(site: Site, kind: str) -> str:
    return f"{site.office.kinds[kind].folder}/index.html" if kind in site.office.kinds else ""


def _pending(site: Site) -> Iterator[Due]:
    """Yields what the report of what is late and due soon lists, each record once a day.

    Where several answer for it, as for the confirmations of a circular, none is named.
    """
    owners: dict[tuple[str, str], set[str]] = {}
    for day, _, name, _, owner, _ in site.once(rows_of).get("overdue", ()):
        owners.setdefault((day, name), set()).add(owner)
    for (day, name), several in owners.items():
        due = due_of(site, site.records[name], day)
        yield replace(due, owner=site.face(min(several)) if len(several) == 1 else None)


def _week(site: Site) -> list[tuple[str, Record]]:
    """Returns the meetings of the week that holds today, from Monday on."""
    monday = site.today - timedelta(days=site.today.weekday())
    first, last = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    found = []
    for record in site.index.of("meeting"):
        starts = record.data.get("starts")
        phase = site.office.kinds["meeting"].phase_of(record.state)
        if isinstance(starts, str) and first <= starts[:10] <= last and phase != "dropped":
            found.append((starts, record))
    return sorted(found, key=lambda each: (each[0], each[1].id))


def _decisions(site: Site) -> Iterator[dict[str, Any]]:
    """Yields the five latest decisions that were taken by today and stand."""
    for decision in islice(standing(site.index, site.today), 5):
        face = site.face(decision.meeting.id)
        yield {
            "number": decision.number,
            "text": str(decision.data["text"]),
            "url": f"{face.url}#{anchor(decision.name)}" if face else "",
            "lang": face.lang if face else "",
            "when": Markup(site.language.short(decision.day)),
            "body": _link(site, decision.meeting.data.get("unit")),
        }


def _link(site: Site, name: object) -> Markup:
    return Markup(site.link("", name, brief=True) if isinstance(name, str) and name else "")


def _circulars(site: Site) -> list[tuple[Face, Markup]]:
    """Returns the latest circulars that went out within a month, each with its day."""
    last = site.today.isoformat()
    first = (site.today - timedelta(days=NEWS_SHOWN)).isoformat()
    found = []
    for record in site.index.of("outgoing"):
        issued = record.last("issue")
        if (
            record.data.get("doc_type") == "circular"
            and issued is not None
            and first <= issued.at[:10] <= last
            and site.office.kinds["outgoing"].phase_of(record.state) != "dropped"
        ):
            found.append((issued.at[:10], record.id))
    return [
        (site.face_of(site.records[name]), Markup(site.language.short(day)))
        for day, name in heapq.nlargest(5, found)
    ]


def _acts(site: Site) -> list[dict[str, Any]]:
    """Returns the ten latest acts that happened by today, in words."""
    wording = site.once(Wording)
    return [
        {
            "title": wording.what(deed),
            "face": site.face_of(deed.record),
            "when": Markup(site.language.short(deed.act.at)),
            "who": _link(site, wording.who(deed.act)),
        }
        for deed in site.once(deeds)[:10]
    ]


def _chart(site: Site) -> list[tuple[str, str, int, int]]:
    """Returns the last six months of the seal register: short and long name, uses, bar width."""
    counted = {row[0]: int(row[1]) for row in site.once(rows_of).get("seal-uses-by-month", ())}
    months = [*islice(months_until(site.today, since="0001-01"), 6)][::-1]
    most = max(counted.get(month, 0) for month in months)
    return [
        (site.language.month(m, short=True), site.language.month(m), n, round(n * 210 / most))
        for m, n in ((month, counted.get(month, 0)) for month in months if most)
    ]
