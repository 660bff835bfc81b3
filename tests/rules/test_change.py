"""Every rule over a change: its Good block passes, its Bad block gives exactly this rule."""

from __future__ import annotations

import inspect
import re

import pytest

from officerepo.finding import fill
from officerepo.rules import rules, rules_of_change
from tests.rules.edits import change_findings
from tests.rules.test_rules import blocks

MODULES = rules_of_change()
EACH_RULE = pytest.mark.parametrize("name", MODULES)


def test_nothing_changed_is_no_finding() -> None:
    assert change_findings("    then\n") == ()


@EACH_RULE
def test_the_good_block_passes(name: str) -> None:
    findings = change_findings(blocks(MODULES[name])["Good"])
    assert [(found.rule, found.path, fill(found.message, found.values)) for found in findings] == []


@EACH_RULE
def test_the_bad_block_gives_this_rule_and_no_other(name: str) -> None:
    findings = change_findings(blocks(MODULES[name])["Bad"])
    assert {found.rule for found in findings} == {name}, [
        (found.rule, found.at, fill(found.message, found.values)) for found in findings
    ]
    for found in findings:
        for text in (found.message, found.hint):
            said = fill(text, found.values)
            assert "{" not in said, said
            assert said.endswith((".", "?")), said
            assert not re.search(r"\b(must|invalid|error|please)\b", said, re.IGNORECASE), said
        assert found.severity == getattr(MODULES[name], "SEVERITY", "error")


@EACH_RULE
def test_a_rule_says_what_it_forbids(name: str) -> None:
    module = MODULES[name]
    assert name not in rules()
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    assert re.match(r"[A-Z][^\n]*\.\n", module.__doc__ or ""), "the first line is a full sentence"
    assert list(blocks(module)) == ["Good", "Bad"]
    assert all("\n    then\n" in f"\n{block}" for block in blocks(module).values())
    assert list(inspect.signature(module.check).parameters) == ["change"]
