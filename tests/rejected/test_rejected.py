"""Changes to the demo year that were proposed and turned down, each by exactly the rules it names.

A file tells what somebody tried: a title, the story, the edits (in the language of the rules' Good
and Bad blocks, see `officerepo/rules/__init__.py`) and the rules that turn it down. With the line
`sign` after the edits, whoever tried had what they changed approved again. A minimal bad change for
each rule of its own stands with the rule: in its Bad block, its `bad`, or the gallery of mistakes.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path

import pytest

from officerepo.approval import approvals_in_force, digest
from officerepo.check import rule_ids
from officerepo.conform import conform
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.source import Source
from tests.mutations.demo import TODAY, Demo, Entry, demo
from tests.rules.edits import Sample

HERE = Path(__file__).parent
STORIES = sorted(path.stem for path in HERE.glob("*.txt"))
SHAPE = re.compile(
    r"(?P<title>.+)\n\n(?P<story>(?:\S.*\n)+)\n(?P<edits>(?:    .+\n)+)\n(?P<rules>[a-z -]+)\n"
)


class Proposal(Sample):
    """A change to the demo year, as somebody proposed it."""

    def __init__(self, office: Demo) -> None:
        super().__init__()
        self.today = TODAY
        self.office = office
        self.trees = {name: deepcopy(entry.tree) for name, entry in office.entries.items()}
        self.bodies = {name: entry.body for name, entry in office.entries.items()}
        self.kinds = {name: entry.kind.name for name, entry in office.entries.items()}

    def changes(self, sign: bool) -> dict[str, Entry | None]:
        """The entries that are not as they were; None for those that are gone."""
        changed: dict[str, Entry | None] = dict.fromkeys(self.office.entries.keys() - self.trees)
        for name, tree in self.trees.items():
            before = self.office.entries.get(name)
            if before is None or before.tree != tree:
                entry = Entry(self.office.office.kinds[self.kinds[name]], tree, self.bodies[name])
                if sign:
                    self._approve(name, entry)
                changed[name] = entry
        return changed

    def _approve(self, name: str, entry: Entry) -> None:
        source = Source(entry.tree, entry.body)
        kernel = self.office.office.kernel
        record, _ = conform(entry.kind, kernel, entry.kind.path_of(name), "", source)
        for number in approvals_in_force(record, entry.kind):
            entry.tree["acts"][number]["digest"] = digest(entry.kind, name, entry.tree, entry.body)


def about(findings: list[Finding]) -> set[tuple[str, str, str]]:
    """What findings say, without where."""
    return {(f.rule, f.path, str(sorted(f.values.items()))) for f in findings}


@pytest.mark.parametrize("name", STORIES)
def test_a_proposal_is_turned_down_by_exactly_its_rules(name: str) -> None:
    told = SHAPE.fullmatch((HERE / f"{name}.txt").read_text(encoding="utf-8"))
    assert told, "a title, a story, edits, rules: each apart by an empty line"
    office = demo()
    proposal = Proposal(office)
    lines = told["edits"].splitlines(keepends=True)
    proposal.edit("".join(line for line in lines if line.strip() != "sign"))
    findings = office.judged(proposal.changes(sign=lines[-1].strip() == "sign"))
    new = about(findings) - about(office.judged())
    assert {rule for rule, _, _ in new} == set(told["rules"].split())


def test_the_rules_that_turn_down_exist() -> None:
    known = set(rule_ids(Index(demo().office, {})))
    for name in STORIES:
        told = SHAPE.fullmatch((HERE / f"{name}.txt").read_text(encoding="utf-8"))
        assert told
        assert set(told["rules"].split()) <= known
