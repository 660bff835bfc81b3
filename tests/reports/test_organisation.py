"""Reports of the organisation: who may do what, and what is in whose hands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from officerepo.reports import reports
from tests.reports.rows import demo, of
from tests.reports.year import rows
from tests.rules.edits import Sample


def giving(found: list[dict[str, Any]], power: str, limited_to: str = "") -> dict[str, Any]:
    return next(r for r in found if (r["power"], r["limited_to"]) == (power, limited_to))


def test_a_power_shows_what_it_allows_and_who_has_it() -> None:
    found = giving(rows("who-may-do-what"), "Approve trips")
    assert found["allows"] == "Vehicle log: Approved, Refused, Cancelled, Entry confirmed"
    assert found["posts"] == ["POST-DIR-01", "POST-OFI-01"]
    assert found["holders"] == ["PER-amanantial", "PER-dcuencas"]
    assert found["deputies"] == []


@pytest.mark.parametrize(
    ("day", "deputies"),
    [(date(2025, 4, 3), []), (date(2025, 4, 4), ["PER-etorrente"]), (date(2025, 4, 15), [])],
)
def test_a_deputy_has_the_powers_of_the_appointment_and_no_others(
    day: date, deputies: list[str]
) -> None:
    found = rows("who-may-do-what", today=day)
    seal = giving(found, "Keep a seal and stamp with it", "SL-oficial")
    assert seal["posts"] == ["POST-OFI-05"]
    assert (seal["holders"], seal["deputies"]) == (["PER-hrepresa"], deputies)
    # The seal custodian keeps another seal that day, for which nobody was named.
    assert [r["deputies"] for r in found if r["limited_to"] == "SL-seco-lab"] == [[], []]


def test_a_power_that_nobody_has_is_listed() -> None:
    index = Sample("set POST-DIR-02 versions.0.powers = []").index()
    found = giving(rows("who-may-do-what", index, date(2025, 3, 31)), "Mediate between departments")
    assert (found["posts"], found["holders"]) == ([], [])
    assert found["allows"].startswith("Register of mediations: Taken on")


def test_what_a_person_has_in_hand_is_what_was_given_to_them_and_to_their_posts() -> None:
    found = rows("handover")
    assert of(found, "person", "record", "kind", "post", "since") == [
        ("PER-amanantial", "PLN-2024-development", "Plan", "POST-DIR-01", "2024-01-22"),
        ("PER-amanantial", "PLN-2026-annual", "Plan", "POST-DIR-01", "2025-12-22"),
        ("PER-farroyuelo", "SL-registro", "Seal", "", "2020-02-24"),
        ("PER-hrepresa", "SL-oficial", "Seal", "", "2025-04-14"),
        ("PER-ocanales", "AST-equipment-0032", "Asset", "", "2025-09-30"),
        ("PER-ocanales", "COPY-2025-0007", "Copy or loan", "", "2025-09-30"),
        ("PER-sgoteo", "SL-seco-lab-2", "Seal", "", "2025-05-08"),
        ("PER-tnivel", "AST-equipment-0033", "Asset", "POST-HID-02", "2025-01-09"),
    ]
    by_post = rows("handover-by-post")
    assert of(by_post, "post", "record") == [
        ("POST-DIR-01", "PLN-2024-development"),  # the leadership's, which the director heads
        ("POST-DIR-01", "PLN-2026-annual"),
        ("POST-HID-02", "AST-equipment-0033"),
    ]


def test_a_task_that_is_open_is_in_the_hands_of_its_post() -> None:
    found = rows("handover", Sample().index(), date(2025, 3, 31))
    mine = [row for row in found if row["person"] == "PER-lmeandro"]
    assert of(mine, "record", "post") == [
        ("COPY-2025-0001", ""),
        ("TSK-2025-0004", "POST-HID-01"),
    ]
    report = reports()["handover"]
    every = list(report.rows(Sample().index(), date(2025, 3, 31)))
    chosen = report.only(Sample().index(), every, "person", "PER-lmeandro")
    assert [row[1] for row in chosen] == ["COPY-2025-0001", "TSK-2025-0004"]
    under_way = report.only(
        Sample().index(), every, "state", Sample().index().records["TSK-2025-0004"].state
    )
    assert [row[1] for row in under_way if row[0] == "PER-lmeandro"] == ["TSK-2025-0004"]


def test_rows_are_chosen_by_a_value_itself_among_others_or_in_words() -> None:
    report = reports()["who-may-do-what"]
    every = list(report.rows(demo(), date(2025, 12, 31)))
    mine = report.only(demo(), every, "holders", "PER-gpozohondo")
    assert [row[0]["en"] for row in mine] == ["Allow copies and loans", "Keep the archive"]
    assert len(report.only(demo(), every, "power", "Publish")) == 1
    assert report.only(demo(), every, "power", "Fly") == []
    said = report.said(demo(), every, "posts", "en", str)
    assert said["POST-OFI-04"] == "Archivist"
    assert report.said(demo(), every, "power", "es", str)["Publicar"] == "Publicar"
