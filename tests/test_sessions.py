"""Sessions: Markdown files with commands and what they print, each in a fresh copy of an office.

A line of a `console` block that begins with `$ ` is a command of the shell (`> ` continues it), what
follows is its output, errors included, and `[exit code 2]` if it failed. `pytest --update
tests/test_sessions.py` writes what came out into the files. A file says on its first line which
office it is about: `<!-- office: demo -->` is the demo office as it stood in March, `none` an empty folder,
and without it the small one beside the sessions is taken.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SESSIONS = Path(__file__).parent / "cli"
FILES = {path.stem: path for path in SESSIONS.glob("*.md")}
FILES["README"] = Path(__file__).parent.parent / "README.md"  # in an empty folder
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OFFICE = re.compile(r"<!-- office: (\w+) -->\n")
SECONDS = 60


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """Returns an environment in which `officerepo` is the one under test."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "officerepo"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m officerepo "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }


def lay_out(name: str, folder: Path, root: Path) -> Path:
    """Make the office that a session is about, under git."""
    office = folder / "office"
    if name == "none":
        office.mkdir()
        return office
    source = SESSIONS / ("march" if name == "demo" else "office")
    shutil.copytree(source / "records", office / "records")
    subprocess.run(["git", "init", "--quiet", str(office)], check=True)
    return office


def commands(block: str) -> list[list[str]]:
    """Divide a block into commands, each with its lines: `$ ` and `> ` ones, then the output."""
    found: list[list[str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line])
        elif found and line.startswith("> ") and found[-1][-1][:2] in ("$ ", "> "):
            found[-1].append(line)
    return found


def output_of(command: list[str], office: Path, environment: dict[str, str]) -> list[str]:
    """Run a command and return its lines as a session shows them."""
    run = subprocess.run(
        ["sh", "-c", "\n".join(line[2:] for line in command)],
        cwd=office,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    text = run.stdout.decode().replace(f"{office.parent}/", "/")
    lines = [line.rstrip() for line in text.splitlines()]
    return [*lines, f"[exit code {run.returncode}]"] if run.returncode else lines


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_session_goes_as_it_is_written(
    name: str, tmp_path: Path, root: Path, shell: dict[str, str], request: pytest.FixtureRequest
) -> None:
    file = FILES[name]
    text = file.read_text(encoding="utf-8")
    about = OFFICE.match(text)
    office = lay_out(about[1] if about else "none" if name == "README" else "small", tmp_path, root)

    def replay(match: re.Match[str]) -> str:
        lines = [
            line
            for command in commands(match[1])
            for line in (*command, *output_of(command, office, shell))
        ]
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    replayed = BLOCK.sub(replay, text)
    if request.config.getoption("--update"):
        file.write_text(replayed, encoding="utf-8")
    else:
        assert replayed == text


def test_every_command_has_a_session() -> None:
    from officerepo.cli.main import COMMANDS

    shown = "".join(path.read_text(encoding="utf-8") for path in SESSIONS.glob("*.md"))
    typed = set(re.findall(r"^\$ officerepo ([a-z]+)", shown, re.MULTILINE))
    assert set(COMMANDS) - typed - LEFT_OUT == set()


#: `serve` does not end by itself.
LEFT_OUT = {"serve"}
