"""The integrity page: what was late, corrected, voided or waived, and what of it is verified."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from officerepo.history.accepted import acceptances
from officerepo.portal.pieces import NOTHING, escaped
from officerepo.portal.reports import address, rows_of, shown
from officerepo.portal.site import Site
from officerepo.portal.trust import sentence, visible_findings

COUNTED = (
    *("late-entries", "corrections", "voids", "number-gaps", "waivers", "compensating-controls"),
    *("disposal-log", "holds"),
)
"""Reports whose rows are counted here, in the order in which they are listed."""


def integrity_key(site: Site) -> str:
    """Returns the key of the page: the counts, the findings, and whom the settings name."""
    found = site.once(visible_findings)
    numbers = (f"{name} {len(site.once(rows_of).get(name, ()))}" for name in COUNTED)
    errors = str(sum(finding.severity == "error" for finding in found))
    people = (site.face_key(each.by) for each in acceptances(site.index))
    mark = site.language.gettext("[withheld]")
    reasons = (
        f"{each.commit} {each.rule} {each.at} {site.hidden.silenced(each.reason, mark)}"
        for each in acceptances(site.index)
    )
    past = "unread" if site.past_unread else ""
    kept = site.checkpoint
    last = f"{kept.checkpoint} {site.face_key(kept.record.id)}" if kept else ""
    told = (past, errors, str(len(found)), last, *numbers, *people, *reasons)
    return site.key("integrity", str(site.today), *told)


def integrity(site: Site) -> dict[str, Any]:
    """Returns what the template of the page needs."""
    language = site.language
    found = site.once(visible_findings)
    made = {report.name: report for report in site.once(shown)}
    mark = language.gettext("[withheld]")
    return {
        "counts": [
            (
                language.say(made[name].title),
                language.gettext(made[name].about),
                address(made[name]),
                len(site.once(rows_of)[name]),
            )
            for name in COUNTED
            if name in made
        ],
        "errors": sum(finding.severity == "error" for finding in found),
        "warnings": sum(finding.severity != "error" for finding in found),
        "gaps_shown": "number-gaps" in made,
        "past_unread": site.past_unread,
        "checkpoint": _checkpoint(site),
        "day": Markup(language.date(str(site.today))),
        "accepted": [
            {
                "commit": each.commit[:12],
                "rule": each.rule,
                "reason": sentence(site.hidden.silenced(each.reason, mark)),
                "by": Markup(site.link("../", each.by) if site.face(each.by) else NOTHING),
                "at": Markup(language.short(each.at)),
            }
            for each in acceptances(site.index)
        ],
    }


def _checkpoint(site: Site) -> Markup:
    """Returns a sentence on the latest checkpoint that a record holds."""
    kept = site.checkpoint
    gettext, language = site.language.gettext, site.language
    if kept is None:
        return Markup(escaped(gettext("No record of this portal holds a checkpoint.")))
    number = len(kept.checkpoint.registers)
    registers = language.ngettext("{n} register", "{n} registers", number)
    words = gettext("The latest that a record holds is of {date}, in {record}: {registers}.")
    return Markup(
        escaped(words)
        .replace("{date}", language.date(kept.checkpoint.date[:10]))
        .replace("{record}", site.link("../", kept.record.id))
        .replace("{registers}", escaped(registers.replace("{n}", language.count(number))))
    )
