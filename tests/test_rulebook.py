"""What people read about a rule is what the program says and does."""

from __future__ import annotations

import pytest

from officerepo.check import rule_ids
from officerepo.cli.rule_sheet import said
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.office import read_office
from officerepo.rulebook import EITHER, ERROR, WARNING, Entry, rulebook
from officerepo.rules import every_rule
from tests.test_catalogues import extracted

OFFICE = read_office({})
BOOK = rulebook(OFFICE.kinds)
ENTRIES = pytest.mark.parametrize("entry", BOOK.values(), ids=list(BOOK))


# What `counting` says of a count, and what the kinds say of their deadlines.
ELSEWHERE = ("count-not-understood", "step-overdue", "unfit-picture", "weak-contrast")


def test_every_rule_that_runs_is_in_the_book() -> None:
    assert list(BOOK) == sorted({*rule_ids(Index(OFFICE, {})), *every_rule()})
    assert {entry.weight for entry in BOOK.values()} == {ERROR, WARNING, EITHER}
    assert set(OFFICE.kinds) >= {name for entry in BOOK.values() for name in entry.kinds}


@ENTRIES
def test_a_rule_says_what_it_forbids_in_words_that_can_be_translated(entry: Entry) -> None:
    if entry.rule:
        assert set(entry.rule.message) == set(LANGUAGES)
    else:
        assert entry.forbids.endswith(".")
        assert entry.forbids in extracted()


@ENTRIES
def test_what_the_check_says_is_shown_with_its_advice(entry: Entry) -> None:
    found = list(said(entry))
    if entry.id in ELSEWHERE:
        assert found == []
        return
    assert found
    assert all(each.messages for each in found)
    assert any(each.hints for each in found)
    sentences = {sentence for each in found for sentence in (*each.messages, *each.hints)}
    if entry.rule is None:
        assert sentences <= extracted()


def test_the_reasons_of_a_rule_end_where_its_examples_begin() -> None:
    assert BOOK["self-approval"].why[0].startswith("Four eyes: ")
    assert not any("Good:" in part or "Bad:" in part for e in BOOK.values() for part in e.why)
