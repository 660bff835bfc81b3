"""`officerepo audit` and `officerepo signers` as they are typed: exit codes, what they print."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from officerepo.audit import rule_names
from officerepo.rules import rules_of_history
from tests.history.repository import TASK, Repository, follow_up

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


def test_a_missing_checkpoint_is_wrong_usage(office: Repository, tmp_path: Path) -> None:
    assert run(office, "audit", "--checkpoint", str(tmp_path / "none")).returncode == 2
    (tmp_path / "other").write_text("Dear colleague\n")
    assert run(office, "audit", "--checkpoint", str(tmp_path / "other")).returncode == 2


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
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleOnly"
    line = f"signing_keys: [{{key: {key} laptop, from: 2025-01-02, to: 2025-02-28}}]\n"
    office.commit("Key", office.add("records/people/PER-etorrente.yaml", line))
    expected = (
        f'etorrente@emea.example namespaces="git",valid-after="20250102",valid-before="20250301"'
        f" {key} PER-etorrente\n"
    )
    assert run(office, "signers").stdout == expected
    file = tmp_path / "signers"
    assert run(office, "signers", str(file)).returncode == 0
    assert file.read_text() == expected


@pytest.mark.parametrize("name", rules_of_history())
def test_show_explains_a_rule_over_the_past(office: Repository, name: str) -> None:
    done = run(office, "show", name)
    assert done.returncode == 0, done.stderr
    assert name in done.stdout
    assert "Why" in done.stdout
    assert "hint" in done.stdout
