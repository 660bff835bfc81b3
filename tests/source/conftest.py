"""The readers of YAML: whatever a file says, the verdict does not depend on which of them reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from officerepo import source, yamlevents
from officerepo.source import Source

LIBYAML: Any = yamlevents.CParser


@pytest.fixture(params=["quick", "libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The test runs with the quick reader in front, with libyaml alone, and without libyaml."""
    if request.param == "libyaml" and LIBYAML is None:
        pytest.skip("PyYAML was built without libyaml")
    if request.param != "quick":
        monkeypatch.setattr(yamlevents, "read_plain", lambda text: None)
    if request.param == "python":
        monkeypatch.setattr(yamlevents, "CParser", None)
    source._places.cache_clear()
    return str(request.param)


def verdicts(path: str, raw: bytes) -> Iterator[Source]:
    """What each of the three readers makes of the same bytes: the quick one, libyaml, Python."""
    with pytest.MonkeyPatch.context() as patch:
        yield source.parse(path, raw)
        patch.setattr(yamlevents, "read_plain", lambda text: None)
        yield source.parse(path, raw)
        patch.setattr(yamlevents, "CParser", None)
        yield source.parse(path, raw)
