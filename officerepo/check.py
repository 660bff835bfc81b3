"""The judgement: all rules over an index or a change, waivers applied, findings in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType
from typing import cast

from officerepo.finding import Finding, Severity, fill
from officerepo.history.change import Change
from officerepo.history.past import Past
from officerepo.index import Index
from officerepo.profile import STRUCTURE
from officerepo.rules import rules, rules_of_change, rules_of_history

Check = Callable[..., Iterable[Finding]]
"""What a rule is: a function of an index and a day, of a change, or of the past."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of an index on a day, and which rules were run over it.

    `skipped` are the rules that can find nothing, each with the kinds whose records it looks at and
    of which the office uses none, or with what was not asked for and it needs.
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
    found, skipped = _run(rules(), index.office.kinds, index, today)
    kept = _waived(index, [*index.findings, *found], today)
    return _judgement(kept, rule_ids(index), skipped)


def check_change(change: Change, today: date) -> Judgement:
    """Run every rule over a change. None of them can be waived by the records that it brings."""
    if change.policy is not change.own and change.pairs:
        change = replace(change, unearned=tuple(_unearned(change, today)))
    found, skipped = _run(rules_of_change(), change.head.office.kinds, change)
    return _judgement(found, rules_of_change(), skipped)


def check_past(past: Past, without: Collection[str] = ()) -> Judgement:
    """Run every rule over the past but for those that need what is not there.

    What a rule may need is a checkpoint or signatures; `without` names what was not asked for.
    """
    found, skipped = _run(rules_of_history(), past.kinds, past, without=without)
    return _judgement(found, rules_of_history(), skipped)


def _run(
    modules: Mapping[str, ModuleType],
    used: Container[str],
    *judged: Index | Change | Past | date,
    without: Collection[str] = (),
) -> tuple[list[Finding], dict[str, tuple[str, ...]]]:
    """Return what rules find in what is judged, and which are skipped, each with the reason."""
    findings: list[Finding] = []
    skipped: dict[str, tuple[str, ...]] = {}
    for rule_id, module in modules.items():
        kinds: tuple[str, ...] = getattr(module, "KINDS", ())
        needs: str = getattr(module, "NEEDS", "")
        if needs in without:
            skipped[rule_id] = (needs,)
            continue
        if kinds and not any(kind in used for kind in kinds):
            skipped[rule_id] = kinds
            continue
        severity: Severity = getattr(module, "SEVERITY", "error")
        for finding in cast(Check, module.check)(*judged):
            weight: Severity = "warning" if "warning" in (severity, finding.severity) else "error"
            findings.append(finding.stamped(rule_id, weight))
    return findings, skipped


def _judgement(
    findings: Iterable[Finding], names: Iterable[str], skipped: Mapping[str, tuple[str, ...]]
) -> Judgement:
    return Judgement(
        tuple(sorted(findings, key=Finding.sort_key)),
        tuple(name for name in names if name not in skipped),
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
