"""The life of records over all commits: renames, evil merges, what cannot be read, the cache."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from officerepo.history.kept import keep
from officerepo.history.life import Life, Lives
from officerepo.history.steps import FILE, History
from officerepo.load import read_tree, store_of
from officerepo.office import read_office
from tests.repository import SETTINGS, Repository

OFFICE = read_office({path: text.encode() for path, text in SETTINGS.items()})
TASK = "records/tasks/2025/TSK-2025-0001.yaml"
OTHER = "records/tasks/2025/TSK-2025-0002.yaml"


def task(
    due: str = "2025-05-03", *acts: str, title: str = "Clear the corridor", more: str = ""
) -> str:
    lines = [f"title: {title}", f"due: {due}", *([more] if more else [])]
    lines += ["acts:"] + [
        f"  - {{do: {act}, at: 2025-01-02, by: PER-a}}" for act in ("docket", *acts)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "office")


def history(repository: Repository, tip: str, *, trusted: bool = False) -> History:
    return History.read(repository.folder, tip, trusted=trusted)


def life(repository: Repository, tip: str, name: str = "TSK-2025-0001") -> Life:
    return Lives(repository.folder, history(repository, tip), OFFICE).of([name])[name]


def told(found: Life) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            version.what,
            [change.at for change in version.difference.fields],
            [(change.after or change.before or {})["do"] for change in version.difference.acts],
        )
        for version in found.versions
    ]


def test_fields_and_acts_of_each_commit(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    second = repository.commit({TASK: task("2025-05-03", "assign")}, first)
    beside = repository.commit({OTHER: task()}, second)
    third = repository.commit({TASK: task("2025-05-10", "assign")}, beside)
    fourth = repository.commit(
        {TASK: task("2025-05-10", "assign").replace("title: ", "title:   ")}, third
    )
    found = life(repository, fourth)
    assert told(found) == [
        ("added", [], ["docket"]),
        ("changed", [], ["assign"]),
        ("changed", ["due"], []),
        ("reformatted", [], []),
    ]
    assert [version.commit.id for version in found.versions] == [first, second, third, fourth]
    assert found.versions[2].difference.fields[0].before == "2025-05-03"


def test_a_clean_merge_says_nothing_of_its_own(repository: Repository) -> None:
    base = repository.commit({TASK: task()})
    ours = repository.commit({OTHER: task()}, base)
    theirs = repository.commit({TASK: task("2025-05-10")}, base)
    merge = repository.commit({TASK: task("2025-05-10")}, ours, theirs)
    assert [what for what, _, _ in told(life(repository, merge))] == ["added", "changed"]
    assert told(life(repository, merge, "TSK-2025-0002")) == [("added", [], ["docket"])]


def test_a_merge_of_two_edits_is_merged_and_its_own_edit_is_told(repository: Repository) -> None:
    base = repository.commit({TASK: task()})
    ours = repository.commit({TASK: task("2025-05-10")}, base)
    theirs = repository.commit({TASK: task(title="Empty")}, base)
    clean = repository.commit({TASK: task("2025-05-10", title="Empty")}, ours, theirs)
    assert told(life(repository, clean))[-1] == ("merged", [], [])
    evil = repository.commit({TASK: task("2025-05-10", "close", title="Full")}, ours, theirs)
    assert told(life(repository, evil))[-1] == ("changed", ["title"], ["close"])


def test_an_evil_merge_that_drops_a_record_is_found(repository: Repository) -> None:
    base = repository.commit({TASK: task(), OTHER: task()})
    ours = repository.commit({OTHER: task("2025-06-01")}, base)
    theirs = repository.commit({OTHER: task("2025-06-02")}, base)
    both = repository.commit({TASK: None}, ours, theirs)
    assert told(life(repository, both))[-1] == ("removed", [], [])
    # A record that only the branch had: git's history of the path is empty.
    branch = repository.commit({"records/tasks/2025/TSK-2025-0003.yaml": task()}, base)
    dropped = repository.commit({}, ours, branch)
    found = life(repository, dropped, "TSK-2025-0003")
    assert [(version.what, version.commit.id) for version in found.versions] == [
        ("added", branch),
        ("removed", dropped),
    ]


def test_a_merge_that_keeps_ours_over_a_branch_s_edit_is_found(repository: Repository) -> None:
    base = repository.commit({TASK: task()})
    ours = repository.commit({OTHER: task()}, base)
    theirs = repository.commit({TASK: task("2025-05-10", "extend")}, base)
    merge = repository.commit({}, ours, theirs)
    last = life(repository, merge).versions[-1]
    assert (last.commit.id, last.what) == (merge, "changed")
    assert [change.before["do"] for change in last.difference.acts if change.before] == ["extend"]


def test_what_a_branch_took_back_is_no_doing_of_the_merge(repository: Repository) -> None:
    base = repository.commit({TASK: task()})
    edited = repository.commit({TASK: task("2025-05-10")}, base)
    taken_back = repository.commit({TASK: task()}, edited)
    stale = repository.commit({OTHER: task()}, edited)
    merge = repository.commit({OTHER: task()}, taken_back, stale)
    assert [what for what, _, _ in told(life(repository, merge))] == ["added", "changed", "changed"]


def test_a_record_is_followed_across_renames(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    changed = repository.commit({TASK: task("2025-05-10")}, first)
    moved = {TASK: None, OTHER: task("2025-05-10", more="formerly: [TSK-2025-0001]")}
    renamed = repository.commit(moved, changed)
    third = "records/tasks/2025/TSK-2025-0003.yaml"
    after = task("2025-05-11", more="formerly: [TSK-2025-0001, TSK-2025-0002]")
    again = repository.commit({OTHER: None, third: after}, renamed)
    found = life(repository, again, "TSK-2025-0003")
    assert [(v.id, v.what, v.former) for v in found.versions] == [
        ("TSK-2025-0001", "added", ""),
        ("TSK-2025-0001", "changed", ""),
        ("TSK-2025-0002", "renamed", "TSK-2025-0001"),
        ("TSK-2025-0003", "renamed", "TSK-2025-0002"),
    ]
    assert told(found)[2:] == [("renamed", [], []), ("renamed", ["due"], [])]


def test_nobody_takes_the_past_of_a_record_that_is_still_there(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    claim = repository.commit({OTHER: task(more="formerly: [TSK-2025-0001]")}, first)
    assert [v.id for v in life(repository, claim, "TSK-2025-0002").versions] == ["TSK-2025-0002"]


def test_two_that_name_each_other_end(repository: Repository) -> None:
    first = repository.commit({TASK: task(more="formerly: [TSK-2025-0002]")})
    other = {OTHER: task(more="formerly: [TSK-2025-0001]"), TASK: None}
    second = repository.commit(other, first)
    assert len(life(repository, second, "TSK-2025-0002").versions) == 2


def test_a_file_that_moves_is_one_record(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    place = TASK.replace("2025/", "", 1)
    second = repository.commit({TASK: None, place: task()}, first)
    last = life(repository, second).versions[-1]
    assert (last.what, last.former, last.path) == ("moved", TASK, place)


@pytest.mark.parametrize("broken", [b"title: [\n", b"\xff\xfe", b"a: &x 1\n", b"- x\n"])
def test_versions_that_cannot_be_read_are_told(repository: Repository, broken: bytes) -> None:
    first = repository.commit({TASK: task()})
    second = repository.commit({TASK: broken}, first)
    third = repository.commit({TASK: task("2025-05-10")}, second)
    found = life(repository, third)
    assert [bool(version.unreadable) for version in found.versions] == [False, True, False]
    assert told(found)[-1] == ("changed", ["due"], [])  # held against the last that could be read
    assert found.label == "restricted"  # nobody knows what it said


def test_what_came_back_is_restored(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    second = repository.commit({TASK: None}, first)
    third = repository.commit({TASK: task("2025-05-10")}, second)
    assert told(life(repository, third))[1:] == [("removed", [], []), ("restored", ["due"], [])]


def test_the_strictest_label_of_all_versions_counts(repository: Repository) -> None:
    first = repository.commit({TASK: task(more="label: confidential")})
    second = repository.commit({TASK: task(more="label: public")}, first)
    assert life(repository, second).label == "confidential"
    assert life(repository, repository.commit({OTHER: task()}), "TSK-2025-0002").label == "internal"


# -- two records of one number --------------------------------------------------------------------


THIRD = "records/tasks/2025/TSK-2025-0003.yaml"


def entry(title: str, by: str, *acts: str, former: str = "") -> str:
    more = f"formerly: [{former}]" if former else ""
    return task("2025-05-03", *acts, title=title, more=more).replace("PER-a", by, 1)


def both_take_a_number(repository: Repository) -> tuple[str, str, str]:
    """Two branches enter a record each under one number; return where they part, and both."""
    base = repository.commit({TASK: task()})
    theirs = repository.commit({OTHER: entry("Letter A", "PER-a")}, base)
    ours = repository.commit({OTHER: entry("Letter B", "PER-b")}, base)
    return base, theirs, repository.commit({OTHER: entry("Letter B", "PER-b", "assign")}, ours)


def moved() -> dict[str, str | None]:
    return {OTHER: None, THIRD: entry("Letter B", "PER-b", "assign", former=OTHER[-18:-5])}


def lives(repository: Repository, tip: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What became of the two numbers: which number it had then, and what was done."""
    first, second = (life(repository, tip, f"TSK-2025-000{n}") for n in (2, 3))
    assert {v.commit.id for v in first.versions}.isdisjoint(v.commit.id for v in second.versions)
    return [(v.id[-1], v.what) for v in first.versions], [
        (v.id[-1], v.what) for v in second.versions
    ]


LETTER_B = [("2", "added"), ("2", "changed"), ("3", "renamed")]


@pytest.mark.parametrize("way", ["pull request", "pull", "in the merge", "rebased", "A first"])
def test_two_records_of_one_number_have_a_life_each(repository: Repository, way: str) -> None:
    _, theirs, ours = both_take_a_number(repository)
    later = {OTHER: entry("Letter A", "PER-a", "close")}
    letter_a = [("2", "added"), ("2", "changed")]
    if way == "pull request":
        renumbered = repository.commit(moved(), ours)
        merge = repository.commit(moved() | {OTHER: entry("Letter A", "PER-a")}, theirs, renumbered)
        tip = repository.commit(later, merge)
    elif way == "pull":
        renumbered = repository.commit(moved(), ours)
        merge = repository.commit({OTHER: entry("Letter A", "PER-a")}, renumbered, theirs)
        tip = repository.commit(later, merge)
    elif way == "in the merge":
        both = moved() | {OTHER: entry("Letter A", "PER-a")}
        tip = repository.commit(later, repository.commit(both, ours, theirs))
    elif way == "rebased":
        copied = repository.commit({THIRD: entry("Letter B", "PER-b")}, theirs)
        other = repository.commit({THIRD: entry("Letter B", "PER-b", "assign")}, copied)
        renumbered = repository.commit({THIRD: moved()[THIRD]}, other)
        assert lives(repository, renumbered) == (
            [("2", "added")],
            [("3", "added"), ("3", "changed"), ("3", "changed")],
        )
        return
    else:  # A goes on while B waits, and B takes main in before it gets another number
        theirs = repository.commit(later, theirs)
        merge = repository.commit({OTHER: entry("Letter A", "PER-a", "close")}, ours, theirs)
        late = {THIRD: moved()[THIRD]}
        tip = repository.commit(late, merge)
        first, second = lives(repository, tip)
        assert first == letter_a
        assert second == [("2", "added"), ("2", "changed"), ("2", "removed"), ("3", "renamed")]
        return
    assert lives(repository, tip) == (letter_a, LETTER_B)


def test_of_three_branches_each_has_its_own(repository: Repository) -> None:
    base, theirs, ours = both_take_a_number(repository)
    third = repository.commit({OTHER: entry("Letter C", "PER-c")}, base)
    fourth = "records/tasks/2025/TSK-2025-0004.yaml"
    letter_c = entry("Letter C", "PER-c", former="TSK-2025-0002")
    c_moved = repository.commit({OTHER: None, THIRD: letter_c}, third)
    letter_a = {OTHER: entry("Letter A", "PER-a")}
    main = repository.commit(letter_a | {THIRD: letter_c}, theirs, c_moved)
    b_moved = repository.commit(moved(), ours)
    again = entry("Letter B", "PER-b", "assign", former="TSK-2025-0002, TSK-2025-0003")
    b_again = repository.commit({THIRD: None, fourth: again}, b_moved)
    tip = repository.commit({fourth: again}, main, b_again)
    found = [
        [(v.id[-1], v.what) for v in life(repository, tip, f"TSK-2025-000{n}").versions]
        for n in (2, 3, 4)
    ]
    assert found[0] == [("2", "added")]
    assert found[1] == [("2", "added"), ("3", "renamed")]
    assert found[2] == [("2", "added"), ("2", "changed"), ("3", "renamed"), ("4", "renamed")]
    titles = {
        change.after["by"]
        for version in life(repository, tip, "TSK-2025-0003").versions
        for change in version.difference.acts
        if change.after
    }
    assert titles == {"PER-c"}


def test_two_in_a_row_that_move_on_keep_their_lives(repository: Repository) -> None:
    base = repository.commit({TASK: task()})
    theirs = repository.commit({OTHER: entry("Letter A", "PER-a")}, base)
    first = repository.commit({OTHER: entry("Letter B", "PER-b")}, base)
    second = repository.commit({THIRD: entry("Letter C", "PER-b")}, first)
    fourth = "records/tasks/2025/TSK-2025-0004.yaml"
    shifted = {
        OTHER: None,
        THIRD: entry("Letter B", "PER-b", former="TSK-2025-0002"),
        fourth: entry("Letter C", "PER-b", former="TSK-2025-0003"),
    }
    renumbered = repository.commit(shifted, second)
    merge = repository.commit(shifted | {OTHER: entry("Letter A", "PER-a")}, theirs, renumbered)
    lived = {
        n: [
            (v.id[-1], v.what, v.commit.id)
            for v in life(repository, merge, f"TSK-2025-000{n}").versions
        ]
        for n in (2, 3, 4)
    }
    assert lived == {
        2: [("2", "added", theirs)],
        3: [("2", "added", first), ("3", "renamed", renumbered)],
        4: [("3", "added", second), ("4", "renamed", renumbered)],
    }


def test_what_a_branch_took_away_and_a_merge_kept_is_put_back(repository: Repository) -> None:
    base = repository.commit({TASK: task(), OTHER: task()})
    away = repository.commit({TASK: None}, base)
    edited = repository.commit({TASK: task("2025-05-10")}, base)
    merge = repository.commit({TASK: task("2025-05-10")}, edited, away)
    found = life(repository, merge).versions[-1]
    assert (found.what, found.commit.id) == ("restored", merge)


def test_a_record_that_a_merge_left_out_for_another_ends_there(repository: Repository) -> None:
    _, theirs, ours = both_take_a_number(repository)
    merge = repository.commit({}, ours, theirs)  # Letter A is dropped
    tip = repository.commit({OTHER: entry("Letter B", "PER-b", "assign", "close")}, merge)
    found = life(repository, tip, "TSK-2025-0002")
    assert [v.what for v in found.versions] == ["added", "changed", "changed"]
    assert all(v.commit.id != theirs for v in found.versions)


# -- the cache ------------------------------------------------------------------------------------


def rows(found: History) -> dict[str, object]:
    return {name: found.steps(name) for name in sorted(found.ids)}


def crossing(repository: Repository) -> list[str]:
    """Commits of two lines whose times run against each other, and their merge."""
    base = repository.commit({TASK: task()})
    side = repository.commit({TASK: task("2025-05-04")}, base)
    repository.seconds += 9000
    main = repository.commit({TASK: task("2025-05-05")}, base)
    repository.seconds -= 8000
    later = repository.commit({OTHER: task("2025-05-06")}, main)
    merge = repository.commit({TASK: task("2025-05-07")}, later, side)
    return [base, main, later, merge, repository.commit({TASK: task("2025-05-08")}, merge)]


def test_in_how_many_goes_it_is_read_does_not_matter(repository: Repository) -> None:
    tips = crossing(repository)
    for tip in tips:
        found = history(repository, tip, trusted=True)
        assert found.tip == tip
        assert rows(found) == rows(history(repository, tip))
    kept = repository.folder / ".officerepo" / FILE
    before = kept.read_bytes()
    assert rows(history(repository, tips[-1], trusted=True)) == rows(history(repository, tips[-1]))
    assert kept.read_bytes() == before


def test_a_rewritten_history_is_read_anew(repository: Repository) -> None:
    first = repository.commit({TASK: task()})
    second = repository.commit({TASK: task("2025-05-10")}, first)
    history(repository, second, trusted=True)
    other = repository.commit({TASK: task("2025-05-11")}, first)
    assert rows(history(repository, other, trusted=True)) == rows(history(repository, other))


def test_no_damage_to_what_is_kept_is_believed(repository: Repository) -> None:
    tip = crossing(repository)[-1]
    right = rows(history(repository, tip, trusted=True))
    kept = repository.folder / ".officerepo" / FILE
    whole = kept.read_bytes()
    step = max(1, len(whole) // 60)
    damaged = [
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        for place in range(0, len(whole), step)
    ]
    damaged += [b"", whole[: len(whole) // 2], b"x", json.dumps([tip, {}, {}]).encode()]
    for raw in damaged:
        kept.write_bytes(raw)
        assert rows(history(repository, tip, trusted=True)) == right
    kept.write_bytes(whole)
    assert rows(history(repository, tip, trusted=True)) == right


def test_what_came_with_the_repository_is_not_believed(
    repository: Repository, tmp_path: Path
) -> None:
    tip = crossing(repository)[-1]
    kept = repository.folder / ".officerepo" / FILE
    assert keep(repository.folder, FILE, [tip, {}, {}], trusted=True)
    assert rows(history(repository, tip, trusted=True)) == {}  # what a forged one would do
    copy = Path(shutil.copytree(repository.folder, tmp_path / "copy"))
    assert "TSK-2025-0001" in History.read(copy, tip, trusted=True).ids
    brought = repository.commit({f".officerepo/{FILE}": kept.read_bytes(), **SETTINGS}, tip)
    repository.point(brought)
    assert not store_of(read_tree(repository.folder)).trusted
    assert "TSK-2025-0001" in history(repository, tip).ids
    elsewhere = tmp_path / "elsewhere"
    (repository.folder / ".officerepo").rename(elsewhere)
    (repository.folder / ".officerepo").symlink_to(elsewhere)
    assert "TSK-2025-0001" in history(repository, tip, trusted=True).ids


@pytest.mark.parametrize(
    "setting",
    [
        *("log.diffMerges=off", "log.showRoot=false", "log.abbrevCommit=true", "log.follow=true"),
        *("diff.renames=copies", "core.abbrev=8", "diff.ignoreSubmodules=all", "log.decorate=full"),
        *("diff.orderFile=/nonexistent", "core.quotePath=true", "diff.noprefix=true"),
    ],
)
def test_no_configuration_of_the_repository_changes_what_is_read(
    repository: Repository, setting: str
) -> None:
    tip = crossing(repository)[-1]
    right = rows(history(repository, tip))
    repository.git("config", *setting.split("="))
    assert rows(history(repository, tip)) == right
