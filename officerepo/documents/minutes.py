"""Minutes of a meeting: who was there, what was on the agenda, said and decided, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from officerepo.documents.document import Document, Numbering, copy_of
from officerepo.documents.text import body_of
from officerepo.domain.membership import ATTENDANCE
from officerepo.portal.listings import listing
from officerepo.portal.pieces import Html
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import Record, entries_in
from officerepo.register import field_at, pick

FACTS = ("unit", "type", "starts", "ends", "place", "chair", "secretary", "quorum")
AFTER = ("previous_minutes", "topics", "result")


def minutes(site: Site, record: Record, numbering: Numbering | None) -> Document:
    """Returns the minutes of a meeting; what is not on record yet has its place left empty."""
    values = Values(site, "")
    kind, keys = site.office.kinds[record.kind], site.office.kernel.keys

    def fact(path: str) -> tuple[Markup, Markup]:
        spec = field_at(kind, keys, path)
        shown = values.show(spec, pick(record, path))
        return Markup(values.title(spec, path.rpartition(".")[2])), Markup(shown)

    approved = record.last("approve")
    title, _ = site.title_of(record)
    content: dict[str, Any] = {
        "record": record,
        "title": title,
        "kind_title": site.language.say(kind.title),
        "facts": [fact(name) for name in FACTS if name in kind.fields],
        "attendance": [fact(f"attendance.{name}") for name in ATTENDANCE],
        "after": [pair for name in AFTER if (pair := fact(name))[1]],
        "agenda": _list(site, record, "agenda", values),
        "decisions": _list(site, record, "decisions", values),
        "interests": _list(site, record, "interests", values),
        "enclosures": _list(site, record, "attachments", values),
        "text": body_of(site, record),
        "signers": [fact(name) for name in ("chair", "secretary")],
        "approved": Markup(site.language.date(approved.at)) if approved else "",
        "approval": list(_approval(site, record, values)),
        "state_tag": Markup(site.face_of(record).tag),
    }
    return copy_of(site, record, "minutes.html", content, numbering)


def _list(site: Site, record: Record, name: str, values: Values) -> tuple[Markup, Markup]:
    """Returns a list of the meeting with its title; nothing under it where it has no entry."""
    spec, raw = site.office.kinds[record.kind].fields.get(name), record.data.get(name)
    if spec is None:
        return Markup(""), Markup("")
    groups = [each for each in entries_in(raw) if isinstance(each, dict)]
    shown = listing(site, record, spec, groups, values).shown if groups else Html("")
    return Markup(values.title(spec, name)), Markup(shown)


def _approval(site: Site, record: Record, values: Values) -> Iterator[tuple[Markup, Markup]]:
    """Yields how the minutes were approved: by whom, in which meeting, under which digest."""
    act = record.last("approve")
    kind = site.office.kinds[record.kind]
    if act is None:
        return
    keys = {**site.office.kernel.keys, **kind.acts["approve"].keys}
    for name in ("by", "how", "in", "evidence", "digest"):
        shown = values.show(keys.get(name), act.data.get(name))
        if shown:
            yield Markup(values.title(keys.get(name), name)), Markup(shown)
