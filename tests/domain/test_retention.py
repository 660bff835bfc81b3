"""How long records are kept and what becomes of them: days, holds, reviews, what is left behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officerepo.domain.retention import (
    Destiny,
    after,
    contents,
    cut_off,
    destiny,
    dossier_of,
    held,
    residual,
)
from officerepo.index import Index
from tests.rules.edits import Sample

OLD, NEW = "DOS-145-2014-001", "DOS-220-2025-001"


def office(*edits: str, **retention: str) -> Index:
    """The sample after some edits, its letters out kept as `retention` says."""
    sample = Sample(*edits)
    index = sample.index()
    if not retention:
        return index
    retention["from"] = retention.pop("start", "")
    series = dict(index.office.series)
    series["220"] = replace(series["220"], retention={k: v for k, v in retention.items() if v})
    return Index(replace(index.office, series=series), index.records)


def fate(name: str, index: Index, day: str = "9999-12-31") -> Destiny:
    """What becomes of a record of the sample."""
    return destiny(index, index.records[name], day)


@pytest.mark.parametrize(
    ("start", "period", "day"),
    [
        ("2025-03-31", "10 years", "2035-04-01"),
        ("2025-12-31", "1 year", "2027-01-01"),
        ("2025-01-31", "1 month", "2025-03-01"),
        ("2025-10-15", "18 months", "2027-04-16"),
        ("2024-02-29", "1 year", "2025-03-01"),
        ("2024-02-29", "4 years", "2028-03-01"),
        ("2025-12-31", "permanent", ""),
        ("", "10 years", ""),
        ("2025-01-01", "9000 years", "9999-12-31"),
        ("2025-01-01", "99999999999999999999 months", "9999-12-31"),
        ("2025-01-01", "ten years", ""),
        ("2025-01-01", "1" + "0" * 5000 + " years", ""),
    ],
)
def test_a_period_lasts_from_date_to_date(start: str, period: str, day: str) -> None:
    assert after(start, period) == day


@pytest.mark.parametrize(
    ("start", "period", "action", "cut", "due"),
    [
        ("closed", "10 years", "destroy", "2025-02-24", "2035-02-25"),
        ("", "10 years", "destroy", "2025-02-24", "2035-02-25"),
        ("year_end", "10 years", "transfer", "2025-12-31", "2036-01-01"),
        ("year_end", "6 months", "review", "2025-12-31", "2026-07-01"),
        ("year_end", "permanent", "permanent", "2025-12-31", ""),
        ("superseded", "10 years", "review", "", ""),
    ],
)
def test_a_dossier_goes_the_way_of_its_series(
    start: str, period: str, action: str, cut: str, due: str
) -> None:
    index = office(start=start, period=period, action=action, basis="Schedule 4")
    assert fate(NEW, index) == Destiny("220", action, "Schedule 4", cut, due, "", False)


def test_an_open_dossier_has_no_day_yet() -> None:
    found = fate(NEW, office(f"set {NEW} acts.close ="))
    assert (found.action, found.cut_off, found.due) == ("destroy", "", "")


def test_a_dossier_from_before_counts_from_its_newest_paper() -> None:
    assert fate(OLD, office()).due == "2024-12-20"
    found = fate(OLD, office(f"set {OLD} span ="))
    assert (found.cut_off, found.due) == ("", "")


def test_a_record_shares_the_destiny_of_its_dossier() -> None:
    index = office()
    assert dossier_of(index, index.records["IN-2025-0001"]) is index.records[NEW]
    assert fate("IN-2025-0001", index) == fate(NEW, index)
    moved = office("set TSK-2025-0001 dossier = " + NEW)
    assert fate("TSK-2025-0001", moved) == fate(NEW, moved)
    assert contents(moved, moved.records[NEW])[-1] == "TSK-2025-0001"


def test_a_record_outside_dossiers_counts_from_the_day_it_was_done() -> None:
    index = office()
    assert fate("TSK-2025-0001", index).due == "2035-01-31"
    assert fate("TSK-2025-0004", index).cut_off == ""
    assert fate("SL-oficial", index).action == "permanent"
    own = office('set TSK-2025-0001 series = "150"')
    assert fate("TSK-2025-0001", own).series == "150"
    nowhere = office('set TSK-2025-0001 series = "999"')
    assert fate("TSK-2025-0001", nowhere) == Destiny("999", "", "", "2025-01-30", "", "", False)


def test_a_task_that_was_reopened_counts_from_its_last_closing() -> None:
    reopened = office(
        "add TSK-2025-0001 acts = {do: reopen, at: 2025-02-03, by: PER-dcuencas, reason: one mark fell}"
    )
    assert cut_off(reopened, reopened.records["TSK-2025-0001"], "closed") == ""


def test_what_was_superseded_counts_from_that_day() -> None:
    gone = "add REG-{} acts = {{do: repeal, at: 2025-03-{}, by: PER-amanantial, reason: no longer needed}}"
    index = office(gone.format("seals-v1", "20"))
    assert cut_off(index, index.records["REG-seals-v1"], "superseded") == "2025-03-20"
    assert cut_off(index, index.records["REG-conduct-v1"], "superseded") == ""
    filed = f"set {NEW} items = [REG-seals-v1, REG-conduct-v1]"
    one = office(filed, gone.format("seals-v1", "20"))
    assert cut_off(one, one.records[NEW], "superseded") == ""
    both = office(filed, gone.format("seals-v1", "20"), gone.format("conduct-v1", "21"))
    assert cut_off(both, both.records[NEW], "superseded") == "2025-03-21"


# -- what stands above the file plan --------------------------------------------------------------


def disposal(kind: str, **fields: str) -> list[str]:
    """The edits that make DISP-2025-02 a disposal of the new dossier on 24 March 2025."""
    return [
        "new DISP-2025-02 like DISP-2025-01",
        "shift DISP-2025-02 +14",
        f"set DISP-2025-02 type = {kind}",
        f"set DISP-2025-02 items = [{NEW}]",
        "set DISP-2025-02 because = a wage claim",
        *(f"set DISP-2025-02 {name} = {value}" for name, value in fields.items()),
    ]


def test_an_extension_moves_the_day_and_never_back() -> None:
    assert fate(NEW, office(*disposal("extend", until="2040-06-30"))).due == "2040-07-01"
    assert fate(NEW, office(*disposal("extend", until="2030-06-30"))).due == "2035-02-25"
    assert fate(NEW, office(*disposal("extend", until="9999-12-31"))).due == "2035-02-25"


def test_a_review_is_known_from_the_day_it_was_carried_out() -> None:
    index = office(*disposal("review"))
    assert fate(NEW, index).reviewed
    assert fate(NEW, index, "2025-03-24T11:00").reviewed
    assert fate(NEW, index, "2025-03-24").reviewed
    assert not fate(NEW, index, "2025-03-24T10:59").reviewed


def test_a_hold_lasts_until_it_is_released() -> None:
    holding = disposal("hold")
    index = office(*holding)
    assert held(index, index.records[NEW]) == "DISP-2025-02"
    assert held(index, index.records[NEW], "2025-03-23") == ""
    released = office(
        *holding,
        "new DISP-2025-03 like DISP-2025-02",
        "shift DISP-2025-03 +1",
        "set DISP-2025-03 type = release_hold",
    )
    assert held(released, released.records[NEW]) == ""
    assert held(released, released.records[NEW], "2025-03-24") == "DISP-2025-02"
    unapproved = office(*holding, "set DISP-2025-02 acts.execute =")
    assert held(unapproved, unapproved.records[NEW]) == ""


def test_a_hold_on_a_paper_holds_its_dossier() -> None:
    index = office("set IN-2025-0001 hold = wanted by the court")
    assert fate(NEW, index).held == "wanted by the court"
    assert fate("OUT-2025-0001", index).held == "wanted by the court"


def test_a_destroyed_dossier_leaves_its_list() -> None:
    assert residual(office()) == frozenset()
    listed = office(f"set {OLD} items = [TSK-2014-0007, TSK-2014-0009]")
    assert residual(listed) == {"TSK-2014-0007", "TSK-2014-0009"}
