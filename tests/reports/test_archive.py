"""Reports of the archive: what is kept, what is due, what is held, what was disposed of."""

from __future__ import annotations

from datetime import date

from tests.reports.rows import demo, of
from tests.reports.year import rows

HELD = "DOS-145-2014-003"


def test_the_calendar_begins_with_what_is_overdue() -> None:
    found = rows("retention-calendar")
    assert of(found, "due", "due_now", "record", "series", "action")[:3] == [
        ("2021-01-01", "yes", HELD, "145", "destroy"),
        ("2028-01-01", "no", "DOS-310-2025-001", "310", "destroy"),
        ("2028-01-01", "no", "DOS-310-2025-101", "310", "destroy"),
    ]
    assert [row["due"] for row in found] == sorted(row["due"] for row in found)
    names = {row["record"] for row in found}
    assert names.isdisjoint({"DOS-145-2014-001", "DOS-145-2014-002"})  # destroyed
    assert not any(name.startswith(("DOS-110", "DOS-120")) for name in names)  # kept for ever


def test_only_what_is_due_this_year_is_due_for_disposal() -> None:
    assert of(rows("due-for-disposal"), "due", "record", "action", "reviewed") == [
        ("2021-01-01", HELD, "destroy", "no")
    ]
    later = of(rows("due-for-disposal", today=date(2028, 1, 1)), "record")
    assert later == [(HELD,), ("DOS-310-2025-001",), ("DOS-310-2025-101",)]


def test_a_series_says_how_long_it_is_kept_and_how_much_lies_in_it() -> None:
    found = {row["series"]: row for row in rows("file-plan")}
    assert len(found) == 19
    assert (found["310"]["period"], found["310"]["counted_from"]) == ("2 years", "year_end")
    assert (found["110"]["period"], found["110"]["counted_from"]) == ("Kept for ever", "")
    people = sum(len(demo().of(kind)) for kind in ("unit", "post", "person"))
    assert people == 52
    assert int(found["110"]["records"]) >= people
    assert found["145"]["dossiers"] == "5"  # four of 2025, and the one of 2014 that is left
    assert sum(int(row["dossiers"]) for row in found.values()) == 74 - 2


def test_the_inventory_counts_papers_and_pages() -> None:
    found = {row["record"]: row for row in rows("archive-inventory")}
    assert len(found) == 74
    dossier = found["DOS-110-2025-201"]
    assert (dossier["papers"], dossier["pages"]) == ("4", "5")
    assert dossier["archive_code"] == "EMEA-110-2025-YJ-0201"
    assert dossier["location"] == "Archive, box 110/2025-1"


def test_a_hold_names_the_disposal_and_the_dossiers_own_words() -> None:
    assert of(rows("holds"), "record", "by", "since") == [
        (HELD, "DISP-2025-02", "2025-10-13"),
        (HELD, "", ""),
    ]
    assert of(rows("holds", demo(), date(2025, 10, 12)), "record", "by") == [(HELD, "")]


def test_each_dossier_of_a_disposal_has_its_row() -> None:
    found = rows("disposal-log")
    assert of(found, "day", "dossier", "type", "record", "approved_by", "executed_by") == [
        (
            "2025-10-23",
            f"DOS-145-2014-00{number}",
            "Destruction",
            "DISP-2025-01",
            "PER-cremanso",
            ["PER-gpozohondo", "PER-hrepresa"],
        )
        for number in (1, 2)
    ] + [("2025-10-13", HELD, "Hold", "DISP-2025-02", "PER-cremanso", ["PER-gpozohondo"])]


def test_loans_are_of_originals() -> None:
    assert of(rows("loans"), "record", "of", "holder", "due", "back", "late") == [
        ("COPY-2025-0006", "REG-visitors-v1", "PER-ivadolargo", "2025-07-25", "2025-07-22", "no"),
        ("COPY-2025-0004", "SL-seco-lab", "PER-ivadolargo", "2025-05-09", "2025-05-08", "no"),
        ("COPY-2025-0002", "IN-2025-0015", "PER-pexclusa", "2025-03-12", "2025-03-11", "no"),
    ]
