"""News to subscribe to (Atom, RFC 4287): the latest acts, of each post too, and the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from officerepo.domain.decisions import (
    Decision,
    amendments,
    is_for_the_public,
    superseded_on,
    taken,
)
from officerepo.portal.amended import amended
from officerepo.portal.chronicle import Deed, Wording, deeds, has_acts
from officerepo.portal.ics import lasting
from officerepo.portal.identity import address, first_name, moment, one_line, tag_uri
from officerepo.portal.paths import anchor
from officerepo.portal.pieces import escaped
from officerepo.portal.site import Site

LATEST = 100
LATEST_OF_POST = 30

CHANGES = "changes/feed.xml"
DECISIONS = "decisions/feed.xml"
DECIDED = "reports/decisions.html"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its file, the page that shows the same, and its entries, the newest first.

    `about` is the post that answers for what it tells of, or empty.
    """

    path: str
    page: str
    title: str
    about: str
    items: Sequence[Deed | Decision] = field(repr=False)


def feeds(site: Site) -> list[Feed]:
    """Returns the feeds: all changes, those of what each post answers for, and the decisions."""
    gettext, made = site.language.gettext, []
    if has_acts(site):
        found = site.once(deeds)
        page = "changes/index.html"
        made.append(Feed(CHANGES, page, gettext("Changes"), "", found[:LATEST]))
        of_post: dict[str, list[Deed]] = {post.id: [] for post in lasting(site, "post")}
        owners = {record.id: site.owner_of(record) for record in site.records.values()}
        for deed in found:
            own = of_post.get(owners[deed.record.id])
            if own is not None and len(own) < LATEST_OF_POST:
                own.append(deed)
        for name, own in of_post.items():
            face = site.face_of(site.records[name])
            made.append(Feed(f"changes/{name}.xml", face.url, face.title, name, own))
    if "meeting" in site.office.kinds:
        told = sorted(_decisions(site), key=lambda each: _updated(site, each), reverse=True)
        latest = told[:LATEST]
        made.append(Feed(DECISIONS, DECIDED, gettext("Decisions"), "", latest))
    return made


def feed_key(site: Site, feed: Feed) -> str:
    """Returns the key of a feed: the records of its entries, and which acts of them."""
    deed_key = site.once(Wording).key
    rows = (
        f"{deed_key(item)}|{_id_of(site, item)}"
        if isinstance(item, Deed)
        else _decision_key(site, item)
        for item in feed.items
    )
    return site.key("atom", feed.path, feed.title, *rows)


def _decision_key(site: Site, decision: Decision) -> str:
    known = site.records.get(decision.meeting.id)
    record = site.record_key(known) if known else f"{decision.meeting.data}"
    body = site.face_key(str(decision.meeting.data.get("unit", "")))
    changes = amendments(site.index, decision, site.today)
    return f"{record}{body}{decision.number}{_updated(site, decision)}{changes}"


def _decisions(site: Site) -> Iterator[Decision]:
    """Yields the decisions that were taken; to the public, those that say that it may be told."""
    for decision in taken(site.index, site.today):
        if site.audience != "public" or is_for_the_public(decision.data):
            yield decision


def _updated(site: Site, decision: Decision) -> str:
    """Returns when the meeting was last acted upon or the decision changed, else when it met.

    Of a decision that was superseded that day alone counts: its entry tells this and is another.
    """
    meeting, today = decision.meeting, site.today.isoformat()
    if since := superseded_on(site.index, decision, today):
        return since
    found = [act.at for act in meeting.acts if act.at < today + "~"]
    found += [each.day for each in amendments(site.index, decision, site.today)]
    return max(found, default=str(meeting.data.get("starts", "")))


# -- as bytes -------------------------------------------------------------------------------------


def feed_bytes(site: Site, feed: Feed) -> bytes:
    """Returns a feed as Atom; the same entries give the same bytes."""
    from feedgenerator import Atom1Feed

    start = moment(site, str(site.office.settings.get("began", "")))

    class Dated(Atom1Feed):  # type: ignore[misc]
        """A feed that is as old as the office while it is empty, not as young as its build."""

        def latest_post_date(self) -> datetime:
            dates = [item["updateddate"] for item in self.items]
            return max(dates, default=start or datetime(2000, 1, 1, tzinfo=UTC))

    root = "../" * feed.path.count("/")
    made = Dated(
        title=one_line(f"{feed.title} · {site.office.name}"),
        link=address(site, feed.page) or root + feed.page,
        description=one_line(str(site.office.settings.get("unit") or "")),
        language=site.language.code,
        author_name=one_line(site.office.name),
        feed_url=address(site, feed.path) or None,
        feed_guid=tag_uri(site, feed.path),
    )
    wording = site.once(Wording)
    for item in feed.items:
        entry = _deed(wording, item) if isinstance(item, Deed) else _decision(site, item)
        if entry is not None:
            entry["link"] = address(site, entry["link"]) or root + entry["link"]
            made.add_item(**entry)
    return str(made.writeString("utf-8")).encode()


def _deed(wording: Wording, deed: Deed) -> dict[str, Any] | None:
    site, act = wording.site, deed.act
    when = moment(site, act.at)
    if when is None:
        return None
    face = site.face_of(deed.record)
    who = site.face(wording.who(act))
    name = who.title if who else site.office.name
    title = f"{wording.what(deed)}{site.language.marks.colon}{face.title}"
    return {
        "title": one_line(title if face.title == face.id else f"{title} ({face.id})"),
        "link": face.url,
        "description": _html(
            " · ".join(filter(None, (name, wording.step(deed)))), wording.why(act)
        ),
        "author_name": one_line(name),
        "updateddate": when,
        "unique_id": _id_of(site, deed),
    }


def _id_of(site: Site, deed: Deed) -> str:
    """Returns the id of an act: its record's first number, its name and moment."""
    act = deed.act
    alike = sum((a.do, a.at) == (act.do, act.at) for a in deed.record.acts[: deed.number])
    number = f"/{alike + 1}" if alike else ""
    return tag_uri(site, f"{first_name(deed.record)}/{act.do}/{act.at}{number}")


def _decision(site: Site, decision: Decision) -> dict[str, Any] | None:
    record, data = decision.meeting, decision.data
    when = moment(site, _updated(site, decision))
    if when is None:
        return None
    face, mark = site.face(record.id), anchor(decision.name)
    body = site.face(str(record.data.get("unit", "")))
    post = site.face(str(data.get("owner_post", "")))
    due = Markup(site.language.short(str(data.get("due", "")))).striptags()
    words = site.language.gettext("due on {date}").replace("{date}", due) if due else ""
    facts = [body.title if body else "", post.title if post else "", words]
    facts += [Markup(each).striptags() for each in amended(site, decision)]
    colon, name = site.language.marks.colon, f"{first_name(record)}/{decision.name}"
    title = f"{decision.number}{colon}{data['text']}"
    if superseded_on(site.index, decision, site.today.isoformat()):
        # A name of its own: readers of the feed have seen that of the decision as it stood.
        title, name = f"{site.language.gettext('Superseded')}{colon}{title}", f"{name}/superseded"
    return {
        "title": one_line(title),
        "link": DECIDED if face is None else f"{face.url}#{mark}" if mark else face.url,
        "description": _html(" · ".join(filter(None, facts)), str(data.get("reasons", ""))),
        "author_name": one_line(body.title if body else site.office.name),
        "updateddate": when,
        "unique_id": tag_uri(site, name),
    }


def _html(*paragraphs: str) -> str:
    return "".join(f"<p>{escaped(one_line(each))}</p>" for each in paragraphs if each)
