"""What is in whose hands on a day, in the sample office."""

from __future__ import annotations

import pytest

from officerepo.domain.handover import InHand
from officerepo.domain.holdings import Holdings
from tests.rules.edits import Sample


def held(day: str, holder: str, *edits: str) -> list[tuple[str, str]]:
    sample = Sample(*edits)
    return [(h.record.id, h.since[:10]) for h in Holdings(sample.index(), day).of(holder)]


def in_hands(day: str, person: str, *edits: str) -> list[str]:
    sample = Sample(*edits)
    return [thing.record.id for thing in InHand(sample.index(), day).of_person(person)]


def test_a_thing_passes_from_hand_to_hand() -> None:
    assert held("2025-01-08", "PER-dcuencas") == [("AST-equipment-0001", "2024-02-06")]
    assert held("2025-01-08", "PER-jribera") == []
    assert held("2025-01-09", "PER-dcuencas") == []
    assert held("2025-01-09", "PER-jribera") == [("AST-equipment-0001", "2025-01-09")]


@pytest.mark.parametrize(
    ("day", "keeper"),
    [
        ("2024-12-31", "PER-hrepresa"),
        ("2025-03-10", "PER-etorrente"),
        ("2025-03-14", "PER-hrepresa"),
    ],
)
def test_a_seal_is_in_the_hands_of_its_keeper(day: str, keeper: str) -> None:
    index = Sample().index()
    holdings = Holdings(index, day)
    keepers = [
        p.id for p in index.of("person") if any(h.record.kind == "seal" for h in holdings.of(p.id))
    ]
    assert keepers == [keeper]


def test_an_open_task_is_in_the_hands_of_the_post_and_of_who_holds_it() -> None:
    assert held("2025-01-07", "POST-HID-01") == []
    assert held("2025-01-08", "POST-HID-01") == [("TSK-2025-0001", "2025-01-08")]
    assert held("2025-01-30", "POST-HID-01") == []  # closed that day
    assert held("2025-03-31", "POST-HID-01") == [("TSK-2025-0004", "2025-03-17")]
    assert in_hands("2025-03-31", "PER-lmeandro") == ["COPY-2025-0001", "TSK-2025-0004"]
    assert in_hands("2025-03-31", "PER-jribera") == ["AST-equipment-0001"]


def test_a_task_and_a_copy_are_in_the_hands_of_those_to_whom_they_were_passed() -> None:
    task = "add TSK-2025-0004 acts = {do: reassign, at: 2025-03-20T09:00, by: PER-dcuencas, owner: POST-OFI-06, reason: the gauges}"
    copy = """add COPY-2025-0001 acts = {do: pass_on, at: 2025-03-21T09:00, by: PER-gpozohondo,
      given_by: PER-lmeandro, holder: PER-jribera, received_by: PER-jribera}"""
    assert held("2025-03-19", "POST-HID-01", task) == [("TSK-2025-0004", "2025-03-17")]
    assert held("2025-03-20", "POST-HID-01", task) == []
    assert held("2025-03-31", "POST-OFI-06", task) == [("TSK-2025-0004", "2025-03-20")]
    assert ("COPY-2025-0001", "2025-03-21") in held("2025-03-31", "PER-jribera", copy)
    assert held("2025-03-31", "PER-lmeandro", copy) == []


def test_who_stands_in_has_it_and_a_deputy_has_not() -> None:
    stand_in = "add PER-jribera appointments = {post: POST-HID-01, from: 2025-03-24, type: TYPE, instrument: Note}"
    acting = stand_in.replace("TYPE", "acting")
    deputy = stand_in.replace("TYPE", "deputy")
    assert "TSK-2025-0004" in in_hands("2025-03-31", "PER-jribera", acting)
    assert "TSK-2025-0004" not in in_hands("2025-03-31", "PER-jribera", deputy)


def test_a_request_stays_with_who_was_asked_first_until_it_is_passed_on() -> None:
    assert held("2025-03-03", "POST-OFI-06") == [("REQ-2025-0001", "2025-03-03")]
    assert held("2025-03-05", "POST-OFI-06") == []  # answered
    first = "set REQ-2025-0001 acts = [{do: receive, at: 2025-03-03T09:00, by: PER-ivadolargo}]"
    assert held("2025-03-31", "PER-ivadolargo", first) == [("REQ-2025-0001", "2025-03-03")]
    assert held("2025-03-31", "POST-OFI-06", first) == []
