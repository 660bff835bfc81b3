"""A register of 200 seal uses against its checkpoint: every single mutation of an entry is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from officerepo.history.checkpoint import checkpoint, read_checkpoint
from officerepo.history.past import Past, Saved
from officerepo.index import Index
from officerepo.record import Act, Record, by_id
from officerepo.rules.history.rewritten_register import check
from tests.history.repository import NOW
from tests.rules.edits import Sample

COUNT = 200


@pytest.fixture(scope="module")
def index() -> Index:
    """The sample office, with 200 seal uses that are done."""
    found = Sample().index()
    model = found.records["SEAL-2025-0001"]
    others = [record for record in found.records.values() if record.kind != "seal-use"]
    return Index(
        found.office, by_id([*others, *(entry(model, number) for number in range(1, COUNT + 1))])
    )


def entry(model: Record, number: int, purpose: str = "") -> Record:
    """An entry like another one, under its own number and for its own purpose."""
    name = f"SEAL-2025-{number:04}"
    data = {**model.data, "purpose": purpose or f"use {number}"}
    path = f"records/seal-uses/2025/{name}.yaml"
    return replace(model, id=name, path=path, data=data)


def number_of(record: Record) -> int:
    return int(record.id[-4:])


def renamed(record: Record, number: int) -> Record:
    return entry(record, number, str(record.data["purpose"]))


def delete(entries: list[Record], place: int) -> list[Record]:
    return [record for record in entries if record is not entries[place]]


def alter(entries: list[Record], place: int) -> list[Record]:
    return _with(entries, entry(entries[place], place + 1, "another use"))


def back_date(entries: list[Record], place: int) -> list[Record]:
    old = entries[place]
    first = {**old.acts[0].data, "at": "2025-01-02T08:00"}
    acts = (Act(first["do"], first["at"], first["by"], first), *old.acts[1:])
    return _with(entries, replace(old, acts=acts))


def swap(entries: list[Record], place: int) -> list[Record]:
    other = place + 1 if place + 1 < COUNT else place - 1
    moved = renamed(entries[place], other + 1), renamed(entries[other], place + 1)
    return _with(entries, *moved)


def renumber(entries: list[Record], place: int) -> list[Record]:
    return [*delete(entries, place), renamed(entries[place], COUNT + 1)]


def insert(entries: list[Record], place: int) -> list[Record]:
    shifted = [renamed(record, number_of(record) + 1) for record in entries[place:]]
    return [*entries[:place], entry(entries[place], place + 1, "put in between"), *shifted]


def duplicate(entries: list[Record], place: int) -> list[Record]:
    other = place + 1 if place + 1 < COUNT else place - 1
    return _with(entries, renamed(entries[place], other + 1))


def _with(entries: list[Record], *changed: Record) -> list[Record]:
    new = {record.id: record for record in changed}
    return [new.get(record.id, record) for record in entries]


Mutation = Callable[[list[Record], int], list[Record]]
MUTATIONS = [delete, alter, back_date, swap, renumber, insert, duplicate]


def judged(index: Index, entries: list[Record]) -> list[str]:
    """Which registers are not what they were, after the seal uses became these."""
    page = read_checkpoint(checkpoint(index, "0" * 40, "2025-03-31 18:00+00:00").as_text())
    others = [record for record in index.records.values() if record.kind != "seal-use"]
    now = Index(index.office, by_id([*others, *entries]))
    past = Past(now, index.office.kinds, NOW, saved=Saved(page, leads_here=True, then=None))
    return [str(finding.values["register"]) for finding in check(past)]


@pytest.mark.parametrize("mutate", MUTATIONS)
def test_a_mutation_of_any_entry_is_found(index: Index, mutate: Mutation) -> None:
    entries = index.of("seal-use")
    assert len(entries) == COUNT
    for place in range(COUNT):
        assert judged(index, mutate(entries, place)) == ["seal-use 2025"], place


def test_honest_growth_is_none(index: Index) -> None:
    entries = index.of("seal-use")
    noted = {**entries[7].data, "notes": "the folder is green"}
    seen = {"do": "countersign", "at": "2025-03-31T09:00", "by": "PER-gpozohondo"}
    later = replace(
        entries[7],
        data=noted,
        acts=(*entries[7].acts, Act(seen["do"], seen["at"], seen["by"], seen)),
    )
    put_right = {
        "do": "correct",
        "at": "2025-03-31T09:00",
        "by": "PER-farroyuelo",
        "reason": "misread",
        "field": "purpose",
        "was": "use 9",
        "is": "use nine",
    }
    corrected = replace(
        entry(entries[8], 9, "use nine"),
        acts=(
            *entries[8].acts,
            Act(put_right["do"], put_right["at"], put_right["by"], put_right),
        ),
    )
    grown = [*_with(entries, later, corrected), entry(entries[0], COUNT + 1)]
    assert judged(index, grown) == []
