"""Reports of rules: what is in force, what is to be reviewed, who has confirmed what."""

from __future__ import annotations

from datetime import date

from tests.reports.rows import of
from tests.reports.year import rows
from tests.rules.edits import Sample


def test_the_rule_book_holds_what_is_in_force_on_the_day() -> None:
    found = {row["record"]: row for row in rows("rule-book")}
    assert sorted(found) == [
        "REG-boat-booking-v1",
        "REG-conduct-v1",
        "REG-evaluation-v2",
        "REG-expenses-v1",
        "REG-home-working-v1",
        "REG-open-data-v1",
        "REG-post-duties-v3",
        "REG-sample-intake-v2",
        "REG-seals-v1",
        "REG-visitors-v2",
    ]
    duties = found["REG-post-duties-v3"]
    assert (duties["version"], duties["since"]) == ("3", "2025-01-09")
    assert (duties["acknowledged"], duties["asked"]) == ("19", "19")
    seals = found["REG-seals-v1"]
    assert seals["review"] == "2026-02-04"  # of the review of March, not that of its text
    assert (seals["acknowledged"], seals["asked"]) == ("", "")  # nobody is asked
    assert {row["overdue"] for row in found.values()} == {"no"}
    before = {row["record"] for row in rows("rule-book", today=date(2025, 4, 13))}
    assert "REG-sample-intake-v1" in before
    assert "REG-sample-intake-v2" not in before


def test_a_review_that_is_overdue_or_near_is_listed() -> None:
    assert of(rows("rules-for-review"), "review", "days_late", "record", "last") == [
        ("2026-01-20", "", "REG-expenses-v1", ""),
        ("2026-02-04", "", "REG-seals-v1", "2025-03-14"),
        ("2026-03-02", "", "REG-open-data-v1", ""),
        ("2026-03-17", "", "REG-boat-booking-v1", ""),
    ]
    late = rows("rules-for-review", today=date(2026, 1, 25))
    assert of(late, "days_late", "record")[0] == ("5", "REG-expenses-v1")


def test_rules_that_ended_name_what_took_their_place() -> None:
    assert of(rows("superseded-rules"), "record", "since", "until", "successor") == [
        ("REG-visitors-v1", "2011-10-03", "2025-08-01", ""),
        ("REG-sample-intake-v1", "2021-05-03", "2025-04-14", "REG-sample-intake-v2"),
        ("REG-post-duties-v2", "2018-01-08", "2025-01-09", "REG-post-duties-v3"),
    ]


def test_who_has_not_confirmed_is_counted_and_for_a_few_named() -> None:
    before = Sample("drop ACK-REG-duties-v1-PER-hrepresa").index()
    day = date(2025, 3, 31)
    for index, done in ((Sample().index(), "1"), (before, "0")):
        counted = rows("acknowledgement-matrix", index, day)
        mine = [row for row in counted if row["post"] == "POST-OFI-05"]
        missing = "0" if done == "1" else "1"
        assert of(mine, "record", "holders", "acknowledged", "missing") == [
            ("REG-duties-v1", "1", done, missing)
        ]
        named = rows("acknowledgements-by-person", index, day)
        level = "Understood" if done == "1" else ""
        assert [r["level"] for r in named if r["person"] == "PER-hrepresa"] == [level]
