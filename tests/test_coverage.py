"""The requirements: all listed, in three languages, and only enforced where a rule can be broken.

COVERAGE.md is made from the code; `pytest tests/test_coverage.py --update` writes it anew.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from officerepo.check import rule_ids
from officerepo.coverage import (
    ENFORCED,
    STATED,
    STRUCTURE_SERVES,
    SUPPORTED,
    Requirement,
    coverage,
)
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.office import read_office
from officerepo.portal.pages import PAGES
from officerepo.profile import STRUCTURE
from officerepo.reports import reports
from officerepo.rules import every_rule

OFFICE = read_office({})
LISTED = coverage(
    OFFICE.kinds,
    {page.name: page.serves for page in PAGES},
    {report.name: report.serves for report in reports().values()},
)


def test_all_requirements_are_listed_once_and_in_order() -> None:
    assert [item.id for item in LISTED] == [f"R{number:02}" for number in range(1, 99)]


@pytest.mark.parametrize("item", LISTED, ids=[item.id for item in LISTED])
def test_a_requirement_is_said_in_three_languages(item: Requirement) -> None:
    assert tuple(item.title) == LANGUAGES
    assert all(item.title.values())


def test_what_is_said_to_be_served_exists() -> None:
    listed = {item.id for item in LISTED}
    for module in every_rule().values():
        assert module.SERVES, module.__name__
        assert set(module.SERVES) <= listed
    for kind in OFFICE.kinds.values():
        assert kind.serves, kind.name
        assert {*kind.serves, *(n for r in kind.rules.values() for n in r.serves)} <= listed
    assert {name for names in STRUCTURE_SERVES.values() for name in names} <= listed
    assert set(STRUCTURE_SERVES) <= set(STRUCTURE)


def test_only_rules_that_run_enforce() -> None:
    """Each has a case that breaks it: a Bad block, a `bad`, a page of the gallery, a history."""
    ran = {*rule_ids(Index(OFFICE, {})), *every_rule()}
    absences = {n for n, m in every_rule().items() if getattr(m, "FINDS_ABSENCE", False)}
    assert {"step-overdue", "gap-in-register", "record-removed"} <= absences
    for item in LISTED:
        assert set(item.rules) <= ran
        assert (item.standing == ENFORCED) == bool(item.rules)
        assert item.finds_absence == bool(absences & {*item.rules})
    assert {item.standing for item in LISTED} <= {ENFORCED, SUPPORTED, STATED}


def test_a_kind_that_is_not_enabled_makes_nothing_real() -> None:
    without = coverage({n: kind for n, kind in OFFICE.kinds.items() if n != "seal-use"})
    supervised = next(item for item in without if item.id == "R13")
    assert "seal-use" not in supervised.kinds
    assert "seal-out-without-witness" not in supervised.rules


COVERAGE = Path(__file__).parent.parent / "COVERAGE.md"


def as_markdown() -> str:
    """The table of all requirements with what makes each real."""
    counts = Counter(item.standing for item in LISTED)
    absences = sum(item.finds_absence for item in LISTED)
    lines = [
        "# Coverage",
        "",
        "What an administrative office owes, and what in officerepo makes it real. Made from the",
        "code: kinds, rules, pages and reports name the requirements they serve.",
        "",
        f"- **{ENFORCED}** ({counts[ENFORCED]}): a rule finds what goes against it in the records; each",
        "  rule is tested with a case that breaks it. What was never recorded goes against nothing.",
        f"- **{ENFORCED}, absence too** ({absences} of these): a rule also finds that something due never",
        "  came, or is gone. It speaks of what that rule awaits, not of everything one could wish for.",
        f"- **{SUPPORTED}** ({counts[SUPPORTED]}): there is a kind, a page or a report for it, and no rule",
        "  looks at it.",
        f"- **{STATED}** ({counts[STATED]}): nothing here shows whether it happened.",
        "",
        "| | Requirement | Standing | Kinds | Rules | Pages | Reports |",
        "|---|---|---|---|---|---|---|",
    ]
    for item in LISTED:
        standing = f"{item.standing}, absence too" if item.finds_absence else item.standing
        cells = (item.id, item.title["en"], standing, *map(", ".join, _served(item)))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _served(item: Requirement) -> tuple[list[str], ...]:
    return item.kinds, item.rules, item.pages, item.reports


def test_the_table_in_the_documentation_is_fresh(request: pytest.FixtureRequest) -> None:
    made = as_markdown()
    if request.config.getoption("--update"):
        COVERAGE.write_text(made, encoding="utf-8")
    assert COVERAGE.read_text(encoding="utf-8") == made, "pytest tests/test_coverage.py --update"
