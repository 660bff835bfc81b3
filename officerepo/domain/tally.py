"""What makes a record count: its state, due date and tasks as they were at a moment.

Nothing later than the moment is looked at, so that a figure can be counted again years afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from officerepo.course import acts_until, as_of, in_force, state_at
from officerepo.domain.deadlines import awaited
from officerepo.domain.decisions import Decision, superseded_on
from officerepo.domain.journeys import distance
from officerepo.index import Index
from officerepo.kind import Kind, Words
from officerepo.record import Act, Record, day, is_before


class Hit(NamedTuple):
    """What may count: a record, the act by which it counts, and a part of it (a decision)."""

    record: Record
    act: Act
    part: Mapping[str, Any]


Condition = Callable[[Index, Hit, str], bool]
"""Whether a hit counts as of a moment."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One thing that can be counted.

    `unit` says whose it is: fields naming a unit or a post, the first that is filled in counts; or
    `act:NAME`, the units of whoever did that act. A `standing` counter looks at how things stand at
    the end of the period, whenever the act was done. With `among`, the result is the per cent of
    hits that meet `keep` among those that meet `among`; with `measure`, a sum.
    """

    name: str
    kind: str
    act: str
    unit: tuple[str, ...]
    title: Words
    counts: Words
    keep: Condition | None = None
    among: Condition | None = None
    measure: Callable[[Hit], Decimal] | None = None
    parts: str = ""
    standing: bool = False


# -- conditions -----------------------------------------------------------------------------------


def due_at(record: Record, kind: Kind, moment: str) -> str:
    """Return the date a record was due, with the extensions granted by a moment."""
    return in_force_at(record, kind, kind.views.due, moment)


def in_force_at(record: Record, kind: Kind, field: str, moment: str) -> str:
    """Return what was in force for a field at a moment, after the acts that had moved it."""
    return in_force(record.data, kind, field, acts_until(record, moment))


def is_closed(index: Index, hit: Hit, moment: str) -> bool:
    """Whether the record is closed since this act: it was not reopened."""
    then = as_of(hit.record, index.kind(hit.record), moment)
    return then is not None and then.state == "closed" and then.last(hit.act.do) is hit.act


def is_on_time(index: Index, hit: Hit, moment: str) -> bool:
    """Whether a closed task was reported done by its due date."""
    if not is_closed(index, hit, moment):
        return False
    claims = [act for act in acts_until(hit.record, moment) if act.do == "claim_done"]
    due = due_at(hit.record, index.kind(hit.record), moment)
    return bool(claims and due) and day(claims[-1].at) <= due


def is_open(index: Index, hit: Hit, moment: str) -> bool:
    """Whether something was still to be done."""
    kind = index.kind(hit.record)
    return kind.phase_of(state_at(hit.record, kind, moment)) not in ("done", "dropped")


def is_late(index: Index, hit: Hit, moment: str) -> bool:
    """Whether a step was awaited of the record by an earlier day, as pages called it late then."""
    then = as_of(hit.record, index.kind(hit.record), moment)
    found = awaited(index, then) if then else None
    return found is not None and found.day < day(moment)


def is_minuted(index: Index, hit: Hit, moment: str) -> bool:
    """Whether a decision stands in minutes that were circulated, and was not struck."""
    struck = hit.part.get("struck")
    if isinstance(struck, dict) and not is_before(moment, str(struck.get("at", ""))):
        return False
    state = state_at(hit.record, index.kind(hit.record), moment)
    return state in ("circulated", "approved", "filed")


def needs_task(index: Index, hit: Hit, moment: str) -> bool:
    """Whether a decision is to be carried out, or was: not if all its tasks were cancelled.

    One that was superseded need not be carried out any more, but may have been.
    """
    if superseded_on(index, Decision(hit.record, hit.part), day(moment)):
        return is_carried_out(index, hit, moment)
    states = _task_states(index, hit, moment)
    wanted = states != {"cancelled"} if states else not hit.part.get("no_task_reason")
    return wanted and is_minuted(index, hit, moment)


def is_carried_out(index: Index, hit: Hit, moment: str) -> bool:
    """Whether all tasks of a decision are closed, those that were cancelled aside."""
    done = _task_states(index, hit, moment) - {"cancelled"} == {"closed"}
    return done and is_minuted(index, hit, moment)


def _task_states(index: Index, hit: Hit, moment: str) -> set[str]:
    """Return the states in which the tasks of a decision were; void ones do not count."""
    states = {
        state_at(task, index.kind(task), moment)
        for task, link in index.links_to(hit.record.id)
        if task.kind == "task" and link.at == "source" and link.sub == hit.part.get("id")
    }
    return states - {"", "void"}


def kilometres(hit: Hit) -> Decimal:
    """Return how far a trip went by the odometer."""
    return Decimal(distance(hit.record) or 0)
