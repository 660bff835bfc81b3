"""Ways around the rules that a dishonest insider tries, and the honest work beside each."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample


def found(*edits: str) -> dict[str, str]:
    """What `check` says after the edits: messages by rule."""
    sample = Sample()
    for edit in edits:
        sample.edit(edit)
    return {f.rule: fill(f.message, f.values) for f in sample.findings()}


# -- four eyes ------------------------------------------------------------------------------------

ACTS = """add OUT-2025-0002 acts = {do: review, at: 2025-03-04T09:00, by: PER-etorrente}
add OUT-2025-0002 acts = {do: redraft, at: 2025-03-04T10:00, by: PER-dcuencas, reason: too long%s}
add OUT-2025-0002 acts = {do: review, at: 2025-03-04T11:00, by: PER-%s}"""


def test_who_writes_the_new_version_does_not_review_it() -> None:
    said = found(ACTS % ("", "dcuencas"))
    assert said == {"self-approval": "PER-dcuencas did `review` on 2025-03-04, and `redraft` too."}
    assert found(ACTS % ("", "etorrente")) == {}


def test_who_sends_a_draft_back_to_its_writer_reviews_it_again() -> None:
    assert found(ACTS % (", writer: PER-jribera", "dcuencas")) == {}
    said = found(ACTS % (", writer: PER-etorrente", "etorrente"))
    assert list(said) == ["self-approval"]


def test_what_comes_later_does_not_count_against_an_act() -> None:
    later = (
        "add PER-etorrente appointments = {post: POST-HID-01, from: 2025-03-03, type: acting,"
        " instrument: Note of 28 February 2025}",
        "add TSK-2025-0001 acts ="
        " {do: reopen, at: 2025-03-03T09:00, by: PER-dcuencas, reason: it faded}",
        "add TSK-2025-0001 acts = {do: claim_done, at: 2025-03-04T09:00, by: PER-etorrente}",
    )
    assert found(*later) == {}
