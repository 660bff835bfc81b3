"""Random single edits of the demo year: each has to be found by a rule named beforehand.

`python -m tests.mutations.test_mutations` prints the rate of each class and what survived.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import by_id
from tests.mutations.classes import CLASSES, Class
from tests.mutations.demo import Demo, demo

SEED = 2025
EDITS = 100


def keys(findings: list[Finding]) -> set[tuple[str, str, str]]:
    """What a finding is about, without where its line has moved."""
    return {(f.rule, f.path, str(sorted(f.values.items()))) for f in findings}


def base() -> tuple[Demo, Index, set[tuple[str, str, str]]]:
    """The demo, its index, and the findings it has already."""
    office = demo()
    findings = office.judged()
    records = [office._unchanged(name, entry)[0] for name, entry in office.entries.items()]
    return office, Index(office.office, by_id(records), [], office.files), keys(findings)


def tried(found: Class, say: Callable[[str], None] | None = None) -> tuple[int, list[str]]:
    """How many edits of a class were tried, and which of them no named rule found."""
    office, index, known = base()
    rng = Random(SEED)
    edits = list(found.edits(office, index, rng))
    chosen = rng.sample(edits, min(EDITS, len(edits)))
    survivors = []
    for words, edit in chosen:
        new = {rule for rule, _, _ in keys(office.judged(edit)) - known}
        if not new & found.rules:
            survivors.append(f"{words}: {', '.join(sorted(new)) or 'nothing found'}")
    if say:
        say(f"{found.name:18}{len(edits):7}{len(chosen):7}{len(survivors):6}  {found.says}")
        for line in survivors:
            say(f"    {line}")
    return len(chosen), survivors


@pytest.mark.parametrize("found", CLASSES, ids=[found.name for found in CLASSES])
def test_every_edit_of_a_class_is_found(found: Class) -> None:
    count, survivors = tried(found)
    assert count >= 30
    assert survivors == []


if __name__ == "__main__":
    print(f"{'class':18}{'edits':>7}{'tried':>7}{'left':>6}")
    for one in CLASSES:
        tried(one, print)
