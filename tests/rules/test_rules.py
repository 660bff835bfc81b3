"""Every rule across records: its Good block passes, its Bad block gives exactly this rule."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import officerepo.rules
from officerepo.check import check, rule_ids
from officerepo.finding import fill
from officerepo.profile import STRUCTURE
from officerepo.rules import rules
from tests.rules.edits import SAMPLE, Sample

MODULES = rules()
EACH_RULE = pytest.mark.parametrize("name", MODULES)
BLOCK = re.compile(r"^(Good|Bad):\n((?:(?: .*)?\n)+)", re.MULTILINE)


def blocks(module: ModuleType) -> dict[str, str]:
    """The Good and Bad blocks of a rule's docstring."""
    return dict(BLOCK.findall(f"{inspect.getdoc(module)}\n"))


def test_the_sample_is_clean() -> None:
    assert [(found.path, found.at, found.rule) for found in Sample().findings()] == []


def test_the_sample_is_small_and_has_every_kind() -> None:
    index = Sample().index()
    assert 25 <= len(index.records) <= 80
    assert all(index.by_kind[kind] for kind in index.office.kinds)


@EACH_RULE
def test_the_good_block_passes(name: str) -> None:
    sample = Sample()
    sample.edit(blocks(MODULES[name])["Good"])
    assert [
        (found.rule, found.path, fill(found.message, found.values)) for found in sample.findings()
    ] == []


@EACH_RULE
def test_the_bad_block_gives_this_rule_and_no_other(name: str) -> None:
    sample = Sample()
    sample.edit(blocks(MODULES[name])["Bad"])
    findings = sample.findings()
    assert {found.rule for found in findings} == {name}, [
        (found.rule, found.at, fill(found.message, found.values)) for found in findings
    ]
    for found in findings:
        for text in (found.message, found.hint):
            said = fill(text, found.values)
            assert "{" not in said, said
            assert "  " not in said, said
            assert said.endswith((".", "?")), said
            assert not re.search(r"\b(must|invalid|error|please)\b", said, re.IGNORECASE), said
        assert found.severity == getattr(MODULES[name], "SEVERITY", "error")


@EACH_RULE
def test_a_rule_says_what_it_forbids(name: str) -> None:
    module = MODULES[name]
    assert module.__name__.rsplit(".", 1)[1].replace("_", "-") == name
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    text = module.__doc__ or ""
    assert re.match(r"[A-Z][^\n]*\.\n", text), "the first line is a full sentence"
    assert list(blocks(module)) == ["Good", "Bad"]
    assert list(inspect.signature(module.check).parameters) == ["index", "today"]


@EACH_RULE
def test_a_rule_that_is_skipped_would_find_nothing(name: str) -> None:
    module = MODULES[name]
    if kinds := getattr(module, "KINDS", ()):
        sample = Sample()
        sample.edit(blocks(module)["Bad"])
        used = [kind for kind in sample.index().office.kinds if kind not in kinds]
        sample.edit(f"    set office kinds = [{', '.join(used)}]")
        index = sample.index()
        assert list(module.check(index, sample.today)) == []
        judgement = check(index, sample.today)
        assert (name, kinds) in judgement.skipped
        assert name not in judgement.ran


@EACH_RULE
def test_a_rule_of_errors_says_whether_it_warns_too(name: str) -> None:
    module = MODULES[name]
    warns = '"warning"' in re.sub(r"(?m)^SEVERITY.*$", "", inspect.getsource(module))
    assert warns == getattr(module, "SOME_WARN", False)


@EACH_RULE
def test_a_rule_imports_no_rule(name: str) -> None:
    tree = ast.parse(Path(MODULES[name].__file__ or "").read_text(encoding="utf-8"))
    imported = [
        node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not [name for name in imported if name.startswith("officerepo.rules.")]


def test_every_rule_is_listed_once() -> None:
    index = Sample().index()
    declared = [name for kind in index.office.kinds.values() for name in kind.rules]
    ids = [*STRUCTURE, *declared, *MODULES]
    assert sorted(ids) == sorted(set(ids)), "no two rules share a name"
    assert rule_ids(index) == sorted(ids)


def test_the_language_of_edits_is_described_where_the_rules_are() -> None:
    text = officerepo.rules.__doc__ or ""
    for verb in ("set", "add", "new", "drop", "shift", "today"):
        assert f"\n    {verb} " in text
    assert SAMPLE.relative_to(SAMPLE.parents[2]).as_posix() in text
