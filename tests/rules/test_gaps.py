"""A register that skips numbers says which, one or several."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("SEAL-2025-0005", "The register goes from 3 to 5: SEAL-2025-0004 is missing."),
        ("SEAL-2025-0006", "goes from 3 to 6: SEAL-2025-0004 – SEAL-2025-0005 are missing."),
    ],
)
def test_what_is_missing_is_named(number: str, said: str) -> None:
    sample = Sample()
    sample.edit(f"    new {number} like SEAL-2025-0003")
    (found,) = [found for found in sample.findings() if found.rule == "gap-in-register"]
    assert fill(found.message, found.values).endswith(said)
