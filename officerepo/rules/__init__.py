"""Rules across records: one file a rule, the file's name its id.

Each file says in its docstring what the rule forbids and why, with a `Good:` block that passes and
a `Bad:` block that gives findings of this rule and no other; both are tests. `check(index, today)`
yields findings; the runner adds the id and `SEVERITY`. Rules do not import each other. A rule of
errors with findings that weigh less says `SOME_WARN`. A rule that can only find something among
records of some kinds names them in `KINDS`; where the office has none of them it is skipped. One
that finds that something never came, or is gone, says `FINDS_ABSENCE`: most rules look at what was
recorded and are silent where nothing was.

Rules over a change lie in the folder `change`: `check(change)` compares what was with what is to
be. Plain `check` skips them; they run where there is something to compare with. Rules over the past
lie in the folder `history`: `check(past)` looks at all commits, in `audit`. Those that need a
checkpoint or signatures say so in `NEEDS`. Their examples are scripted repositories in
`tests/history`.

A block is a list of edits to a small valid office (`tests/rules/sample`) on 31 March 2025. Its
approvals are signed again after the edits. One edit a line; a line indented further continues it:

    set ID PATH = VALUE     the field says VALUE; with nothing after `=` it is gone
    add ID PATH = VALUE     VALUE comes last in the list
    new ID like OTHER       another record, with the contents of OTHER
    drop ID                 the record does not exist
    shift ID DAYS           all its acts happen +n or -n days later
    today DATE              the check is made on that day
    then                    what follows is the change; what came before it was there already
    merged MOMENT           the change is merged at that time, else on 31 March at 18:00
    written ADDRESS         the acts that come after it are committed from that e-mail address
    meanwhile               what follows came to the branch while the change was being made
    file PATH = TEXT        a file beside the records says TEXT
    remove PATH             that file is gone
    former PATH             what that file says after the change, it said once before

A path is names joined by dots; an item of a list is named by its number from 0, by its `id`, or, if
it is an act, by what was done (the last such act): `decisions.D1.due`, `acts.approve.by`. Values
are YAML in flow style; TODAY, TOMORROW and YESTERDAY stand for dates. `office` is the settings.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def rules() -> Mapping[str, ModuleType]:
    """Return the rules across records by id: every module of this folder, its file name the id."""
    return _modules(__name__, __path__)


@cache
def rules_of_change() -> Mapping[str, ModuleType]:
    """Return the rules over a change by id: every module of the folder `change`."""
    return _modules(f"{__name__}.change", [f"{folder}/change" for folder in __path__])


@cache
def rules_of_history() -> Mapping[str, ModuleType]:
    """Return the rules over the past by id: every module of the folder `history`."""
    return _modules(f"{__name__}.history", [f"{folder}/history" for folder in __path__])


def every_rule() -> Mapping[str, ModuleType]:
    """Return all rules that have a file of their own, by id: of records, changes and the past."""
    return {**rules(), **rules_of_change(), **rules_of_history()}


def _modules(package: str, folder: Iterable[str]) -> Mapping[str, ModuleType]:
    found = pkgutil.iter_modules(folder)
    names = sorted(module.name for module in found if not module.ispkg)
    return {name.replace("_", "-"): import_module(f"{package}.{name}") for name in names}


@cache
def waivable() -> frozenset[str]:
    """Return the ids of the rules across records that give warnings."""
    return frozenset(
        name
        for name, module in rules().items()
        if getattr(module, "SEVERITY", "error") == "warning" or getattr(module, "SOME_WARN", False)
    )
