"""The kind files that ship: without fault, whole in three languages, and proved by their examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from officerepo.example import prove, tried
from officerepo.finding import fill
from officerepo.kind import LANGUAGES
from officerepo.kindfile import ACT_KEYS, FIELD_KEYS, KIND_KEYS, RULE_KEYS, VIEW_KEYS, read_kind
from officerepo.office import kernel
from officerepo.resources import built_in_kinds, package_file
from officerepo.source import parse
from officerepo.workdays import Calendar
from tests.kinds.conftest import BUILT_IN, built_in, tree

EACH_KIND = pytest.mark.parametrize("name", BUILT_IN)
RULES = [(name, rule) for name in BUILT_IN for rule in built_in(name).rules]
NAME = re.compile(r"\{([a-z_.]+)\}")


def test_the_kinds_that_ship() -> None:
    wanted = "unit post person regulation task meeting plan seal seal-use incoming outgoing"
    assert set(wanted.split()) <= set(BUILT_IN)


@EACH_KIND
def test_a_kind_file_has_no_findings(name: str) -> None:
    source = parse(f"{name}.yaml", built_in_kinds()[name])
    assert source.findings == ()
    assert source.cut == frozenset()
    kind, findings = read_kind(f"{name}.yaml", tree(name), kernel(), Calendar())
    assert [(f.at, fill(f.message, f.values)) for f in findings] == []
    assert kind is not None
    assert kind.name == name


@EACH_KIND
def test_an_example_conforms(name: str) -> None:
    faults = tried(built_in(name), kernel())
    assert [(f.rule, f.at, fill(f.message, f.values)) for f in faults] == []


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda part: str(part))
def test_a_bad_case_breaks_exactly_its_rule(name: str, rule: str) -> None:
    kind = built_in(name)
    faults = tried(kind, kernel(), kind.rules[rule].bad)
    assert [fault.rule for fault in faults] == [rule]
    said = fill(faults[0].message, faults[0].values)
    assert "—" not in said, "the message shows a value that is not there"
    assert "{" not in said
    assert "{" not in fill(faults[0].hint, faults[0].values)


@EACH_KIND
def test_a_kind_proves_itself(name: str) -> None:
    assert list(prove(built_in(name), kernel())) == []


@EACH_KIND
def test_an_example_shows_every_field(name: str) -> None:
    kind = built_in(name)
    shown = {*kind.example, "steps" if name == "plan" else ""}
    assert [field for field in kind.own_fields if field not in shown] == []


# -- order and words ------------------------------------------------------------------------------


def specs(tree: Any, key: str, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every description of a field below `key` (`fields`, `keys`, `of`, `outside`)."""
    for name, spec in tree.get(key, {}).items():
        yield f"{at}.{name}", spec
        for inner in ("of", "outside"):
            parts = spec.get(inner)
            if isinstance(parts, dict) and not isinstance(parts.get("type"), str):
                yield from specs(spec, inner, f"{at}.{name}")


def all_fields(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from specs(data, "fields", "fields")
    for name, act in data.get("acts", {}).items():
        yield from specs(act, "keys", f"acts.{name}")


def in_order(keys: list[str], order: tuple[str, ...]) -> bool:
    return keys == sorted(keys, key=order.index)


@EACH_KIND
def test_keys_stand_in_the_order_of_the_language(name: str) -> None:
    data = tree(name)
    assert in_order(list(data), KIND_KEYS)
    assert in_order(list(data["views"]), VIEW_KEYS)
    wrong = [at for at, spec in all_fields(data) if not in_order(list(spec), FIELD_KEYS)]
    wrong += [at for at, act in data.get("acts", {}).items() if not in_order(list(act), ACT_KEYS)]
    wrong += [
        at for at, rule in data.get("rules", {}).items() if not in_order(list(rule), RULE_KEYS)
    ]
    assert wrong == []


def words(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every place of a kind file where words are shown to people."""
    for key in ("title", "plural", "about"):
        yield key, data.get(key)
    for at, spec in all_fields(data):
        yield f"{at}.title", spec.get("title")
        for value, said in spec.get("values", {}).items():
            yield f"{at}.values.{value}", said
        if at.count(".") == 1 and at.startswith("fields"):
            yield f"{at}.help", spec.get("help")
    for name, act in data.get("acts", {}).items():
        yield f"acts.{name}.title", act.get("title")
    for name, state in data.get("states", {}).items():
        yield f"states.{name}.title", state.get("title")
    for name, rule in data.get("rules", {}).items():
        yield f"rules.{name}.message", rule.get("message")
        yield f"rules.{name}.hint", rule.get("hint")
    for column in data["views"]["register"]["columns"]:
        if isinstance(column, dict):
            yield f"column {column['value']}", column.get("title", {"en": 1, "es": 1, "zh": 1})


def kinds_and_kernel() -> dict[str, dict[str, Any]]:
    kernel_tree = parse("kernel.yaml", package_file("kernel.yaml")).data or {}
    shown: dict[str, Any] = {
        "title": {},
        "plural": {},
        "about": {},
        "views": {"register": {"columns": []}},
    }
    return {name: tree(name) for name in BUILT_IN} | {"kernel": {**shown, **kernel_tree}}


@pytest.mark.parametrize("name", [*BUILT_IN, "kernel"])
def test_everything_is_said_in_three_languages(name: str) -> None:
    data = kinds_and_kernel()[name]
    wrong = [
        at
        for at, said in words(data)
        if (name != "kernel" or "." in at)
        and not (isinstance(said, dict) and tuple(said) == LANGUAGES and all(said.values()))
    ]
    assert wrong == []


@EACH_KIND
def test_messages_name_the_same_values_in_every_language(name: str) -> None:
    for rule in built_in(name).rules.values():
        known = {*rule.assertion.names, *(rule.when.names if rule.when else ())}
        for said in (rule.message, rule.hint):
            named = {language: set(NAME.findall(text)) for language, text in said.items()}
            assert named["en"] == named["es"] == named["zh"], rule.name
            assert named["en"] <= known, rule.name


@EACH_KIND
def test_messages_state_and_hints_advise(name: str) -> None:
    for rule in built_in(name).rules.values():
        said = rule.message["en"]
        assert said.endswith("."), rule.name
        assert said.count(". ") == 0, f"{rule.name}: one sentence"
        assert not re.search(r"\b(must|invalid|error|please)\b", said, re.IGNORECASE), rule.name
        assert rule.hint["en"].endswith("."), rule.name


@EACH_KIND
def test_every_state_can_be_reached_and_every_act_can_be_done(name: str) -> None:
    kind = built_in(name)
    reached: set[str] = set()
    for _ in kind.acts:
        reached |= {
            act.to
            for act in kind.acts.values()
            if act.to and (act.sources is None or reached & act.sources)
        }
    assert set(kind.states) == reached - ({"void"} if not kind.has_acts else set())
    assert all(act.sources is None or act.sources <= reached for act in kind.acts.values())


def test_folders_and_numbers_are_one_kinds_own() -> None:
    kinds = [built_in(name) for name in BUILT_IN]
    assert len({kind.folder for kind in kinds}) == len(kinds)
    assert len({kind.id.split("{")[0] for kind in kinds}) == len(kinds)


def test_rule_names_are_one_kinds_own() -> None:
    names = [rule for _, rule in RULES]
    assert sorted(names) == sorted(set(names))


def test_every_power_that_an_act_asks_for_has_a_title() -> None:
    named = kernel().powers
    asked = {
        power.partition(":")[0]
        for name in BUILT_IN
        for act in built_in(name).acts.values()
        for power in (*act.powers, *act.powers_then)
    }
    assert asked == set(named)
    assert [power for power, words in named.items() if set(words) != set(LANGUAGES)] == []


def test_a_kind_of_the_office_names_its_own_powers() -> None:
    data = {**tree("trip"), "powers": {"fly": {"en": "Fly", "es": "Volar", "zh": "飞行"}}}
    found, findings = read_kind("records/kinds/trip.yaml", data, kernel(), Calendar())
    assert findings == []
    assert found is not None
    assert found.powers == {"fly": {"en": "Fly", "es": "Volar", "zh": "飞行"}}
