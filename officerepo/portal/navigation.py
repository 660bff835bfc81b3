"""What the pages of the portal are called: in every frame, and where they are looked for."""

from __future__ import annotations

from officerepo.portal.agenda import has_entries
from officerepo.portal.chronicle import has_acts
from officerepo.portal.manual import manual_titles
from officerepo.portal.reports import address, section_of, shown
from officerepo.portal.site import Site
from officerepo.portal.timeline import address as timeline_address
from officerepo.report import GROUPS, Report

Entry = tuple[str, str, str, str]
"""An entry of the navigation: its section, its words, its address, the kind that it counts."""


def sections(site: Site) -> list[tuple[str, list[Entry]]]:
    """Returns the navigation: the title of each group, and its entries."""
    gettext, say = site.language.gettext, site.language.say
    kinds = site.office.kinds
    prominent = [each for each in site.once(shown) if each.prominent]
    groups: dict[str, list[Entry]] = {name: [] for name in GROUPS}
    groups["today"].append(("home", gettext("Home"), "index.html", ""))
    if "task" in kinds:
        groups["today"].append(("board", gettext("Board of tasks"), "board/index.html", ""))
    if has_entries(site):
        groups["today"].append(("calendar", gettext("Calendar"), "calendar/index.html", ""))
    if has_acts(site):
        groups["today"].append(("changes", gettext("Changes"), "changes/index.html", ""))
    if "unit" in kinds:
        page = ("organisation", gettext("Organisation"), "organisation/index.html", "")
        groups["organisation"].append(page)
    for name, kind in kinds.items():
        group = groups.get(kind.group, groups["registers"])
        if name not in site.once(_left_out):
            group.append((name, say(kind.plural), f"{kind.folder}/index.html", name))
        group += (_report(site, each) for each in prominent if each.beside == name)
        if name == "plan":
            group.append(("timeline", gettext("Timeline of plans"), timeline_address(site), ""))
    for each in prominent:
        if each.beside not in kinds:
            groups[each.group].append(_report(site, each))
    groups["today"].append(("reports", gettext("Reports"), "reports/index.html", ""))
    groups["trust"] += [
        ("quality", gettext("Quality of the data"), "quality/index.html", "findings"),
        ("integrity", gettext("Integrity"), "integrity/index.html", ""),
        ("requirements", gettext("What is enforced"), "quality/requirements.html", ""),
        ("downloads", gettext("Downloads"), "downloads/index.html", ""),
    ]
    return [(say(GROUPS[name]), items) for name, items in groups.items() if items]


def sections_key(site: Site) -> str:
    """Returns a text that differs whenever another register is left out of the navigation."""
    return " ".join(sorted(site.once(_left_out)))


def _left_out(site: Site) -> set[str]:
    """Returns the kinds of which the public is shown no record: their pages tell it nothing."""
    kinds = site.office.kinds if site.audience == "public" else ()
    return {name for name in kinds if not site.index.of(name)}


def _report(site: Site, report: Report) -> Entry:
    """Returns a report as an entry of the navigation: the number of its rows is counted."""
    section = section_of(report)
    return section, site.language.say(report.title), address(report), section


def about(site: Site) -> list[tuple[str, str, str]]:
    """Returns the hand-written pages and the manual for the footer: section, title, address."""
    written = [
        (
            f"about/{name}",
            text.lstrip("\ufeff\n").partition("\n")[0].removeprefix("# ").strip(),
            "about/index.html" if name == "about" else f"about/{name}.html",
        )
        for name, text in site.pages.items()
    ]
    manual = manual_titles(site).items()
    return [*written, *((f"about/{n}", title, f"about/{n}.html") for n, title in manual)]


def titled(site: Site) -> dict[str, str]:
    """Returns the title of every page that is about no single record, by its address."""
    say = site.language.say
    found = {address(each): say(each.title) for each in site.once(shown)}
    found |= {page: words for _, entries in sections(site) for _, words, page, _ in entries}
    return found | {page: title for _, title, page in about(site)}
