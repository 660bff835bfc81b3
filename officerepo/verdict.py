"""What `check` has to say about a tree or a change: kept under the tree's key, else computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from officerepo.check import check, check_change
from officerepo.finding import Finding, fill
from officerepo.history.revisions import Comparison
from officerepo.load import FORK_ABOVE, Loaded, Progress, Tree, load, store_of
from officerepo.rules import rules_of_change
from officerepo.source import locate


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of a tree on a day, with their places, and the rules that ran or did not.

    `skipped` names each rule that did not, and the kinds it is about: none for a rule over changes
    where there is nothing to compare with, the option that was not given for one over the past.
    `loaded` is there when the index had to be built.
    """

    records: int
    findings: tuple[Finding, ...]
    ran: tuple[str, ...]
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()
    loaded: Loaded | None = None

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(finding.severity == "error" for finding in self.findings)


def judge(tree: Tree, today: date, *, jobs: int = 1, progress: Progress | None = None) -> Verdict:
    """Return the verdict on a tree; nothing is read again when nothing has changed.

    A tree that is not the working tree (`Tree.overlay`) is judged without touching the store.
    """
    kept = None if tree.overlay else store_of(tree).kept("check")
    if kept and kept["tree"] == tree.key and kept["today"] == today.isoformat():
        findings = tuple(Finding.from_row(row) for row in kept["findings"])
        skipped = tuple((rule, tuple(kinds)) for rule, kinds in kept["skipped"])
        return Verdict(kept["records"], findings, tuple(kept["ran"]), skipped)
    return judge_loaded(load(tree, jobs=jobs, progress=progress), today, jobs=jobs)


def judge_loaded(loaded: Loaded, today: date, *, jobs: int = 1) -> Verdict:
    """Judge an index that is there already, and keep the verdict."""
    finish = None
    if loaded.fresh and not loaded.tree.overlay:
        apart = jobs > 1 and len(loaded.rows) >= FORK_ABOVE
        finish = loaded.store.begin(loaded.rows, apart=apart)
    judgement = check(loaded.index, today)
    findings = tuple(sorted(placed(loaded.tree, judgement.findings), key=Finding.sort_key))
    skipped = (*judgement.skipped, *((name, ()) for name in rules_of_change()))
    verdict = Verdict(len(loaded.index.records), findings, judgement.ran, skipped, loaded)
    if not loaded.tree.overlay:
        kept = _kept(verdict, loaded, today)
        # Where the index cannot be written, the check goes on without it.
        if finish is not None:
            finish(kept)
        else:
            loaded.store.update(loaded.rows, loaded.gone, kept)
    return verdict


def judge_change(compared: Comparison, today: date, *, jobs: int = 1) -> Verdict:
    """Judge what a change leads to, by its own rules, and the change, by those of its branch."""
    verdict = judge_loaded(_as_merged(compared), today, jobs=jobs)
    judgement = check_change(compared.change, today)
    found = placed(compared.loaded.tree, judgement.findings)
    return replace(
        verdict,
        findings=tuple(sorted([*verdict.findings, *found], key=Finding.sort_key)),
        ran=tuple(sorted([*verdict.ran, *judgement.ran])),
        skipped=(*(s for s in verdict.skipped if s[1]), *judgement.skipped),
    )


def _as_merged(compared: Comparison) -> Loaded:
    """Return what a change leads to, beside the numbers that its branch has given out meanwhile."""
    change, loaded = compared.change, compared.loaded
    came = change.tip.records.keys() - change.base.records.keys() - change.own.records.keys()
    if not came:
        return loaded
    tree = replace(loaded.tree, overlay=True)  # not what plain `check` would say of it
    index = replace(loaded.index, elsewhere=frozenset(came))
    return replace(loaded, tree=tree, index=index)


def placed(tree: Tree, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Give each finding its line and column, by reading its file once more."""
    for finding in findings:
        found = tree.files.get(finding.path)
        if finding.line or found is None:
            yield finding
        else:
            line, column = locate(finding.path, found.raw, finding.at)
            yield replace(finding, at=finding.at.removesuffix(":key"), line=line, column=column)


def _kept(verdict: Verdict, loaded: Loaded, today: date) -> dict[str, Any]:
    """Return what the next run may take over when nothing has changed."""
    return {
        "kinds": loaded.index.office.trees,
        "check": {
            "tree": loaded.tree.key,
            "today": today.isoformat(),
            "records": verdict.records,
            "findings": [finding.as_row() for finding in verdict.findings],
            "ran": verdict.ran,
            "skipped": verdict.skipped,
            "shown": [
                {
                    "path": finding.path,
                    "line": finding.line,
                    "column": finding.column,
                    "severity": finding.severity,
                    "rule": finding.rule,
                    "message": fill(finding.message, finding.values),
                }
                for finding in verdict.findings
            ],
        },
    }
