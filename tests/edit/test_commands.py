"""`new`, `set` and `act` as a clerk uses them, on a copy of the demo office of March."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from officerepo.cli import act_command, new_command
from officerepo.cli.main import group
from officerepo.edit import Change, write
from officerepo.failure import Failure
from officerepo.source import parse
from tests.edit.conftest import refusal

DEMO = Path(__file__).resolve().parents[1] / "cli" / "march" / "records"
TODAY = ("--today", "2025-03-31")
LETTER = (
    *("--set", "sender=UNIT-DCA", "--set", "dated=2025-03-28", "--set", "doc_type=letter"),
    *("--set", "channel=post", "--set", "handling=act", "--set", "title=Summer levels"),
)

Run = Callable[..., Result]


def git(office: Path, *arguments: str, stdin: str = "") -> None:
    command = ["git", "-C", str(office), *arguments]
    subprocess.run(command, check=True, capture_output=True, input=stdin.encode())


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(DEMO, tmp_path / "records")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.email", "fermin.arroyuelo@emea.example")
    git(tmp_path, "config", "user.name", "Fermín Arroyuelo")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "The demo office")
    return tmp_path


@pytest.fixture
def run(office: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for module in (new_command, act_command):  # whatever the hour at which the tests run
        monkeypatch.setattr(module, "clock", lambda: "13:00")

    def runner(*arguments: str, answers: str = "") -> Result:
        command = [arguments[0], "--office", str(office), *TODAY, *arguments[1:]]
        return CliRunner().invoke(group, command, input=answers or None)

    return runner


def test_new_takes_the_next_number_and_its_first_act(run: Run, office: Path) -> None:
    result = run("new", "incoming", *LETTER, "--at", "2025-03-31T12:00")
    assert result.output == "records/letters-in/2025/IN-2025-0025.yaml\n"
    assert (office / result.output.strip()).read_text() == (
        "title: Summer levels\nsender: UNIT-DCA\ndated: 2025-03-28\ndoc_type: letter\n"
        "channel: post\nhandling: act\nacts:\n"
        "  - {do: sign_for, at: 2025-03-31T12:00, by: PER-farroyuelo}\n"
    )


def test_a_number_that_any_branch_has_taken_is_not_next(run: Run, office: Path) -> None:
    git(office, "switch", "-q", "-c", "other")
    run("new", "incoming", *LETTER)
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", "Take 25")
    git(office, "switch", "-q", "main")
    result = run("new", "incoming", *LETTER)
    assert "IN-2025-0026.yaml" in result.output
    assert "Taken on another branch, and still to come: IN-2025-0025." in result.output
    assert "IN-2025-0025 is missing" in run("check").output  # until it is merged


def test_a_number_that_only_a_detached_head_holds_is_not_next(run: Run, office: Path) -> None:
    git(office, "switch", "-q", "--detach")
    new = run("new", "incoming", *LETTER).output.strip()
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", "Take 25")
    (office / new).unlink()  # as a merge that drops it would
    git(office, "rm", "-q", "--cached", new)
    result = run("new", "incoming", *LETTER)
    assert "still to come: IN-2025-0025." in result.output


def test_new_says_what_it_needs(run: Run) -> None:
    said = refusal(run("new", "incoming", "--set", "title=x"))
    assert "A new incoming needs: sender, dated, doc_type, channel, handling." in said
    assert "--set sender=…" in said


def test_new_asks_at_a_terminal(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_command, "interactive", lambda: True)
    answers = "UNIT-DCX\nComarcal\n28 March\n28/03/2025\n2025-03-28\nletter\npost\nact\n"
    result = run("new", "incoming", answers="Summer levels\n" + answers)
    said = "There is no record UNIT-DCX.\n  Did you mean UNIT-DCA, Delegación Comarcal"
    assert said in result.output
    said = "`28/03/2025` is not a date such as 2025-01-31.\n  Write `2025-03-28`."
    assert said in result.output
    assert "`28 March` is not a date such as 2025-01-31." in result.output
    assert "UNIT-DCA  Delegación Comarcal de Aguas del Saz (DCA)" in result.output
    written = office / "records/letters-in/2025/IN-2025-0025.yaml"
    data = parse(str(written), written.read_bytes()).data
    assert data is not None
    assert (data["sender"], data["dated"], data["handling"]) == ("UNIT-DCA", "2025-03-28", "act")


TASK = ("new", "task", "--set", "title=Chairs", "--set", "origin=own", "--set", "done_when=Ten")


@pytest.mark.usefixtures("terminal")
def test_what_breaks_a_rule_is_asked_again_and_nothing_else(run: Run, office: Path) -> None:
    wrong = ("POST-LAB-01/U1", "POST-LAB-01", "2025-02-01")
    result = run(*TASK, answers="\n".join((*wrong, "2025-04-10", "")))
    assert "is due on 2025-02-01" in result.output
    assert "Due [2025-02-01]: " in result.output
    assert result.output.count("First responsible") == 1
    assert result.exit_code == 0, result.output
    text = (office / result.output.splitlines()[-1]).read_text()
    assert "owner: POST-LAB-01" in text
    assert "due: 2025-04-10" in text


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("command", [TASK, ("act", "TSK-2025-0024", "void")])
def test_stopping_says_that_nothing_is_written_and_how_to_go_on(
    run: Run, office: Path, command: tuple[str, ...]
) -> None:
    before = sorted(office.rglob("*.yaml"))
    result = run(*command, answers="IN-2025-0004\n" if command == TASK else "")
    assert result.exit_code == 130
    assert "Stopped: nothing was written." in result.output
    assert ("--set source=IN-2025-0004" in result.output) == (command == TASK)
    assert sorted(office.rglob("*.yaml")) == before


@pytest.mark.usefixtures("terminal")
def test_what_cannot_be_asked_again_is_not_lost(run: Run) -> None:
    early = ("--at", "2025-01-01", "--set", "owner=POST-LAB-01", "--set", "due=2025-04-11")
    said = refusal(run(*TASK, *early, answers="MTG-2025-010/D1\n"))
    assert "Nothing was written." in said
    assert "--set source=MTG-2025-010/D1" in said


@pytest.mark.usefixtures("terminal")
def test_choices_are_taken_by_number_key_or_title(run: Run) -> None:
    answers = ("Levels", "", "SL-oficial", "UNIT-DCA", "2025-03-28", "9", "E-mail", "perhaps", "2")
    result = run("new", "incoming", answers="\n".join((*answers, "")))
    assert "Sender: \n  An answer is needed here." in result.output
    assert "SL-oficial is of another register; wanted here: Unit" in result.output
    assert "    2  post  Post" in result.output
    assert "`perhaps` is not one of the values of `handling`." in result.output
    assert "Choose one of: 1 inform, 2 act." in result.output
    assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("terminal")
def test_help_names_records_of_this_office(run: Run, office: Path) -> None:
    unit = office / "records/units/UNIT-DCA.yaml"
    unit.unlink()
    result = run("new", "incoming", "--set", "title=x", answers="")
    assert "such as UNIT-DCA" not in result.output
    assert "such as UNIT-" in result.output


@pytest.mark.usefixtures("terminal")
def test_a_name_without_latin_letters_asks_for_the_number(run: Run, office: Path) -> None:
    given = (
        "display_name=王芳",
        "appointments=[{post: POST-LAB-01, from: 2025-03-01, type: acting}]",
    )
    words = [word for value in given for word in ("--set", value)]
    result = run("new", "person", *words, answers="王芳\nPER-wfang\n")
    assert "none can be made of `王芳`" in result.output
    assert "王芳 is not a number of this register." in result.output
    assert "records/people/PER-wfang.yaml" in result.output


def test_an_unknown_kind_names_the_nearest(run: Run) -> None:
    assert "Did you mean incoming?" in refusal(run("new", "incomming"))


def test_set_changes_one_line(run: Run, office: Path) -> None:
    path = office / "records/tasks/2025/TSK-2025-0014.yaml"
    before = path.read_text().splitlines()
    assert run("set", "TSK-2025-0014", "notes=Ask Nieves").exit_code == 0
    after = path.read_text().splitlines()
    assert [line for line in after if line not in before] == ["notes: Ask Nieves"]


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("due=2025-02-30", "`2025-02-30` is not a day of the calendar."),
        ("owner=POST-XXX-09", "There is no record POST-XXX-09."),
        ("ownr=POST-HID-01", "Write `owner`."),
        ("acts=[]", "Acts are not set."),
        ("novalue", "Write title=Budget."),
        ("title=", "`title` is missing."),
    ],
)
def test_set_refuses_what_check_would_refuse(
    run: Run, office: Path, assignment: str, said: str
) -> None:
    path = office / "records/tasks/2025/TSK-2025-0014.yaml"
    before = path.read_bytes()
    assert said in refusal(run("set", "TSK-2025-0014", assignment))
    assert path.read_bytes() == before


def test_what_is_approved_is_not_changed(run: Run) -> None:
    assert "changed-after-approval" in refusal(run("set", "OUT-2025-0001", "title=Another"))


def test_a_whole_letter_is_written_approved_sealed_and_issued(run: Run, office: Path) -> None:
    """The chain of a day: every act by the person with the power, digests by the tool."""
    made = run(
        *("new", "outgoing", "--by", "PER-jribera", "--at", "2025-03-31T08:05"),
        *("--set", "title=Thanks for the levels", "--set", "doc_type=letter"),
        *("--set", "direction=level", "--set", "to=UNIT-AYT", "--set", "needed_because=asked for"),
        *("--set", "sealed=yes"),
    )
    assert made.exit_code == 0, made.output
    path = office / made.output.strip()
    number = path.stem
    path.write_text(path.read_text() + "Dear neighbours,\n\nthank you for the levels.\n")
    steps = [
        ("review", "PER-etorrente", "08:10"),
        (
            *("approve", "PER-dcuencas", "08:20", "distribution=[{to: UNIT-AYT, copies: 1}]"),
            *("--evidence", "Signed draft"),
        ),
        ("recheck", "PER-etorrente", "08:25"),
        ("register", "PER-farroyuelo", "08:30"),
        ("print", "PER-jribera", "08:40", "print={copies: 2, file_copies: 1, reserve: 0}"),
    ]
    for do, by, at, *more in steps:
        result = run("act", number, do, *more, "--by", by, "--at", f"2025-03-31T{at}")
        assert result.exit_code == 0, result.output
    said = refusal(
        run("act", number, "issue", "--by", "PER-farroyuelo", "--at", "2025-03-31T08:45")
    )
    assert "issued-unsealed" in said
    text = path.read_text()
    assert text.count("digest: sha256:") == 1
    assert "entered_by: PER-farroyuelo" in text
    assert text.endswith("thank you for the levels.\n")


def test_an_act_by_the_wrong_person_names_who_could(run: Run) -> None:
    said = refusal(run("act", "TSK-2025-0024", "close", "--by", "PER-rbalsas"))
    assert "did not have the power assign_task" in said
    assert "Damián Cuencas (PER-dcuencas)" in said


def test_act_without_a_name_lists_what_can_follow(run: Run) -> None:
    result = run("act", "TSK-2025-0024")
    assert "close" in result.output
    assert "Closed" in result.output


def test_act_asks_for_what_it_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "incoming", *LETTER)
    monkeypatch.setattr(act_command, "interactive", lambda: True)
    result = run("act", "IN-2025-0025", "void", answers="Registered twice\n")
    assert result.exit_code == 0, result.output
    assert "Voided" in result.output


def test_what_others_rest_on_is_not_voided(run: Run) -> None:
    said = refusal(run("act", "IN-2025-0024", "void", "--reason", "twice"))
    assert "records/meetings/2025/MTG-2025-009.md" in said
    assert "IN-2025-0024 is void." in said


def test_nobody_is_guessed(run: Run, office: Path) -> None:
    git(office, "config", "user.email", "stranger@example.org")
    said = refusal(run("act", "IN-2025-0024", "void", "--reason", "twice"))
    assert "Nobody in records/people has the git e-mail stranger@example.org." in said


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    with pytest.raises(Failure, match="changed by somebody else"):
        write(tmp_path, Change("a", b"old", b"mine"))
    with pytest.raises(Failure, match="exists already"):
        write(tmp_path, Change("a", None, b"mine"))
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def acts_of(office: Path, path: str) -> list[dict[str, object]]:
    data = parse(path, (office / path).read_bytes()).data
    assert data is not None
    acts: list[dict[str, object]] = data["acts"]
    return acts


INCOMING = "records/letters-in/2025/IN-2025-0024.yaml"


def test_what_every_act_may_say_is_given_like_what_only_some_say(office: Path, run: Run) -> None:
    words = (
        "reason=a slip",
        "how=voice",
        "entered_by=PER-farroyuelo",
        "evidence=a note, IN-2025-0023",
    )
    who = ("by=PER-etorrente", "at=2025-03-31T12:30")
    done = run("act", "IN-2025-0024", "correct", "field=channel", "is=mail", *who, *words)
    assert done.exit_code == 0, done.output
    assert acts_of(office, INCOMING)[-1] == {
        "do": "correct",
        "at": "2025-03-31T12:30",
        "by": "PER-etorrente",
        "how": "voice",
        "entered_by": "PER-farroyuelo",
        "reason": "a slip",
        "evidence": ["a note", "IN-2025-0023"],
        "field": "channel",
        "was": "hand",
        "is": "mail",
    }


def test_the_reason_for_entering_late_is_part_of_a_group(office: Path, run: Run) -> None:
    words = ("reason=a slip", "late.reason=ill", "late.countersigned_by=PER-amanantial")
    done = run("act", "IN-2025-0024", "correct", "field=channel", "is=mail", *words)
    assert done.exit_code == 0, done.output
    late = acts_of(office, INCOMING)[-1]["late"]
    assert late == {"reason": "ill", "countersigned_by": "PER-amanantial"}


def test_a_reason_is_given_once(run: Run) -> None:
    said = refusal(run("act", "IN-2025-0024", "void", "reason=a", "--reason", "b"))
    assert "`reason` is given twice." in said
    assert "There is no field `do` here." in refusal(run("act", "IN-2025-0024", "void", "do=void"))
    assert "There is no field `by` here." in refusal(run("act", "IN-2025-0024", "void", "by.x=y"))


def test_the_hint_names_what_the_command_takes(run: Run) -> None:
    assert "or give reason=… to `officerepo act`." in refusal(run("act", "IN-2025-0024", "void"))
