"""The repository that these tests begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.repository import Repository


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """An office that was founded by one commit."""
    return Repository(tmp_path / "office")
