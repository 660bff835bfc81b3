"""The board shows each task once in each of its views; the figures of the home page agree with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from officerepo.portal import board
from officerepo.portal.reports import rows_of
from officerepo.portal.site import Site
from officerepo.portal.today import home
from tests.portal.office import Office, demo_office
from tests.portal.sites import like, site_of

DAY = date(2025, 3, 31)
LATE, SOON, MONTH, LATER = "2025-03-30", "2025-04-07", "2025-04-30", "2025-06-30"


def open_tasks(*days: str) -> Office:
    """The demo office with no tasks but one in hand for each day."""
    office = demo_office()
    model = office.records["TSK-2025-0004"]
    model = replace(model, acts=model.acts[:3], state="accepted")
    tasks = [like(model, f"TSK-2025-09{n:02d}", due=day) for n, day in enumerate(days)]
    kept = {name: r for name, r in office.records.items() if r.kind != "task"}
    return Office({**kept, **{task.id: task for task in tasks}}, lambda record: "")


def columns(site: Site, name: str) -> dict[str, list[str]]:
    view = next(view for view in board.views(site) if view.name == name)
    content = board.board(site, view)
    return {c.anchor: [card.record.id for card in c.cards] for c in content["columns"]}


def test_by_due_date() -> None:
    site = site_of(open_tasks(LATER, SOON, LATE, "2025-03-31", MONTH, "2025-05-01"), DAY)
    found = columns(site, "due")
    assert found == {
        "late": ["TSK-2025-0902"],
        "soon": ["TSK-2025-0903", "TSK-2025-0901"],
        "month": ["TSK-2025-0904"],
        "later": ["TSK-2025-0905", "TSK-2025-0900"],
        "done": [],
    }


def test_every_open_task_is_in_each_view_once() -> None:
    for day in (DAY, date(2025, 12, 31)):
        site = site_of(demo_office(), day)
        kind = site.office.kinds["task"]
        open_ones = sorted(
            r.id
            for r in site.index.of("task")
            if kind.phase_of(r.state) in ("todo", "doing", "review")
        )
        done = sorted(
            r.id
            for r in site.index.of("task")
            if kind.phase_of(r.state) == "done"
            and 0 <= (day - date.fromisoformat(r.acts[-1].at[:10])).days <= board.DONE_SHOWN
        )
        for view in board.views(site):
            every = [name for names in columns(site, view.name).values() for name in names]
            shown = [name for name in every if not name.startswith("RTN-")]
            assert shown == every or view.name == "due"
            assert sorted(shown) == sorted(open_ones + done), view.name


def test_late_cards_come_first() -> None:
    site = site_of(open_tasks(LATER, LATE, "", SOON), DAY)
    ids = ["TSK-2025-0901", "TSK-2025-0903", "TSK-2025-0900", "TSK-2025-0902"]
    owner = site.owner_of(site.records[ids[0]])
    assert columns(site, "state")["doing"] == ids
    assert columns(site, "post") == {owner.lower(): ids}
    assert columns(site, "due")["undated"] == ["TSK-2025-0902"]


def test_by_plan_follows_the_tasks_above() -> None:
    office = open_tasks(SOON, SOON, SOON)
    office = office.changed(
        "TSK-2025-0900",
        data={**office.records["TSK-2025-0900"].data, "source": "PLN-2025-annual/I04"},
    )
    for child, parent in (("TSK-2025-0901", "TSK-2025-0900"), ("TSK-2025-0902", "TSK-2025-0902")):
        data = {**office.records[child].data, "source": "MTG-2025-001/D1", "parent": parent}
        office = office.changed(child, data=data)
    assert columns(site_of(office, DAY), "plan") == {
        "pln-2025-annual": ["TSK-2025-0900", "TSK-2025-0901"],
        "none": ["TSK-2025-0902"],
    }


def test_a_long_column_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "CARDS_SHOWN", 2)
    site = site_of(open_tasks(SOON, SOON, LATE, SOON, SOON), DAY)
    content = board.board(site, board.VIEWS[0])
    doing = next(column for column in content["columns"] if column.anchor == "doing")
    assert [card.record.id for card in doing.cards] == ["TSK-2025-0902", "TSK-2025-0900"]
    assert doing.more == 3
    assert content["late"] == 1


def test_views_come_and_go_with_the_kinds() -> None:
    def names(*kinds: str) -> list[str]:
        return [view.name for view in board.views(site_of(demo_office(), DAY, kinds=kinds))]

    assert names("meeting") == []
    assert names("task") == ["state", "post", "due"]
    assert names("task", "plan") == ["state", "post", "plan", "due"]


@pytest.mark.parametrize("day", [date(2025, 3, 31), date(2025, 4, 1), date(2026, 2, 1)])
def test_the_figures_of_the_home_page_count_what_they_lead_to(day: date) -> None:
    site = site_of(open_tasks(LATE, SOON, "2025-03-31", MONTH, LATER), day)
    late, soon, letters, meetings = home(site)["figures"]
    rows = rows_of(site)
    assert (late[2], soon[2]) == ("reports/overdue.html", "reports/overdue.html")
    assert late[0] == sum(bool(row[1]) for row in rows["overdue"]) > 0
    assert late[0] + soon[0] == len(rows["overdue"])
    assert letters[2] == "reports/letters-without-reply.html"
    assert letters[0] == len(rows["letters-without-reply"])
    assert meetings[0] == len(home(site)["meetings"])


def task_at(day: date, *acts: str, **data: Any) -> board.Card:
    """The card of a task of the demo after some of its acts."""
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    kept = tuple(act for act in task.acts if act.do in acts)
    state = {"claim_done": "done_claimed", "close": "closed"}[acts[-1]]
    office = office.changed(task.id, acts=kept, state=state, data={**task.data, **data})
    cards = board.all_cards(site_of(office, day))
    return next(card for card in cards if card.record.id == task.id)


def test_a_task_reported_done_waits_for_whoever_can_verify_it() -> None:
    doing = ("docket", "assign", "accept", "start", "claim_done")
    card = task_at(date(2025, 12, 31), *doing)
    assert (card.phase, card.due.step, card.due.tone) == ("review", *VERIFY, "late")
    owner = demo_office().records["TSK-2025-0004"].data["owner"]
    names = [face.id for face in card.due.owners]
    assert names
    assert owner not in names


def test_a_task_is_late_when_nobody_looked_back_on_it() -> None:
    done = ("docket", "assign", "accept", "start", "claim_done", "verify", "close")
    card = task_at(date(2025, 12, 31), *done, followup_due="2025-12-30")
    assert (card.phase, card.due.step, card.due.tone) == ("review", *LOOK, "late")


def test_a_card_says_what_is_to_be_done_only_where_it_is_not_the_task_itself() -> None:
    site = site_of(open_tasks("2025-12-30", "2026-01-02"), date(2025, 12, 31))
    by_due = next(view for view in board.views(site) if view.name == "due")
    cards = [card for column in board.board(site, by_due)["columns"] for card in column.cards]
    steps = {
        kind: {c.due.step for c in cards if c.record.kind == kind} for kind in ("task", "routine")
    }
    assert steps["task"] == {""}
    assert "" not in steps["routine"]
    assert steps["routine"]


VERIFY, LOOK = ("to be verified and closed",), ("result to be looked back on",)


def test_a_missed_turn_stands_in_the_board_by_due_date() -> None:
    site = site_of(demo_office(), date(2026, 2, 5))
    assert "RTN-seal-inspection" in columns(site, "due")["late"]
    content = board.board(site, board.VIEWS[3])
    assert content["late"] == len(columns(site, "due")["late"])


def test_the_board_says_what_it_counts_and_leads_to_the_rest(tmp_path: Path) -> None:
    """On 5 February the inspection of January is missed, and so is the summary of the year."""
    output, day = tmp_path / "public", date(2026, 2, 5)
    demo_office().build(output, today=day)
    whole = '<a href="../reports/overdue.html">Everything that is late or due soon</a>'
    said = {view.name: (output / view.path).read_text("utf-8") for view in board.VIEWS}
    assert all(whole in page for page in said.values())
    assert "tasks and turns of routines are late." in said["due"]
    assert "No task is late." in said["state"]


def test_the_chart_of_the_home_page_is_that_of_the_report() -> None:
    """In March five uses were stamped; one that is void since counts in neither."""
    office = demo_office()
    use = next(
        r
        for r in office.records.values()
        if r.kind == "seal-use" and (act := r.last("stamp")) and act.at.startswith("2025-03")
    )
    for each, uses in ((office, 5), (office.changed(use.id, state="void"), 4)):
        site = site_of(each, DAY)
        chart = {name: number for _, name, number, _ in home(site)["chart"]}
        assert list(chart) == [f"{m} 2024" for m in ("October", "November", "December")] + [
            f"{m} 2025" for m in ("January", "February", "March")
        ]
        assert chart["March 2025"] == uses
        reported = {row[0]: int(row[1]) for row in rows_of(site)["seal-uses-by-month"]}
        assert chart["January 2025"] == reported["2025-01"]
        assert reported["2025-03"] == uses


def test_new_circulars_are_on_the_home_page_for_a_month() -> None:
    office = demo_office()
    letter = next(
        r
        for r in office.records.values()
        if r.kind == "outgoing" and r.last("issue") and r.label == "internal"
    )
    office = office.changed(letter.id, data={**letter.data, "doc_type": "circular"})
    issued = date.fromisoformat(letter.acts[-1].at[:10])
    act = letter.last("issue")
    assert act is not None
    issued = date.fromisoformat(act.at[:10])
    for days, new in ((-1, False), (0, True), (30, True), (31, False)):
        day = date.fromordinal(issued.toordinal() + days)
        shown = [face.id for face, _ in home(site_of(office, day))["circulars"]]
        assert (letter.id in shown) is new
