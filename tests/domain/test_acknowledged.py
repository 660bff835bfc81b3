"""Who has confirmed a document, and how far."""

from __future__ import annotations

import pytest

from officerepo.domain.acknowledged import LEVELS, Confirmation, confirmations
from tests.rules.edits import Sample

ACK = "ACK-REG-duties-v1-PER-hrepresa"


def said(*edits: str) -> list[Confirmation]:
    """What is confirmed of the duties in the sample after some edits."""
    sample = Sample(*edits)
    return list(confirmations(sample.index(), "REG-duties-v1"))


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_includes_those_before_it(level: str) -> None:
    reached = [wanted for wanted in LEVELS if Confirmation("PER-x", level, "").reaches(wanted)]
    assert reached == list(LEVELS[: LEVELS.index(level) + 1])


def test_each_confirming_act_counts_on_its_day() -> None:
    later = (
        f"add {ACK} acts = {{do: confirm, at: 2025-02-03T08:00, by: PER-hrepresa, level: acted}}"
    )
    first = Confirmation("PER-hrepresa", "understood", "2025-01-10")
    assert said() == [first]
    assert said(later) == [first, Confirmation("PER-hrepresa", "acted", "2025-02-03")]
    answer = f"add {ACK} acts = {{do: answer, at: 2025-02-03, by: PER-dcuencas, text: yes}}"
    assert said(f"set {ACK} question = and on Sundays?", answer) == [first]


def test_what_was_withdrawn_or_merely_cited_is_no_confirmation() -> None:
    gone = (
        f"add {ACK} acts = {{do: withdraw, at: 2025-02-03, by: PER-hrepresa, reason: wrong paper}}"
    )
    assert said(gone) == []
    assert (
        said(f"set {ACK} of = REG-seals-v1", f"set {ACK} refs = {{cites: [REG-duties-v1]}}") == []
    )


def test_an_odd_level_reaches_nothing() -> None:
    assert not Confirmation("PER-x", "None", "").reaches("received")
