"""The field types: what the characters of a value have to look like, and what they mean.

One function a type. Each takes the text as written and returns its value; a ValueError carries the
sentence that the user reads, with the value named by `{value}`.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from officerepo.record import ID_SHAPE, LINK_SHAPE

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(rf"{_DATE.pattern}T{_TIME.pattern}(?::[0-5][0-9])?")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PUBLIC_KEY = re.compile(r"((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: .*)?")
_POWER = re.compile(rf"[a-z][a-z_]*(?::{ID_SHAPE.pattern})?")
_YES = ("yes", "true")


def text(value: str) -> str:
    """Return the text as written."""
    return value


def integer(value: str) -> int:
    """Return a whole number of up to 18 digits, without leading zeros or separators."""
    if not _INTEGER.fullmatch(value):
        raise ValueError("`{value}` is not a whole number such as 12.")
    return int(value)


def decimal(value: str) -> Decimal:
    """Return a number with a decimal point: 12 or 12.50."""
    if not _DECIMAL.fullmatch(value):
        raise ValueError("`{value}` is not a number such as 12 or 12.50.")
    return Decimal(value)


def boolean(value: str) -> bool:
    """Return yes or no."""
    if value in _YES:
        return True
    if value in ("no", "false"):
        return False
    raise ValueError("`{value}` is neither yes nor no.")


@lru_cache(maxsize=4096)  # the days of an office repeat, and only sound ones are kept
def date(value: str) -> str:
    """Return a calendar day, ISO 8601: 2025-01-31."""
    if not _DATE.fullmatch(value):
        raise ValueError("`{value}` is not a date such as 2025-01-31.")
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError("`{value}` is not a day of the calendar.") from None
    return value


@lru_cache(maxsize=4096)  # each is read twice: as a field of its act, and for the act
def moment(value: str) -> str:
    """Return a day, or a day and local time, ISO 8601: 2025-01-31T09:50."""
    if len(value) == 10:
        return date(value)
    if not _MOMENT.fullmatch(value):
        raise ValueError("`{value}` is not a moment such as 2025-01-31T09:50.")
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("`{value}` is not a moment of the calendar.") from None
    return value


def time(value: str) -> str:
    """Return a time of day of 24 hours: 09:50."""
    if not _TIME.fullmatch(value):
        raise ValueError("`{value}` is not a time of day such as 09:50.")
    return value


def digest(value: str) -> str:
    """Return a digest as officerepo writes it: sha256: and 64 hexadecimal digits (FIPS 180-4)."""
    if not _DIGEST.fullmatch(value):
        raise ValueError("`{value}` is not a digest: sha256: and 64 digits 0-9, a-f.")
    return value


def sha256(value: str) -> str:
    """Return the SHA-256 of a file: 64 hexadecimal digits, with or without `sha256:`."""
    if not _SHA256.fullmatch(value.removeprefix("sha256:")):
        raise ValueError("`{value}` is not a SHA-256: 64 digits 0-9, a-f.")
    return value


def link(value: str) -> str:
    """Return the id of a record, or of a part of one: OUT-2025-0008, MTG-2025-003/D2."""
    if not LINK_SHAPE.fullmatch(value):
        raise ValueError("`{value}` is not a record number such as OUT-2025-0008.")
    return value


def email(value: str) -> str:
    """Return an e-mail address."""
    if not _EMAIL.fullmatch(value):
        raise ValueError("`{value}` is not an e-mail address.")
    return value


def power(value: str) -> str:
    """Return the name of a power: approve_out, authorise_seal:SL-oficial."""
    if not _POWER.fullmatch(value):
        raise ValueError("`{value}` is not a power such as approve_out.")
    return value


def public_key(value: str) -> str:
    """Return type and Base64 of an SSH public key as the line of its file has it, less its comment.

    The Base64 holds the type again and then numbers, each after its length (RFC 4253, 6.6): a key
    that was copied in part is none.
    """
    found = _PUBLIC_KEY.fullmatch(" ".join(value.split()))
    parts = _parts_of_key(found[2]) if found else []
    if found is None or len(parts) < 2 or parts[0] != found[1].encode():
        raise ValueError("`{value}` is not the public key of an SSH key.")
    return f"{found[1]} {found[2]}"


def _parts_of_key(text: str) -> list[bytes]:
    """Return the parts of a key written in Base64; none where it does not end with one."""
    try:
        blob = base64.b64decode(text, validate=True)
    except binascii.Error:
        return []
    parts, place = [], 0
    while place < len(blob):
        start = place + 4
        place = start + int.from_bytes(blob[place:start], "big")
        parts.append(blob[start:place])
    return parts if place == len(blob) else []


def is_yes(value: object) -> bool:
    """Whether a value of the type `boolean` says yes."""
    return value in _YES


def count_in(value: object) -> int:
    """Return the whole number that a value says, or 0 where it says none that can be read."""
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else 0


def number_in(value: object, default: int) -> int:
    """Return the whole number from 0 to 9,999 that a value says; `default` where it says none."""
    found = count_in(value) if isinstance(value, str) and len(value) < 5 else 0
    return found if found > 0 or value == "0" else default


TYPES: Mapping[str, Callable[[str], Any]] = {
    "text": text,
    "integer": integer,
    "decimal": decimal,
    "boolean": boolean,
    "date": date,
    "moment": moment,
    "time": time,
    "digest": digest,
    "sha256": sha256,
    "link": link,
    "choice": text,
    "email": email,
    "power": power,
    "public_key": public_key,
}
"""The scalar types by name. `list`, `map` and `any` are trees, and `choice` checks its values."""

_PARTS_OF_DATE = re.compile(r"([0-9]{1,4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,4})\s*日?")
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_LATER_TIME = re.compile(r"(.*[0-9日])(?:T|,?\s+)([0-9]{1,2})[:.h]([0-9]{2})(:[0-9]{2})?\s*h?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})\s*h?")
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2})")
_LONGEST_MEANT = 100  # characters; a longer text is no mistyped value
_SAID = {
    **dict.fromkeys(("y", "on", "si", "sí", "是", "true", "yes"), "yes"),
    **dict.fromkeys(("n", "off", "no", "否", "false"), "no"),
}


def meant(kind: str, value: str) -> str:
    """Return how a value of a type is written that was evidently meant, or an empty text.

    `30/05/2025` can only be the 30th of May; `03/04/2025` is read one way here and another there,
    and gives nothing.
    """
    if kind not in _MEANT or len(value) > _LONGEST_MEANT:
        return ""
    written = _MEANT[kind](value.strip())
    try:
        TYPES[kind](written)
    except ValueError:
        return ""
    return written


def _day_meant(value: str) -> str:
    found = _PARTS_OF_DATE.fullmatch(value) or _COMPACT_DATE.fullmatch(value)
    if found is None:
        return ""
    first, month, last = found.groups()
    if len(first) == 4:
        return f"{first}-{month:0>2}-{last:0>2}"
    if len(last) != 4 or (int(first) <= 12 and int(month) <= 12 and int(first) != int(month)):
        return ""
    day, month = (month, first) if int(month) > 12 else (first, month)
    return f"{last}-{month:0>2}-{day:0>2}"


def _moment_meant(value: str) -> str:
    found = _LATER_TIME.fullmatch(value)
    if found is None:
        return _day_meant(value)
    day, hour, minute, second = found.groups("")
    return f"{_day_meant(day)}T{hour:0>2}:{minute}{second}"


def _time_meant(value: str) -> str:
    found = _CLOCK.fullmatch(value)
    return f"{found[1]:0>2}:{found[2]}" if found else ""


def _digest_meant(value: str) -> str:
    return "sha256:" + value.lower().removeprefix("sha256:").strip()


def _whole_meant(value: str) -> str:
    sign = "-" if value.startswith("-") else ""
    return sign + (value.lstrip("+-").lstrip("0") or "0")


def _number_meant(value: str) -> str:
    found = _DECIMAL_COMMA.fullmatch(value)
    return f"{found[1]}.{found[2]}" if found else ""


#: How to put right what is nearly a value; types that nothing can be said about are not here.
_MEANT: Mapping[str, Callable[[str], str]] = {
    "integer": _whole_meant,
    "decimal": _number_meant,
    "boolean": lambda value: _SAID.get(value.lower(), ""),
    "date": _day_meant,
    "moment": _moment_meant,
    "time": _time_meant,
    "digest": _digest_meant,
    "sha256": str.lower,
    "email": lambda value: value.removeprefix("mailto:").strip("<>"),
}

COMPOUND = ("list", "map", "any")
