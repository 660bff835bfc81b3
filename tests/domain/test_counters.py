"""Counts, held against figures counted by hand in the sample office; and their language.

The sample's tasks: 1 closed on 30 January, 2 on 19 February after an extension to that day, 3 on
10 February, all reported done in time; 4 docketed on 17 March, due on 30 May, open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from officerepo.course import state_at
from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import (
    Ledger,
    Period,
    Uncountable,
    agrees,
    countable_fields,
    read_count,
    read_period,
    written,
)
from officerepo.domain.tally import Hit, due_at, is_late, kilometres
from officerepo.finding import fill
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Fields
from officerepo.record import Act, Record
from officerepo.resources import built_in_kinds
from tests.kinds.conftest import built_in
from tests.rules.edits import Sample

EACH = pytest.mark.parametrize("name", COUNTERS)
CLOSE = "{do: close, at: 2025-03-20T12:00, by: PER-dcuencas}"


def counted(text: str, *edits: str, as_of: str = "2025-03-31") -> Decimal | None:
    """What the sample office counts once it was edited."""
    sample = Sample(*edits)
    index = sample.index()
    return Ledger(index).count(read_count(text, index), as_of)


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        ("tasks.docketed", 4),
        ("tasks.docketed period=2025-Q1", 4),
        ("tasks.docketed period=2025-03", 1),
        ("tasks.docketed period=2025-02-03", 2),
        ("tasks.docketed period=2025-02-04..2025-03-31", 1),
        ("tasks.docketed origin=superior", 2),
        ("tasks.docketed origin=superior parent=TSK-2025-0002", 1),
        ("tasks.docketed owner=POST-HID-01 major=no", 4),
        ("tasks.docketed major=yes", 0),
        ("tasks.closed", 3),
        ("tasks.closed period=2025-01", 1),
        ("tasks.closed period=2025-H1 unit=UNIT-HID", 3),
        ("tasks.closed unit=UNIT-OFI", 0),
        ("tasks.on-time", 3),
        ("tasks.on-time-rate period=2025", 100),
        ("tasks.on-time-rate period=2024", None),
        ("tasks.returned", 0),
        ("tasks.open", 1),
        ("tasks.open period=2025-01", 0),
        ("tasks.open period=2025-02-10", 1),
        ("tasks.late", 0),
        ("decisions", 2),
        ("decisions mode=consensus", 2),
        ("decisions mode=chair", 0),
        ("decisions type=leadership owner_post=POST-HID-01 unit=UNIT-HID", 2),
        ("decisions.carried-out", 1),
        ("decisions.carried-out-rate", 100),
        ("meetings.held", 2),
        ("meetings.held period=2025-01 unit=UNIT-DIR chair=PER-amanantial", 1),
        ("letters.in", 2),
        ("letters.in unit=UNIT-HID", 1),
        ("letters.answered period=2025-Q1", 1),
        ("letters.out", 1),
        ("letters.out doc_type=letter", 0),
        ("letters.out to=UNIT-DCA", 1),
        ("seal-uses", 2),
        ("seal-uses unit=UNIT-OFI", 2),
        ("seal-uses unit=UNIT-HID", 0),
        ("briefings.submitted", 1),
        ("briefings.ruled unit=UNIT-OFI", 1),
        ("writings.published type=summary", 1),
        ("studies.reported", 1),
    ],
)
def test_the_counts_are_those_made_by_hand(text: str, by_hand: int | None) -> None:
    assert counted(text) == by_hand


# -- as of a moment -------------------------------------------------------------------------------


REPORTED = "{do: claim_done, at: 2025-03-10T12:00, by: PER-lmeandro}"
STARTED = "{do: start, at: 2025-03-03T12:00, by: PER-lmeandro}"
SUSPENDED = "{do: suspend, at: 2025-03-03T12:00, by: PER-dcuencas, reason: the weed is not cut}"


@pytest.mark.parametrize(
    ("due", "acts", "late_from"),
    [
        ("2025-03-20", (), "2025-03-21"),  # not reported done
        # Reported on 10 March: ten worked days later, on the 24th, it was to be verified.
        ("2025-03-05", (STARTED, REPORTED), "2025-03-25"),
        # Suspended and due on 3 March: twenty worked days later somebody was to look at it.
        ("2025-03-03", (SUSPENDED,), "2025-04-01"),
    ],
)
def test_a_task_is_late_when_what_it_waits_for_is(
    due: str, acts: tuple[str, ...], late_from: str
) -> None:
    sample = Sample()
    sample.edit(f"set TSK-2025-0004 due = {due}")
    for act in acts:
        sample.edit(f"add TSK-2025-0004 acts = {act}")
    index = sample.index()
    task = index.records["TSK-2025-0004"]
    before = (date.fromisoformat(late_from) - timedelta(days=1)).isoformat()
    found = [is_late(index, Hit(task, task.acts[0], {}), day) for day in (before, late_from)]
    assert found == [False, True]


def test_what_came_later_does_not_count() -> None:
    assert counted("tasks.closed", as_of="2025-02-19T11:59") == 2
    assert counted("tasks.closed", as_of="2025-02-19T12:00") == 3
    assert counted("tasks.closed", as_of="2025-02-19") == 3
    assert counted("decisions", as_of="2025-01-09T12:15") == 0
    assert counted("decisions", as_of="2025-01-09T12:30") == 2
    assert counted("decisions.carried-out", as_of="2025-01-30T11:00") == 0


def test_a_struck_decision_counted_until_it_was_struck() -> None:
    edits = ("set MTG-2025-001 decisions.D3.struck.at = 2025-01-13",)
    assert counted("decisions", *edits, as_of="2025-01-10") == 3
    assert counted("decisions", *edits, as_of="2025-01-13") == 2


def test_a_reopened_task_is_not_closed() -> None:
    again = (
        "add TSK-2025-0001 acts = {do: reopen, at: 2025-03-03, by: PER-dcuencas, reason: ivy}",
    )
    assert counted("tasks.closed period=2025-01", *again, as_of="2025-03-02") == 1
    assert counted("tasks.closed period=2025-01", *again) == 0
    assert counted("tasks.open", *again) == 2
    assert counted("tasks.late", *again) == 1
    assert counted("tasks.late", "set TSK-2025-0001 due = 2025-03-31", *again) == 0
    closed = (
        *again,
        "add TSK-2025-0001 acts = {do: claim_done, at: 2025-03-19T09:00, by: PER-lmeandro}",
        "add TSK-2025-0001 acts = {do: verify, at: 2025-03-20T09:00, by: PER-etorrente, method: site}",
        f"add TSK-2025-0001 acts = {CLOSE}",
    )
    assert counted("tasks.closed period=2025-01", *closed) == 0
    assert counted("tasks.closed period=2025-03", *closed) == 1
    assert counted("tasks.on-time period=2025-03", *closed) == 0
    assert counted("tasks.on-time-rate", *closed) == Decimal(200) / 3
    assert counted("decisions.carried-out", *again) == 0
    assert counted("decisions.carried-out-rate", *again) == 0


def test_an_extension_counts_from_the_day_it_was_granted() -> None:
    index = Sample().index()
    task = index.records["TSK-2025-0002"]
    kind = index.kind(task)
    assert due_at(task, kind, "2025-02-13T09:59") == "2025-02-14"
    assert due_at(task, kind, "2025-02-13T10:00") == "2025-02-19"
    assert state_at(task, kind, "2025-02-03T13:00") == ""
    assert state_at(task, kind, "2025-02-19T11:00") == "verified"
    late = "set TSK-2025-0002 acts.extend.until = 2025-02-18"
    assert counted("tasks.on-time", late) == 2


def test_a_task_sent_back_twice_is_one_task() -> None:
    back = "{do: return, at: 2025-03-%s, by: PER-etorrente, method: site, remarks: ivy}"
    edits = [f"add TSK-2025-0004 acts = {back % day}" for day in ("20", "24")]
    assert counted("tasks.returned period=2025-03", *edits) == 1
    assert counted("tasks.returned period=2025-03-20", *edits) == 1
    assert counted("tasks.returned period=2025-02", *edits) == 0


def test_a_void_or_adopted_record_does_not_count() -> None:
    void = "add TSK-2025-0004 acts = {do: void, at: 2025-03-20, by: PER-farroyuelo, reason: twice}"
    assert counted("tasks.docketed period=2025-03", void) == 0
    assert counted("tasks.docketed period=2025-03", void, as_of="2025-03-19") == 1
    adopted = (
        "set MTG-2025-001 acts = [{do: adopt, at: 2025-03-03, by: PER-farroyuelo, from: a book}]"
    )
    assert counted("meetings.held", adopted) == 1
    assert counted("decisions", adopted) == 0


def test_the_unit_of_a_joint_matter_is_the_one_that_leads() -> None:
    lead = "set TSK-2025-0001 lead_unit = UNIT-OFI"
    assert counted("tasks.closed unit=UNIT-OFI", lead) == 1
    assert counted("tasks.closed unit=UNIT-HID", lead) == 2


def test_an_appointment_to_a_person_leads_to_no_unit() -> None:
    odd = "set PER-jribera appointments.0.post = PER-jribera"
    assert counted("briefings.submitted unit=UNIT-OFI", odd) == 1
    assert counted("writings.published unit=UNIT-OFI", odd) == 0


def test_a_cancelled_task_beside_a_closed_one_leaves_the_decision_carried_out() -> None:
    second = ("new TSK-2025-0005 like TSK-2025-0004", "set TSK-2025-0005 source = MTG-2025-001/D1")
    assert counted("decisions.carried-out", *second) == 0
    cancel = "add TSK-2025-0005 acts = {do: cancel, at: 2025-03-20, by: PER-dcuencas, ref: BRF-2025-001, reason: one is enough}"
    assert counted("decisions.carried-out", *second, cancel) == 1


def test_a_decision_whose_tasks_were_all_cancelled_is_left_out_of_the_rate() -> None:
    cancel = "add TSK-2025-0004 acts = {do: cancel, at: 2025-03-20, by: PER-dcuencas, ref: BRF-2025-001, reason: the lane}"
    given_up = (
        "set MTG-2025-001 decisions.D2.no_task_reason =",
        "set TSK-2025-0004 source = MTG-2025-001/D2",
    )
    assert counted("decisions.carried-out-rate", *given_up) == 50
    assert counted("decisions.carried-out-rate", *given_up, cancel, as_of="2025-03-19") == 50
    assert counted("decisions.carried-out-rate", *given_up, cancel) == 100
    assert counted("decisions.carried-out", *given_up, cancel) == 1
    assert counted("decisions", *given_up, cancel) == 2


def test_a_decision_with_a_task_needed_one_whatever_its_reason_says() -> None:
    reason = "set MTG-2025-001 decisions.D1.no_task_reason = somebody does it"
    assert counted("decisions.carried-out", reason) == 1
    assert counted("decisions.carried-out-rate", reason) == 100


def test_the_unit_of_an_act_is_that_of_the_last_one_by_the_moment() -> None:
    again = (
        "add BRF-2025-001 acts = {do: return, at: 2025-03-12T09:00, by: PER-amanantial, reason: x}",
        "add BRF-2025-001 acts = {do: submit, at: 2025-03-14T09:00, by: PER-lmeandro}",
    )
    assert counted("briefings.submitted unit=UNIT-OFI", *again, as_of="2025-03-13") == 1
    assert counted("briefings.submitted unit=UNIT-HID", *again, as_of="2025-03-13") == 0
    assert counted("briefings.submitted unit=UNIT-HID", *again) == 1
    assert counted("briefings.ruled unit=UNIT-OFI", *again, as_of="2025-03-13") == 1


@pytest.mark.parametrize(
    ("odometer", "far"),
    [
        ({"out": "48210", "back": "48252"}, 42),
        ({"out": "48210"}, 0),
        ({"out": "48210", "back": "many"}, 0),
        ("48252", 0),
    ],
)
def test_kilometres_are_read_from_the_odometer(odometer: object, far: int) -> None:
    trip = Record("TRIP-2025-0001", "trip", "", "", {"odometer": odometer})
    assert kilometres(Hit(trip, Act("return", "2025-03-20", "", {}), {})) == far


# -- the language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-03-31", "2025-03-31", "2025-03-31"),
        ("2025-01-15..2025-02-03", "2025-01-15", "2025-02-03"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no count ``."),
        ("tasks.closd", "There is no count `tasks.closd`. Write `tasks.closed`."),
        ("zebras", "There is no count `zebras`. Write one of: tasks.docketed"),
        ("tasks.closed 2025", "`2025` does not narrow the count."),
        ("tasks.closed period =2025", "`period` does not narrow the count."),
        ("tasks.closed period=", "`period=` does not narrow the count."),
        ("tasks.closed period=2025 period=2024", "`period` is given twice."),
        ("tasks.closed period=2025-H3", "`2025-H3` is not a period."),
        ("tasks.closed period=2025-13", "`2025-13` is not a period."),
        ("tasks.closed period=2025-02-30", "`2025-02-30` is not a period."),
        ("tasks.closed period=0000", "`0000` is not a period."),
        ("tasks.closed period=..", "`..` is not a period."),
        ("tasks.closed period=2025-03-01..2025-02-01", "ends before it begins."),
        ("tasks.closed unit=UNIT-XXX", "There is no unit `UNIT-XXX`."),
        ("tasks.closed unit=PER-dcuencas", "There is no unit `PER-dcuencas`."),
        ("tasks.closed orgin=own", "`tasks.closed` cannot be narrowed by `orgin`. Write `origin`."),
        ("tasks.closed title=x", "Narrow it by one of: period, unit, origin"),
        (
            "tasks.closed origin=superor",
            "is not one of the values of `origin`. Write `superior` or another of these: ",
        ),
        (
            "tasks.closed major=maybe",
            "is not one of the values of `major`. Choose one of: yes, no.",
        ),
    ],
)
def test_what_cannot_be_counted_is_said(text: str, said: str) -> None:
    with pytest.raises(Uncountable) as refusal:
        read_count(text, Sample().index())
    found = refusal.value.finding
    words = f"{fill(found.message, found.values)} {fill(found.hint, found.values)}"
    assert said in words
    assert "{" not in words


def test_a_kind_that_is_not_kept_is_not_counted_as_nothing() -> None:
    sample = Sample()
    sample.trees["office"]["kinds"].remove("study")
    del sample.trees["STD-2025-01"]
    with pytest.raises(Uncountable) as refusal:
        read_count("studies.reported", sample.index())
    assert "study" in refusal.value.finding.values["kind"]


def test_a_kind_of_the_offices_own_may_lack_what_is_counted() -> None:
    index = Sample().index()
    kind = index.office.kinds["meeting"]
    acts = {name: act for name, act in kind.acts.items() if name != "hold"}
    fields = Fields({name: field for name, field in kind.fields.items() if name != "decisions"})
    for own, part in (
        (replace(kind, acts=acts), "hold"),
        (replace(kind, fields=fields), "decisions"),
    ):
        office = replace(index.office, kinds={**index.office.kinds, "meeting": own})
        with pytest.raises(Uncountable) as refusal:
            read_count("decisions", Index(office, index.records))
        assert refusal.value.finding.values["part"] == part


def test_a_per_cent_may_be_rounded_as_it_is_written() -> None:
    index = Sample().index()
    rate, number = (read_count(text, index) for text in ("tasks.on-time-rate", "tasks.closed"))
    two_thirds = Decimal(200) / 3
    assert agrees(rate, two_thirds, Decimal("67"))
    assert agrees(rate, two_thirds, Decimal("66.7"))
    assert not agrees(rate, two_thirds, Decimal("66.6"))
    assert written(rate, two_thirds, Decimal("66.0")) == "66.7"
    assert agrees(number, Decimal(3), Decimal("3.0"))
    assert not agrees(number, Decimal(3), Decimal("3.4"))
    assert written(number, Decimal(3), Decimal("4.0")) == "3"


# -- the counters themselves ----------------------------------------------------------------------


@EACH
def test_a_counter_names_what_its_kind_has(name: str) -> None:
    counter = COUNTERS[name]
    assert counter.name == name
    assert counter.kind in built_in_kinds(), "the counter counts a kind that does not ship"
    kind = built_in(counter.kind)
    assert counter.act in kind.acts
    fields = {**kind.fields, **(kind.fields[counter.parts].parts if counter.parts else {})}
    for whose in counter.unit:
        assert whose in fields or whose.removeprefix("act:") in kind.acts
    assert countable_fields(counter, kind)


@EACH
def test_a_counter_says_what_it_counts(name: str) -> None:
    counter = COUNTERS[name]
    for words in (counter.title, counter.counts):
        assert tuple(words) == LANGUAGES
        assert all(words.values())
    assert counter.counts["en"].endswith(".")
    assert counter.counts["zh"].endswith("。")
