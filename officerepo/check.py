"""The judgement: all rules over an index or a change, waivers applied, findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from officerepo.change import Change
from officerepo.finding import Finding, Severity, fill
from officerepo.index import Index
from officerepo.profile import STRUCTURE
from officerepo.rules import rules, rules_of_change

Check = Callable[[Index, date], Iterable[Finding]]
CheckChange = Callable[[Change], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of an index on a day, and which rules were run over it.

    `skipped` are the rules that can find nothing, each with the kinds whose records it looks at and
    of which the office uses none.
    """

    findings: tuple[Finding, ...]
    ran: tuple[str, ...]
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()


def rule_ids(index: Index) -> list[str]:
    """Return the ids of all rules that an index is held against, wherever they are declared."""
    kinds = (name for kind in index.office.kinds.values() for name in kind.rules)
    return sorted({*STRUCTURE, *kinds, *rules()})


def check(index: Index, today: date) -> Judgement:
    """Run every rule over an index as of a day, but for those over kinds that are not used."""
    findings = list(index.findings)
    skipped: dict[str, tuple[str, ...]] = {}
    for rule_id, module in rules().items():
        kinds: tuple[str, ...] = getattr(module, "KINDS", ())
        if kinds and index.office.kinds.keys().isdisjoint(kinds):
            skipped[rule_id] = kinds
            continue
        severity: Severity = getattr(module, "SEVERITY", "error")
        run = cast(Check, module.check)
        for finding in run(index, today):
            weight: Severity = "warning" if "warning" in (severity, finding.severity) else "error"
            findings.append(finding.stamped(rule_id, weight))
    kept = _waived(index, findings, today)
    return Judgement(
        tuple(sorted(kept, key=Finding.sort_key)),
        tuple(name for name in rule_ids(index) if name not in skipped),
        tuple(skipped.items()),
    )


def check_change(change: Change, today: date) -> Judgement:
    """Run every rule over a change. None of them can be waived by the records that it brings."""
    if change.policy is not change.own:
        change = replace(change, unearned=tuple(_unearned(change, today)))
    findings: list[Finding] = []
    skipped: dict[str, tuple[str, ...]] = {}
    for rule_id, module in rules_of_change().items():
        kinds: tuple[str, ...] = getattr(module, "KINDS", ())
        if kinds and change.head.office.kinds.keys().isdisjoint(kinds):
            skipped[rule_id] = kinds
            continue
        severity: Severity = getattr(module, "SEVERITY", "error")
        run = cast(CheckChange, module.check)
        for finding in run(change):
            weight: Severity = "warning" if "warning" in (severity, finding.severity) else "error"
            findings.append(finding.stamped(rule_id, weight))
    return Judgement(
        tuple(sorted(findings, key=Finding.sort_key)),
        tuple(name for name in rules_of_change() if name not in skipped),
        tuple(skipped.items()),
    )


def _unearned(change: Change, today: date) -> Iterator[Finding]:
    """Yield what the branch finds wrong after a change, and the change's own rules do not."""
    own = {_said(finding) for finding in check(change.own, today).findings}
    for finding in check(change.policy, today).findings:
        if _said(finding) not in own:
            yield finding


def _said(finding: Finding) -> tuple[str, str, str, str, str]:
    words = fill(finding.message, finding.values)
    return finding.rule, finding.severity, finding.path, finding.at, words


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
