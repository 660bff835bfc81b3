"""What is shown of a change that is refused: first what is wrong with it, then some of the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from officerepo.cli import writing
from officerepo.edit import Change
from officerepo.finding import Finding
from officerepo.load import Tree
from officerepo.output import Translate

OWN = "records/tasks/2025/TSK-2025-0002.yaml"


@pytest.mark.parametrize(
    ("others", "shown", "last"), [(20, 20, "t20"), (500, 20, "and 480 more in other files")]
)
def test_own_findings_come_first_and_the_others_are_cut_short(
    others: int,
    shown: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [Finding(f"t{n}", "", f"t{n}", "") for n in range(1, others + 1)]
    found += [Finding(OWN, "", f"own {n}", "") for n in range(1, 4)]
    monkeypatch.setattr(writing, "judged", lambda *_: found)
    errors = writing.errors_of(
        Tree(Path(), {}), [Change(OWN, b"", b"")], date(2025, 3, 31), Translate("en", {})
    )
    said = [line for line in capsys.readouterr().err.splitlines() if line]
    assert len(errors) == others + 3
    assert ["own" in line for line in said[:4]] == [True, True, True, False]
    assert len([line for line in said if ": error:" in line]) == 3 + shown
    assert last in said[-1]
