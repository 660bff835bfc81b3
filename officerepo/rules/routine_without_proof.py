"""No record can ever show that a routine was kept.

The kind of record it waits for is not kept in this office, has no such act, or the condition is
not a formula over its fields.

Good:
    set RTN-leadership-meeting satisfied_by =
      {kind: meeting, where: "len(decisions) >= 0", act: hold}
    set RTN-leadership-meeting valid = {from: 2025-03-01}
Bad:
    set RTN-leadership-meeting satisfied_by =
      {kind: meeting, where: "typ == 'leadership'", act: held}
    set RTN-leadership-meeting valid = {from: 2025-03-01}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from officerepo.domain.routines import condition
from officerepo.expression import ExpressionError
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record
from officerepo.text import near

SERVES = ("R12",)
KINDS = ("routine",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each routine that asks for something that does not exist."""
    for routine in index.of("routine"):
        wanted = routine.data.get("satisfied_by")
        if isinstance(wanted, dict) and isinstance(wanted.get("kind"), str):
            yield from _unknown(index, routine, wanted["kind"], wanted.get("act"))


def _unknown(index: Index, routine: Record, name: str, act: object) -> Iterator[Finding]:
    kind = index.office.kinds.get(name)
    if kind is None:
        message = "No records of the kind `{name}` are kept here."
        yield _finding(routine, "kind", message, name, index.office.kinds)
        return
    if isinstance(act, str) and act and act not in kind.acts:
        message = "There is no act `{name}` in records of the kind {kind}."
        yield _finding(routine, "act", message, act, kind.acts, kind.name)
    try:
        formula = condition(routine)
    except ExpressionError:
        message = "`{name}` is not a formula such as type == 'training'."
        where = str(routine.data["satisfied_by"].get("where", ""))
        yield _finding(routine, "where", message, where, ())
        return
    for name in formula.names if formula else ():
        field = name.split(".")[0]
        if field not in kind.fields and field not in ("acts", "id", "state"):
            message = "There is no field `{name}` in records of the kind {kind}."
            yield _finding(routine, "where", message, field, kind.fields, kind.name)


def _finding(
    routine: Record, at: str, message: str, name: str, known: Iterable[str], kind: str = ""
) -> Finding:
    like = near(name, known)
    return Finding(
        routine.path,
        f"satisfied_by.{at}",
        message,
        "Write `{like}`." if like else "Correct what shows that the routine was kept.",
        values={"name": name, "kind": kind, "like": like},
    )
