"""The kind that minutes become."""

from __future__ import annotations

import pytest

from officerepo.kind import Kind
from officerepo.office import read_office


@pytest.fixture(scope="session")
def meeting() -> Kind:
    return read_office({}).kinds["meeting"]
