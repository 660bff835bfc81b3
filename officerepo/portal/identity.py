"""Names for what leaves the portal: ids that never change, addresses, moments with their zone."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from officerepo.portal.language import parse_day
from officerepo.portal.site import Site
from officerepo.record import Record, names_before
from officerepo.text import safe

_PLAIN = re.compile(r"[A-Za-z0-9-]+")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")


def house(site: Site) -> str:
    """Returns a name for the office within ids: its fonds, else a digest of its name.

    It does not depend on where the portal is published: what readers subscribed to stays what it
    is when the portal moves.
    """
    fonds = site.office.settings.get("fonds")
    if isinstance(fonds, str) and _PLAIN.fullmatch(fonds):
        return fonds.lower()
    return hashlib.blake2b(site.office.name.encode("utf-8", "replace"), digest_size=6).hexdigest()


def tag_uri(site: Site, name: str) -> str:
    """Returns the id of an entry of a feed: a tag of RFC 4151, under a name of no real domain."""
    began = parse_day(str(site.office.settings.get("began", "")))
    day = began.isoformat() if began else "2000-01-01"
    return f"tag:{house(site)}.officerepo.invalid,{day}:{name}"


def first_name(record: Record) -> str:
    """Returns the number or name that a record had at first: a new one is no new event."""
    return next(iter(names_before(record.data)), record.id)


def address(site: Site, path: str) -> str:
    """Returns the absolute address of a file of the portal; nothing where the office has none."""
    base = site.office.settings.get("portal_url")
    if not isinstance(base, str) or not _ADDRESS.fullmatch(base):
        return ""  # has its own finding
    return f"{base.rstrip('/')}/{path}"


def moment(site: Site, text: str) -> datetime | None:
    """Returns a day or moment of the office's clock in UTC; None for what is neither.

    A day is its first minute. Without a zone in the settings, the office's clock is UTC.
    """
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=site.office.zone or UTC)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def last_touched(site: Site, record: Record) -> datetime:
    """Returns when a record was last acted upon in UTC; without acts, its own date."""
    texts = [act.at for act in record.acts[-1:]]
    texts += [site.date_of(record), str(site.office.settings.get("began", ""))]
    found = (moment(site, text) for text in texts if text)
    return next((each for each in found if each), datetime(2000, 1, 1, tzinfo=UTC))


def revisions(site: Site, record: Record) -> int:
    """Returns how many versions of a record the portal may tell of, else how many acts it has."""
    return len(site.changes.get(record.id, ())) or len(record.acts)


def one_line(text: str) -> str:
    """Returns a text as one line, with every character that steers something made visible."""
    return safe(text).replace("\n", " ")
