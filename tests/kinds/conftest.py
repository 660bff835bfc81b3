"""Kinds read from the files that ship with the program, and a small one made for these tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from officerepo.conform import conform
from officerepo.example import source_of
from officerepo.finding import Finding
from officerepo.kind import Kind
from officerepo.kindfile import read_kind
from officerepo.office import kernel
from officerepo.record import Record
from officerepo.resources import built_in_kinds
from officerepo.source import Source, parse
from officerepo.workdays import Calendar

BUILT_IN = sorted(built_in_kinds())

LOAN = """\
kind: loan
title: {en: Loan, es: Préstamo, zh: 借用}
plural: {en: Loans, es: Préstamos, zh: 借用登记簿}
about: {en: One file for each thing lent., es: Una ficha por préstamo., zh: 每次借用一份。}
group: registers
folder: loans
format: yaml
id: LOAN-{year}-{serial:3}
label: internal
adopted_as: returned
fields:
  thing: {type: text, required: true}
  pieces: {type: integer, min: 1, max: 9, required: true}
  borrower: {type: link, to: person, required: true}
  due: {type: date, required: true}
  place: {type: choice, values: {desk: {en: Desk}, safe: {en: Safe}}, required_from: lent}
  deposit: {type: decimal}
  count: {type: integer, after_approval: true}
  marks: {type: list, of: {type: text}}
  parts: {type: list, key: id, of: {id: {type: text, required: true}, due: {type: date}}}
  valid: {type: map, of: {from: {type: date}, to: {type: date}}}
acts:
  ask: {to: asked}
  lend: {from: [asked], to: lent, power: keep_assets, not_by: [ask], approval: true, freezes: [thing]}
  remark: {from: [lent], needs: [text], keys: {text: {type: text}}}
  bring_back: {from: [lent], to: returned, needs: [condition, count], keys: {condition: {type: text}}}
  renew: {from: [returned], to: asked}
states:
  asked: {title: {en: Asked for}, phase: todo}
  lent: {title: {en: Lent}, phase: doing}
  returned: {title: {en: Returned}, phase: done}
rules:
  due-before-lending:
    assert: due >= acts.lend.at
    message: {en: "Due on {due}, lent on {acts.lend.at}.", es: "{due} {acts.lend.at}", zh: "{due} {acts.lend.at}"}
    hint: {en: Correct the date., es: Corrija la fecha., zh: 更正日期。}
    bad: {due: 2025-01-08}
views:
  date: acts.lend.at
  due: due
  cover: [thing, borrower, due]
  register: {columns: [id, thing, pieces, {value: acts.lend.at, title: {en: Lent at}}], order: newest}
example:
  title: Level for the weir
  thing: Level no. 3
  pieces: 1
  borrower: PER-tnivel
  due: 2025-01-20
  place: desk
  count: 1
  acts:
  - {do: ask, at: 2025-01-08T09:00, by: PER-tnivel}
  - {do: lend, at: 2025-01-09T10:00, by: PER-ivadolargo, digest: auto}
  - {do: bring_back, at: 2025-01-17, by: PER-tnivel, condition: muddy}
"""


@cache
def tree(name: str) -> dict[str, Any]:
    """The text tree of a built-in kind file."""
    data = parse(f"{name}.yaml", built_in_kinds()[name]).data
    assert data is not None
    return data


@cache
def built_in(name: str) -> Kind:
    """A kind that ships with the program."""
    kind, _ = read_kind(f"officerepo/kinds/{name}.yaml", tree(name), kernel(), Calendar())
    assert kind is not None
    return kind


def read(text: str) -> tuple[Kind | None, list[Finding]]:
    """The kind that a text describes, and what is wrong with it."""
    source = parse("records/kinds/loan.yaml", text.encode())
    assert source.data is not None, source.findings
    kind, findings = read_kind("records/kinds/loan.yaml", source.data, kernel(), Calendar())
    return kind, [*source.findings, *findings]


@cache
def loan() -> Kind:
    """A small kind with one of everything."""
    kind, findings = read(LOAN)
    assert findings == []
    assert kind is not None
    return kind


def judge(
    data: dict[str, Any], *, kind: Kind | None = None, body: str = "", cut: tuple[str, ...] = ()
) -> tuple[Record, list[Finding]]:
    """A record of the small kind (or another), and what is wrong inside it."""
    kind = kind or loan()
    source = Source(data, body, cut=frozenset(cut))
    return conform(kind, kernel(), kind.path_of("LOAN-2025-001"), "", source)


def valid(kind: Kind, **changes: Any) -> dict[str, Any]:
    """The kind's example as a signed record; changes as in a `bad` case, dots written `__`."""
    named = {path.replace("__", "."): value for path, value in changes.items()}
    return dict(source_of(kind, kind.example, named, "LOAN-2025-001").data or {})


def all_types(name: str) -> set[str]:
    """The field types that a built-in kind names."""
    found: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("type"), str):
                found.add(node["type"])
            for part in node.values():
                collect(part)

    data = tree(name)
    collect(data.get("fields"))
    for act in data.get("acts", {}).values():
        collect(act.get("keys"))
    return found
