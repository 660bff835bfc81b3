"""Keys of records and of their pages: digests of everything that a page shows.

A record's page shows the record, the looks of all that it speaks of, and the looks of all that
speak of it. Working that out for ten thousand records takes 0.3 s, so a build notes what it found:
where neither a record nor a neighbour of it was touched since, its keys are those of the last time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress

from officerepo.domain.owed import late_of
from officerepo.portal.changes import digest
from officerepo.portal.forge import Forge
from officerepo.portal.headway import headway_key
from officerepo.portal.proposals import Proposals
from officerepo.portal.schedule import schedule_key
from officerepo.portal.site import Site
from officerepo.portal.standing import standing_key
from officerepo.portal.turns import turns_key
from officerepo.record import Record

Rows = dict[str, list[str]]
"""By record id: blob, look, what only its own page shows, link targets, record key, page key."""

BLOB, LOOK, OWN, TARGETS, RECORD, PAGE = range(6)


LIBRARIES = frozenset(
    {
        *("babel", "cmarkgfm", "feedgenerator", "icalendar", "jinja2", "markdown", "markupsafe"),
        *("nh3", "pyyaml", "xlsxwriter"),
        *("weasyprint", "pydyf", "fonttools", "tinyhtml5", "tinycss2", "pyphen", "pillow"),
    }
)
"""What makes pages beside the program's own modules."""


def library_versions() -> str:
    """Returns the versions of Python and of the libraries that make pages.

    Read from the names of their folders: asking `importlib.metadata` takes 50 ms.
    """
    found = {sys.version}
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):
                name, dash, _ = entry.partition("-")
                if dash and entry.endswith(".dist-info") and name.lower() in LIBRARIES:
                    found.add(entry.lower())
    return " ".join(sorted(found))


def settle(site: Site, known: Mapping[str, list[str]]) -> Rows:
    """Fills in the site's keys and returns the notes for the next build.

    `known` are the notes of a build with the same `site.digest`, or empty.
    """
    rows: Rows = {}
    touched: set[str] = set()  # they look otherwise, so their neighbours' pages do too
    alone: set[str] = set()  # only their own page does
    kinds = site.office.kinds
    proposals = Proposals(site, Forge(site.office.settings, site.language.gettext))
    leaning = {name for name in kinds if name == "person" or site.is_named_after(name)}
    for record in site.records.values():
        # Looks follow from the file and where it is; a few, from the titles of others too.
        look = _digest(site.face_key(record.id)) if record.kind in leaning else record.path
        look += "".join(f" {paper.address}" for paper in site.papers.get(record.id, {}).values())
        late = late_of(site.index, record, site.today)
        own = "|".join(f"{each.day} {each.step}" for each in late)
        own += schedule_key(site, record) + _short(standing_key(site, record))
        own += _short(turns_key(site, record)) + _short(headway_key(site, record))
        own += proposals.key(record.kind)
        own += "unread" if site.past_unread else digest(site.changes.get(record.id))
        row = rows[record.id] = [_blob(record), look, own, "", "", ""]
        before = known.get(record.id)
        if before is not None and before[:OWN] == row[:OWN]:
            row[TARGETS] = before[TARGETS]
            if before[OWN] != own:
                alone.add(record.id)
        else:
            touched.add(record.id)
            row[TARGETS] = " ".join(dict.fromkeys(link.target for link in record.links))
    touched.update(known.keys() - rows.keys())
    stale = alone.union(touched, *map(set, _neighbours(site, known, touched)))
    for record in site.records.values():
        row = rows[record.id]
        if record.id in stale:
            row[RECORD] = site.record_key(record)
            row[PAGE] = _page_key(site, record, row[OWN])
        else:
            row[RECORD:] = known[record.id][RECORD:]
        site.record_keys[record.id] = row[RECORD]
        site.page_keys[record.id] = row[PAGE]
    return rows


def _neighbours(
    site: Site, known: Mapping[str, list[str]], touched: set[str]
) -> Iterator[list[str]]:
    """Yields the records whose pages show a touched one: it leads to them, or they to it."""
    for name in touched:
        yield [source.id for source, _ in site.index.links_to(name)]
        record = site.records.get(name)
        if record:
            yield [link.target for link in record.links]
        if name in known:
            yield known[name][TARGETS].split()
    if touched:
        for name, references in site.mentioned.items():
            if not touched.isdisjoint(reference.partition("/")[0] for reference in references):
                yield [name]


def _page_key(site: Site, record: Record, own: str) -> str:
    cited: list[str] = []
    for source, link in site.index.links_to(record.id):
        cited += (site.face_key(source.id), link.at, link.sub)
    cited += (paper.address for paper in site.papers.get(record.id, {}).values())
    return site.key("record", site.record_key(record), own, *cited)


def _blob(record: Record) -> str:
    # What follows the id of the file's bytes says which numbers were withheld.
    return record.blob[:16] + record.blob[40:]


def _short(text: str) -> str:
    return _digest(text) if text else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
