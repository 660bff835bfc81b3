"""`officerepo audit` and `officerepo signers` as they are typed: exit codes, what they print."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from officerepo.audit import rule_names
from officerepo.rules import rules_of_history
from tests.history.repository import INES, TASK, Repository, follow_up

KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIExampleOnlyExampleOnlyExampleOnlyExampleOnl"
TODAY = ("--today", "2025-03-31")


def run(office: Repository, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the office."""
    command = [sys.executable, "-m", "officerepo", *words]
    return subprocess.run(command, cwd=office.root, capture_output=True, text=True, check=False)


def answer(office: Repository, *words: str) -> tuple[int, Any]:
    """The exit code of an audit, and what it says as JSON."""
    done = run(office, "audit", *TODAY, "--format", "json", *words)
    return done.returncode, json.loads(done.stdout)


def test_nothing_found_is_0_and_says_what_dates_are_worth(office: Repository) -> None:
    office.commit("Follow up", office.add(TASK, follow_up()))
    done = run(office, "audit", *TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "git proves no dates" in done.stdout
    assert "Not judged without --signatures: act-not-signed-for." in done.stdout


def test_findings_are_1_and_named_as_git_names_files(office: Repository) -> None:
    late = office.commit("Follow up", office.add(TASK, follow_up(at="2025-03-03T10:00")))
    done = run(office, "audit", *TODAY)
    assert done.returncode == 1
    assert f"{late[:10]}:{TASK}:20:" in done.stdout
    assert "[back-dated-act]" in done.stdout
    code, said = answer(office)
    assert (code, [f["commit"] for f in said["findings"]]) == (1, [late])
    assert set(rules_of_history()) <= {*said["rules"]["ran"], *skipped_in(said)}
    assert skipped_in(said) == {"act-not-signed-for", "rewritten-history", "rewritten-register"}


def skipped_in(said: Any) -> set[str]:
    return {skipped["rule"] for skipped in said["rules"]["skipped"]}


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_cannot_be_judged_is_3_and_names_the_rules(
    office: Repository, tmp_path: Path, form: str
) -> None:
    office.commit("Follow up", office.add(TASK, follow_up()))
    clone = tmp_path / "shallow"
    source = f"file://{office.root}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, str(clone)], check=True)
    command = [sys.executable, "-m", "officerepo", "audit", *TODAY, "--format", form]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert all(name in done.stdout + done.stderr for name in rule_names())
    assert "0 errors" not in done.stdout
    assert "The clone is shallow" in done.stderr
    if form == "json":
        said = json.loads(done.stdout)
        assert said.keys() == {"failure", "rules"}
        assert {"broken-link", "vanished-record"} <= skipped_in(said)


def test_a_checkpoint_is_written_and_compared_with(office: Repository, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    office.commit("Follow up", office.add(TASK, follow_up()))
    assert run(office, "audit", *TODAY, "--save", str(page)).returncode == 0
    code, said = answer(office, "--checkpoint", str(page))
    assert (code, said["findings"]) == (0, [])
    office.git("reset", "-q", "--hard", office.founding)
    code, said = answer(office, "--checkpoint", str(page))
    assert code == 1
    assert "rewritten-history" in {finding["rule"] for finding in said["findings"]}


def test_no_checkpoint_takes_the_place_of_one_that_tells_of_a_replaced_history(
    office: Repository, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    office.commit("Follow up", office.add(TASK, follow_up()))
    assert run(office, "audit", *TODAY, "--save", str(page)).returncode == 0
    proof = page.read_text()
    office.git("reset", "-q", "--hard", office.founding)
    for compared in ((), ("--checkpoint", str(page))):
        done = run(office, "audit", *TODAY, *compared, "--save", str(page))
        assert (done.returncode, page.read_text()) == (1, proof)
        assert "[rewritten-history]" in done.stdout
        assert done.stderr == "No checkpoint was written, for there are errors.\n"
    code, said = answer(office, "--save", str(page))
    assert (code, page.read_text()) == (1, proof)
    assert "rewritten-history" in {finding["rule"] for finding in said["findings"]}


def test_a_checkpoint_gives_way_to_a_later_one_that_goes_on_from_it(
    office: Repository, tmp_path: Path
) -> None:
    page, other = tmp_path / "page.txt", tmp_path / "other.txt"
    for file in (page, other):
        assert run(office, "audit", *TODAY, "--save", str(file)).returncode == 0
    tip = office.commit("Follow up", office.add(TASK, follow_up()))
    assert run(office, "audit", *TODAY, "--save", str(page)).returncode == 0
    assert f"commit {tip}\n" in page.read_text()
    done = run(office, "audit", *TODAY, "--save", str(page), "--checkpoint", str(other))
    assert (done.returncode, done.stdout) == (2, "")
    page.write_text(page.read_text().replace(tip, office.founding))
    assert run(office, "audit", *TODAY, "--save", str(page)).returncode == 2
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["page.txt", "other.txt"]


@pytest.mark.parametrize("command", [("audit", *TODAY, "--save"), ("signers",)])
@pytest.mark.parametrize(
    "place",
    [*(TASK, "records/people/PER-new.yaml", "templates/x", ".git/x", "../link", "../notes.txt")],
)
def test_nothing_is_written_over_what_is_not_of_the_command(
    office: Repository, tmp_path: Path, command: tuple[str, ...], place: str
) -> None:
    (tmp_path / "notes.txt").write_text("Dear colleague\n")
    (tmp_path / "link").symlink_to(office.root / TASK)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run(office, *command, place)
    assert (done.returncode, done.stdout) == (2, "")
    assert place in done.stderr
    assert "hint: Name a " in done.stderr
    left = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in left - before.keys() if ".officerepo" not in path.parts} == set()
    assert {path: path.read_bytes() for path in before} == before


def test_a_missing_checkpoint_is_wrong_usage(office: Repository, tmp_path: Path) -> None:
    assert run(office, "audit", "--checkpoint", str(tmp_path / "none")).returncode == 2
    (tmp_path / "other").write_text("Dear colleague\n")
    assert run(office, "audit", "--checkpoint", str(tmp_path / "other")).returncode == 2


def test_what_was_accepted_is_shown_and_counted_apart(office: Repository, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    late = office.commit("Follow up", office.add(TASK, follow_up(at="2025-03-03T10:00")))
    assert run(office, "audit", *TODAY, "--save", str(page)).returncode == 1
    what = f"commit: {late}, rule: back-dated-act, reason: asked"
    entry = f"accepted: [{{{what}, by: PER-etorrente, at: 2025-03-31}}]\n"
    settings = office.add("records/office.yaml", entry)
    office.commit("Accept", settings, INES, "2025-03-31T14:00:00+00:00")
    done = run(office, "audit", *TODAY, "--fail-on", "warning", "--save", str(page))
    assert done.returncode == 0, done.stdout + done.stderr
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith(f"{late[:10]}:{TASK}:")
    assert ": warning: " in first
    assert second == "  accepted by Elvira Torrente on 2025-03-31: asked"
    assert ": 0 errors, 0 warnings.\n1 finding was accepted.\n" in done.stdout
    assert page.exists()
    code, said = answer(office)
    assert (code, said["findings"]) == (0, [])
    (accepted,) = said["accepted"]
    assert (accepted["commit"], accepted["severity"]) == (late, "warning")
    assert accepted["accepted"] == {"by": "PER-etorrente", "at": "2025-03-31", "reason": "asked"}


def test_a_hostile_configuration_changes_no_verdict(office: Repository, tmp_path: Path) -> None:
    late = office.commit("Follow up", office.add(TASK, follow_up(at="2025-03-03T10:00")))
    office.write(".mailmap", "Nobody <nobody@x.example> <etorrente@emea.example>\n")
    office.commit("Map", {}, at="2025-03-31T13:00:00+00:00")
    before = answer(office)
    marker = tmp_path / "marker"
    for name, value in {
        "log.decorate": "full",
        "log.showRoot": "false",
        "log.abbrevCommit": "true",
        "log.diffMerges": "combined",
        "log.mailmap": "true",
        "log.follow": "true",
        "format.pretty": "oneline",
        "diff.renames": "copies",
        "diff.external": f"touch {marker}",
        "core.fsmonitor": f"touch {marker}",
        "i18n.logOutputEncoding": "UTF-16",
    }.items():
        office.git("config", name, value)
    (office.root / ".officerepo/judged.json").unlink()
    assert answer(office) == before
    assert late in {finding.get("commit") for finding in before[1]["findings"]}
    assert not marker.exists()


def test_signers_are_written_in_the_form_of_git(office: Repository, tmp_path: Path) -> None:
    key = f"ssh-ed25519 {KEY}"
    line = f"signing_keys: [{{key: {key} laptop, from: 2025-01-02, to: 2025-02-28}}]\n"
    office.commit("Key", office.add("records/people/PER-etorrente.yaml", line))
    expected = (
        "# Written by `officerepo signers` from the people records.\n"
        f'etorrente@emea.example namespaces="git",valid-after="20250102",valid-before="20250301"'
        f" {key} PER-etorrente\n"
    )
    assert run(office, "signers").stdout == expected
    file = tmp_path / "signers"
    assert run(office, "signers", str(file)).returncode == 0
    assert file.read_text() == expected
    file.write_text(file.read_text() + "of last year\n")
    assert run(office, "signers", str(file)).returncode == 0
    assert file.read_text() == expected


@pytest.mark.parametrize(
    ("entry", "why", "rule"),
    [
        (f"key: foo-ed25519 {KEY}, from: 2025-01-02", "not the public key", "wrong-value"),
        (f"key: ssh-ed25519 {KEY[:-4]}, from: 2025-01-02", "not the public key", "wrong-value"),
        (f"key: ssh-ed25519 {KEY}, from: 2025-01-02, to: soon", "not written as", "wrong-value"),
        (f"key: ssh-ed25519 {KEY}", "not written as dates", "missing-field"),
    ],
)
def test_a_key_that_nobody_can_use_does_not_vanish(
    office: Repository, entry: str, why: str, rule: str
) -> None:
    person = "records/people/PER-etorrente.yaml"
    office.commit("Key", office.add(person, f"signing_keys: [{{{entry}}}]\n"))
    done = run(office, "signers")
    assert (done.returncode, "ssh-" in done.stdout) == (0, False)
    first, second = done.stderr.splitlines()
    assert first.startswith("Key 1 of PER-etorrente is left out: ")
    assert why in first
    assert second.startswith("Nobody has a key to sign with")
    checked = run(office, "check", *TODAY, person)
    assert (checked.returncode, f"[{rule}]" in checked.stdout) == (1, True)


def test_a_key_without_an_address_is_named(office: Repository) -> None:
    person = "records/people/PER-etorrente.yaml"
    text = re.sub(r"git_emails:.*\n", "", office.text(person))
    line = f"signing_keys: [{{key: ssh-ed25519 {KEY}, from: 2025-01-02}}]\n"
    office.commit("Key", {person: text + line})
    assert "PER-etorrente is left out: nothing is listed under" in run(office, "signers").stderr


@pytest.mark.parametrize("name", rules_of_history())
def test_show_explains_a_rule_over_the_past(office: Repository, name: str) -> None:
    done = run(office, "show", name)
    assert done.returncode == 0, done.stderr
    assert name in done.stdout
    assert "Why" in done.stdout
    assert "hint" in done.stdout


@pytest.mark.parametrize(
    ("base", "hint"),
    [
        ("upstream/main", "Fetch it: `git fetch upstream main`."),
        ("remotes/upstream/a/b~2", "Fetch it: `git fetch upstream a/b`."),
        ("feature/main", "Look at how it is spelt; `git branch --all` lists"),
        ("nowhere", "Look at how it is spelt; `git branch --all` lists"),
        ("", "Name a branch or a commit, such as origin/main."),
    ],
)
def test_a_base_that_is_not_there_is_looked_for_where_it_may_be(
    office: Repository, base: str, hint: str
) -> None:
    office.git("remote", "add", "upstream", "https://forge.example/office.git")
    done = run(office, "check", *TODAY, "--base", base)
    assert (done.returncode, f"hint: {hint}" in done.stderr) == (3, True)
