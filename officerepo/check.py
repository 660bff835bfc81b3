"""The judgement: all rules over an index, waivers applied, findings in order."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import cast

import officerepo.rules
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.profile import STRUCTURE

Check = Callable[[Index, date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of an index on a day, and which rules were run over it."""

    findings: tuple[Finding, ...]
    ran: tuple[str, ...]


@cache
def rules() -> dict[str, ModuleType]:
    """Return the rules across records by id: every module in `rules/`, its file name the id."""
    names = sorted(module.name for module in pkgutil.iter_modules(officerepo.rules.__path__))
    return {name.replace("_", "-"): import_module(f"officerepo.rules.{name}") for name in names}


def rule_ids(index: Index) -> list[str]:
    """Return the ids of all rules that an index is held against, wherever they are declared."""
    kinds = (name for kind in index.office.kinds.values() for name in kind.rules)
    return sorted({*STRUCTURE, *kinds, *rules()})


def check(index: Index, today: date) -> Judgement:
    """Run every rule over an index as of a day."""
    findings = list(index.findings)
    for rule_id, module in rules().items():
        severity: Severity = getattr(module, "SEVERITY", "error")
        run = cast(Check, module.check)
        for finding in run(index, today):
            weight: Severity = "warning" if "warning" in (severity, finding.severity) else "error"
            findings.append(finding.stamped(rule_id, weight))
    kept = _waived(index, findings, today)
    return Judgement(tuple(sorted(kept, key=Finding.sort_key)), tuple(rule_ids(index)))


def _waived(index: Index, findings: list[Finding], today: date) -> Iterator[Finding]:
    """Leave out the warnings that a record's own `waive` accepts for the time being."""
    day = today.isoformat()
    waived = {
        (record.path, str(item.get("rule")))
        for record in index.records.values()
        if "waive" in record.data and isinstance(record.data["waive"], list)
        for item in record.data["waive"]
        if isinstance(item, dict) and str(item.get("until", "")) >= day
    }
    for finding in findings:
        if finding.severity != "warning" or (finding.path, finding.rule) not in waived:
            yield finding
