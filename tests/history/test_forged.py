"""Histories that were tampered with: each is found by its rule and the commit that did it."""

from __future__ import annotations

import hashlib
import re
import shutil
import zlib
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from officerepo.audit import audit
from officerepo.failure import Failure
from officerepo.git import GitError
from officerepo.history.checkpoint import grouped, read_checkpoint
from tests.history.repository import (
    DAMIAN,
    ELVIRA,
    INES,
    REQUEST,
    SECOND,
    SETTINGS,
    TASK,
    Repository,
    follow_up,
    request,
)

DAMIAN_FILE = "records/people/PER-dcuencas.yaml"
REOPENED = "  - {do: reopen, at: 2025-03-31T10:00, by: PER-dcuencas, reason: a year is missing}\n"
LETTER = "records/letters-in/2025/IN-2025-0001.yaml"
FERMIN = "farroyuelo@emea.example"
HALF_ONE = "2025-03-31T13:30:00+00:00"


@pytest.fixture
def lived(office: Repository) -> Repository:
    """An honest day: two acts and a new request on the trunk."""
    office.commit("Follow up", office.add(TASK, follow_up()))
    office.commit("A request", {SECOND: request()}, INES, "2025-03-31T12:10:00+00:00")
    return office


def test_an_honest_history_is_clean(lived: Repository) -> None:
    lived.branch("work")
    lived.commit("More", lived.add(TASK, follow_up("second look", "2025-03-31T13:00")), at=HALF_ONE)
    lived.go("main")
    route = "  - {do: route, at: 2025-03-31T13:00, by: PER-dcuencas}\n"
    lived.commit("Routed", lived.add(SECOND, route), DAMIAN, HALF_ONE)
    lived.merge("work")
    audited = lived.audit(saved=lived.checkpoint())
    assert [(f.rule, f.path, f.at) for f in audited.verdict.findings] == []
    assert audited.commits == 4
    assert lived.audit(thorough=True).verdict.findings == ()


# -- merges that lose something -------------------------------------------------------------------


def test_an_evil_merge_that_drops_a_record(lived: Repository) -> None:
    lived.branch("work")
    lived.commit("Look", lived.add(TASK, follow_up("second look", "2025-03-31T13:00")), at=HALF_ONE)
    lived.go("main")
    lived.commit("Elsewhere", {"site/pages/x.md": "x\n"}, at=HALF_ONE)
    lived.merge("work", "--no-commit")
    evil = lived.commit("Merge work", {SECOND: None}, at="2025-03-31T14:00:00+00:00")
    later = lived.commit("Later", {"site/pages/x.md": "y\n"}, at="2025-03-31T15:00:00+00:00")
    assert ("vanished-record", evil) in lived.found()
    assert ("record-removed", evil) in lived.found()
    assert not any(commit == later for _, commit in lived.found())
    assert "record-removed" in lived.proposed(f"{evil}~", "main")


def test_an_ours_merge_that_drops_what_the_branch_registered(office: Repository) -> None:
    office.branch("work")
    office.commit("A request", {SECOND: request()}, INES)
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    ours = office.merge("work", "-s", "ours")
    assert office.found() == {("vanished-record", ours)}


def test_an_ours_merge_that_drops_an_act(office: Repository) -> None:
    office.branch("work")
    office.commit("Follow up", office.add(TASK, follow_up()))
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    ours = office.merge("work", "-s", "ours")
    assert office.found() == {("act-lost-in-merge", ours)}


def test_a_merge_within_a_branch_that_drops_a_record(office: Repository) -> None:
    office.branch("work")
    office.commit("A request", {SECOND: request()}, INES)
    office.branch("other", office.founding)
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    inner = office.merge("work", "-s", "ours")
    office.go("main")
    office.merge("other")
    assert office.found() == {("vanished-record", inner)}


def test_a_union_merge_that_joins_two_entries(office: Repository) -> None:
    office.write(".git/info/attributes", "records/** merge=union\n")
    block = (
        "  - do: follow_up\n    at: 2025-03-31T1{n}:00\n    by: PER-lmeandro\n    remarks: {n}\n"
    )
    office.branch("work")
    office.commit("One", office.add(TASK, block.format(n=0)))
    office.go("main")
    office.commit("Two", office.add(TASK, block.format(n=1)))
    union = office.merge("work", "-s", "recursive")
    assert office.text(TASK).count("at: 2025-03-31T1") == 2 > office.text(TASK).count("follow_up")
    assert ("act-lost-in-merge", union) in office.found()


NOBODY = "E <etorrente@emea.example> 1743436800 +0000"


@pytest.mark.parametrize(
    "header",
    ["", ":", f":100644 100644 {'0' * 40} {'0' * 40} M", "parent " + "1" * 40, "\0:", "x\n :"],
)
@pytest.mark.parametrize("message", ["", ":100644", "commit 1\n:\n"])
def test_what_is_written_into_a_commit_hides_nothing(
    office: Repository, header: str, message: str
) -> None:
    office.branch("work")
    office.commit("A request", {SECOND: request()}, INES)
    office.go("main")
    other = office.commit("Follow up", office.add(TASK, follow_up()))
    tree = office.git("rev-parse", f"{office.founding}^{{tree}}")
    parents = "".join(f"parent {name}\n" for name in (other, office.git("rev-parse", "work")))
    who = f"author {NOBODY}\ncommitter {NOBODY}\n"
    made = office.write_commit(
        f"tree {tree}\n{parents}{who}" + f"{header}\n" * bool(header) + f"\n{message}"
    )
    hidden = {("vanished-record", made), ("act-lost-in-merge", made), ("rewritten-entry", made)}
    assert office.found() == hidden
    assert "rewritten-entry" in office.proposed(other, made)


@pytest.mark.parametrize("of", ["commit", "first commit", "top", "folder", "file"])
def test_an_object_that_was_altered_in_the_store(lived: Repository, of: str) -> None:
    tip, first = lived.head, lived.founding
    name, old, new = {
        "commit": (f"{tip}~", b"Follow up", b"Followed!"),
        "first commit": (first, b"Founding", b"Flounder"),
        "top": (f"{tip}^{{tree}}", b"records", b"recorda"),
        "folder": (f"{tip}:records/requests/2025", b"REQ-2025-0002", b"REQ-2025-0003"),
        "file": (f"{tip}:{SECOND}", b"A lamp", b"A lump"),
    }[of]
    lived.alter(lived.git("rev-parse", name), old, new)
    with pytest.raises(GitError, match="stands for") as caught:
        lived.found()
    assert caught.value.code == 3
    with pytest.raises(GitError, match="stands for"):
        lived.proposed(first, "main")


def test_a_merge_that_took_one_side_of_a_conflict(office: Repository) -> None:
    office.branch("work")
    office.commit("One", office.add(TASK, follow_up("one")))
    office.go("main")
    office.commit("Two", office.add(TASK, follow_up("two")))
    office.merge("work", fails=True)
    office.git("checkout", "--ours", TASK)
    merged = office.commit("Merge work", {}, at="2025-03-31T15:00:00+00:00")
    assert office.found() == {("act-lost-in-merge", merged)}


def test_a_merge_that_alters_what_a_branch_registered(office: Repository) -> None:
    """The branch was read by others; what its merge writes besides, nobody was shown."""
    fourth = LETTER.replace("0001", "0004")
    text = office.text(LETTER)
    acts = "acts:\n  - {do: sign_for, at: 2025-03-31T10:00, by: PER-farroyuelo, pieces: 1}\n"
    acts += "  - {do: register, at: 2025-03-31T10:10, by: PER-farroyuelo}\n"
    letter = text[: text.index("acts:")] + acts
    office.branch("work")
    office.commit("A letter", {fourth: letter}, FERMIN)
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    office.merge("work")
    assert office.found() == set()
    office.git("reset", "-q", "--hard", "HEAD~1")
    office.merge("work", "--no-commit")
    altered = re.sub("dated: .*", "dated: 2025-01-02", letter)
    evil = office.commit("Merge work", {fourth: altered}, DAMIAN, "2025-03-31T15:00:00+00:00")
    assert office.found() == {("changed-after-capture", evil)}


def test_a_stale_branch_that_becomes_the_trunk_with_ours(office: Repository) -> None:
    """What main had decided since is gone, though the first parents never had it."""
    office.branch("stale")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    office.go("main")
    ended = office.text(DAMIAN_FILE).replace("type: titular", "to: 2025-04-30, type: titular", 1)
    settings = office.text(SETTINGS) + "stale_after_days: 2\n"
    office.commit("He leaves", {DAMIAN_FILE: ended, SETTINGS: settings}, at=HALF_ONE)
    office.go("stale")
    foxtrot = office.merge("main", "-s", "ours")
    office.git("branch", "-f", "main")
    rules = ("rewritten-entry", "settings-put-back", "main-branch-set-aside")
    assert office.found() == {(rule, foxtrot) for rule in rules}


@pytest.mark.parametrize("mine", ["10:00", "11:00"])
def test_a_merge_that_keeps_both_sides_of_a_record(office: Repository, mine: str) -> None:
    """Two people wrote into one record: both acts stand there as time has it, whoever merges."""
    ten, eleven = (follow_up(hour, f"2025-03-31T{hour}") for hour in ("10:00", "11:00"))
    before = office.text(TASK)
    office.branch("work")
    office.commit("Mine", {TASK: before + (ten if mine == "10:00" else eleven)})
    office.go("main")
    office.commit("Theirs", {TASK: before + (eleven if mine == "10:00" else ten)})
    office.go("work")
    office.merge("main", fails=True)
    office.commit("Merge main", {TASK: before + ten + eleven}, at="2025-03-31T14:00:00+00:00")
    assert office.proposed("main", "work") == set()
    office.go("main")
    office.merge("work")
    assert office.found() == set()
    office.git("reset", "-q", "--hard", "HEAD~1")
    office.merge("work~", fails=True)
    office.commit("Merge work", {TASK: before + ten + eleven}, at="2025-03-31T14:00:00+00:00")
    assert office.found() == set()
    wrong = {TASK: before + eleven + ten}
    office.git("reset", "-q", "--hard", "HEAD~1")
    office.merge("work~", fails=True)
    office.commit("Merge work", wrong, at="2025-03-31T14:00:00+00:00")
    assert "acts-out-of-order" in {found.rule for found in office.audit().verdict.findings}


def test_nobody_gets_in_between_by_a_merge(office: Repository) -> None:
    """An act that no line of work had beside its own stands behind those that were there."""
    office.commit("One", office.add(TASK, follow_up("one", "2025-03-31T11:00")))
    office.branch("work")
    office.commit("Two", office.add(TASK, follow_up("two", "2025-03-31T12:30")))
    office.go("main")
    office.commit("Three", office.add(TASK, follow_up("three", "2025-03-31T13:00")))
    office.merge("work", fails=True)
    founding = office.git("show", f"{office.founding}:{TASK}") + "\n"
    lines = [
        follow_up("before them all", "2025-03-31T10:00"),
        follow_up("one", "2025-03-31T11:00"),
        follow_up("two", "2025-03-31T12:30"),
        follow_up("three", "2025-03-31T13:00"),
    ]
    evil = office.commit("Merge", {TASK: founding + "".join(lines)}, at="2025-03-31T15:00:00+00:00")
    assert ("rewritten-entry", evil) in office.found()


def test_two_took_one_number_and_the_merge_gave_the_second_the_next(office: Repository) -> None:
    office.branch("work")
    office.commit("A lamp", {SECOND: request()}, INES)
    office.go("main")
    office.commit("A key", {SECOND: request("A key for the gate")}, INES)
    office.merge("work", fails=True)
    third = SECOND.replace("0002", "0003")
    files = {SECOND: request("A key for the gate"), third: request()}
    office.commit("Merge work", files, INES, at="2025-03-31T15:00:00+00:00")
    assert office.found() == set()


INSPECTED = "  - {do: inspect, at: 2025-03-31T10:00, by: PER-dcuencas, findings: all counted}\n"


@pytest.mark.parametrize("writer", [DAMIAN, ELVIRA])
def test_an_act_is_its_writers_under_another_name_too(office: Repository, writer: str) -> None:
    """He entered his act, and a colleague called the seal otherwise; or she entered it for him."""
    seal, other = "records/seals/SL-oficial.yaml", "records/seals/SL-office.yaml"
    office.branch("work")
    office.commit("Inspected", office.add(seal, INSPECTED), writer)
    renamed = office.text(seal) + "formerly: [SL-oficial]\n"
    office.commit("Another name", {seal: None, other: renamed}, ELVIRA)
    assert ("written-by-another" in office.proposed("main", "work")) is (writer == ELVIRA)
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    merged = office.merge("work")
    assert (("written-by-another", merged) in office.found()) is (writer == ELVIRA)


def test_the_keys_of_an_act_may_be_written_in_another_order(office: Repository) -> None:
    office.branch("work")
    office.commit("One", office.add(TASK, follow_up()))
    text = office.text(TASK)
    moved = "{by: PER-etorrente, do: follow_up, at: 2025-03-31T10:00, remarks: the table is in use}"
    line = "  - " + moved + "\n"
    office.commit("Tidy", {TASK: text.replace(follow_up(), line)}, DAMIAN)
    assert office.text(TASK) != text
    assert office.proposed("main", "work") == set()


def test_a_rename_on_a_branch_loses_no_act(office: Repository) -> None:
    office.branch("work")
    office.git("mv", "records/people/PER-lmeandro.yaml", "records/people/PER-leandro.yaml")
    renamed = {
        path: text
        for path in office.git("ls-files", "records").split("\n")
        if path.endswith((".yaml", ".md"))
        if (text := office.text(path).replace("PER-lmeandro", "PER-leandro")) != office.text(path)
    }
    path = "records/people/PER-leandro.yaml"
    renamed[path] = office.text(path) + "formerly: [PER-lmeandro]\n"
    office.commit("He writes himself otherwise", renamed, INES)
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    office.merge("work")
    assert not any(rule == "act-lost-in-merge" for rule, _ in office.found())


def test_reverting_a_merge_drops_what_it_brought(office: Repository) -> None:
    office.branch("work")
    office.commit("A request", {SECOND: request()}, INES)
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    office.merge("work")
    office.git("revert", "-m", "1", "--no-edit", "HEAD", at="2025-03-31T16:00:00+00:00")
    revert = office.head
    assert office.found() == {("vanished-record", revert), ("record-removed", revert)}
    office.git("merge", "-q", "work")  # brings nothing back: it was merged before
    assert ("vanished-record", revert) in office.found()


def test_a_rename_hides_nothing(lived: Repository) -> None:
    hidden = lived.text(REQUEST)
    moved = {REQUEST: None, "records/requests/2025/REQ-2025-0003.yaml": hidden}
    rename = lived.commit("Tidy up", moved, at="2025-03-31T13:00:00+00:00")
    assert {("vanished-record", rename), ("record-removed", rename)} <= lived.found()
    assert "record-removed" in lived.proposed(f"{rename}~", rename)


UNREAD = "x: [\n"


def test_a_record_that_goes_by_way_of_being_unreadable(lived: Repository) -> None:
    broken = lived.commit("Oops", {SECOND: UNREAD}, at=HALF_ONE)
    gone = lived.commit("Gone", {SECOND: None}, at="2025-03-31T14:00:00+00:00")
    assert lived.found() == {
        ("yaml-syntax", broken),
        ("record-removed", gone),
        ("vanished-record", gone),
    }
    assert "record-removed" in lived.proposed(broken, gone)


def test_an_unreadable_version_in_between_hides_nothing(lived: Repository) -> None:
    person, request_before = lived.text(DAMIAN_FILE), lived.text(SECOND)
    broken = lived.commit("Oops", {DAMIAN_FILE: UNREAD, SECOND: UNREAD}, at=HALF_ONE)
    altered = person.replace("from: 2020-01-01", "from: 2019-01-01")
    back = lived.commit(
        "Mended", {DAMIAN_FILE: altered, SECOND: request_before}, at="2025-03-31T14:00:00+00:00"
    )
    assert lived.found() == {
        ("yaml-syntax", broken),
        ("rewritten-entry", back),
        ("back-dated-right", back),
    }
    assert "rewritten-entry" in lived.proposed(broken, back)
    lived.git("reset", "-q", "--hard", broken)
    lived.commit("Mended", {DAMIAN_FILE: person, SECOND: request_before}, at=HALF_ONE)
    assert lived.found() == {("yaml-syntax", broken)}


def test_a_commit_taken_over_twice(lived: Repository) -> None:
    lived.branch("work", lived.founding)
    lived.commit("Follow up", lived.add(TASK, follow_up()))
    lived.go("main")
    lived.commit("Other", lived.add(TASK, follow_up("other", "2025-03-31T11:00")), at=HALF_ONE)
    lived.git("cherry-pick", "work", fails=True)
    twice = lived.commit(
        "Follow up",
        {TASK: lived.git("show", f"HEAD:{TASK}") + "\n" + follow_up()},
        at="2025-03-31T14:00:00+00:00",
    )
    assert ("act-entered-twice", twice) in lived.found()
    assert "act-entered-twice" in lived.proposed(f"{twice}~", twice)


# -- what was not there any more on purpose -------------------------------------------------------


def test_what_a_branch_dropped_before_it_was_merged_is_its_own_affair(office: Repository) -> None:
    office.branch("work")
    office.commit("Wrong", {"records/requests/2025/REQ-2025-0007.yaml": request()}, INES)
    office.commit(
        "Right", {"records/requests/2025/REQ-2025-0007.yaml": None, SECOND: request()}, INES
    )
    office.go("main")
    office.commit("Elsewhere", {"site/pages/x.md": "x\n"})
    office.merge("work")
    assert office.found() == set()


def test_a_record_that_says_its_former_name_is_the_same(office: Repository) -> None:
    old, new = (f"records/routines/RTN-{name}-meeting.yaml" for name in ("leadership", "board"))
    office.commit("Rename", {old: None, new: office.text(old)})
    rename = office.head
    assert {("vanished-record", rename), ("record-removed", rename)} <= office.found()
    office.git("reset", "-q", "--hard", office.founding)
    named = office.text(old) + "formerly: [RTN-leadership-meeting]\n"
    office.commit("Rename", {old: None, new: named})
    assert office.found() == set()


UNIT = "records/units/UNIT-DCA.yaml"


def test_a_renamed_record_is_edited_later(office: Repository) -> None:
    """What it says by now is no matter: it went on where it was renamed."""
    new = "records/people/PER-dcuenca.yaml"
    named = office.text(DAMIAN_FILE) + "formerly: [PER-dcuencas]\n"
    office.commit("Rename", {DAMIAN_FILE: None, new: named}, DAMIAN)
    office.commit("Another room", {new: named + "room: '4'\n"}, DAMIAN, HALF_ONE)
    assert office.found() == set()


def test_a_new_name_comes_with_a_new_title(office: Repository) -> None:
    text = office.text(UNIT)
    renamed = text.replace("County Water Office", "Water Agency") + "formerly: [UNIT-DCA]\n"
    assert "Water Agency" in renamed
    new = UNIT.replace("DCA", "OTHER")
    office.branch("work")
    office.commit("Reorganised", {UNIT: None, new: renamed}, DAMIAN)
    assert office.proposed("main", "work") == set()
    other = renamed.replace("external", "office")
    assert other != renamed
    office.commit("Reorganised", {new: other}, DAMIAN, HALF_ONE)
    assert "record-removed" in office.proposed("main", "work")


def test_somebody_else_is_not_called_so(office: Repository) -> None:
    """With other appointments and addresses a person is another one, whatever is said."""
    new = "records/people/PER-other.yaml"
    other = office.text("records/people/PER-lmeandro.yaml")
    other = re.sub("display_name: .*", "display_name: Otto Other", other)
    office.branch("work")
    office.commit("He", {DAMIAN_FILE: None, new: other + "formerly: [PER-dcuencas]\n"}, DAMIAN)
    assert "record-removed" in office.proposed("main", "work")


def test_an_office_may_lie_in_a_folder_of_a_repository(office: Repository) -> None:
    (office.root / "seat").mkdir()
    office.git("mv", "records", "seat/records")
    office.commit("Move", {"README": "x\n"})
    seat = copy(office)
    seat.root = office.root / "seat"
    moved = seat.head
    assert seat.found() == {("another-beginning", moved)}
    assert [f.severity for f in seat.audit().verdict.findings] == ["warning"]
    seat.commit("Elsewhere", {"../other": "x\n"}, at=HALF_ONE)
    late = seat.commit("Late", seat.add(TASK, follow_up(at="2025-03-03T10:00")), at=HALF_ONE)
    gone = seat.commit("Gone", {REQUEST: None}, at=HALF_ONE)
    assert {("back-dated-act", late), ("vanished-record", gone)} <= seat.found()


# -- where it began -------------------------------------------------------------------------------


def test_a_new_founding_commit_in_front_of_the_old_history(lived: Repository) -> None:
    old = lived.head
    altered = lived.text(TASK).replace("at: 2025-02-19T11:00", "at: 2025-02-18T11:00")
    lived.git("checkout", "-q", "--orphan", "fresh")
    root = lived.commit("Founding", {TASK: altered}, at=HALF_ONE)
    lived.merge(old, "-s", "ours", "--allow-unrelated-histories")
    assert lived.found() >= {("another-beginning", root)}
    since = lived.audit(since=lived.head).verdict.findings
    assert not any(f.rule == "another-beginning" for f in since)
    found = next(f for f in lived.audit().verdict.findings if f.rule == "another-beginning")
    assert (found.values["first"], found.values["founding"]) == (lived.founding[:10], root[:10])
    assert found.severity == "error"


def test_an_office_altered_on_its_way_to_another_folder(lived: Repository) -> None:
    altered = lived.text(TASK).replace("at: 2025-02-19T11:00", "at: 2025-02-18T11:00")
    (lived.root / "seat").mkdir()
    lived.git("mv", "records", "seat/records")
    moved = lived.commit("Move", {f"seat/{TASK}": altered}, at=HALF_ONE)
    seat = copy(lived)
    seat.root = lived.root / "seat"
    found = [f for f in seat.audit().verdict.findings if f.commit]
    assert [(f.rule, f.severity, f.commit) for f in found] == [
        ("another-beginning", "error", moved)
    ]


def test_an_office_that_came_by_a_branch_is_judged_from_its_first_commit(
    lived: Repository,
) -> None:
    bad = lived.commit("Late", lived.add(TASK, follow_up(at="2025-03-03T10:00")), at=HALF_ONE)
    lived.git("branch", "-m", "main", "work")
    lived.git("checkout", "-q", "--orphan", "main")
    lived.git("rm", "-rqf", ".")
    lived.commit("A repository", {"README": "x\n"}, at="2025-03-28T08:00:00+00:00")
    lived.merge("work", "--allow-unrelated-histories")
    assert lived.audit().commits == 4
    assert lived.found() == {("back-dated-act", bad)}


def test_another_office_in_the_same_repository_is_audited_there(lived: Repository) -> None:
    (lived.root / "second").mkdir()
    lived.git("checkout", lived.founding, "--", "records")
    for path in lived.git("ls-files", "records").splitlines():
        lived.write(f"second/{path}", lived.text(path))
    lived.git("checkout", "HEAD", "--", "records")
    lived.commit("A second office", {}, at=HALF_ONE)
    second = copy(lived)
    second.root = lived.root / "second"
    assert lived.found() == second.found() == set()


# -- acts of others, powers, dates ----------------------------------------------------------------


def test_an_approval_from_ones_own_second_address(office: Repository) -> None:
    files = office.add(TASK, REOPENED)
    forged = office.commit("Approved", files, "leo@home.example")
    assert ("written-by-another", forged) in office.found()
    assert "written-by-another" in office.proposed(office.founding, forged)


def test_an_address_added_with_the_act_that_it_covers(office: Repository) -> None:
    line = "[dcuencas@emea.example]"
    people = office.text(DAMIAN_FILE).replace(line, "[dcuencas@emea.example, leo@home.example]")
    files = office.add(TASK, REOPENED)
    forged = office.commit("Approved", {DAMIAN_FILE: people, **files}, "leo@home.example")
    assert ("written-by-another", forged) in office.found()


def test_an_approver_appointed_by_the_change_that_needs_one(office: Repository) -> None:
    person = "records/people/PER-lmeandro.yaml"
    appointed = "  - {post: POST-OFI-01, from: 2025-03-31, type: acting, instrument: by word}\n"
    act = (
        "  - {do: reopen, at: 2025-03-31T10:00, by: PER-lmeandro, reason: two years are missing}\n"
    )
    files = {**office.add(person, appointed), **office.add(TASK, act)}
    forged = office.commit("Appointed and approved", files)
    assert ("relies-on-changed-rules", forged) in office.found()
    assert "relies-on-changed-rules" in office.proposed(office.founding, forged)


def test_an_act_dated_back(office: Repository) -> None:
    files = office.add(TASK, follow_up(at="2025-03-03T10:00"))
    late = office.commit("Follow up", files)
    assert office.found() == {("back-dated-act", late)}


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2025-03-31T05:05:00-05:00", set()),  # 12:05 in Madrid, an hour after the act
        ("2025-03-31T16:05:00+09:00", {"back-dated-act"}),  # 09:05 in Madrid
    ],
)
def test_commits_are_made_by_the_clock_of_the_office(
    office: Repository, at: str, found: set[str]
) -> None:
    settings = office.text(SETTINGS).replace(
        "language: en", "language: en\ntime_zone: Europe/Madrid"
    )
    office.commit("Where we are", {SETTINGS: settings}, at="2025-03-31T06:00:00+00:00")
    act = office.commit("Follow up", office.add(TASK, follow_up(at="2025-03-31T11:05")), at=at)
    assert {rule for rule, commit in office.found() if commit == act} == found


def test_a_commit_dated_back_with_its_act(lived: Repository) -> None:
    files = lived.add(TASK, follow_up("earlier", "2025-03-03T10:00"))
    late = lived.commit("Follow up", files, at="2025-03-03T11:00:00+00:00")
    assert ("backward-commit-date", late) in lived.found()


def test_clocks_that_differ_by_minutes_are_none_of_its_business(lived: Repository) -> None:
    lived.commit("Elsewhere", {"site/pages/x.md": "x\n"}, at="2025-03-31T12:03:00+00:00")
    assert lived.found() == set()


def pulled(office: Repository) -> tuple[str, str]:
    """A colleague enters an act in time and pushes; a week later somebody pulls that and pushes."""
    there = office.commit("Follow up", office.add(TASK, follow_up(at="2025-03-28T10:00")),
                          at="2025-03-28T11:00:00+00:00")  # fmt: skip
    office.branch("clerk", office.founding)
    office.commit("A page", {"site/pages/x.md": "x\n"}, INES, "2025-04-10T08:00:00+00:00")
    merge = office.merge("main", "-m", "Merge branch 'main' of example.org:office",
                         at="2025-04-10T09:00:00+00:00")  # fmt: skip
    return there, merge


def test_a_main_branch_that_was_pulled_into_a_side_branch(office: Repository) -> None:
    """Nothing but a page that was kept elsewhere tells this from a branch with forged dates."""
    before = office.checkpoint()
    _, merge = pulled(office)
    now = datetime(2025, 4, 10, 18, 0, tzinfo=UTC)

    def found(**given: Any) -> set[tuple[str, str]]:
        findings = audit(office.root, now, now.date(), **given).verdict.findings
        return {(f.rule, f.commit) for f in findings if f.commit}

    blamed = {("back-dated-act", merge), ("main-branch-set-aside", merge)}
    assert found() == blamed
    assert found(saved=before) == blamed
    office.go("main")
    known = office.checkpoint()
    office.go("clerk")
    assert found(saved=known) == set()
    assert found(since=known.commit) == set()
    assert found(saved=known, since=office.founding) == set()
    assert found() == blamed  # what was found with a checkpoint is no verdict without one


def test_what_a_checkpoint_leads_through_is_judged_all_the_same(office: Repository) -> None:
    files = office.add(TASK, follow_up("late", "2025-03-03T10:00"))
    late = office.commit("Late", files, at="2025-03-28T10:00:00+00:00")
    saved = office.checkpoint()
    office.branch("clerk", office.founding)
    office.commit("A page", {"site/pages/x.md": "x\n"}, INES, "2025-03-31T13:00:00+00:00")
    merge = office.merge("main", "-m", "Merge branch 'main' of example.org:office")
    found = {f.commit for f in office.audit(saved=saved).verdict.findings}
    assert found == {late}
    assert {commit for _, commit in office.found()} == {merge}


def test_many_small_steps_back_are_one_large_step(lived: Repository) -> None:
    for minute in (5, 0):  # from 12:10, each within what clocks may differ
        at = f"2025-03-31T12:{minute:02}:00+00:00"
        lived.commit("Elsewhere", {"site/pages/x.md": f"{minute}\n"}, at=at)
    assert lived.found() == set()
    back = lived.commit("Further", {"site/pages/x.md": "x\n"}, at="2025-03-31T11:55:00+00:00")
    lived.commit("On", {"site/pages/x.md": "y\n"}, at="2025-03-31T11:56:00+00:00")
    assert lived.found() == {("backward-commit-date", back)}


def test_a_commit_of_tomorrow(office: Repository) -> None:
    ahead = office.commit("Ahead", office.add(TASK, follow_up()), at="2025-04-01T09:00:00+00:00")
    assert office.found() == {("commit-date-in-future", ahead)}


@pytest.mark.parametrize("time", ["", "253402300799 +0000", "999999999999 +0000", "soon"])
def test_a_commit_without_a_date_that_can_be(office: Repository, time: str) -> None:
    office.commit("Follow up", office.add(TASK, follow_up()))
    text = office.git("cat-file", "commit", "HEAD")
    dated = "\n".join(
        f"{line.rpartition('>')[0]}> {time}" if line.startswith("committer") else line
        for line in text.split("\n")
    )
    forged = office.write_commit(f"{dated}\n")
    assert ("commit-date-in-future", forged) in office.found()


def test_altered_and_put_back_is_found_twice(lived: Repository) -> None:
    before = lived.text(TASK)
    altered = before.replace("at: 2025-02-19T11:00", "at: 2025-02-18T11:00")
    one = lived.commit("Typo", {TASK: altered}, at=HALF_ONE)
    two = lived.commit("Back", {TASK: before}, at=HALF_ONE)
    assert {("rewritten-entry", one), ("rewritten-entry", two)} <= lived.found()
    assert lived.proposed(f"{one}~", two) == set()


def test_rules_that_were_changed_for_a_day(lived: Repository) -> None:
    before = lived.text(SETTINGS)
    lived.commit("Grace", {SETTINGS: before + "grace: {default: 90}\n"}, at=HALF_ONE)
    act = follow_up("earlier", "2025-03-10T10:00")
    lived.commit("Late", lived.add(TASK, act), at=HALF_ONE)
    back = lived.commit("Grace", {SETTINGS: before}, at=HALF_ONE)
    assert lived.found() == {("settings-put-back", back)}


def test_a_first_day_that_was_left_out_for_a_while(lived: Repository) -> None:
    before = lived.text(SETTINGS)
    line = "began: 2025-01-02\n"
    out = lived.commit("Out", {SETTINGS: before.replace(line, "")}, at=HALF_ONE)
    anew = lived.commit(
        "Anew", {SETTINGS: before.replace(line, "began: 2025-03-24\n")}, at=HALF_ONE
    )
    assert {("beginning-moved", out), ("beginning-moved", anew)} <= lived.found()
    found = lived.audit(since=out).verdict.findings
    assert ("beginning-moved", anew) in {(f.rule, f.commit) for f in found}


def test_a_commit_is_judged_by_the_rules_before_it(lived: Repository) -> None:
    act = follow_up("earlier", "2025-03-10T10:00")
    wide = {SETTINGS: lived.text(SETTINGS) + "grace: {default: 90}\n", **lived.add(TASK, act)}
    forged = lived.commit("Grace", wide, at=HALF_ONE)
    assert ("back-dated-act", forged) in lived.found()


# -- histories that were replaced -----------------------------------------------------------------


def amend(office: Repository) -> None:
    office.write(SECOND, request("Another matter"))
    office.git("add", "-A")
    office.git("commit", "-q", "--amend", "--no-edit")


def force_push(office: Repository) -> None:
    office.git("reset", "-q", "--hard", "HEAD~")
    office.commit("Another request", {SECOND: request("Another matter")}, INES)


def drop(office: Repository) -> None:
    office.git("reset", "-q", "--hard", "HEAD~")


def re_root(office: Repository) -> None:
    office.git("checkout", "-q", "--orphan", "fresh")
    office.commit("Founding", {SECOND: request("Another matter")}, INES)


def rebase(office: Repository) -> None:
    office.git("rebase", "-q", "--root", "--force-rebase", at="2025-03-31T16:00:00+00:00")


REWRITTEN = [amend, force_push, drop, re_root, rebase]


@pytest.mark.parametrize("forge", REWRITTEN)
def test_a_replaced_history_does_not_lead_on_from_its_checkpoint(
    lived: Repository, forge: Callable[[Repository], None]
) -> None:
    saved = lived.checkpoint()
    forge(lived)
    findings = lived.audit(saved=saved).verdict.findings
    assert ("rewritten-history", saved.commit) in {(f.rule, f.commit) for f in findings}
    registers = {f.values["register"] for f in findings if f.rule == "rewritten-register"}
    assert registers == ({"request 2025"} if forge is drop else set())
    assert ("record-removed" in {f.rule for f in findings}) == (forge is drop)


def test_what_the_registers_held_is_known_without_the_old_commits(
    lived: Repository,
) -> None:
    saved = lived.checkpoint()
    lived.git("reset", "-q", "--hard", "HEAD~")
    lived.commit("Another", {SECOND: request(at="2025-03-31T11:30")}, INES)
    lived.git("reflog", "expire", "--expire=now", "--all")
    lived.git("gc", "-q", "--prune=now")
    found = lived.found(saved)
    assert found == {("rewritten-history", saved.commit), ("rewritten-register", "")}


@pytest.mark.parametrize("how", ["replace", "graft", "shallow"])
def test_a_clone_that_shows_another_history_judges_nothing(lived: Repository, how: str) -> None:
    if how == "replace":
        lived.git("replace", lived.head, lived.founding)
    elif how == "graft":
        lived.write(".git/info/grafts", f"{lived.head} {lived.founding}\n")
    else:
        lived.write(".git/shallow", f"{lived.git('rev-parse', 'HEAD~')}\n")
    with pytest.raises(Failure) as caught:
        lived.audit()
    assert caught.value.code == 3


# -- earlier audits -------------------------------------------------------------------------------


def test_only_new_commits_are_judged_again(lived: Repository) -> None:
    assert (lived.audit().commits, lived.audit().known) == (2, 2)
    bad = lived.commit("Late", lived.add(TASK, follow_up(at="2025-03-03T10:00")), at=HALF_ONE)
    lived.commit("Elsewhere", {"site/pages/x.md": "x\n"}, at=HALF_ONE)
    for known in (2, 3):  # what was found is found again
        audited = lived.audit()
        assert (audited.commits, audited.known) == (4, known)
        assert [f.rule for f in audited.verdict.findings if f.commit == bad] == ["back-dated-act"]


@pytest.mark.parametrize("how", ["damaged", "tracked", "link", "copy"])
def test_an_earlier_verdict_is_not_taken_from_strangers(lived: Repository, how: str) -> None:
    bad = lived.commit("Late", lived.add(TASK, follow_up(at="2025-03-03T10:00")), at=HALF_ONE)
    lived.audit()
    file = lived.root / ".officerepo/judged.json"
    forged = file.read_text().replace('"]', f'", "{bad}"]')
    file.write_text(forged)
    if how != "damaged":
        head, _, text = forged.partition("\n")
        belongs = head.partition(" ")[2]
        file.write_text(f"{zlib.crc32(text.encode())} {belongs}\n{text}")
    if how == "tracked":
        lived.git("add", "-f", ".officerepo/judged.json")
    elif how == "link":
        (lived.root / ".officerepo").rename(lived.root.parent / "elsewhere")
        (lived.root / ".officerepo").symlink_to(lived.root.parent / "elsewhere")
    elif how == "copy":
        assert ("back-dated-act", bad) not in lived.found()  # here it is the user's own
        lived.root = Path(shutil.copytree(lived.root, lived.root.parent / "copy"))
    assert ("back-dated-act", bad) in lived.found()


def test_since_takes_earlier_commits_as_given(lived: Repository) -> None:
    bad = lived.commit("Late", lived.add(TASK, follow_up(at="2025-03-03T10:00")), at=HALF_ONE)
    lived.commit("Elsewhere", {"site/pages/x.md": "x\n"}, at=HALF_ONE)
    assert lived.audit(since=f"{bad}~").commits == 2
    assert not any(f.commit for f in lived.audit(since=bad).verdict.findings)
    lived.branch("other", lived.founding)
    with pytest.raises(Failure):
        lived.audit(since=bad)


def test_a_checkpoint_reads_back_as_it_was_written(lived: Repository) -> None:
    saved = lived.checkpoint()
    text = saved.as_text()
    assert read_checkpoint(text) == saved
    assert len(text.splitlines()) < 60
    assert max(map(len, text.splitlines())) < 250
    for altered in (text.replace("request 2025: 2", "request 2025: 1"), text[:-4], "", "x\n" * 9):
        with pytest.raises(Failure):
            read_checkpoint(altered)


@pytest.mark.parametrize("added", ["request 2025", "request: many", "words of another hand"])
def test_no_line_of_a_checkpoint_is_passed_over(lived: Repository, added: str) -> None:
    """Its total is anybody's to compute: a line that is no register's would hide one."""
    lines = lived.checkpoint().as_text().splitlines()
    lines = [*lines[:-3], added, *lines[-3:-1]]
    total = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    with pytest.raises(Failure, match="says nothing of a register"):
        read_checkpoint("\n".join([*lines, f"  {grouped(total)}"]))


# -- what an office accepts -----------------------------------------------------------------------

LATE = "2025-03-03T10:00"


def accept(commit: str, rule: str = "back-dated-act", by: str = "PER-etorrente") -> str:
    """An entry of the settings."""
    what = f"commit: {commit}, rule: {rule}, reason: looked into on 31 March"
    return f"accepted: [{{{what}, by: {by}, at: 2025-03-31}}]\n"


def test_a_finding_that_was_accepted_is_seen_and_is_no_error(office: Repository) -> None:
    late = office.commit("Late", office.add(TASK, follow_up(at=LATE)), at=HALF_ONE)
    assert office.found() == {("back-dated-act", late)}
    settings = office.add(SETTINGS, accept(late))
    office.commit("Accept", settings, INES, "2025-03-31T14:00:00+00:00")
    audited = office.audit()
    assert audited.verdict.findings == ()
    ((finding, entry),) = audited.accepted
    assert (finding.rule, finding.commit, entry.by) == ("back-dated-act", late, "PER-etorrente")
    assert office.audit(since=late).verdict.findings == ()  # nor is the entry called idle
    again = office.add(TASK, follow_up("again", at="2025-03-04T10:00"))
    other = office.commit("Late again", again, at="2025-03-31T14:10:00+00:00")
    assert ("back-dated-act", other) in office.found()


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("back-dated", "PER-etorrente"),
        ("vanished-record", "PER-etorrente"),
        ("back-dated-act", "PER-nobody"),
        ("back-dated-act", "TSK-2025-0002"),
    ],
)
def test_an_acceptance_that_covers_nothing_is_told(lived: Repository, rule: str, by: str) -> None:
    late = lived.commit("Late", lived.add(TASK, follow_up(at=LATE)), at=HALF_ONE)
    settings = lived.add(SETTINGS, accept(late, rule, by))
    lived.commit("Accept", settings, INES, "2025-03-31T14:00:00+00:00")
    assert lived.found() == {("back-dated-act", late), ("idle-acceptance", "")}
    (idle,) = (f for f in lived.audit().verdict.findings if f.rule == "idle-acceptance")
    assert (idle.severity, idle.path, idle.line > 1) == ("warning", SETTINGS, True)


def test_an_acceptance_waits_for_the_rule_that_was_not_asked_for(lived: Repository) -> None:
    tip = lived.head
    settings = lived.add(SETTINGS, accept(tip, "act-not-signed-for"))
    lived.commit("Accept", settings, INES, "2025-03-31T14:00:00+00:00")
    assert lived.audit().verdict.findings == ()
    audited = lived.audit(signatures=True)
    assert tip not in {finding.commit for finding in audited.verdict.findings}
    assert {finding.commit for finding, _ in audited.accepted} == {tip}


@pytest.mark.parametrize("rule", ["rewritten-history", "rewritten-register"])
def test_nobody_accepts_that_the_history_was_replaced(lived: Repository, rule: str) -> None:
    saved = lived.checkpoint()
    lived.git("reset", "-q", "--hard", "HEAD~1")
    settings = lived.add(SETTINGS, accept(saved.commit, rule))
    lived.commit("Accept", settings, INES, "2025-03-31T14:00:00+00:00")
    found = {name for name, _ in lived.found(saved)}
    assert {"rewritten-history", "rewritten-register", "idle-acceptance"} <= found
