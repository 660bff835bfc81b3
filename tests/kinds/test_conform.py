"""A record held against its kind: acts in order, states, what is needed when, approvals."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.approval import NOT_APPROVED, approvals_in_force, approving_act, digest
from officerepo.conform import conform
from officerepo.course import steps_towards
from officerepo.finding import fill
from officerepo.office import kernel
from officerepo.record import Act, Record
from officerepo.source import Source
from tests.kinds.conftest import BUILT_IN, LOAN, built_in, judge, loan, read, valid


def rules(record: dict[str, Any], **how: Any) -> list[tuple[str, str]]:
    return [(found.rule, found.at) for found in judge(record, **how)[1]]


NUMBER = "LOAN-2025-001"


def acts(*more: dict[str, str]) -> list[dict[str, str]]:
    """The acts of a thing that was lent, and more."""
    return [*valid(loan())["acts"][:2], *more]


ASK = {"do": "ask", "at": "2025-01-08T09:00", "by": "PER-tnivel"}
VOID = {"do": "void", "at": "2025-01-10", "by": "PER-farroyuelo", "reason": "lent twice"}


def test_the_record_of_an_example() -> None:
    record, findings = judge(valid(loan()))
    assert findings == []
    assert record.id == "LOAN-2025-001"
    assert record.kind == "loan"
    assert record.title == "Level for the weir"
    assert (record.state, record.label) == ("returned", "internal")
    assert [act.do for act in record.acts] == ["ask", "lend", "bring_back"]
    assert [(link.at, link.target, link.to) for link in record.links] == [
        ("acts[0].by", "PER-tnivel", "person"),
        ("acts[1].by", "PER-ivadolargo", "person"),
        ("acts[2].by", "PER-tnivel", "person"),
        ("borrower", "PER-tnivel", "person"),
    ]


# -- what is needed when --------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "thing", "pieces", "borrower", "due"])
@pytest.mark.parametrize("value", ["absent", ""])
def test_a_required_field_is_missed(field: str, value: str) -> None:
    record = {**valid(loan()), field: value}
    if value == "absent":
        del record[field]
    assert rules(record) == [("missing-field", "")]


def test_an_empty_list_is_a_missing_field() -> None:
    letter = built_in("outgoing")
    assert rules({**valid(letter), "to": []}, kind=letter, body="x")[0] == ("missing-field", "")


def test_a_field_is_needed_from_its_state_on() -> None:
    record = {**valid(loan()), "acts": [ASK]}
    del record["place"]
    assert rules(record) == []
    record["acts"] = acts()
    assert rules(record) == [("missing-field", "")]
    record["acts"] = acts(valid(loan())["acts"][2])
    assert rules(record) == [("missing-field", "")]
    record["acts"] = [ASK, VOID]
    assert rules(record) == []


def test_an_act_needs_its_own_keys_and_fields() -> None:
    back = valid(loan())["acts"][2]
    del back["condition"]
    record = {**valid(loan()), "acts": acts(back)}
    del record["count"]
    found = judge(record)[1]
    assert [(f.rule, f.at, fill(f.message, f.values), fill(f.hint, f.values)) for f in found] == [
        (
            "act-incomplete",
            "acts[2]",
            "`bring_back` needs `condition`.",
            "Add `condition: …` to the act, or give condition=… to `officerepo act`.",
        ),
        (
            "act-incomplete",
            "acts[2]",
            "`bring_back` needs `count`.",
            "Add the field `count` to the record.",
        ),
    ]


def test_a_field_does_not_stand_in_for_a_key_of_the_same_name() -> None:
    letter = built_in("incoming")
    record = valid(letter, acts__circulate__to="")
    record["to"] = "UNIT-DAT"
    found = {f.rule for f in judge(record, kind=letter)[1]}
    assert found == {"act-incomplete", "unknown-field"}


@pytest.mark.parametrize("key", ["do", "at", "by"])
def test_every_act_says_what_when_and_who(key: str) -> None:
    for value in ("absent", ""):
        record = deepcopy(valid(loan()))
        record["acts"][1][key] = value
        if value == "absent":
            del record["acts"][1][key]
        assert rules(record) == [("missing-field", "acts[1]")]


# -- acts and states ------------------------------------------------------------------------------

LEND = valid(loan())["acts"][1]
BACK = valid(loan())["acts"][2]
REMARK = {"do": "remark", "at": "2025-01-10", "by": "PER-ivadolargo", "text": "wet"}

SEQUENCES: list[tuple[list[Any], list[tuple[str, str]]]] = [
    ([ASK], []),
    ([ASK, LEND, REMARK, BACK], []),
    ([ASK, LEND, BACK, {**ASK, "do": "renew", "at": "2025-01-18"}], []),
    ([ASK, VOID], []),
    ([ASK, {**VOID, "reason": ""}], [("act-incomplete", "acts[1]")]),
    ([LEND], [("skipped-state", "acts[0].do")]),
    ([ASK, BACK], [("skipped-state", "acts[1].do")]),
    ([ASK, ASK], [("skipped-state", "acts[1].do")]),
    ([ASK, LEND, LEND], [("skipped-state", "acts[2].do")]),
    ([ASK, REMARK], [("skipped-state", "acts[1].do")]),
    ([VOID], [("skipped-state", "acts[0].do")]),
    ([ASK, LEND, BACK, {**VOID, "at": "2025-01-20"}], [("skipped-state", "acts[3].do")]),
    ([ASK, VOID, {**VOID, "at": "2025-01-20"}], [("skipped-state", "acts[2].do")]),
    ([ASK, VOID, {**LEND, "at": "2025-01-20"}], [("skipped-state", "acts[2].do")]),
    ([{**ASK, "do": "countersign"}], [("skipped-state", "acts[0].do")]),
    ([ASK, {"do": "countersign", "at": "2025-01-09", "by": "PER-a"}, LEND], []),
    ([ASK, {**LEND, "at": "2025-01-07T10:00"}], [("acts-out-of-order", "acts[1].at")]),
    ([ASK, {**LEND, "at": "2025-01-08T08:59"}], [("acts-out-of-order", "acts[1].at")]),
    ([ASK, {**LEND, "at": "2025-01-08T09:00"}], []),
    ([ASK, {**LEND, "at": "2025-01-08"}], []),  # against a date only days are compared
    ([{**ASK, "at": "2025-01-08T09:00:30"}, {**LEND, "at": "2025-01-08T09:00:10"}], []),
    (  # what bears only a date does not part what bears a time
        [ASK, {**LEND, "at": "2025-01-08"}, {**BACK, "at": "2025-01-08T08:00"}],
        [("acts-out-of-order", "acts[2].at")],
    ),
    (
        [
            ASK,
            {**LEND, "at": "2025-01-08"},
            {**REMARK, "at": "2025-01-08"},
            {**BACK, "at": "2025-01-08T09:00"},
        ],
        [],
    ),
    ([ASK, {**LEND, "do": "land"}], [("unknown-act", "acts[1].do")]),
    ([ASK, {**LEND, "at": "yesterday"}], [("wrong-value", "acts[1].at")]),
    ([ASK, {**LEND, "by": "Inés"}], [("wrong-value", "acts[1].by")]),
    ([ASK, {**LEND, "by": ["PER-a"]}], [("wrong-value", "acts[1].by")]),
    ([ASK, {**LEND, "txt": "x"}], [("unknown-field", "acts[1].txt:key")]),
    ([ASK, {**LEND, "do": ["lend"]}], [("wrong-value", "acts[1].do")]),
    ([ASK, "lend"], [("wrong-value", "acts[1]")]),
    ([ASK, {**LEND, "do": "land"}, BACK], [("unknown-act", "acts[1].do")]),  # nothing follows
    ([ASK, {**LEND, "at": "soon"}, BACK], [("wrong-value", "acts[1].at")]),
    ([], [("no-acts", "acts")]),
]


@pytest.mark.parametrize(("sequence", "expected"), SEQUENCES)
def test_a_sequence_of_acts(sequence: list[Any], expected: list[tuple[str, str]]) -> None:
    record = {**valid(loan()), "acts": deepcopy(sequence)}
    assert rules(record) == expected


@pytest.mark.parametrize("value", ["absent", "", "ask", {"do": "ask"}])
def test_a_record_without_acts(value: object) -> None:
    record = {**valid(loan()), "acts": value}
    if value == "absent":
        del record["acts"]
    assert rules(record) == [("no-acts", "acts")]


def test_a_kind_without_acts_has_none() -> None:
    unit = built_in("unit")
    assert rules({**valid(unit), "acts": [ASK]}, kind=unit) == [("unknown-field", "acts:key")]
    assert judge(valid(unit), kind=unit)[0].state == ""


def test_what_can_be_done_instead_is_said() -> None:
    [found] = judge({**valid(loan()), "acts": [ASK, BACK]})[1]
    assert (
        fill(found.message, found.values) == "`bring_back` cannot follow when the record is asked."
    )
    assert fill(found.hint, found.values) == "Do this first: `lend`."
    [found] = judge({**valid(loan()), "acts": [LEND]})[1]
    assert "`ask`" in fill(found.message, found.values)


def test_no_act_that_gives_up_is_a_step_towards_anything() -> None:
    task = built_in("task")
    assert steps_towards(task.acts["start"], "docketed", task) == ("assign", "accept")
    assert steps_towards(task.acts["start"], "void", task) == ()
    for kind in map(built_in, BUILT_IN):
        for act in kind.acts.values():
            for state in kind.states:
                for step in steps_towards(act, state, kind):
                    assert kind.phase_of(kind.acts[step].to) != "dropped"


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("ask", "That was done before. What can follow now: `renew`."),
        ("void", "Take the act out; what took effect or was given up is not voided."),
        ("remark", "Do these first, in this order: `renew`, `lend`."),
    ],
)
def test_what_to_do_about_an_act_that_cannot_follow(act: str, expected: str) -> None:
    last = {**VOID, "do": act, "at": "2025-01-20", "text": "late"}
    found = judge({**valid(loan()), "acts": [*valid(loan())["acts"], last]})[1]
    said = [fill(f.hint, f.values) for f in found if f.rule == "skipped-state"]
    assert said == [expected]


# -- labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, "internal"),
        ({"label": "public"}, "public"),
        ({"lable": "public"}, "restricted"),
        ({"labels": ["public"]}, "restricted"),
        ({"Label": "confidential"}, "restricted"),
        ({"label": "pubic"}, "restricted"),
        ({"label": ""}, "restricted"),
        ({"label": ["public"]}, "restricted"),
        ({"x-label": "red"}, "internal"),
        ({"thin": "x"}, "internal"),
    ],
)
def test_a_label_that_is_not_plain_hides_the_record(written: dict[str, Any], expected: str) -> None:
    assert judge({**valid(loan()), **written})[0].label == expected


def test_a_misspelt_label_does_not_open_a_confidential_kind() -> None:
    kind = replace(loan(), label="confidential")
    assert judge({**valid(loan()), "label": "pubic"}, kind=kind)[0].label == "confidential"


# -- approvals ------------------------------------------------------------------------------------


def test_an_approval_says_what_it_approved() -> None:
    record = deepcopy(valid(loan()))
    del record["acts"][1]["digest"]
    [found] = judge(record)[1]
    assert (found.rule, found.at) == ("approval-without-digest", "acts[1]")
    assert found.values["digest"] == valid(loan())["acts"][1]["digest"]


@pytest.mark.parametrize(
    "name", [n for n in BUILT_IN if any(a.approval for a in built_in(n).acts.values())]
)
def test_one_character_changed_voids_the_approval(name: str) -> None:
    kind = built_in(name)
    body = str(kind.example.get("body", ""))
    sound = valid(kind)
    assert rules(sound, kind=kind, body=body) == []
    if body:
        assert ("changed-after-approval") in dict(rules(sound, kind=kind, body=body + "."))
    for field in kind.own_fields:
        spec = kind.fields[field]
        if not isinstance(sound.get(field), str) or spec.type != "text" or spec.after_approval:
            continue
        changed = {**sound, field: sound[field] + "."}
        assert "changed-after-approval" in dict(rules(changed, kind=kind, body=body)), field


def test_the_digest_covers_the_content_and_nothing_around_it() -> None:
    kind, record = loan(), valid(loan())
    first = digest(kind, NUMBER, record, "text\n")
    around = {name: "x" for name in NOT_APPROVED if name != "acts"}
    assert digest(kind, NUMBER, {**record, **around, "count": "9"}, "text\r\n") == first
    assert digest(kind, NUMBER, dict(reversed(record.items())), "text\n") == first
    assert digest(kind, NUMBER, {**record, "x-shelf": "3"}, "text\n") != first
    assert digest(kind, NUMBER, record, "text") != first
    assert digest(kind, NUMBER, record, "") != first
    assert digest(kind, NUMBER, {**record, "pieces": "01"}, "text\n") != first
    assert digest(kind, "LOAN-2025-002", record, "text\n") != first
    assert digest(replace(kind, name="gift"), NUMBER, record, "text\n") != first
    assert digest(kind, NUMBER, {**record, "body": "text\n"}, "") != first


def test_the_digest_is_what_the_documentation_says() -> None:
    kind = loan()
    data = {"title": "Año", "thing": "水", "count": "1", "notes": "n", "acts": []}
    canonical = (
        '{"body":"a\\nb","fields":{"thing":"水","title":"Año"},"id":"LOAN-2025-001","kind":"loan"}'
    )
    import hashlib

    expected = "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
    assert digest(kind, NUMBER, data, "a\r\nb") == expected


def correct(field: str, was: Any, now: Any, at: str = "2025-01-18") -> dict[str, Any]:
    return {
        "do": "correct",
        "at": at,
        "by": "PER-farroyuelo",
        "field": field,
        "was": was,
        "is": now,
        "reason": "slip",
    }


def test_a_correction_keeps_the_approval() -> None:
    record = deepcopy(valid(loan()))
    record["thing"] = "Level no. 4"
    assert rules(record) == [("changed-after-approval", "acts[1].digest")]
    record["acts"].append(correct("thing", "Level no. 3", "Level no. 4"))
    assert rules(record) == []
    record["acts"].append(correct("thing", "Level no. 4", "Level no. 5"))
    record["thing"] = "Level no. 5"
    assert rules(record) == []
    record["thing"] = "Level no. 6"
    assert rules(record) == [("changed-after-approval", "acts[1].digest")]


def test_a_correction_before_the_effect_needs_a_new_approval() -> None:
    """Whoever keeps the register could otherwise put other words under an approval."""
    seal = built_in("seal-use")
    record = deepcopy(valid(seal))
    whole = record["acts"]
    names = [act["do"] for act in whole]
    stamp, approved = names.index("stamp"), f"acts[{names.index('approve')}].digest"
    early = []
    for field in ("copies", "impressions"):
        early.append(correct(field, record[field], "500", at=whole[stamp - 1]["at"]))
        record[field] = "500"
    record["acts"] = [*whole[:stamp], *early]
    assert rules(record, kind=seal) == [("changed-after-approval", approved)]
    record["acts"] = [*whole[:stamp], *early, *whole[stamp:]]
    assert rules(record, kind=seal) == [("changed-after-approval", approved)]
    late = [{**act, "at": whole[-1]["at"]} for act in early]
    record["acts"] = [*whole, *late]
    assert rules(record, kind=seal) == []


def test_a_correction_back_leaves_what_was_approved() -> None:
    record = deepcopy(valid(loan()))
    record["acts"] = acts(
        correct("thing", "Level no. 3", "Level no. 4", at="2025-01-09T10:00"),
        correct("thing", "Level no. 4", "Level no. 3", at="2025-01-09T10:00"),
    )
    assert rules(record) == []


def test_a_correction_of_a_list_item_keeps_the_approval() -> None:
    record = valid(loan(), marks=["red", "blue"])
    record["acts"][1]["digest"] = digest(loan(), NUMBER, record, "")
    record["marks"] = ["red", "green"]
    record["acts"].append(correct("marks[1]", "blue", "green"))
    assert rules(record) == []
    record["marks"] = ["red", "green", "white"]
    record["acts"].append(correct("marks[2]", "", "white"))
    assert rules(record) == []
    record["marks"] = ["red", "green"]
    record["acts"].append(correct("marks[2]", "white", ""))
    assert rules(record) == []
    record["marks"] = ["red", "grey"]
    assert rules(record) == [("changed-after-approval", "acts[1].digest")]


@pytest.mark.parametrize(
    ("field", "was", "now", "marks"),
    [
        ("marks", "red, blue", "blue", ["blue"]),
        ("marks", ["red", "blue"], ["blue"], ["blue"]),
        ("marks", "red, blue", "", []),
        ("marks[0]", "red", "green", ["green", "blue"]),
        ("parts", [{"id": "A"}], "", []),
        ("parts[1]", "", {"id": "B"}, [{"id": "A"}, {"id": "B"}]),
        ("parts[1].id", "", "B", [{"id": "A"}, {"id": "B"}]),
    ],
)
def test_a_correction_of_a_list_is_compared_item_by_item(
    field: str, was: Any, now: Any, marks: list[Any]
) -> None:
    name = field.partition("[")[0]
    record = valid(loan(), marks=["red", "blue"], parts=[{"id": "A"}])
    record["acts"][1]["digest"] = digest(loan(), NUMBER, record, "")
    record[name] = marks
    if not marks:
        del record[name]
    record["acts"].append(correct(field, was, now))
    assert rules(record) == []
    record["acts"][-1]["was"] = "white"
    assert rules(record) == [("changed-after-approval", "acts[1].digest")]


def test_a_correction_may_add_a_field_and_take_one_out() -> None:
    record = deepcopy(valid(loan()))
    record["deposit"] = "20"
    record["acts"].append(correct("deposit", "", "20"))
    assert rules(record) == []
    del record["deposit"]
    record["acts"].append(correct("deposit", "20", ""))
    assert rules(record) == []
    del record["acts"][-1]["was"]
    assert rules(record)[0] == ("act-incomplete", "acts[4]")


def test_a_correction_of_a_part_keeps_the_approval() -> None:
    record = valid(loan(), valid={"from": "2025-01-01"}, parts=[{"id": "A", "due": "2025-01-10"}])
    record["acts"][1]["digest"] = digest(loan(), NUMBER, record, "")
    assert rules(record) == []
    record["parts"][0]["due"] = "2025-01-11"
    record["valid"]["from"] = "2025-01-02"
    assert dict(rules(record)) == {"changed-after-approval": "acts[1].digest"}
    record["acts"].append(correct("parts[0].due", "2025-01-10", "2025-01-11"))
    record["acts"].append(correct("valid.from", "2025-01-01", "2025-01-02"))
    assert rules(record) == []
    assert record["parts"][0]["due"] == "2025-01-11", "judging does not change the record"


def test_a_new_round_needs_a_new_approval() -> None:
    record = deepcopy(valid(loan()))
    record["acts"].append({**ASK, "do": "renew", "at": "2025-01-18"})
    record["thing"] = "Level no. 4"
    assert rules(record) == []  # it is asked for again; nothing is approved for now
    record["acts"].append({**LEND, "at": "2025-01-19"})
    assert rules(record) == [("changed-after-approval", "acts[4].digest")]


def test_every_approval_in_force_has_to_hold() -> None:
    two = replace(loan(), acts={**loan().acts})
    two.acts["check"] = replace(  # type: ignore[index]
        loan().acts["remark"], name="check", approval=True, needs=()
    )
    record = deepcopy(valid(loan()))
    record["acts"].insert(2, {**REMARK, "do": "check", "digest": record["acts"][1]["digest"]})
    assert rules(record, kind=two) == []
    record["acts"][1]["digest"] = digest(loan(), "LOAN-2025-002", record, "")
    assert rules(record, kind=two) == [("changed-after-approval", "acts[1].digest")]
    _, found = judge(record, kind=two)
    assert approvals_in_force(judge(record, kind=two)[0], two) == [1, 2]
    assert len(found) == 1


def test_which_approval_is_in_force() -> None:
    def record(*names: str) -> Record:
        done = tuple(Act(name, "2025-01-01", "PER-a", {}) for name in names)
        return Record("LOAN-2025-001", "loan", "", "", {}, done)

    assert approving_act(record("ask"), loan()) is None
    assert approving_act(record("ask", "lend", "remark"), loan()) == 1
    assert approving_act(record("ask", "lend", "bring_back", "renew"), loan()) is None
    assert approving_act(record("ask", "lend", "bring_back", "renew", "lend"), loan()) == 4


# -- adopted records ------------------------------------------------------------------------------

ADOPT = {"do": "adopt", "at": "2025-01-02", "by": "PER-farroyuelo", "from": "the old card index"}


def test_an_adopted_record_is_excused_from_what_came_before() -> None:
    record, findings = judge({"title": "Level, lent in 2011", "acts": [ADOPT]})
    assert findings == []
    assert record.adopted
    assert record.state == "returned"


def test_an_adopted_record_has_a_title_and_known_fields() -> None:
    assert rules({"acts": [ADOPT]}) == [("missing-field", "")]
    assert rules({"title": "a", "thin": "b", "acts": [ADOPT]}) == [("unknown-field", "thin:key")]
    assert rules({"title": "a", "due": "2011", "acts": [ADOPT]}) == [("wrong-value", "due")]
    without = {**ADOPT, "from": ""}
    assert rules({"title": "a", "acts": [without]}) == [("act-incomplete", "acts[0]")]


def test_what_follows_an_adoption_obeys() -> None:
    assert rules({"title": "a", "acts": [ADOPT, {**LEND, "at": "2025-01-09"}]}) == [
        ("skipped-state", "acts[1].do")
    ]
    renewed = {**ASK, "do": "renew", "at": "2025-01-09"}
    assert rules({"title": "a", "acts": [ADOPT, renewed]}) == []


# -- the kind's own rules -------------------------------------------------------------------------


def test_a_rule_shows_values_as_they_were_typed() -> None:
    record = valid(loan(), due="2025-01-08")
    record["acts"][1]["digest"] = digest(loan(), NUMBER, record, "")
    [found] = judge(record)[1]
    assert (found.rule, found.at) == ("due-before-lending", "due")
    assert fill(found.message, found.values) == "Due on 2025-01-08, lent on 2025-01-09T10:00."


def test_a_rule_without_its_operands_is_not_applied() -> None:
    assert rules({**valid(loan()), "due": "2025-01-01", "acts": [ASK]}) == []


EACH = """\
rules:
  part-due-after-the-whole:
    each: parts
    assert: parts.due <= due
    message: {en: "{parts.due} is later than {due}."}
    hint: {en: Correct the date.}
    bad: {parts: [{id: P1, due: 2025-01-21}]}
  mark-unknown:
    each: marks
    when: has(place)
    assert: marks in ['red', 'blue']
    message: {en: "Nobody knows the mark {marks}."}
    hint: {en: Correct the mark.}
    bad: {marks: [green]}
"""
STRUCK = "due: {type: date}, struck: {type: date}}}"


def test_a_rule_for_each_entry_is_asked_of_every_entry_that_is_not_struck() -> None:
    text = LOAN.replace("rules:\n", EACH, 1).replace("due: {type: date}}}", STRUCK, 1)
    kind, faults = read(text)
    assert kind is not None
    assert faults == []
    late = {"due": "2025-02-01"}
    parts = [{"id": "P1", "due": "2025-01-20"}, {"id": "P2", **late}, {"id": "P3"}]
    parts.append({"id": "P4", **late, "struck": "2025-01-09"})
    _, findings = judge(valid(kind, parts=parts, marks=["red", "green"]), kind=kind)
    assert [(f.rule, f.at, fill(f.message, f.values)) for f in findings] == [
        ("part-due-after-the-whole", "parts[1].due", "2025-02-01 is later than 2025-01-20."),
        ("mark-unknown", "marks[1]", "Nobody knows the mark green."),
    ]


TREE: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(
        ["", "x", "PER-a", "2025-01-01", "adopt", "ask", "lend", "yes", "-1", "MTG-1/D1"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["do", "at", "by", "id", "from", "x-a"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(st.data())
def test_any_tree_gives_findings_and_no_exception(data: st.DataObject) -> None:
    kind = built_in(data.draw(st.sampled_from(BUILT_IN)))
    record = valid(kind)
    for _ in range(data.draw(st.integers(1, 3))):
        holder: Any = record
        while True:
            keys = list(holder) if isinstance(holder, dict) else range(len(holder))
            if not keys:
                break
            key = data.draw(st.sampled_from(list(keys)))
            if isinstance(holder[key], dict | list) and data.draw(st.booleans()):
                holder = holder[key]
                continue
            holder[key] = data.draw(TREE)
            break
    record_, findings = conform(kind, kernel(), "a/X-1.yaml", "", Source(record, "text"))
    for found in findings:
        assert fill(found.message, found.values)
        assert fill(found.hint, found.values)
    assert all(act.do in kind.acts for act in record_.acts)


@pytest.mark.parametrize(
    "field", ["", ".", "[0]", "marks[", f"acts[{'1' * 5000}]", "a..b", "acts[0].at"]
)
def test_a_correction_of_an_odd_field_is_harmless(field: str) -> None:
    record = deepcopy(valid(loan()))
    record["acts"].append(correct(field or "x", "a", "b"))
    assert rules(record) == []
