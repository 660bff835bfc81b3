"""What pages read, without writing a portal: a site of an office on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from officerepo.index import Index
from officerepo.portal.build import _Own, _site
from officerepo.portal.changes import Rows
from officerepo.portal.keys import settle
from officerepo.portal.mentions import collect
from officerepo.portal.site import Site
from officerepo.record import Act, Record, by_id
from officerepo.workdays import Calendar
from tests.portal.office import TODAY, Office, demo


def site_of(
    office: Office,
    today: date = TODAY,
    *,
    audience: str = "internal",
    language: str = "en",
    kinds: Collection[str] | None = None,
    settings: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    changes: Mapping[str, Rows] | None = None,
) -> Site:
    """The site of an office; with `kinds` it keeps only these, `settings` win over its own.

    A setting that is None is taken away.
    """
    own = demo()[1].office
    if kinds is not None:
        own = replace(own, kinds={name: own.kinds[name] for name in own.kinds if name in kinds})
    said = {**own.settings, **(settings or {})}
    own = replace(own, settings={name: value for name, value in said.items() if value is not None})
    own = replace(own, calendar=calendar or own.calendar)
    index = Index(own, by_id(r for r in office.records.values() if r.kind in own.kinds))
    mentioned, _ = collect(index.records, office.body, {}, 1)
    files = _Own({}, language)
    digest = repr(own.settings)
    site = _site(
        index, mentioned, index.unread, office.body, audience, today, language, digest, files
    )
    site.changes = changes or {}
    settle(site, {})
    return site


def like(record: Record, name: str, *, acts: tuple[Act, ...] | None = None, **data: Any) -> Record:
    """Another record with the contents of one, some of them changed; it links to what that does."""
    acts = record.acts if acts is None else acts
    written = {**record.data, **data}
    path = f"{record.path.rpartition('/')[0]}/{name}.{record.path.rpartition('.')[2]}"
    title = str(written.get("title", record.title))
    whole = repr((name, written, acts)).encode("utf-8", "surrogatepass")
    blob = hashlib.sha1(whole).hexdigest()
    return replace(record, id=name, path=path, data=written, acts=acts, title=title, blob=blob)
