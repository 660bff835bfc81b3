"""What is wrong with a command as it was typed is said like everything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from officerepo.cli import speech
from officerepo.cli.main import main
from officerepo.cli.moment import Moment


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    yield
    speech.speak()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chekc", "There is no command chekc.\n  hint: Did you mean check?"),
        ("xyzzy", "There is no command xyzzy.\n  hint: `officerepo --help` lists the commands."),
        ("year", "There is no command year.\n  hint: `officerepo --help` lists the commands."),
        ("atc", "There is no command atc.\n  hint: Did you mean act?"),
        ("check --frmat x", "There is no option --frmat.\n  hint: Did you mean --format?"),
        ("--nope", "There is no option --nope.\n  hint: `officerepo --help` shows"),
        ("check --format x", "--format is not one of its values.\n  hint: Choose one of: text,"),
        ("check --today x", "What is given for --today is not a date such as 2025-01-31."),
        ("check --merged-at x", "--merged-at is not a moment such as 2025-01-31T09:50."),
        ("audit --save .", "What is given for --save is a folder, and a file is wanted."),
        ("audit --checkpoint .", "What is given for --checkpoint is a folder, and a file is"),
        ("signers .", "What is given for FILE is a folder, and a file is wanted."),
        ("search x --limit 0", "What is given for --limit is not a number that it takes."),
        ("adopt minutes nowhere", "What is given for DIR is not a folder that is there."),
        ("adopt minuts", "No command of this name follows `officerepo adopt`."),
        ("set", "ID is missing.\n  hint: `officerepo set --help` shows how it is written."),
        ("check --today", "The option --today has no value, or one that it does not take."),
        ("show a b c", "There are more words than `officerepo show` takes."),
        ("", "Usage: officerepo"),
        ("adopt", "Usage: officerepo adopt"),
    ],
)
def test_a_mistyped_command_is_explained(
    words: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["officerepo", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert said in printed.err or said in printed.out
    assert ended.value.code == 2 or not words
    assert "rror:" not in printed.err


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-31", datetime(2025, 1, 31, 23, 59)),
        ("2025-01-31T00:00", datetime(2025, 1, 31)),
        ("2025-01-31 09:50", datetime(2025, 1, 31, 9, 50)),
        ("2025-01-31T09:50:07", datetime(2025, 1, 31, 9, 50, 7)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, moment: datetime) -> None:
    assert Moment().convert(text, None, None) == moment


@pytest.mark.parametrize("words", ["audit --save .", "chekc", "diff", "check --nope"])
@pytest.mark.parametrize("where", ["here", "--office {}", "--office={}"])
def test_a_mistyped_command_is_explained_in_the_language_of_the_office(
    words: str,
    where: str,
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = office / "records/office.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: zh"))
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    monkeypatch.chdir(office if where == "here" else tmp_path)
    more = where.format(office).split() if where != "here" else []
    monkeypatch.setattr(sys, "argv", ["officerepo", *words.split(), *more])
    with pytest.raises(SystemExit):
        main()
    assert "建议" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "or tell git who you are: `git config --global user.email ADDRESS`."),
        ("a@example.org", "or add the address to `git_emails` of your record."),
    ],
)
def test_whom_git_does_not_know_is_told_what_to_do(
    email: str,
    said: str,
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("officerepo.cli.writing.user_email", lambda _: email)
    monkeypatch.setattr(sys, "argv", ["officerepo", "new", "incoming", "--office", str(office)])
    with pytest.raises(SystemExit):
        main()
    assert f"  hint: Name the person with --by, {said}\n" in capsys.readouterr().err
