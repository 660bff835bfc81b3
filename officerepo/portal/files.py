"""Every type of file that no template makes: assets, attachments, feeds, tables, search data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import blake2b

from markupsafe import Markup

from officerepo.portal import atom, downloads, ics, reports
from officerepo.portal.compact import compact
from officerepo.portal.page import FileType, Page, listed
from officerepo.portal.paths import FORMS
from officerepo.portal.search import (
    Shard,
    manifest_script,
    people_key,
    shard_script,
    shards,
    unit_of,
)
from officerepo.portal.signpost import former_numbers, moved, moved_page
from officerepo.portal.site import Site
from officerepo.portal.trust import visible_findings
from officerepo.record import Record
from officerepo.resources import resource
from officerepo.theme import STYLE


def _assets(site: Site) -> Iterator[Page]:
    folder = resource("site") / "assets"
    built_in = {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}
    own = {name: raw for name, raw in site.assets.items() if raw != built_in.get(name)}
    shipped = {name: compact(name, raw) for name, raw in built_in.items()}
    for name, raw in (shipped | own).items():
        yield Page(f"assets/{name}", blake2b(raw, digest_size=12).hexdigest(), raw)


def _theme(site: Site) -> Iterator[Page]:
    raw = site.theme.style.encode()
    if raw:
        yield Page(f"assets/{STYLE}", blake2b(raw, digest_size=12).hexdigest(), raw)


def _moved(site: Site) -> Iterator[Page]:
    for place in site.once(moved):
        key = site.key("moved", place.former, site.face_key(place.record.id))
        yield Page(place.path, key, place)


def _build_script(site: Site) -> Iterator[Page]:
    raw = _build_data(site)
    yield Page("assets/build.js", blake2b(raw, digest_size=12).hexdigest(), raw)


def _build_data(site: Site) -> bytes:
    """Returns what the frame shows of this build, as a script: it changes with every commit."""
    counts = {name: len(site.index.of(name)) for name in site.office.kinds}
    counts["findings"] = len(site.once(visible_findings))
    rows = site.once(reports.rows_of)
    for report in site.once(reports.shown):
        if report.prominent:
            counts[reports.section_of(report)] = len(rows[report.name])
    data = {
        "made": site.built,
        "built": Markup(site.language.date(site.built[:16])).striptags(),
        "revision": site.revision,
        "today": Markup(site.language.date(str(site.today))).striptags(),
        "counts": {name: count for name, count in counts.items() if count},
    }
    shown = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.officerepoBuild={shown};\n".encode()


def _shards(site: Site) -> Iterator[Page]:
    people = people_key(site)
    for shard in site.once(shards):
        rows = (_shard_row(site, record) for record in shard.records)
        yield Page(shard.path, site.key("shard", shard.year, people, *rows), shard)


def _shard_row(site: Site, record: Record) -> str:
    """Returns a text that differs whenever the search would be told otherwise of a record."""
    former = " ".join(former_numbers(site, record, site.office.kinds[record.kind]))
    unit = unit_of(site, record)
    return f"{record.id} {record.path} {record.blob} {record.state} {unit} {former}"


def _tables(site: Site) -> Iterator[Page]:
    for download in site.once(downloads.downloads):
        key = downloads.download_key(site, download)
        for form in (*FORMS, downloads.SUMS):
            yield Page(download.address(form), key, (download, form))


def _papers(site: Site) -> Iterator[Page]:
    for found in site.papers.values():
        for paper in found.values():
            yield Page(paper.address, paper.sha256[:24], paper.raw)


def _shard_list(site: Site) -> Iterator[Page]:
    raw = manifest_script(site, site.once(shards))
    yield Page("search/shards.js", blake2b(raw, digest_size=12).hexdigest(), raw)


def _as_it_is(site: Site) -> Callable[[bytes], bytes]:
    return lambda raw: raw


def _shard_maker(site: Site) -> Callable[[Shard], bytes]:
    return lambda shard: shard_script(site, shard)


FILES: tuple[FileType, ...] = (
    FileType("assets", _assets, _as_it_is),
    FileType("theme", _theme, _as_it_is),
    FileType("moved", _moved, lambda site: lambda place: moved_page(site, place)),
    FileType("attachments", _papers, _as_it_is),
    FileType(
        "calendars",
        listed(ics.feeds, ics.feed_key),
        lambda site: lambda feed: ics.calendar_bytes(site, feed),
    ),
    FileType(
        "feeds",
        listed(atom.feeds, atom.feed_key),
        lambda site: lambda feed: atom.feed_bytes(site, feed),
    ),
    FileType("tables", _tables, lambda site: downloads.Downloads(site).file),
    FileType("build data", _build_script, _as_it_is),
    FileType("search data", _shards, _shard_maker),
    FileType("search list", _shard_list, _as_it_is),
)
