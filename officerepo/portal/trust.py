"""What lets a reader trust the portal: findings of the check, how and from what it was built."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from officerepo import __version__
from officerepo.domain.establishment import answering
from officerepo.finding import Finding, fill
from officerepo.kind import Kind
from officerepo.kindfile import texts
from officerepo.portal.audience import RANKS, Hidden
from officerepo.portal.forge import Forge
from officerepo.portal.site import Face, Site
from officerepo.record import name_in
from officerepo.rulebook import rulebook

SHOWN = 400
"""Up to so many findings stand on the quality page, errors first: 250 kB."""
_CODE = re.compile(r"`([^`]+)`")


@dataclass(slots=True)
class Shown:
    """A finding in the portal's language, with the page of its record and the file to mend."""

    finding: Finding
    face: Face | None
    message: Markup
    hint: Markup
    place: str
    edit: str


def record_of(finding: Finding) -> str:
    """Returns the number of the record that a finding is about, as its file's name says it."""
    return name_in(finding.path)


def is_record(path: str) -> bool:
    """Whether a file lies where records do, and is not one of settings or kinds."""
    folders = path.split("/")[:-1]
    return folders[:1] == ["records"] and len(folders) > 1 and folders[1] != "kinds"


def visible_findings(site: Site) -> list[Finding]:
    """Returns the findings about what the audience may see.

    One that also names a hidden or confidential record stays, without that name and whatever else
    it tells of it, such as its title where its number is proposed instead of a misspelt one.
    How many are left out is not said: it would tell that there are hidden records with faults.
    """
    found = []
    closed, mark = site.once(_closed), site.language.gettext("[withheld]")
    for finding in site.findings:
        name = record_of(finding)
        record = site.records.get(name)
        if record and record.label == "confidential":
            continue
        # A record file without a visible record is one that is hidden or that could not be read:
        # its label is then unknown, which counts as restricted.
        if record is None and is_record(finding.path) and site.audience != "restricted":
            continue
        if site.hidden.named(finding.path):
            continue
        words = (finding.at, finding.message, finding.hint, *finding.filling())
        silent = closed.named(" ".join(words))
        found.append(_discreet(finding, closed, mark) if silent else finding)
    return sorted(found, key=Finding.sort_key)


def unread_files(site: Site) -> dict[str, list[str]]:
    """Returns by kind the paths of record files that could not be read, as far as this is told.

    Their labels are unknown. Of kinds whose own label is above the audience nothing is told, and
    the public is told of none.
    """
    if site.audience == "public":
        return {}
    kinds, rank = site.office.kinds, RANKS[site.audience]
    return {
        name: list(site.unread[name])
        for name in kinds
        if name in site.unread and RANKS[kinds[name].label] <= rank
    }


def unread_in(site: Site, kind: Kind, year: str) -> list[str]:
    """Returns the paths of a book's files that could not be read, as far as this is told.

    Without `year` they are those of the whole register.
    """
    paths = site.once(unread_files).get(kind.name, [])
    return [path for path in paths if not year or path.split("/")[2] == year]


@dataclass(slots=True)
class Unread:
    """What is told of a register's files that cannot be read: how many, and to some, which.

    A path holds the number of a record that may be restricted: it is for who sees those.
    """

    title: str
    address: str
    words: str
    paths: list[str]


def unread_of(site: Site, kind: Kind, year: str = "") -> Unread | None:
    """Returns what is told of a register's files that cannot be read; None where all can be.

    With `year` it is told of the book of that year alone.
    """
    paths = unread_in(site, kind, year)
    if not paths:
        return None
    words = site.language.ngettext(
        "{n} file of this register cannot be read, so what it says is missing here.",
        "{n} files of this register cannot be read, so what they say is missing here.",
        len(paths),
    )
    return Unread(
        site.language.say(kind.plural),
        f"{kind.folder}/index.html",
        words.replace("{n}", site.language.count(len(paths))),
        paths if site.audience == "restricted" else [],
    )


def _closed(site: Site) -> Hidden:
    """Returns the records of which no finding may tell: hidden ones, and those shown by number."""
    numbered = (r.id for r in site.records.values() if r.label == "confidential")
    return Hidden(site.hidden.ids.union(numbered))


def _discreet(finding: Finding, closed: Hidden, mark: str) -> Finding:
    """Returns a finding that names a closed record without what it says of that record."""
    return replace(
        finding,
        at=closed.silenced(finding.at, mark),
        message=closed.silenced(finding.message, mark),
        hint="",
        values=dict.fromkeys(finding.values, mark),
    )


def by_owner(site: Site) -> dict[str, list[Finding]]:
    """Returns the findings by the post or unit that answers for the record; the others at the end.

    Of whom there are errors comes before the rest, then by title. What is about no record, or one
    for which nobody answers, is under an empty name.
    """
    found: dict[str, list[Finding]] = {}
    weighed = sorted(site.once(visible_findings), key=lambda each: each.severity != "error")
    for finding in weighed[:SHOWN]:
        record = site.records.get(record_of(finding))
        owner = site.index.owner(record) if record else ""
        posts = answering(site.index, owner, site.today.isoformat()) if owner else []
        found.setdefault(posts[0] if posts else "", []).append(finding)

    def place(name: str) -> tuple[bool, bool, str]:
        face = site.face(name)
        sound = all(finding.severity != "error" for finding in found[name])
        return not name, sound, face.title if face else name

    return {name: found[name] for name in sorted(found, key=place)}


def quality(site: Site) -> dict[str, Any]:
    """Returns what the template of the quality page needs."""
    forge = Forge(site.office.settings, site.language.gettext)
    findings = site.once(visible_findings)
    own = {
        said: words for kind in site.office.kinds.values() for said, words in texts(kind).items()
    }

    def translated(sentence: str) -> str:
        if sentence in own:
            return site.language.say(own[sentence])
        return site.language.gettext(sentence) if sentence else ""

    def shown(finding: Finding) -> Shown:
        place = f"{finding.path}:{finding.line}:{finding.column}" if finding.line else finding.path
        return Shown(
            finding,
            site.face(record_of(finding)),
            sentence(fill(translated(finding.message), finding.values, site.language.code)),
            sentence(fill(translated(finding.hint), finding.values, site.language.code)),
            place,
            forge.edit(finding.path),
        )

    return {
        "rules": rulebook(site.office.kinds),
        "groups": [
            (site.face(name), [shown(finding) for finding in found])
            for name, found in by_owner(site).items()
        ],
        "errors": sum(f.severity == "error" for f in findings),
        "warnings": sum(f.severity != "error" for f in findings),
        "more": max(0, len(findings) - SHOWN),
        "records": len(site.records),
        "unread": [unread_of(site, site.office.kinds[name]) for name in site.once(unread_files)],
    }


def build_information(site: Site) -> dict[str, Any]:
    """Returns what the template of the build page needs."""
    labels = site.office.kernel.fields["label"].values
    return {
        "built": Markup(site.language.date(site.built[:16])),
        "today": Markup(site.language.date(site.today.isoformat())),
        "revision": site.revision,
        "version": __version__,
        "audience_words": site.language.say(labels[site.audience]),
        "counts": [
            (site.language.say(kind.plural), f"{kind.folder}/index.html", len(site.index.of(name)))
            for name, kind in site.office.kinds.items()
        ],
        "total": len(site.records),
        "findings": len(site.once(visible_findings)),
    }


def sentence(text: str) -> Markup:
    """Returns a sentence of a finding with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))
