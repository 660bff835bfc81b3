"""The demo office is true to itself: no findings but the named ones, and books that agree."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from babel.dates import get_day_names, get_month_names

from officerepo.approval import approving_act
from officerepo.index import Index
from officerepo.record import Record
from tests.mutations.demo import demo

# Warnings that belong to the story, as (rule, record). A waiver in the record is told from this:
# it was given by somebody in the story and runs out.
EXPECTED: set[tuple[str, str]] = set()

CLOSING = "MTG-2025-027"
BOOKS = {"Entry": "incoming", "Exit": "outgoing", "Seals": "seal-use", "Minutes": "meeting"}
ROW = re.compile(
    r"\| (\w+) \| ([A-Z]+-2025-\d+) \| ([A-Z]+-2025-\d+) \| (\d+) \| (\d+) \| (\d+) \|"
)
LANGUAGES = ("en", "es")
DAYS = {
    name.lower(): number
    for language in LANGUAGES
    for number, name in get_day_names("wide", locale=language).items()
}
MONTHS = {
    name.lower(): number
    for language in LANGUAGES
    for number, name in get_month_names("wide", locale=language).items()
}
DATED = re.compile(
    rf"\b({'|'.join(DAYS)}),?\s+(?:the\s+)?(\d{{1,2}})\s+(?:de\s+)?({'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)


def records() -> list[Record]:
    office = demo()
    return [office._unchanged(name, entry)[0] for name, entry in office.entries.items()]


def index() -> Index:
    return Index(demo().office, records(), [], demo().files)


def book(kind: str) -> list[Record]:
    return index().of(kind)


def test_the_demo_has_no_findings_but_those_named() -> None:
    found = {(f.rule, f.path.rpartition("/")[2].partition(".")[0]) for f in demo().judged()}
    assert found == EXPECTED


def test_the_demo_uses_every_kind_and_is_not_small() -> None:
    used = {record.kind for record in records()}
    assert set(demo().office.kinds) == used
    assert len(records()) >= 300


def test_every_record_is_linked_to_or_stands_in_a_register() -> None:
    office = index()
    alone = [
        record.id
        for record in records()
        if not office.links_to(record.id) and not office.kind(record).views.register
    ]
    assert alone == []


def test_the_minutes_of_the_closing_state_what_the_books_hold() -> None:
    rows = ROW.findall(demo().entries[CLOSING].body)
    assert [row[0] for row in rows] == list(BOOKS)
    for name, first, last, numbers, held, given_up in rows:
        entries = book(BOOKS[name])
        dropped = [
            entry for entry in entries if index().kind(entry).phase_of(entry.state) == "dropped"
        ]
        never = [entry for entry in dropped if entry.last("issue") is None]
        assert (entries[0].id, entries[-1].id) == (first, last)
        assert (len(entries), len(entries) - len(never), len(never)) == (
            int(numbers),
            int(held),
            int(given_up),
        )


def test_the_anchor_in_the_minute_book_is_that_of_the_books() -> None:
    lines = []
    for kind in BOOKS.values():
        for entry in book(kind):
            if entry.id != CLOSING:
                approved = approving_act(entry, index().kind(entry))
                digest = "-" if approved is None else entry.acts[approved].data["digest"]
                lines.append(f"{entry.id} {entry.acts[0].at} {digest}\n")
    anchor = sha256("".join(lines).encode()).hexdigest()
    body = demo().entries[CLOSING].body
    assert f"these {len(lines)} lines" in body
    assert f"    {anchor[:32]}\n    {anchor[32:]}\n" in body


def test_days_of_the_week_agree_with_their_dates() -> None:
    seen, wrong = 0, []
    for path, file in demo().files.items():
        if not path.endswith((".yaml", ".md")):
            continue
        for words in DATED.finditer(file.raw.decode()):
            day, number, month = words.groups()
            seen += 1
            if date(2025, MONTHS[month.lower()], int(number)).weekday() != DAYS[day.lower()]:
                wrong.append(f"{path}: {words[0]}")
    assert seen > 15
    assert wrong == []
