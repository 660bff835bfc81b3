"""The demo office is true to itself: no findings but the named ones, and books that agree."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import get_day_names, get_month_names

from officerepo.index import Index
from officerepo.record import Record, by_id
from tests.mutations.demo import demo
from tests.sign import BOOKS, CLOSING, anchor, anchored, records, stale

# Warnings that belong to the story, as (rule, record). A waiver in the record is told from this:
# it was given by somebody in the story and runs out.
EXPECTED: set[tuple[str, str]] = set()

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


# The year in its turning points: what was done to which record on which day.
STORY = """
2025-01-08 MTG-2025-001 hold
2025-01-08 PLN-2025-annual approve
2025-01-08 PLN-2025-half-year approve
2025-01-08 PLN-2025-supply approve
2025-01-09 REG-post-duties-v3 enter_into_force
2025-01-24 ACK-REG-post-duties-v3-PER-ucharco confirm
2025-01-14 IN-2025-0004 register
2025-01-14 TSK-2025-0007 docket
2025-01-14 TSK-2025-0008 docket
2025-01-15 OUT-2025-0003 issue
2025-01-31 ACK-OUT-2025-0003-UNIT-SUB confirm
2025-01-16 IN-2025-0006 void
2025-01-22 TSK-2025-0008 ask_extension
2025-01-22 IN-2025-0009 register
2025-01-29 TSK-2025-0007 return
2025-01-30 TSK-2025-0006 close
2025-01-31 OUT-2025-0008 issue
2025-01-31 SEAL-2025-0002 stamp
2025-02-11 BRF-2025-004 rule
2025-03-04 MED-2025-01 raise
2025-03-12 STD-2025-01 do
2025-03-13 MED-2025-01 settle
2025-03-20 RCP-2025-001 hold
2025-03-20 TRIP-2025-0004 return
2025-03-20 SEAL-2025-0010 refuse
2025-04-03 MTG-2025-012 hold
2025-04-04 OUT-2025-0018 void
2025-04-07 SL-oficial hand_over
2025-04-14 SL-oficial hand_over
2025-04-14 REG-sample-intake-v2 enter_into_force
2025-04-24 SL-seco-lab seal_away
2025-05-08 SL-seco-lab destroy
2025-05-08 SL-seco-lab-2 receive
2025-05-15 MTG-2025-014 hold
2025-05-22 REQ-2025-0007 answer
2025-06-03 SEAL-2025-0019 stamp
2025-06-03 SEAL-2025-0020 stamp
2025-06-04 SEAL-2025-0020 countersign
2025-06-13 MED-2025-01 follow_up
2025-06-30 MTG-2025-016 hold
2025-06-30 WRT-2025-006 approve
2025-07-08 MED-2025-02 raise
2025-07-10 MTG-2025-017 hold
2025-07-14 PLN-2025-annual amend
2025-08-01 REG-visitors-v1 repeal
2025-08-01 REG-visitors-v2 enter_into_force
2025-09-04 TSK-2025-0047 docket
2025-09-05 AST-consumable-0001 adjust
2025-09-16 STD-2025-03 do
2025-09-29 COPY-2025-0001 return
2025-09-30 AST-equipment-0032 hand_over
2025-10-09 DISP-2025-01 propose
2025-10-13 DISP-2025-02 execute
2025-10-23 DISP-2025-01 execute
2025-10-23 CND-2025-01 hear
2025-11-04 CND-2025-01 decide
2025-11-18 IN-2025-0045 register
2025-11-19 COPY-2025-0008 refuse
2025-12-02 EVL-2025-hid open
2025-12-16 MTG-2025-024 hold
2025-12-18 MTG-2025-025 hold
2025-12-19 WRT-2025-011 publish
2025-12-19 BRF-2025-010 submit
2025-12-30 OUT-2025-0045 issue
2025-12-30 MTG-2025-027 hold
"""


def index() -> Index:
    return Index(demo().office, by_id(records(demo())), [], demo().files)


def book(kind: str) -> list[Record]:
    return index().of(kind)


def test_the_demo_has_no_findings_but_those_named() -> None:
    found = {(f.rule, f.path.rpartition("/")[2].partition(".")[0]) for f in demo().judged()}
    assert found == EXPECTED


def test_the_year_has_its_turning_points() -> None:
    done = {
        f"{act.at[:10]} {record.id} {act.do}" for record in records(demo()) for act in record.acts
    }
    assert sorted(set(STORY.split("\n")) - {""} - done) == []


def test_the_demo_uses_every_kind_and_is_not_small() -> None:
    used = {record.kind for record in records(demo())}
    assert set(demo().office.kinds) == used
    assert len(records(demo())) >= 300


def test_every_record_is_linked_to_or_stands_in_a_register() -> None:
    office = index()
    alone = [
        record.id
        for record in records(demo())
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


def test_approvals_cover_the_texts_as_they_are() -> None:
    assert stale(demo()) == {}, "run `python -m tests.sign`"


def test_the_anchor_in_the_minute_book_is_that_of_the_books() -> None:
    lines = anchored(demo())
    body = demo().entries[CLOSING].body
    assert f"these {len(lines)} lines" in body
    assert anchor(lines) in body, "run `python -m tests.sign`"


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
