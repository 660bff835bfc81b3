"""What is enforced and what is only stated: the office's duties, each with what makes it real."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.coverage import ENFORCED, STATED, SUPPORTED, Requirement, coverage
from officerepo.portal.manual import manual_titles
from officerepo.portal.reports import address, shown
from officerepo.portal.site import Site


@dataclass(slots=True)
class Group:
    """Requirements of one part of the founding text."""

    name: str
    title: str
    items: list[tuple[Requirement, str]]


def requirements(site: Site, pages: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Returns what the template needs; `pages` says which requirements each page type serves."""
    gettext, say = site.language.gettext, site.language.say
    titles = {
        "position": gettext("Position of the office"),
        "duties": gettext("The fourteen duties of its director"),
        "functions": gettext("The four functions"),
        "sources": gettext("Where work comes from"),
        "principles": gettext("Principles"),
        "documents": gettext("Documents"),
        "transactions": gettext("Transactions"),
        "evaluation": gettext("Objectives and evaluation"),
        "attitude": gettext("Three hearts and four diligences"),
        "rules": gettext("Rules and regulations"),
        "service": gettext("Service, conflict, learning, efficiency"),
        "craft": gettext("How the records are kept"),
    }
    words = {
        "home": gettext("Home"),
        "board": gettext("Board of tasks"),
        "calendar": gettext("Calendar"),
        "changes": gettext("Changes"),
        "register": gettext("Registers"),
        "timeline": gettext("Timeline of plans"),
        "record": gettext("Record"),
        "organisation": gettext("Organisation"),
        "search": gettext("Search"),
        "quality": gettext("Quality of the data"),
        "integrity": gettext("Integrity"),
        "requirements": gettext("What is enforced"),
        **manual_titles(site),
        "build": gettext("About this build"),
    }
    kinds = site.office.kinds
    standings = {
        ENFORCED: gettext("enforced"),
        SUPPORTED: gettext("supported"),
        STATED: gettext("stated"),
    }
    groups: dict[str, Group] = {}
    counts = dict.fromkeys(standings, 0)
    absences = 0
    reports = site.once(shown)
    for item in coverage(kinds, pages, {each.name: each.serves for each in reports}):
        group = groups.setdefault(item.group, Group(item.group, titles[item.group], []))
        group.items.append((item, say(item.title)))
        counts[item.standing] += 1
        absences += item.finds_absence
    return {
        "groups": list(groups.values()),
        "standings": standings,
        "counts": counts,
        "absences": absences,
        "kinds": {
            name: (say(kind.plural), f"{kind.folder}/index.html") for name, kind in kinds.items()
        },
        "words": words,
        "reports": {each.name: (say(each.title), address(each)) for each in reports},
    }
