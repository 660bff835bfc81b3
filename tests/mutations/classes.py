"""Classes of single edits that somebody might make, by slip or on purpose, and what finds them.

A class yields every edit of its sort that the demo office allows, as the entries it changes. The
rules that are to find it are named beforehand; one of them has to be among the new findings. What
only history can show is left out of a class where it can be told beforehand, and said here: the
last act taken away, an act that changes no state taken away, a date moved between its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from officerepo.approval import approvals_in_force
from officerepo.index import Index
from officerepo.kind import Field, make_id
from officerepo.record import Record
from tests.mutations.demo import Demo, Entry

Edit = Mapping[str, Entry | None]


@dataclass(frozen=True)
class Class:
    """A sort of edit: what it does in words, the rules of which one has to find it."""

    name: str
    says: str
    rules: frozenset[str]
    edits: Callable[[Demo, Index, Random], Iterator[tuple[str, Edit]]]


def acts_of(entry: Entry) -> list[dict[str, Any]]:
    """The acts of an entry; none for kinds whose life is dates."""
    acts = entry.tree.get("acts")
    return acts if isinstance(acts, list) else []


def approved(demo: Demo, index: Index) -> Iterator[tuple[str, Entry, Record, list[int]]]:
    """Records with an approval in force, and the acts that give it."""
    for name, entry in demo.entries.items():
        record = index.records[name]
        if record.acts and not record.adopted and record.state != "void":
            found = approvals_in_force(record, entry.kind)
            if found:
                yield name, entry, record, found


def serial(demo: Demo) -> Iterator[tuple[str, Entry]]:
    """Entries of kinds with running numbers."""
    return ((name, entry) for name, entry in demo.entries.items() if entry.kind.gapless)


def renamed(entry: Entry, name: str, by: int) -> str:
    """The number `by` further on in the same book."""
    found = entry.kind.id_pattern.fullmatch(name)
    assert found
    return make_id(entry.kind.id, year=found["year"], serial=int(found["serial"]) + by)


# -- the classes ----------------------------------------------------------------------------------


def approver_swapped(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    people = sorted(record.id for record in index.of("person"))
    for name, entry, record, numbers in approved(demo, index):
        for number in numbers:
            act = record.acts[number]
            spec = entry.kind.acts[act.do]
            if spec.who:
                continue  # who may is named in the record, not by power
            held = [p for p in people if p != act.by]
            for person in rng.sample(held, 4):
                powers = index.authority.powers(person, act.at[:10])
                if any(power.split(":")[0] in p for power in spec.powers for p in powers):
                    continue
                changed = entry.copy()
                acts_of(changed)[number]["by"] = person
                yield f"{name} {act.do} by {person}", {name: changed}


def asker_approves(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        record = index.records[name]
        for number, act in enumerate(record.acts):
            for other in entry.kind.acts[act.do].not_by:
                earlier = [a.by for a in record.acts[:number] if a.do == other and a.by != act.by]
                if earlier:
                    changed = entry.copy()
                    acts_of(changed)[number]["by"] = earlier[-1]
                    yield f"{name} {act.do} by {earlier[-1]}", {name: changed}


def date_shifted(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        acts = acts_of(entry)
        for number in range(len(acts)):
            days = rng.choice((-400, -90, 90, 400))
            at = acts[number]["at"]
            moved = (date.fromisoformat(at[:10]) + timedelta(days)).isoformat()
            before = acts[number - 1]["at"][:10] if number else _opened(demo, name, -1)
            after = acts[number + 1]["at"][:10] if number + 1 < len(acts) else "2025-12-31"
            if not number:
                after = min(after, _opened(demo, name, 1) or after)
            if before <= moved <= after:
                continue  # between its neighbours: only history knows
            changed = entry.copy()
            acts_of(changed)[number]["at"] = moved + at[10:]
            yield f"{name} {acts[number]['do']} {at[:10]} to {moved}", {name: changed}


def act_deleted(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        acts = acts_of(entry)
        for number, act in enumerate(acts[:-1]):
            spec = entry.kind.acts[act["do"]]
            if not spec.to or act["do"] == "adopt":
                continue  # it changes no state: only history knows
            following = entry.kind.acts[acts[number + 1]["do"]]
            before = acts[number - 1] if number else None
            state = entry.kind.acts[before["do"]].to if before else ""
            if following.sources is not None and state in following.sources:
                continue  # what follows could have followed without it
            changed = entry.copy()
            del acts_of(changed)[number]
            yield f"{name} without {act['do']}", {name: changed}


def renumbered(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in serial(demo):
        yield f"{name} moved on", {name: None, renamed(entry, name, 300): entry.copy()}


def task_dropped(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for task in index.of("task"):
        source = str(task.data.get("source", ""))
        meeting = index.records.get(source.split("/")[0])
        if meeting and meeting.kind == "meeting" and meeting.state in ("approved", "filed"):
            others = [t for t in index.of("task") if t.data.get("source") == source]
            if len(others) == 1:
                yield f"{task.id} of {source} gone", {task.id: None}
                changed = demo.entries[task.id].copy()
                changed.tree["source"] = task.data["owner"]
                yield f"{task.id} of {source} taken for an own duty", {task.id: changed}
    for meeting in index.of("meeting"):
        for number, decision in enumerate(meeting.data.get("decisions", ())):
            if "no_task_reason" in decision and meeting.state in ("approved", "filed"):
                changed = demo.entries[meeting.id].copy()
                del changed.tree["decisions"][number]["no_task_reason"]
                yield f"{meeting.id}/{decision['id']} without its reason", {meeting.id: changed}


def text_changed(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    outside = {"acts", "refs", "label", "dossier", "hold", "waive", "notes"}
    for name, entry, _, _ in approved(demo, index):
        for field, value in entry.tree.items():
            spec = entry.kind.fields.get(field)
            covered = field not in outside and spec is not None and not spec.after_approval
            free = spec is not None and spec.type == "text" and not spec.pattern
            if covered and free and isinstance(value, str):
                changed = entry.copy()
                changed.tree[field] = value + " and more"
                yield f"{name} {field}", {name: changed}
        if entry.body:
            changed = entry.copy()
            place = rng.randrange(len(entry.body))
            sign = "x" if entry.body[place] != "x" else "y"
            changed.body = entry.body[:place] + sign + entry.body[place + 1 :]
            yield f"{name} body at {place}", {name: changed}


def link_broken(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        for link in index.records[name].links:
            changed = entry.copy()
            if _replace(changed.tree, link.name, link.name[:-1] + "77"):
                yield f"{name} {link.at}", {name: changed}


def file_copied(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    last: dict[str, int] = {}
    for name, entry in serial(demo):
        found = entry.kind.id_pattern.fullmatch(name)
        assert found
        book = f"{entry.kind.name} {found['year']}"
        last[book] = max(last.get(book, 0), int(found["serial"]))
    for name, entry in serial(demo):
        found = entry.kind.id_pattern.fullmatch(name)
        assert found
        number = last[f"{entry.kind.name} {found['year']}"] + 1
        if int(found["serial"]) + 1 == number and not _is_approved(name, entry, index):
            continue  # the last entry twice: two papers may come in the same minute
        copy = make_id(entry.kind.id, year=found["year"], serial=number)
        yield f"{name} copied to {copy}", {copy: entry.copy()}


def count_exceeded(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        counted = [
            ("seal-use", "copies"),
            ("seal-use", "impressions"),
            ("outgoing", "print.copies"),
            ("trip", "odometer.out"),
            ("post", "headcount"),
            ("meeting", "quorum"),
        ]
        for kind, at in counted:
            *steps, last = at.split(".")
            node: Any = entry.tree
            for step in steps:
                node = node.get(step, {}) if isinstance(node, dict) else {}
            if entry.kind.name != kind or not isinstance(node, dict) or last not in node:
                continue
            if kind == "seal-use" and not _is_approved(name, entry, index):
                continue  # what is applied for may still be changed
            changed = entry.copy()
            holder: Any = changed.tree
            for step in steps:
                holder = holder[step]
            holder[last] = "0" if kind == "post" else str(int(node[last]) + 900)
            yield f"{name} {at}", {name: changed}


def field_removed(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        for field in entry.kind.fields.values():
            if field.required and field.name in entry.tree and not index.records[name].adopted:
                changed = entry.copy()
                del changed.tree[field.name]
                yield f"{name} without {field.name}", {name: changed}


def field_misspelt(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        for field in entry.tree:
            if field != "acts" and not field.startswith("x-"):
                changed = entry.copy()
                changed.tree[field[:-1] + "z"] = changed.tree.pop(field)
                yield f"{name} {field}", {name: changed}


def choice_misspelt(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    for name, entry in demo.entries.items():
        for field, value in entry.tree.items():
            spec: Field | None = entry.kind.fields.get(field)
            if spec is not None and spec.type == "choice" and isinstance(value, str):
                changed = entry.copy()
                changed.tree[field] = value + "s"
                yield f"{name} {field}", {name: changed}


def appointment_cut(demo: Demo, index: Index, rng: Random) -> Iterator[tuple[str, Edit]]:
    """Somebody's appointments end before the last act that needed a power."""
    for record in index.records.values():
        for act in record.acts:
            spec = index.kind(record).acts[act.do]
            person = demo.entries.get(act.by)
            if not spec.powers or spec.who or person is None or record.adopted:
                continue
            changed = person.copy()
            end = (date.fromisoformat(act.at[:10]) - timedelta(1)).isoformat()
            for item in changed.tree["appointments"]:
                if item["from"] <= end and item.get("to", "9999") > end:
                    item["to"] = end
                elif item["from"] > end:
                    item["to"] = item["from"]
            yield f"{act.by} until {end}", {act.by: changed}


def _opened(demo: Demo, name: str, by: int) -> str:
    """The day of the first act of the number before or after; empty where there is no such."""
    entry = demo.entries[name]
    near = renamed(entry, name, by) if entry.kind.gapless else ""
    return acts_of(demo.entries[near])[0]["at"][:10] if near in demo.entries else ""


def _is_approved(name: str, entry: Entry, index: Index) -> bool:
    return bool(approvals_in_force(index.records[name], entry.kind))


def _replace(node: Any, old: str, new: str) -> bool:
    """Put a text in the place of the first that is equal to another."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        if value == old:
            node[key] = new
            return True
        if isinstance(value, (dict, list)) and _replace(value, old, new):
            return True
    return False


def _class(edits: Callable[..., Any], says: str, *rules: str) -> Class:
    return Class(edits.__name__.replace("_", "-"), says, frozenset(rules), edits)


CLASSES = (
    _class(approver_swapped, "somebody without the power approves", "without-authority"),
    _class(asker_approves, "one person does both acts", "self-approval", "without-authority"),
    _class(
        date_shifted,
        "an act is moved by months",
        *("acts-out-of-order", "future-act", "wrong-book", "number-out-of-order"),
        *("without-authority", "adopted-after-beginning"),
    ),
    _class(act_deleted, "a step is taken out", "skipped-state", "act-incomplete", "no-acts"),
    _class(
        renumbered, "a number is left out", "gap-in-register", "number-out-of-order", "broken-link"
    ),
    _class(task_dropped, "a decision loses its task", "decision-without-task"),
    _class(text_changed, "an approved text is changed", "changed-after-approval"),
    _class(link_broken, "a link leads nowhere", "broken-link", "wrong-value"),
    _class(
        file_copied,
        "a file is copied under the next number",
        *("changed-after-approval", "number-out-of-order", "wrong-book"),
    ),
    _class(
        count_exceeded,
        "a count is raised",
        *("changed-after-approval", "more-sealed-than-printed", "print-run-does-not-add-up"),
        *("fewer-impressions-than-copies", "more-holders-than-places", "odometer-runs-backwards"),
        *("odometer-gap", "decisions-without-quorum"),
    ),
    _class(field_removed, "a field that is needed is taken out", "missing-field"),
    _class(field_misspelt, "a field's name is misspelt", "unknown-field"),
    _class(choice_misspelt, "a word of a vocabulary is misspelt", "unknown-choice"),
    _class(appointment_cut, "somebody had left before they acted", "without-authority"),
)
