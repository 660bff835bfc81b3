"""The office's clock: acts say its time, whatever zone a commit or a machine is in."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)*")


@cache
def zone_called(name: str) -> ZoneInfo | None:
    """Return a time zone by its name, as Europe/Madrid; None where there is none of that name."""
    try:
        return ZoneInfo(name) if _NAME.fullmatch(name) else None
    except (KeyError, ValueError, OSError):
        return None


def local(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment as acts say it, as 2025-03-31T14:55; without a zone, by its own clock."""
    there = moment.astimezone(zone) if zone else moment
    return there.replace(tzinfo=None).isoformat("T", "minutes")
