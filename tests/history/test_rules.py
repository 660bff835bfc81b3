"""Every rule over the past says what it forbids, and there is a history that breaks it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from officerepo.audit import CHECKPOINT, SIGNATURES
from officerepo.rules import rules, rules_of_change, rules_of_history

MODULES = rules_of_history()
SCRIPTED = "".join(path.read_text() for path in Path(__file__).parent.glob("test_[fs]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_says_what_it_forbids(name: str) -> None:
    module = MODULES[name]
    assert name not in {*rules(), *rules_of_change()}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    assert re.match(r"[A-Z][^\n]*\.\n", module.__doc__ or ""), "the first line is a full sentence"
    assert list(inspect.signature(module.check).parameters) == ["past"]
    assert getattr(module, "NEEDS", "") in ("", CHECKPOINT, SIGNATURES)


@pytest.mark.parametrize("name", MODULES)
def test_a_history_breaks_it(name: str) -> None:
    assert f'"{name}"' in SCRIPTED
