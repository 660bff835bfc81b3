"""Kind files that do not say what a kind file has to: each fault with its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officerepo.example import prove
from officerepo.finding import fill
from officerepo.kind import make_id
from officerepo.kindfile import read_kind
from officerepo.office import kernel
from officerepo.source import parse
from officerepo.workdays import Calendar
from tests.kinds.conftest import LOAN, loan, read
from tests.rules.test_robust import spoil

AWAITED = """\
deadlines:
  back: {in: [lent], by: due, message: "Due by {day}.", hint: Ask for it.}
rules:
"""
FAULTS = [
    ("kind: loan\n", "", "kind", "`kind` is missing."),
    ("plural:", "plurl:", "plurl:key", "`plurl` is not a key here."),
    ("format: yaml", "format: json", "format", "`json` is not one of these: yaml, markdown."),
    ("group: registers", "group: lists", "group", "`lists` is not one of"),
    ("label: internal", "label: secret", "label", "`secret` is not one of"),
    ("{serial:3}", "{number:3}", "id", "number is unknown in a number."),
    ("adopted_as: returned", "adopted_as: retuned", "adopted_as", "no state `retuned`"),
    ("title: {en: Loan, es", "title: {en: [Loan], es", "title", "Words by language"),
    (
        "thing: {type: text,",
        "thing: {tipe: text,",
        "fields.thing.tipe:key",
        "`tipe` is not a key here.",
    ),
    ("thing: {type: text,", "thing: {type: texts,", "fields.thing.type", "`texts` is not one of"),
    (
        "thing: {type: text, required: true}",
        "thing: text",
        "fields.thing",
        "The field has no type.",
    ),
    (
        "{type: link, to: person, required: true}",
        "{type: link}",
        "fields.borrower",
        "where it leads",
    ),
    ("min: 1, max", "min: one, max", "fields.pieces.min", "`one` is not a number."),
    (
        "required_from: lent",
        "required_from: lend",
        "fields",
        "There is no state `lend` in this kind.",
    ),
    (
        "deposit: {type: decimal}",
        'deposit: {type: text, pattern: "["}',
        "fields.deposit.pattern",
        "cannot be used as a pattern",
    ),
    (
        "deposit: {type: decimal}",
        'deposit: {type: text, pattern: "(a)\\\\1"}',
        "fields.deposit.pattern",
        "cannot be used as a pattern",
    ),
    ("folder: loans", "folder: ../../evil", "folder", "cannot be the folder"),
    ("folder: loans", "folder: /etc", "folder", "cannot be the folder"),
    ("folder: loans", "folder: loans/old", "folder", "cannot be the folder"),
    ("folder: loans", "folder: Loans", "folder", "cannot be the folder"),
    ("folder: loans", "folder: kinds", "folder", "cannot be the folder"),
    ("folder: loans", "folder: con", "folder", "cannot be the folder"),
    ("folder: loans", 'folder: "."', "folder", "cannot be the folder"),
    ("folder: loans", "folder: [a]", "folder", "cannot be the folder"),
    ("id: LOAN-{year}", "id: ../../LOAN-{year}", "id", "cannot be written as links"),
    ("id: LOAN-{year}", "id: loan {year}", "id", "cannot be written as links"),
    ("  marks:", "  acts:", "fields.acts:key", "cannot be called `acts`"),
    ("  marks:", "  id:", "fields.id:key", "cannot be called `id`"),
    ("ask: {to: asked}", "ask: {to: askt}", "acts.ask", "There is no state `askt` in this kind."),
    ("ask: {to: asked}", "ask: {too: asked}", "acts.ask.too:key", "`too` is not a key here."),
    ("not_by: [ask]", "not_by: [aks]", "acts.lend.not_by", "There is no act or field `aks`"),
    ("min: 1, max: 9", "made_by: lent", "fields", "There is no act `lent`"),
    ("min: 1, max: 9", "grows: true", "fields.pieces.grows", "Only a list grows."),
    ("freezes: [thing]", "freezes: [thin]", "acts.lend.freezes", "There is no field `thin`"),
    ("needs: [text]", "needs: [txt]", "acts.remark.needs", "There is no field `txt`"),
    ("phase: todo", "phase: later", "states.asked.phase", "`later` is not one of"),
    ("phase: todo}", "fase: todo}", "states.asked.fase:key", "`fase` is not a key here."),
    (
        "assert: due >=",
        "assert: dew >=",
        "rules.due-before-lending.assert",
        "There is no field `dew`",
    ),
    ("assert: due >=", "assert: due **", "rules.due-before-lending.assert", "cannot be used"),
    (
        "assert: due >= acts.lend.at",
        "when: yes",
        "rules.due-before-lending",
        "The rule asserts nothing.",
    ),
    (
        "acts.lend.at\n    m",
        "acts.lent.at\n    m",
        "rules.due-before-lending.assert",
        "There is no act `lent`",
    ),
    ("  due-before", "  Due_before", "rules.Due_before-lending", "is not a rule id"),
    (
        "lent on {acts.lend.at}.",
        "lent on {due.__class__}.",
        "rules.due-before-lending.message",
        "`{due.__class__}` in the message",
    ),
    (
        'zh: "{due} {acts.lend.at}"',
        'zh: "{0} {due}"',
        "rules.due-before-lending.message",
        "`{0}` in the message",
    ),
    ("Correct the date.", "'Correct {place}.'", "rules.due-before-lending.hint", "`{place}`"),
    ("Correct the date.", "'Correct } it.'", "rules.due-before-lending.hint", "`}` in the message"),
    ("    bad: {due: 2025-01-08}\n", "", "rules.due-before-lending", "The rule has no `bad` case."),
    (
        "    assert: due >=",
        "    each: thing\n    assert: due >=",
        "rules.due-before-lending.each",
        "There is no list `thing` in this kind.",
    ),
    ("cover: [thing", "cover: [thnig", "views", "There is no field `thnig`"),
    ("columns: [id, thing", "columns: [id, thnig", "views.register.columns[1]", "no field `thnig`"),
    ("order: newest", "order: oldest", "views.register.order", "`oldest` is not one of"),
    (
        "{value: acts.lend.at",
        "{valu: acts.lend.at",
        "views.register.columns[3].valu:key",
        "not a key",
    ),
    ("rules:\n", AWAITED.replace("lent]", "lend]"), "deadlines.back.in", "no state `lend`"),
    ("rules:\n", AWAITED.replace("by: due", "by: deu"), "deadlines.back", "no field `deu`"),
    ("rules:\n", AWAITED.replace("by: due, ", ""), "deadlines.back", "The deadline has no day."),
    ("rules:\n", AWAITED.replace("by: due", "within: -3"), "deadlines.back.within", "`-3` is no"),
    ("rules:\n", AWAITED.replace("by: due", "within: 999"), "deadlines.back.within", "`999` is no"),
    ("rules:\n", AWAITED.replace("{day}", "{due}"), "deadlines.back.message", "`{due}` in the"),
    ("rules:\n", AWAITED.replace("by: due", "until: lost"), "deadlines.back.until", "act `lost`"),
    (
        "rules:\n",
        AWAITED.replace("by: due", "by: due, act: lost"),
        "deadlines.back.act",
        "act `lost`",
    ),
    (
        "rules:\n",
        AWAITED.replace("by: due", "by: due, when: peices > 1"),
        "deadlines.back.when",
        "no field `peices`",
    ),
    (
        "rules:\n",
        AWAITED.replace("by: due", "by: due, when: pieces >"),
        "deadlines.back.when",
        "cannot be used",
    ),
    (
        "rules:\n",
        AWAITED.replace(", hint: Ask for it.", ""),
        "deadlines.back",
        "`hint` is missing.",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"), FAULTS, ids=[fault[1] or fault[0] for fault in FAULTS]
)
def test_a_fault_in_a_kind_file(old: str, new: str, at: str, says: str) -> None:
    assert LOAN.count(old) >= 1
    _, findings = read(LOAN.replace(old, new, 1))
    said = [(f.at, fill(f.message, f.values)) for f in findings]
    assert any(place == at and says in message for place, message in said), said
    assert {f.rule for f in findings} == {"kind-file"}
    for found in findings:
        assert "{" not in fill(found.hint, found.values).replace("{year}", "").replace(
            "{serial:4}", ""
        ).replace("{type: text}", "").replace("{en: Seal, es: Sello}", "").replace("{…}", "")


PROOFS = [
    (
        "bad: {due: 2025-01-08}",
        "bad: {due: 2025-01-09}",
        "rules.due-before-lending.bad",
        "breaks no rule",
    ),
    ("bad: {due: 2025-01-08}", "bad: {due: soon}", "rules.due-before-lending.bad", "`wrong-value`"),
    ("pieces: 1\n", "pieces: 10\n", "example.pieces", "the rule `wrong-value`"),
    ("  thing: Level no. 3\n", "", "example", "the rule `missing-field`"),
    (
        "digest: auto",
        "digest: sha256:" + "0" * 64,
        "example.acts[1].digest",
        "`changed-after-approval`",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"), PROOFS, ids=[proof[1] or proof[0] for proof in PROOFS]
)
def test_an_example_that_proves_nothing(old: str, new: str, at: str, says: str) -> None:
    kind, findings = read(LOAN.replace(old, new, 1))
    assert kind is not None
    assert findings == []
    said = [(f.at, fill(f.message, f.values)) for f in prove(kind, kernel())]
    assert len(said) == 1
    assert said[0][0] == at
    assert says in said[0][1]


def test_a_kind_without_example() -> None:
    kind, _ = read(LOAN[: LOAN.index("example:")])
    assert kind is not None
    assert [f.message for f in prove(kind, kernel())] == ["The kind has no example."]


def test_the_small_kind_proves_itself() -> None:
    assert list(prove(loan(), kernel())) == []


def test_where_records_lie_and_what_they_are_called() -> None:
    kind = loan()
    assert kind.path_of("LOAN-2025-001") == "records/loans/2025/LOAN-2025-001.yaml"
    assert make_id(kind.id, year=2025, serial=7) == "LOAN-2025-007"
    assert make_id(kind.id, year=2025, serial=1234) == "LOAN-2025-1234"
    good = ["LOAN-2025-001", "LOAN-2025-999", "LOAN-2025-1000"]
    bad = [
        "LOAN-2025-000",
        "LOAN-2025-01",
        "LOAN-2025-0001",
        "LOAN-25-001",
        "loan-2025-001",
        "LOAN-2025-001 ",
    ]
    assert [name for name in (*good, *bad) if kind.id_pattern.fullmatch(name)] == good


def test_an_id_may_be_made_of_the_records_own_fields() -> None:
    kind, findings = read(LOAN.replace("LOAN-{year}-{serial:3}", "LOAN-{thing}-{borrower}"))
    assert findings == []
    assert kind is not None
    assert kind.id_fields == ("thing", "borrower")
    assert make_id(kind.id, thing="REG-level-v3", borrower="PER-tnivel") == (
        "LOAN-REG-level-v3-PER-tnivel"
    )
    good = ["LOAN-REG-level-v3-PER-tnivel", "LOAN-1.2-A"]
    bad = ["LOAN-A", "LOAN--A", "LOAN-A/B-C", "LOAN-A-", "LOAN-A B-C"]
    assert [name for name in (*good, *bad) if kind.id_pattern.fullmatch(name)] == good


def test_a_kind_may_ask_for_a_field_that_all_kinds_have() -> None:
    kind, findings = read(
        LOAN.replace("fields:\n", "fields:\n  series: {type: text, required: true}\n")
    )
    assert findings == []
    assert kind is not None
    assert kind.fields["series"].required
    assert "series" in kind.own_fields


@settings(max_examples=200)
@given(st.data())
def test_any_kind_file_gives_findings_and_no_exception(data: st.DataObject) -> None:
    tree: Any = parse("loan.yaml", LOAN.encode()).data
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(tree, data)
    kind, findings = read_kind("records/kinds/loan.yaml", tree, kernel(), Calendar())
    if kind is not None and not findings:
        findings = list(prove(kind, kernel()))
    for found in findings:
        assert fill(found.message, found.values)
