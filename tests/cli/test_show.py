"""What `show` and `search` print is safe for a terminal, and every kind can be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli import list_command, search_command, show_command
from officerepo.cli.kind_sheet import example_file
from officerepo.conform import conform
from officerepo.office import read_office
from officerepo.source import parse

KINDS = read_office({}).kinds


def test_nothing_steers_the_terminal(office: Path) -> None:
    minutes = office / "records/meetings/2025/MTG-2025-001.md"
    text = minutes.read_text("utf-8").replace("Thirty-one", "\x1b[31mThirty\x9b2J\u202e-one")
    minutes.write_text(text, "utf-8")
    task = office / "records/tasks/2025/TSK-2025-0001.yaml"
    task.write_text(task.read_text("utf-8").replace("Clear the corridor", '"a\\x1b[2Jb"'), "utf-8")
    where = ["--office", str(office)]
    for command, arguments in (
        (show_command.command, ["MTG-2025-001"]),
        (search_command.command, ["thirty"]),
        (show_command.command, ["TSK-2025-0001"]),
        (list_command.command, ["task"]),
        (list_command.command, ["task", "--format", "csv"]),
        (list_command.command, ["task", "--format", "json"]),
        (search_command.command, ["thirty", "--format", "json"]),
    ):
        done = CliRunner().invoke(command, [*arguments, *where])
        for sign in "\x1b\x9b\u202e":
            assert sign not in done.output, (arguments, done.output)
    assert "U+001B[31mThirtyU+009B2JU+202E-one" in CliRunner().invoke(
        show_command.command, ["MTG-2025-001", *where]
    ).output  # fmt: skip


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_example_is_shown_as_the_file_it_would_be(name: str) -> None:
    kind = KINDS[name]
    text = example_file(kind)
    source = parse(f"example{kind.suffix}", text.encode())
    assert source.findings == ()
    assert "auto" not in text.split("acts:")[-1].split("---")[0]
    path = kind.path_of("example")
    _, findings = conform(kind, read_office({}).kernel, path, "", source)
    assert [finding.rule for finding in findings] == []


@pytest.mark.parametrize("name", sorted(KINDS))
@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_every_kind_is_shown_in_every_language(name: str, language: str, office: Path) -> None:
    settings = office / "records/office.yaml"
    text = settings.read_text("utf-8").replace("language: en", f"language: {language}")
    settings.write_text(text.replace("[unit,", f"[{name}, unit,"), "utf-8")
    done = CliRunner().invoke(show_command.command, [name, "--office", str(office)])
    assert done.exit_code == 0, done.exception
    shown = [line for line in done.output.splitlines() if line]
    assert shown[0].startswith(name)
    assert all(f"  {field}" in done.output for field in KINDS[name].own_fields)
    assert all(f"  {act}  " in done.output for act in KINDS[name].acts)
