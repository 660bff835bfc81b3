"""What tests of commands that write have in common: a terminal, and what a refusal says."""

from __future__ import annotations

import pytest
from click.testing import Result

from officerepo.cli import act_command, new_command
from officerepo.failure import Failure


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets commands ask."""
    for module in (new_command, act_command):
        monkeypatch.setattr(module, "interactive", lambda: True)


def refusal(result: Result) -> str:
    """What a refused command says: the findings, then the failure that `main` prints."""
    assert isinstance(result.exception, Failure), result.output
    return f"{result.output}\n{result.exception}\n{result.exception.hint}"
