"""The small office that these tests read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = Path(__file__).parent / "office"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the small office, under git."""
    copy = tmp_path / "office"
    shutil.copytree(OFFICE, copy)
    subprocess.run(["git", "init", "--quiet", str(copy)], check=True)
    return copy
