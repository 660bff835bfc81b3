"""The page of the day: what is late and due, this week, what was decided and done."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from markupsafe import Markup

from officerepo.domain.decisions import standing
from officerepo.domain.letters import unanswered
from officerepo.domain.periods import months_until
from officerepo.portal.agenda import has_entries
from officerepo.portal.amended import amended
from officerepo.portal.board import Due, due_of
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
    late = sum(due.tone == "late" for due in pending)
    soon = len(pending) - late
    meetings = _week(site)
    letters = len(unanswered(site.index))
    words = site.language.ngettext
    figures = [
        (
            late,
            words("thing late", "things late", late),
            "reports/overdue.html",
            "late" if late else "",
            has_entries(site),
        ),
        (
            soon,
            words("thing due in 7 days", "things due in 7 days", soon),
            "reports/overdue.html",
            "",
            has_entries(site),
        ),
        (
            letters,
            words("letter without reply", "letters without reply", letters),
            "reports/letters-without-reply.html",
            "",
            "incoming" in site.office.kinds,
        ),
        (
            len(meetings),
            words("meeting this week", "meetings this week", len(meetings)),
            "#week",
            "",
            "meeting" in site.office.kinds,
        ),
    ]
    return {
        "heading": site.language.heading(site.today),
        # Where most is hidden, "no task is late" would be untrue.
        "figures": [figure[:4] for figure in figures if figure[4] and site.audience != "public"],
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


def _pending(site: Site) -> Iterator[Due]:
    """Yields what the report of what is late and due soon lists.

    Where more than two owe it, as with the confirmations of a circular, none is named.
    """
    for day, _, name, _, step, who, _ in site.once(rows_of).get("overdue", ()):
        yield due_of(site, site.records[name], day, who if len(who) < 3 else (), step)


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
            "amended": [*map(Markup, amended(site, decision))],
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
