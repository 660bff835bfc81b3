"""What git is asked: of this repository and this user only, and of plain files only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from officerepo.git import GitError, create_repository, working_tree
from officerepo.load import read_tree
from officerepo.repository import user_email
from officerepo.verdict import judge
from tests.cli.test_trust import TODAY


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.mark.parametrize(
    "steering",
    [
        {"GIT_DIR": "{other}/.git"},
        {"GIT_CONFIG_GLOBAL": "{other}/.git/config"},
        {"GIT_CONFIG": "{other}/.git/config"},
        {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "user.email",
            "GIT_CONFIG_VALUE_0": "other@example.org",
        },
        {"GIT_CONFIG_PARAMETERS": "'user.email'='other@example.org'"},
    ],
    ids=lambda steering: next(iter(steering)),
)
def test_the_environment_does_not_say_who_acts(
    steering: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, mine = tmp_path / "other", tmp_path / "mine"
    for folder in (other, mine):
        git(tmp_path, "init", "-q", str(folder))
        git(folder, "config", "user.email", f"{folder.name}@example.org")
    for name, value in steering.items():
        monkeypatch.setenv(name, value.format(other=other))
    assert user_email(mine) == "mine@example.org"


def test_a_new_repository_is_made_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a").write_text("a")
    assert create_repository(tmp_path / "mine", ["a"], "First")
    assert (tmp_path / "mine/.git").is_dir()
    assert os.environ["GIT_DIR"] == str(tmp_path / "other/.git")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
@pytest.mark.parametrize("what", ["pipe", "socket"])
def test_a_pipe_or_socket_in_place_of_a_file_is_not_waited_for(
    office: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(office, "add", "-A")
    path = "records/seals/SL-round.yaml"
    (office / path).unlink()
    if what == "pipe":
        os.mkfifo(office / path)
    else:
        monkeypatch.chdir((office / path).parent)  # the name of a socket is a short one
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("SL-round.yaml")
    found = {file.path: file.trouble for file in working_tree(office, ["records"])}
    assert found[path] == "not a file"
    verdict = judge(read_tree(office), TODAY)
    assert [f.path for f in verdict.findings if f.rule == "unsafe-file"] == [path]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("fatal: not a git repository (or any parent)", "There is no git repository in"),
        ("fatal: detected dubious ownership in repository", "belongs to another user"),
        ("fatal: bad object HEAD", "`git ls-files` went wrong: bad object HEAD."),
    ],
)
def test_what_git_refuses_is_said_in_plain_words(
    said: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = tmp_path / "git"
    failing.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 128\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(GitError, match=sentence) as refused:
        working_tree(tmp_path, ["records"])
    assert refused.value.hint
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(GitError, match="git is not installed"):
        working_tree(tmp_path, ["records"])
