"""The log of a forge: nothing that a record says becomes a command of the runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.table import as_json
from officerepo.text import harmless

COMMAND = "::error::obey"
TODAY = ("--today", "2025-03-03")


def run(office: Path, *arguments: str) -> list[str]:
    command = [arguments[0], "--office", str(office), *TODAY, *arguments[1:]]
    result = CliRunner().invoke(group, command)
    return result.output.splitlines()


def obeyed(lines: list[str]) -> list[str]:
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "U+003A:error::x"),
        ("a\n  ::set-output name=x::y", "a\n  U+003A:set-output name=x::y"),
        ("\u3000::x", "\u3000U+003A:x"),
        ("see ##[add-mask]x", "see ##U+005Badd-mask]x"),
        ("std::string and a: b", "std::string and a: b"),
        ("::: note", "U+003A:: note"),
    ],
)
def test_a_command_is_made_visible(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_json_reads_back_as_it_was() -> None:
    value = {"a": ["##[error]x", "::error::y", "#"]}
    assert json.loads(as_json(value)) == value
    assert obeyed(as_json(value).splitlines()) == []


@pytest.fixture
def hostile(office: Path) -> Path:
    """An office in which every text that is shown begins with a command."""
    letter = office / "records/letters-out/2025/OUT-2025-0002.md"
    text = letter.read_text("utf-8").replace("title: ", f'title: "{COMMAND}" # ', 1)
    letter.write_text(f"{text}\n{COMMAND} corridor\n  {COMMAND}\n##[error]x\n", "utf-8")
    meeting = office / "records/meetings/2025/MTG-2025-001.md"
    meeting.write_text(f"{COMMAND}\n{meeting.read_text('utf-8')}", "utf-8")
    (office / f"records/seals/a\n{COMMAND}\r\x1b[1m.yaml").write_text("x\n", "utf-8")
    return office


@pytest.mark.parametrize(
    "command",
    [
        ("show", "OUT-2025-0002"),
        ("list", "outgoing"),
        ("list", "outgoing", "--format", "csv"),
        ("list", "outgoing", "--format", "json"),
        ("search", "obey"),
        ("search", "corridor"),
        ("check",),
        ("check", "--format", "json"),
        ("set", "OUT-2025-0002", "notes=x"),
    ],
)
def test_no_line_of_the_output_is_a_command(hostile: Path, command: tuple[str, ...]) -> None:
    lines = run(hostile, *command)
    assert lines
    assert obeyed(lines) == []
    assert not any(sign < " " for line in lines for sign in line)


def test_annotations_are_the_only_commands(hostile: Path) -> None:
    lines = run(hostile, "check", "--format", "github")
    assert any("unsafe-file" in line for line in lines)
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert not any("\r" in line or "\x1b" in line for line in lines)
