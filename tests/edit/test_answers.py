"""At a terminal the records of every day take eight answers at most, and each refusal says how on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from officerepo.cli import act_command
from officerepo.cli.main import group
from tests.edit.conftest import refusal
from tests.rules.edits import signed

ROOT = Path(__file__).resolve().parents[2]
WHEN = ("--today", "2025-03-31", "--at", "2025-03-31T13:00")
MOST = 8

Say = Callable[..., Result]


@pytest.fixture
def say(tmp_path: Path, terminal: None) -> Say:
    """Runs a command at a terminal of the sample office, with one answer for each question."""
    for path, raw in signed().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    def run(words: str, *answers: str) -> Result:
        when = WHEN[:2] if words.startswith("list") else WHEN
        command = [*words.split(), "--office", str(tmp_path), *when]
        return CliRunner().invoke(group, command, input="\n".join((*answers, "")))

    return run


@pytest.fixture
def tell(tmp_path: Path, terminal: None) -> Say:
    """Runs a command of somebody of the demo office, known by the e-mail address of git."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    def run(email: str, words: str, *answers: str) -> Result:
        subprocess.run(["git", "-C", tmp_path, "config", "user.email", email], check=True)
        when = ("--today", "2025-12-31", "--at", "2025-12-31T11:20")
        command = [*words.split(), "--office", str(tmp_path), *when]
        return CliRunner().invoke(group, command, input="\n".join((*answers, "")))

    return run


ANSWERS = {
    "incoming": ("Summer levels", "UNIT-DCA", "2025-03-28", "letter", "post", "act"),
    "outgoing": ("Summer levels", "letter", "up", "UNIT-DCA", "they asked for them"),
    "seal-use": ("Marks", "SL-oficial", "OUT-2025-0001", "for the file", "1", "1"),
    "task": ("Chairs", "own", "POST-HID-01/U1", "POST-HID-01", "2025-04-30", "Ten chairs stand"),
    "meeting": (
        *("Week", "office", "UNIT-OFI", "2025-04-01T09:00"),
        *("AST-room-0001", "PER-dcuencas", "PER-farroyuelo"),
    ),
    "request": ("Show the bookings", "PER-jribera", "suggestion", "PER-ivadolargo"),
    "trip": (
        *("AST-vehicle-0001", "marks", "PER-jribera"),
        *("Bridge", "2025-04-01T09:00", "PER-lmeandro"),
    ),
}
BY = {
    "outgoing": "PER-jribera",
    "seal-use": "PER-jribera",
    "trip": "PER-jribera",
    "task": "PER-dcuencas",
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_record_of_every_day_takes_eight_answers_at_most(say: Say, kind: str) -> None:
    result = say(f"new {kind} --by {BY.get(kind, 'PER-farroyuelo')}", *ANSWERS[kind])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("records/")
    assert len(ANSWERS[kind]) <= MOST


MEANT = {
    "request": (
        "ines.vadolargo@emea.example",
        ("", "Two more chairs", "Ulises", "service"),
    ),
    "meeting": (
        "damian.cuencas@emea.example",
        ("", "Week", "office", "UNIT-OFI", "2026-01-07T09:00", "Room 1.03", "PER-farroyuelo"),
    ),
}


@pytest.mark.parametrize("kind", MEANT)
def test_whoever_a_new_record_is_meant_for_is_asked_first(
    tell: Say, tmp_path: Path, kind: str
) -> None:
    email, answers = MEANT[kind]
    result = tell(email, f"new {kind}", *answers)
    assert result.exit_code == 0, result.output
    assert len(answers) <= MOST
    text = (tmp_path / result.output.splitlines()[-1]).read_text()
    person = {"request": "first_contact: PER-ivadolargo", "meeting": "chair: PER-dcuencas"}[kind]
    assert person in text


def test_a_record_that_is_meant_for_another_is_refused_after_that_answer(tell: Say) -> None:
    email = MEANT["request"][0]
    result = tell(email, "new request", "PER-dcuencas")
    assert "It could be done by: " in refusal(result)
    assert "Title" not in result.output


def test_whoever_is_to_rule_on_a_letter_is_asked_for_the_post(
    tell: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, head = "fermin.arroyuelo@emea.example", "damian.cuencas@emea.example"
    answers = ("Ice on the weir", "Town hall", "2025-12-30", "letter", "post", "act")
    path = tell(clerk, "new incoming", *answers).output.splitlines()[-1]
    name = Path(path).stem
    assert tell(clerk, f"act {name} register").exit_code == 0
    assert tell(clerk, f"act {name} check urgency=normal", "yes", "yes").exit_code == 0
    with monkeypatch.context() as unattended:
        unattended.setattr(act_command, "interactive", lambda: False)
        said = refusal(tell(head, f"act {name} rule text=Soon"))
    assert "It is for whoever `ruling_post` names: fill that in first." in said
    result = tell(head, f"act {name} rule", "", "Gauging looks at it on Friday")
    assert result.exit_code == 0, result.output
    assert "ruling_post: POST-OFI-01" in (tmp_path / path).read_text()


def test_whoever_may_not_begin_a_record_is_told_before_anything_is_asked(say: Say) -> None:
    result = say("new outgoing --by PER-farroyuelo")
    assert "did not have the power draft_out" in refusal(result)
    assert "It could be done by: Jacinto Ribera (PER-jribera)." in refusal(result)
    assert "Title" not in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("act SEAL-2025-0001 stamp --by PER-hrepresa", "`stamp` cannot follow"),
        ("act TSK-2025-0004 urge --by PER-hrepresa", "did not have the power"),
        ("act TSK-2025-0004 urge --by PER-lmeandro", "did not have the power"),
    ],
)
def test_what_no_answer_can_help_is_said_before_anything_is_asked(
    say: Say, words: str, said: str
) -> None:
    result = say(words)
    assert said in refusal(result)
    assert "hint: " in result.output
    assert "Level" not in result.output
    assert "Copies" not in result.output


def test_what_was_done_before_is_not_advised_again(say: Say) -> None:
    said = refusal(say("act OUT-2025-0001 review --by PER-dcuencas"))
    assert "hint: That was done before. What can follow now: `" in said
    assert "redraft" not in said


def test_a_kind_that_is_not_switched_on_says_how_it_is(say: Say, tmp_path: Path) -> None:
    settings = tmp_path / "records/office.yaml"
    text = settings.read_text().replace("reception, trip, asset, routine", "reception, routine")
    settings.write_text(text)
    for name in ("trip", "trips", "TRIP"):
        said = refusal(say(f"new {name}"))
        assert "The kind trip (Vehicle log) exists" in said
        assert "reception, routine, trip, asset]" in said


def test_acts_are_known_by_their_titles(say: Say) -> None:
    result = say("act TSK-2025-0004 URGED --by PER-etorrente level=reminder")
    assert result.exit_code == 0, result.output
    assert "Did you mean urge?" in refusal(say("act TSK-2025-0004 urges --by PER-etorrente"))


def test_a_task_passes_to_another_post(say: Say) -> None:
    result = say("act TSK-2025-0004 reassign --by PER-dcuencas", "POST-OFI-06", "the gauges")
    assert result.exit_code == 0, result.output
    assert say("list task --where owner=POST-OFI-06").output.count("TSK-2025-0004") == 1
    assert "TSK-2025-0004" not in say("list task --where owner=POST-HID-01").output
    late = say("act TSK-2025-0004 accept --by PER-lmeandro")
    assert "was not for PER-lmeandro to do" in refusal(late)
    assert say("act TSK-2025-0004 accept --by PER-ivadolargo").exit_code == 0


def test_a_correction_writes_the_field_too(say: Say, tmp_path: Path) -> None:
    words = "act TSK-2025-0004 correct --by PER-farroyuelo --reason slip"
    for field, now in (("with[0]", "POST-OFI-06"), ("with[1]", "UNIT-OFI"), ("with", "UNIT-OFI")):
        result = say(f"{words} field={field} is={now}")
        assert result.exit_code == 0, result.output
    text = (tmp_path / "records/tasks/2025/TSK-2025-0004.yaml").read_text()
    assert "with: [UNIT-OFI]" in text
    assert "was: [POST-OFI-06, UNIT-OFI], is: UNIT-OFI}" in text
    assert text.count('was: ""') == 2
    two = say(f"{words} field=with is=UNIT-OFI,POST-OFI-06")
    assert two.exit_code == 0
    assert "Correct the list as a whole" in refusal(say(f"{words} field=with[0] is="))
