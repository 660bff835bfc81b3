"""Offices under git, made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.repository import Repository, copy, office


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The sample office on the branch `main`; nobody changes it."""
    return office(tmp_path_factory.mktemp("pristine") / "office")


@pytest.fixture
def repository(pristine: Repository, tmp_path: Path) -> Repository:
    """A copy of the sample office on a branch `day`, as `main` is."""
    return copy(pristine, tmp_path / "office")
