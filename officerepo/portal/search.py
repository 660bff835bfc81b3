"""What the search page searches: the folded words of every visible record, in small scripts.

Scripts, because a page opened from a file share may load nothing else. A year is divided by a
checksum of the record's number, so that a new or changed record touches one small file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

from officerepo.portal.site import Site
from officerepo.portal.values import UNPUBLISHED
from officerepo.record import Record
from officerepo.rows import search_text
from officerepo.text import fold

SHARD_RECORDS = 400
"""About half a megabyte, and 30 ms of work when one of its records changes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some of the records of a year; records without one are in the year `0`."""

    path: str
    year: str
    records: Sequence[Record] = field(repr=False)


def shards(site: Site) -> list[Shard]:
    """Returns the shards, the newest year first."""
    found = []
    by_year: dict[str, list[Record]] = {}
    for record in site.records.values():
        yearly = site.office.kinds[record.kind].yearly
        year = record.path.split("/")[2] if yearly else site.date_of(record)[:4]
        by_year.setdefault(year if year.isdigit() and len(year) == 4 else "0", []).append(record)
    for year in sorted(by_year, reverse=True):
        records = by_year[year]
        count = 1
        while len(records) > count * SHARD_RECORDS:
            count *= 2
        parts: list[list[Record]] = [[] for _ in range(count)]
        for record in records:
            parts[crc32(record.id.encode()) % count].append(record)
        for number, part in enumerate(parts):
            found.append(Shard(f"search/{year}-{number}.js", year, part))
    return found


def shard_script(site: Site, shard: Shard) -> bytes:
    """Returns a shard as a script that hands its rows to search.js.

    A row is: number, title, kind, state, date, address, folded words. Distinct words suffice: a
    search term holds no white space, so it lies within one word or in none.
    """
    rows = []
    for record in shard.records:
        face = site.face_of(record)
        # Folding takes longest, so it is done to distinct words, which it may divide or unite.
        words = fold(" ".join(dict.fromkeys(_text(site, record).split()))).split()
        rows.append(
            [
                record.id,
                record.title,
                record.kind,
                record.state,
                site.date_of(record)[:10],
                face.url,
                " ".join(dict.fromkeys(words)),
            ]
        )
    return f"officerepoRows({_json(rows)});\n".encode("utf-8", "replace")


def _text(site: Site, record: Record) -> str:
    data = {name: value for name, value in record.data.items() if name not in UNPUBLISHED}
    text = search_text(replace(record, data=data), site.body(record))
    return f"{text}\n{record.title}"


def manifest_script(site: Site, found: Sequence[Shard]) -> bytes:
    """Returns the script that tells search.js which shards there are, and the words it needs."""
    say = site.language.say
    kinds = {
        name: {
            "title": say(kind.title),
            "states": {
                state.name: [say(state.title), site.tone(state.phase)]
                for state in kind.states.values()
            },
        }
        for name, kind in site.office.kinds.items()
    }
    shown = [
        [shard.path.removeprefix("search/"), shard.year, len(shard.records)] for shard in found
    ]
    return f"window.officerepoShards={_json({'shards': shown, 'kinds': kinds})};\n".encode()


def _json(data: Any) -> str:
    """Returns JSON that is a script literal too: before ES2019 two line ends were not."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
