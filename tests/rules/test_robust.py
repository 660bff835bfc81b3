"""Any office whatever gets findings, not an exception; and honest records do not survive tampering."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officerepo.finding import fill
from tests.rules.edits import Sample

WORDS = [
    *(
        "",
        "x",
        "yes",
        "no",
        "-1",
        "0",
        "7",
        "99999",
        "9" * 5000,
        "²",
        "2025-01-01",
        "2025-02-30",
        "9999-12-31",
        "four-eyes",
    ),
    *(
        "PER-dcuencas",
        "POST-OFI-03",
        "UNIT-DCA",
        "MTG-2025-001",
        "MTG-2025-001/D1",
        "TSK-2025-0002",
    ),
    *(
        "SL-oficial",
        "OUT-2025-0001",
        "REG-seals-v1/A1",
        "adopt",
        "stamp",
        "deputy",
        "superior",
        "closed",
    ),
    *("confidential", "seal_supervise", "custody_seal:SL-oficial", "review-overdue", "REG-x-v9"),
]
TREE: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["do", "at", "by", "id", "from", "to", "sha256", "rule", "until"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def spoil(tree: Any, data: st.DataObject) -> None:
    """Puts something else in one place of a tree, or takes the place away."""
    holder = tree
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(holder[key], dict | list) and data.draw(st.integers(0, 3)):
            holder = holder[key]
        elif data.draw(st.integers(0, 4)):
            holder[key] = data.draw(TREE)
            return
        else:
            del holder[key]
            return


@settings(max_examples=150)
@given(st.data())
def test_no_record_is_too_much_for_the_rules(data: st.DataObject) -> None:
    sample = Sample()
    names = sorted(sample.trees.keys() - {"office"})
    for _ in range(data.draw(st.integers(1, 4))):
        spoil(sample.trees[data.draw(st.sampled_from(names))], data)
    for found in sample.findings():
        assert fill(found.message, found.values)
        assert found.rule


@settings(max_examples=60)
@given(st.data())
def test_no_settings_are_too_much_for_the_rules(data: st.DataObject) -> None:
    sample = Sample()
    sample.trees["office"]["compensating_control"] = {
        "for": "four-eyes",
        "by_power": "seal_supervise",
        "within_days": "3",
    }
    spoil(sample.trees["office"], data)
    sample.trees["SEAL-2025-0001"]["acts"][0]["by"] = "PER-dcuencas"
    enabled = sample.trees["office"].get("kinds")
    if isinstance(enabled, list) and set(sample.kinds.values()) <= set(map(str, enabled)):
        sample.findings()


@pytest.mark.parametrize("number", ["9" * 5000, "²", "9" * 12])
def test_no_number_is_too_much_for_the_rules(number: str) -> None:
    sample = Sample()
    sample.trees["SEAL-2025-0001"]["copies"] = number
    sample.trees["POST-OFI-01"]["headcount"] = number
    sample.trees["POST-OFI-01"]["versions"][0]["n"] = number
    votes = {"in_favour": number, "against": "0", "abstained": "0"}
    sample.trees["MTG-2025-001"]["decisions"][0]["votes"] = votes
    control = {"for": "four-eyes", "by_power": "seal_supervise", "within_days": number}
    sample.trees["office"]["compensating_control"] = control
    sample.trees["office"]["format"] = number
    sample.trees["SEAL-2025-0001"]["acts"][0]["by"] = "PER-dcuencas"
    assert sample.findings()


# -- tampering ------------------------------------------------------------------------------------

WITH_ACTS = sorted(name for name, tree in Sample().trees.items() if tree.get("acts"))
EACH = pytest.mark.parametrize("name", WITH_ACTS)


def found_in(sample: Sample) -> set[str]:
    return {found.rule for found in sample.findings()}


@EACH
def test_an_act_taken_away_is_missed(name: str) -> None:
    sample = Sample()
    kind = sample.index().office.kinds[sample.kinds[name]]
    acts = sample.trees[name]["acts"]
    for number, act in enumerate(acts[:-1]):
        spec = kind.acts[act["do"]]
        if act["do"] in ("print", "consult"):
            continue  # steps that may be left out
        if spec.to and any(kind.acts[later["do"]].to for later in acts[number + 1 :]):
            tampered = Sample()
            del tampered.trees[name]["acts"][number]
            assert found_in(tampered), act["do"]


@EACH
def test_an_act_by_nobody_is_found(name: str) -> None:
    for number in range(len(Sample().trees[name]["acts"])):
        sample = Sample()
        sample.trees[name]["acts"][number]["by"] = "PER-nobody"
        assert "broken-link" in found_in(sample)


@EACH
def test_an_act_by_somebody_who_left_is_found(name: str) -> None:
    for number, act in enumerate(Sample().trees[name]["acts"]):
        sample = Sample()
        leaver = deepcopy(sample.trees[act["by"]])
        for appointment in leaver["appointments"]:
            appointment["to"] = "2020-12-31"
        sample.trees["PER-leaver"], sample.bodies["PER-leaver"] = leaver, ""
        sample.kinds["PER-leaver"] = "person"
        sample.trees[name]["acts"][number]["by"] = "PER-leaver"
        assert "without-authority" in found_in(sample), act["do"]


@EACH
def test_acts_in_another_order_are_found(name: str) -> None:
    acts = Sample().trees[name]["acts"]
    if len(acts) > 1:
        sample = Sample()
        sample.trees[name]["acts"].reverse()
        assert found_in(sample) & {"acts-out-of-order", "skipped-state"}


@EACH
def test_an_act_of_tomorrow_is_found(name: str) -> None:
    sample = Sample()
    sample.trees[name]["acts"][-1]["at"] = "2025-04-01"
    assert "future-act" in found_in(sample)


@pytest.mark.parametrize("kind", ["seal-use", "incoming", "outgoing", "meeting"])
def test_an_entry_taken_out_of_a_register_is_missed(kind: str) -> None:
    names = sorted(name for name, of in Sample().kinds.items() if of == kind)
    for name in names[:-1]:
        sample = Sample()
        del sample.trees[name]
        assert "gap-in-register" in found_in(sample)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("SEAL-2025-0001", "SEAL-2025-0002"),
        ("IN-2025-0001", "IN-2025-0003"),
        ("MTG-2025-001", "MTG-2025-002"),
    ],
)
def test_two_entries_exchanged_are_found(first: str, second: str) -> None:
    sample = Sample()
    trees, bodies = sample.trees, sample.bodies
    trees[first], trees[second] = trees[second], trees[first]
    bodies[first], bodies[second] = bodies[second], bodies[first]
    assert "number-out-of-order" in found_in(sample)


def test_the_compensating_control_of_a_very_small_office() -> None:
    def judged(*edits: str) -> list[tuple[str, str]]:
        sample = Sample()
        sample.edit("set SEAL-2025-0003 acts.apply_for.by = PER-dcuencas")
        sample.edit("set SEAL-2025-0003 acts.refuse =")
        sample.edit("drop OUT-2025-0002")
        sample.edit(
            "add SEAL-2025-0003 acts = {do: approve, at: 2025-03-27T09:30, by: PER-dcuencas, digest: auto}"
        )
        sample.edit("set SEAL-2025-0003 document_digest = auto")
        sample.edit("set SEAL-2025-0003 authority = POST-OFI-01")
        sample.edit("set SL-oficial permits = [report-up, outside]")
        for edit in edits:
            sample.edit(edit)
        return [(found.rule, found.severity) for found in sample.findings()]

    control = "set office compensating_control = {for: four-eyes, by_power: seal_supervise, within_days: 3}"
    signed = "add SEAL-2025-0003 acts = {do: countersign, at: 2025-03-28, by: PER-amanantial}"
    assert judged() == [("self-approval", "error")]
    assert judged(control) == [("self-approval", "warning")]
    assert judged(control, signed) == []
    assert judged(control, "today 2025-04-01") == [("self-approval", "warning")]
    assert judged(control, "today 2025-04-02") == [("self-approval", "error")]
    assert judged(control, signed.replace("PER-amanantial", "PER-dcuencas")) == [
        ("self-approval", "warning")
    ]
    late = signed.replace("2025-03-28", "2025-04-02")
    assert judged(control, late, "today 2025-04-03") == [("self-approval", "error")]
