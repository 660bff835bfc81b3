"""Both of PyYAML's parsers: whatever a file says, the verdict does not depend on libyaml."""

from __future__ import annotations

from typing import Any

import pytest

from officerepo import source, yamlevents
from officerepo.source import Source

LIBYAML: Any = yamlevents.CParser


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The test runs once with libyaml and once as on a machine without it."""
    if request.param == "libyaml" and LIBYAML is None:
        pytest.skip("PyYAML was built without libyaml")
    if request.param == "python":
        monkeypatch.setattr(yamlevents, "CParser", None)
    source._places.cache_clear()
    return str(request.param)


def both(path: str, raw: bytes) -> tuple[Source, Source]:
    """What either parser makes of the same bytes."""
    with pytest.MonkeyPatch.context() as patch:
        first = source.parse(path, raw)
        patch.setattr(yamlevents, "CParser", None)
        return first, source.parse(path, raw)
