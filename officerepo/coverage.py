"""What makes each requirement real: the kinds, rules, pages and reports that say they serve it.

A requirement is enforced when a rule serves it: every rule comes with a case that breaks it, which
is tested. That a rule finds what goes against a requirement does not say that it misses what was
never recorded; rules that do say so, and their requirements are marked. One that only kinds, pages
or reports serve is supported: people can see it, no machine looks at it. One that nothing serves is
only stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from officerepo.kind import Kind, Words
from officerepo.resources import package_file
from officerepo.rules import every_rule
from officerepo.source import parse

STRUCTURE_SERVES: Mapping[str, tuple[str, ...]] = {
    "unsafe-file": ("R93",),
    "misplaced-file": ("R90",),
    "bad-file-name": ("R45", "R90"),
    "duplicate-id": ("R45",),
    "unknown-field": ("R91",),
    "missing-field": ("R91",),
    "wrong-value": ("R91",),
    "unknown-choice": ("R91",),
    "no-acts": ("R23",),
    "acts-out-of-order": ("R42", "R62"),
    "merge-conflict": ("R45",),
    "act-without-time": ("R13",),
    "skipped-state": ("R23", "R33", "R42", "R43"),
    "act-incomplete": ("R32", "R33"),
    "approval-without-digest": ("R94",),
    "changed-after-approval": ("R30", "R94"),
    "confidential-text": ("R41", "R95"),
    "personal-data": ("R41", "R95"),
}
"""What the rules on a single file serve; those not named here keep the files readable."""

ENFORCED, SUPPORTED, STATED = "enforced", "supported", "stated"


@dataclass(slots=True)
class Requirement:
    """A requirement of the founding text: its number, its group, its words in three languages."""

    id: str
    group: str
    title: Words
    kinds: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    finds_absence: bool = False  # whether a rule also finds that something due never came

    @property
    def standing(self) -> str:
        """Return `enforced`, `supported` or `stated`."""
        if self.rules:
            return ENFORCED
        return SUPPORTED if self.kinds or self.pages or self.reports else STATED


@cache
def _listed() -> tuple[tuple[str, str, Words], ...]:
    data = parse("requirements.yaml", package_file("requirements.yaml")).data or {}
    return tuple(
        (name, group, title) for group, listed in data.items() for name, title in listed.items()
    )


def coverage(
    kinds: Mapping[str, Kind],
    pages: Mapping[str, Iterable[str]] | None = None,
    reports: Mapping[str, Iterable[str]] | None = None,
) -> list[Requirement]:
    """Return all requirements in their order, each with what serves it.

    `kinds` are those that an office uses; `pages` and `reports` say which requirements each serves.
    """
    found = {name: Requirement(name, group, title) for name, group, title in _listed()}
    for kind in kinds.values():
        for name in kind.serves:
            found[name].kinds.append(kind.name)
        for rule in kind.rules.values():
            for name in rule.serves:
                found[name].rules.append(rule.name)
    for rule_id, module in every_rule().items():
        for name in module.SERVES:
            found[name].rules.append(rule_id)
            found[name].finds_absence |= getattr(module, "FINDS_ABSENCE", False)
    for rule_id, names in STRUCTURE_SERVES.items():
        for name in names:
            found[name].rules.append(rule_id)
    for page, served in (pages or {}).items():
        for name in served:
            found[name].pages.append(page)
    for report, served in (reports or {}).items():
        for name in served:
            found[name].reports.append(report)
    return list(found.values())
