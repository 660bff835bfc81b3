"""Other names for records: numbers that two branches took, and names that stay good for ever."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.load import load, read_tree
from officerepo.record import under_names
from officerepo.rename import _where_they_refer
from officerepo.rows import rows_under_names
from officerepo.source import parse
from officerepo.store import Row
from tests.edit.conftest import refusal
from tests.edit.test_commands import Run, git, office, run

__all__ = ["office", "run"]

SEALS = "records/seal-uses/2025"


def commit(office: Path, message: str) -> None:
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", message)


def both_take_the_last_seal_number(office: Path) -> str:
    """The last use of the seal comes to two branches, each with its own; return its number."""
    path, asked_for = sorted((office / SEALS).glob("SEAL-*.yaml"))[-2:]
    mine, theirs = path.read_bytes(), asked_for.read_bytes()
    path.unlink()
    asked_for.unlink()
    commit(office, "Before")
    git(office, "switch", "-q", "-c", "mine")
    path.write_bytes(mine)
    commit(office, "Mine")
    git(office, "switch", "-q", "main")
    path.write_bytes(theirs)
    commit(office, "Theirs")
    git(office, "switch", "-q", "mine")
    return path.stem


def following(number: str) -> str:
    return f"{number[:-4]}{int(number[-4:]) + 1:04}"


def test_whoever_is_merged_second_takes_the_next_number(run: Run, office: Path) -> None:
    number = both_take_the_last_seal_number(office)
    taken = run("check", "--base", "main", "--format", "json")
    assert '"rule": "number-taken"' in taken.output
    result = run("renumber", "--onto", "main")
    assert result.exit_code == 0, refusal(result)
    assert f"{number} → {following(number)}" in result.output
    commit(office, "Renumbered")
    git(office, "merge", "-q", "main", "-m", "Merge")
    judged = run("check", "--base", "main", "--format", "json").output
    assert '"rule": "number-taken"' not in judged
    assert '"rule": "changed-after-approval"' not in judged  # the approval went with the record
    assert '"rule": "changed-after-capture"' not in judged
    moved = office / SEALS / f"{following(number)}.yaml"
    assert f"formerly: [{number}]" in moved.read_text()


def test_an_approval_that_did_not_hold_is_not_made_good(run: Run, office: Path) -> None:
    number = both_take_the_last_seal_number(office)
    path = office / SEALS / f"{number}.yaml"
    path.write_text(path.read_text().replace("purpose: ", "purpose: another and ", 1))
    run("renumber", "--onto", "main")
    moved = office / SEALS / f"{following(number)}.yaml"
    there = moved if moved.exists() else path
    digest = [line for line in there.read_text().splitlines() if "digest: sha256:" in line]
    assert digest == [line for line in path_before(office, number) if "digest: sha256:" in line]


def path_before(office: Path, number: str) -> list[str]:
    shown = subprocess.run(
        ["git", "-C", str(office), "show", f"HEAD:{SEALS}/{number}.yaml"],
        check=True,
        capture_output=True,
        text=True,
    )
    return shown.stdout.splitlines()


def test_two_in_a_row_exchange_their_places(run: Run, office: Path) -> None:
    letters = ("--set", "sender=UNIT-DCA", "--set", "dated=2025-03-28", "--set", "doc_type=letter")
    rest = ("--set", "channel=post", "--set", "handling=act")
    git(office, "switch", "-q", "-c", "mine")
    for title in ("first", "second"):
        run("new", "incoming", *letters, *rest, "--set", f"title={title}", "--at", "2025-03-31")
    commit(office, "Mine")
    mine = sorted((office / "records/letters-in/2025").glob("IN-*.yaml"))[-2:]
    git(office, "switch", "-q", "main")
    mine[0].write_text(mine_text(office, mine[0].name).replace("first", "theirs"))
    commit(office, "Theirs")
    git(office, "switch", "-q", "mine")
    result = run("renumber", "--onto", "main")
    assert result.exit_code == 0, refusal(result)
    titles = {
        path.stem: path.read_text().splitlines()[0]
        for path in sorted((office / "records/letters-in/2025").glob("IN-*.yaml"))[-2:]
    }
    assert titles == {mine[1].stem: "title: first", following(mine[1].stem): "title: second"}


LETTERS = "records/letters-in/2025"


def merge_both(office: Path, *, rebase: bool = False) -> str:
    """Bring two letters of one number together as git does, which cannot; return the number.

    The one of this branch is cited by its task, the other one by nothing.
    """
    git(office, "switch", "-q", "-c", "mine")
    path = sorted((office / LETTERS).glob("IN-*.yaml"))[-1]
    number = following(path.stem)
    new = office / LETTERS / f"{number}.yaml"
    text = path.read_text().partition("acts:")[0]
    sign = "acts:\n  - {do: sign_for, at: 2025-03-31T%s, by: PER-farroyuelo}\n"
    new.write_text(re.sub("title: .*", "title: Letter B", text) + sign % "12:00")
    task = sorted((office / "records/tasks/2025").glob("*.yaml"))[-1]
    task.write_text(f"{task.read_text()}refs: {{cites: [{number}]}}\n")
    commit(office, "Mine")
    git(office, "switch", "-q", "main")
    new.write_text(re.sub("title: .*", "title: Letter A", text) + sign % "11:00")
    commit(office, "Theirs")
    git(office, "switch", "-q", "mine")
    command = ["rebase", "main"] if rebase else ["merge", "-q", "main", "-m", "Merge"]
    done = subprocess.run(["git", "-C", str(office), *command], check=False, capture_output=True)
    assert done.returncode
    assert "<<<<<<< " in new.read_text()
    return number


@pytest.mark.parametrize("rebase", [False, True])
def test_a_merge_that_left_both_in_one_file_is_mended(
    run: Run, office: Path, *, rebase: bool
) -> None:
    number = merge_both(office, rebase=rebase)
    said = run("check").output
    assert f"Two branches each entered {number}" in said
    assert "has no colon" not in said
    assert "renumber --onto MERGE_HEAD" in refusal(run("renumber", number))
    result = run("renumber", "--onto", "HEAD" if rebase else "MERGE_HEAD")
    assert result.exit_code == 0, refusal(result)
    theirs, ours = (office / LETTERS / f"{n}.yaml" for n in (number, following(number)))
    assert "title: Letter A" in theirs.read_text()
    assert "title: Letter B" in ours.read_text()
    assert f"formerly: [{number}]" in ours.read_text()
    task = sorted((office / "records/tasks/2025").glob("*.yaml"))[-1]
    assert f"cites: [{following(number)}]" in task.read_text()
    assert "Two branches each" not in run("check").output
    git(office, "add", "-A")
    if rebase:
        git(office, "-c", "core.editor=true", "rebase", "--continue")
    else:
        git(office, "commit", "-q", "-m", "Merge")
    judged = run("check", "--base", "main", "--format", "json").output
    assert '"rule": "number-taken"' not in judged
    assert '"rule": "merge-conflict"' not in judged
    told = [
        CliRunner().invoke(group, ["log", "--office", str(office), each]).output
        for each in (number, following(number))
    ]
    assert "Letter B" not in told[0]
    assert told[0].count(f"{number}: ") == 1
    assert "12:00" in told[1]
    assert "11:00" not in told[1]
    nothing = run("renumber", "--onto", "main").output
    assert nothing == "Every number follows those before it; nothing was changed.\n"


def test_a_file_in_which_nobody_can_tell_them_apart_is_refused(run: Run, office: Path) -> None:
    number = merge_both(office)
    task = sorted((office / "records/tasks/2025").glob("*.yaml"))[-1]
    before = task.read_text()
    task.write_text(f"<<<<<<< HEAD\n{before}=======\n{before}>>>>>>> main\n")
    git(office, "update-index", "--index-info", stdin=three_versions(office, task))
    result = run("renumber", "--onto", "MERGE_HEAD")
    said = refusal(result)
    assert "git merge --abort" in said
    assert "renumber --onto MERGE_HEAD" in said
    assert result.exception is not None
    assert result.exception.code == 1  # type: ignore[attr-defined]
    assert "<<<<<<< " in (office / LETTERS / f"{number}.yaml").read_text()
    git(office, "merge", "--abort")
    assert run("renumber", "--onto", "main").exit_code == 0


def three_versions(office: Path, path: Path) -> str:
    """What tells git that a file waits to be settled, as a merge leaves it."""
    name = path.relative_to(office)
    shown = subprocess.run(
        ["git", "-C", str(office), "rev-parse", f"HEAD:{name}"],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [f"0 {'0' * 40}\t{name}"]
    lines += [f"100644 {shown.stdout.strip()} {n}\t{name}" for n in (1, 2, 3)]
    return "\n".join(lines) + "\n"


def test_what_a_hint_says_can_be_done(run: Run, office: Path) -> None:
    both_take_the_last_seal_number(office)
    for rule in ("number-taken", "number-not-next"):
        judged = json.loads(run("check", "--base", "main", "--format", "json").output)
        hints = [f["hint"] for f in judged["findings"] if f["rule"] == rule]
        for hint in hints:
            command = hint.partition("`officerepo ")[2].partition("`")[0].split()
            assert run(*command).exit_code == 0
        assert hints or rule == "number-not-next"


def test_a_name_is_no_number(run: Run) -> None:
    assert "is a name and not a number" in refusal(run("renumber", "UNIT-LAB"))


def mine_text(office: Path, name: str) -> str:
    shown = subprocess.run(
        ["git", "-C", str(office), "show", f"mine:records/letters-in/2025/{name}"],
        check=True,
        capture_output=True,
        text=True,
    )
    return shown.stdout


def test_a_registered_number_is_kept(run: Run, office: Path) -> None:
    assert "is registered" in refusal(run("renumber", "IN-2025-0003"))
    assert "is a number of a register" in refusal(run("rename", "IN-2025-0003", "IN-2025-0099"))


def test_a_name_that_was_somebody_elses_is_refused(run: Run, office: Path) -> None:
    assert "another record" in refusal(run("rename", "UNIT-LAB", "UNIT-HID"))
    assert "not a number" in refusal(run("rename", "UNIT-LAB", "laboratory"))


def test_a_renamed_unit_is_found_by_both_names(run: Run, office: Path) -> None:
    result = run("rename", "UNIT-LAB", "UNIT-LABO")
    assert result.exit_code == 0, refusal(result)
    assert " rules: 0 errors, " in run("check").output
    assert " rules: 0 errors, " in run("check", "--base", "HEAD").output
    index = load(read_tree(office)).index
    assert index.aliases == {"UNIT-LAB": "UNIT-LABO"}
    assert not [link for link in index.references if link[0] == "UNIT-LAB"]
    kept = [path for path in office.rglob("records/**/*.md") if "UNIT-LAB\n" in path.read_text()]
    assert all("digest: sha256:" in path.read_text() for path in kept)


def test_who_takes_anothers_name_takes_nothing_else(run: Run, office: Path) -> None:
    people = office / "records/people"
    director = people / "PER-amanantial.yaml"
    text = director.read_text()
    director.unlink()
    (people / "PER-jribera2.yaml").write_text(
        text.replace("Aurora Manantial", "Jacinto Ribera") + "formerly: [PER-amanantial]\n"
    )
    judged = run("check", "--base", "HEAD", "--format", "json")
    assert '"rule": "record-removed"' in judged.output, judged


def test_a_name_in_use_leads_to_its_own_record(office: Path) -> None:
    units = office / "records/units"
    text = (units / "UNIT-LAB.yaml").read_text()
    (units / "UNIT-LABO.yaml").write_text(f"{text}formerly: [UNIT-LAB]\n")
    assert load(read_tree(office)).index.aliases == {}


@pytest.mark.parametrize("word", ["acts", "by", "approve", "restricted"])
def test_a_word_that_no_record_can_be_called_changes_no_other_record(
    run: Run, office: Path, word: str
) -> None:
    before = load(read_tree(office)).index.records
    unit = office / "records/units/UNIT-LAB.yaml"
    unit.write_text(f"{unit.read_text()}formerly: [{word}]\n")
    index = load(read_tree(office)).index
    assert index.aliases == {}
    assert {**index.records, "UNIT-LAB": ""} == {**before, "UNIT-LAB": ""}
    assert f"`{word}`" in run("check", "records/units/UNIT-LAB.yaml").output


def test_a_name_in_a_power_an_appointment_or_a_version_is_no_other_entry(
    run: Run, office: Path
) -> None:
    for old, new in (("SL-oficial", "SL-off"), ("POST-OFI-02", "POST-REG-02")):
        assert run("rename", old, new).exit_code == 0
        assert " rules: 0 errors, " in run("check", "--base", "HEAD").output
        commit(office, f"{old} is called {new}")
    posts = "".join(path.read_text() for path in (office / "records/posts").iterdir())
    assert "SL-oficial" not in posts
    assert "authorise_seal:SL-off" in posts


def test_what_was_approved_goes_on_under_a_name_of_its_own(run: Run, office: Path) -> None:
    """A record keeps a person's former name in what is fixed, and gets another name itself."""
    regulation = office / "records/regulations/REG-visitors-v1.md"
    regulation.write_text(
        regulation.read_text().replace("acts:", "refs: {cites: [UNIT-LAB]}\nacts:", 1)
    )
    commit(office, "It cites a unit")
    assert run("rename", "UNIT-LAB", "UNIT-LABO").exit_code == 0
    commit(office, "A unit")
    assert "cites: [UNIT-LAB]" in regulation.read_text()
    result = run("rename", "REG-visitors-v1", "REG-guests-v1")
    assert result.exit_code == 0, refusal(result)
    assert " rules: 0 errors, " in run("check", "--base", "HEAD").output
    index = load(read_tree(office)).index
    assert [link.name for link in index.records["REG-guests-v1"].links if "LAB" in link.name] == [
        "UNIT-LABO"
    ]


def test_what_was_said_in_a_sentence_stays(run: Run, office: Path) -> None:
    task = sorted((office / "records/tasks/2025").glob("*.yaml"))[-1]
    said = "notes: UNIT-LAB asked for it\nrefs: {cites: [UNIT-LAB, 'UNIT-LAB']}  # UNIT-LAB\n"
    task.write_text(task.read_text() + said)
    commit(office, "A note")
    run("rename", "UNIT-LAB", "UNIT-LABO")
    now = "notes: UNIT-LAB asked for it\nrefs: {cites: [UNIT-LABO, 'UNIT-LABO']}  # UNIT-LAB\n"
    assert task.read_text().endswith(now)


def test_a_name_can_be_taken_back(run: Run, office: Path) -> None:
    before = {path: path.read_text() for path in office.rglob("records/**/*.yaml")}
    assert "called so already" in refusal(run("rename", "UNIT-LAB", "UNIT-LAB"))
    assert run("rename", "UNIT-LAB", "UNIT-LABO").exit_code == 0
    result = run("rename", "UNIT-LABO", "UNIT-LAB")
    assert result.exit_code == 0, refusal(result)
    changed = {path: path.read_text() for path in before if path.read_text() != before[path]}
    unit = office / "records/units/UNIT-LAB.yaml"
    assert changed == {unit: f"{before[unit]}formerly: [UNIT-LABO]\n"}
    assert " rules: 0 errors, " in run("check", "--base", "HEAD").output


def test_a_former_name_leads_to_the_record(run: Run, office: Path) -> None:
    run("rename", "UNIT-LAB", "UNIT-LABO")
    assert "UNIT-LABO" in run("show", "UNIT-LAB").output
    assert run("rename", "UNIT-LAB", "UNIT-LABS").exit_code == 0
    assert load(read_tree(office)).index.aliases == {
        "UNIT-LAB": "UNIT-LABS",
        "UNIT-LABO": "UNIT-LABS",
    }


VALUES = (
    "UNIT-A",
    "UNIT-A/D1",
    "custody_seal:UNIT-A",
    "a:UNIT-A/D1",
    "UNIT-AB",
    "of UNIT-A",
    "A: UNIT-A",
)


def test_a_name_is_found_in_the_same_places_by_all_who_exchange_it(office: Path) -> None:
    """As read from the index, as compared, and as written by `rename`."""
    names = {"UNIT-A": "UNIT-B"}
    tree = {f"f{n}": value for n, value in enumerate(VALUES)} | {"list": list(VALUES)}
    text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in tree.items()) + "\n"
    row = Row("x.yaml", "", "X", "unit", "", "", "", json.dumps(tree), "[]", "[]", "", "")
    exchanged = under_names(tree, names)
    assert json.loads(rows_under_names([row], names)[0].data) == exchanged
    assert parse("x.yaml", _where_they_refer("x.yaml", text.encode(), names)).data == exchanged
    assert exchanged["f2"] == "custody_seal:UNIT-B"


def test_names_are_exchanged_as_whole_values_only() -> None:
    names = {"UNIT-A": "UNIT-B"}
    tree = {"to": ["UNIT-A", "UNIT-A/D1", "UNIT-AB", "of UNIT-A"], "by": "UNIT-A"}
    assert under_names(tree, names) == {
        "to": ["UNIT-B", "UNIT-B/D1", "UNIT-AB", "of UNIT-A"],
        "by": "UNIT-B",
    }
