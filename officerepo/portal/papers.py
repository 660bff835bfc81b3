"""Attachments that can be read in the portal: files kept beside a record, as the record says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from officerepo.attachment import attached
from officerepo.index import Index
from officerepo.portal.audience import Hidden
from officerepo.record import Record

ENDINGS = frozenset({"pdf", "png", "jpg", "jpeg", "txt", "csv", "odt", "ods", "docx", "xlsx"})
"""Kinds of files that are published. HTML and SVG are not: they could run scripts as the portal."""

_READABLE = frozenset({"txt", "csv"})
_ADDRESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+[A-Za-z0-9][A-Za-z0-9._-]*\.([a-z]{3,4})")


@dataclass(frozen=True, slots=True)
class Paper:
    """A published file: its address, the SHA-256 that its record gives, and its bytes."""

    address: str
    sha256: str
    raw: bytes = field(repr=False)


Papers = Mapping[str, Mapping[tuple[str, str], Paper]]
"""By record id, its published files by name and SHA-256."""


def papers(
    index: Index, records: Mapping[str, Record], hidden: Hidden, taken: Collection[str] = ()
) -> Papers:
    """Returns the attachments of visible records that may be published.

    Such a file lies in the record's folder, is of a kind that cannot run anything, has the SHA-256
    that stands in the record, and does not, if it is plain text, name a hidden record. Its address
    is not among those `taken`, nor the same as another's but for the case of its letters.
    """
    found: dict[str, dict[tuple[str, str], Paper]] = {}
    names = {address.lower(): address for address in taken}
    for record in records.values():
        if "attachments" not in record.data:
            continue
        for _, each in attached(index.office.kinds[record.kind], [record]):
            file = index.files.get(each.path)
            address = each.path.removeprefix("records/")
            match = _ADDRESS.fullmatch(address)
            if not file or file.trouble or not match or match[1] not in ENDINGS:
                continue
            if not each.at.startswith("attachments[") or not each.here:
                continue
            if hashlib.sha256(file.raw).hexdigest() != each.sha256 or address in taken:
                continue
            if match[1] in _READABLE and hidden and _names(hidden, file.raw):
                continue
            if names.setdefault(address.lower(), address) == address:
                paper = Paper(address, each.sha256, file.raw)
                found.setdefault(record.id, {})[each.name, each.sha256] = paper
    return found


def _names(hidden: Hidden, raw: bytes) -> bool:
    """Whether a plain text names a hidden record, or might, as it cannot be read."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return "\0" in text or bool(hidden.named(text))
