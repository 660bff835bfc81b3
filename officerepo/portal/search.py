"""What the search page searches: the words of every visible record, in small scripts.

Beside them the titles of the portal's other pages. Scripts, because a page opened from a file share
may load nothing else. A year is divided by a checksum of the record's number, so that a new or
changed record touches one small file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from zlib import crc32

from officerepo.portal.navigation import titled
from officerepo.portal.signpost import former_numbers
from officerepo.portal.site import Site
from officerepo.portal.values import UNPUBLISHED
from officerepo.record import Record
from officerepo.rows import search_text
from officerepo.search import parts_of, people_of
from officerepo.text import fold

ALL_AT_ONCE = 5000
"""Records up to which the search loads all years; of a large office it begins with `RECENT`."""

RECENT = 2
"""Years that a large office's search loads before it is asked for more."""

SHARD_RECORDS = 400
"""About half a megabyte, and 30 ms of work when one of its records changes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some of the records of a year, or of those without one."""

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
        by_year.setdefault(year if year.isdigit() and len(year) == 4 else "", []).append(record)
    for year in sorted(by_year, reverse=True):
        records = by_year[year]
        count = 1
        while len(records) > count * SHARD_RECORDS:
            count *= 2
        parts: list[list[Record]] = [[] for _ in range(count)]
        for record in records:
            parts[crc32(record.id.encode()) % count].append(record)
        for number, part in enumerate(parts):
            found.append(Shard(f"search/{year or 0}-{number}.js", year, part))
    return found


def shard_script(site: Site, shard: Shard) -> bytes:
    """Returns a shard as a script that hands its year, rows and people's names to search.js.

    A row is: number, title, kind, state, date, address, words, unit, former numbers, the places of
    its people among the names, the numbers of its sub-records. Distinct words suffice: a
    search term holds no white space, so it lies within one word or in none. Of words that differ in
    accents and case alone the first stands for all. Records name people by number, so each name is
    there once.
    """
    rows, places = [], dict[str, int]()
    for record in shard.records:
        words: dict[str, str] = {}
        for word in _text(site, record).split():
            words.setdefault(_folded(word), word)
        kind = site.office.kinds[record.kind]
        people = people_of(site.index, record)
        rows.append(
            [
                record.id,
                record.title,
                record.kind,
                record.state,
                site.date_of(record)[:10],
                site.face_of(record).url,
                " ".join(words.values()),
                unit_of(site, record),
                [*map(_folded, former_numbers(site, record, kind))],
                [places.setdefault(person.title, len(places)) for person in people],
                parts_of(site.index, record),
            ]
        )
    given = ",".join(map(_json, (shard.year, rows, [*places])))
    return f"officerepoRows({given});\n".encode("utf-8", "replace")


def people_key(site: Site) -> str:
    """Returns a text that differs whenever somebody is called otherwise."""
    return " ".join(f"{person.id} {person.title}" for person in site.index.of("person"))


def unit_of(site: Site, record: Record) -> str:
    """Returns the unit that answers for a record; nothing where this portal has none."""
    name = record.id if record.kind in ("unit", "post") else site.owner_of(record)
    known = site.records.get(name)
    if known is not None and known.kind == "post":
        known = site.records.get(str(known.data.get("unit", "")))
    return known.id if known is not None and known.kind == "unit" else ""


_folded = lru_cache(65_536)(fold)  # words repeat: a hundred times faster than folding each again


def _text(site: Site, record: Record) -> str:
    data = {name: value for name, value in record.data.items() if name not in UNPUBLISHED}
    text = search_text(replace(record, data=data), site.body(record))
    return f"{text}\n{record.title}"


def manifest_script(site: Site, found: Sequence[Shard]) -> bytes:
    """Returns the script that tells search.js which shards there are, and what filters offer.

    Each filter has its values in the order in which they are offered, with their titles. What tells
    them apart is the same in every language; a state is one of its kind, for others may have one of
    that name, or of that word, which means something else. The other pages of the portal are rows
    too, of no kind; their titles are what numbers are.
    """
    say = site.language.say
    kinds = {name: (say(kind.title), kind.states) for name, kind in site.office.kinds.items()}
    years = [*dict.fromkeys(shard.year for shard in found if shard.year)]
    first = ["", *years[:RECENT]]
    large = sum(len(shard.records) for shard in found) > ALL_AT_ONCE
    units = sorted(site.index.of("unit"), key=lambda unit: (fold(unit.title), unit.id))
    filters: dict[str, list[list[str]]] = {
        "kind": [[name, title] for name, (title, _) in kinds.items()],
        "year": [[year, year] for year in years],
        "unit": [[unit.id, unit.title] for unit in units],
        "state": [
            [f"{name}.{state.name}", f"{title} · {word}", word, site.tone(state.phase)]
            for name, (title, states) in kinds.items()
            for state in states.values()
            for word in [say(state.title)]
        ],
    }
    data = {
        "shards": [
            [shard.path.removeprefix("search/"), shard.year, large and shard.year not in first]
            for shard in found
        ],
        "filters": filters,
        "pages": list(_page_rows(site)),
    }
    return f"window.officerepoShards={_json(data)};\n".encode("utf-8", "replace")


def _page_rows(site: Site) -> Iterator[list[Any]]:
    for address, title in titled(site).items():
        yield ["", title, "", "", "", address, title, "", [_folded(title)], [], []]


def _json(data: Any) -> str:
    """Returns JSON that is a script literal too: before ES2019 two line ends were not."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
