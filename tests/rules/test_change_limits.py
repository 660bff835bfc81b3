"""Where rules over a change begin and end: the last that passes beside the first that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officerepo.kind import Fields
from officerepo.rules.change import rewritten_entry
from tests.rules.edits import change_findings, proposed

FOLLOW_UP = (
    "add TSK-2025-0002 acts =\n"
    "  {{do: follow_up, at: {at}, by: PER-lmeandro, remarks: the table is in use}}\n"
)
AGAIN = "merged 2025-03-07T09:00\nthen\nnew REQ-2025-000{n} like REQ-2025-0001\n"
CORRECT = (
    "set IN-2025-0001 dated = 2025-01-29\n"
    "add IN-2025-0001 acts = {do: correct, at: 2025-03-31T10:00, by: PER-farroyuelo,\n"
    "  field: dated, was: 2025-01-30, is: 2025-01-29, reason: misread}\n"
)

CASES = {
    # grace: five working days for a task
    "the last day of grace": ("then\n" + FOLLOW_UP.format(at="2025-03-24T10:00"), set()),
    "a day after grace": ("then\n" + FOLLOW_UP.format(at="2025-03-21T10:00"), {"back-dated-act"}),
    "the minute of merging": ("then\n" + FOLLOW_UP.format(at="2025-03-31T18:00"), set()),
    "a minute ahead": ("then\n" + FOLLOW_UP.format(at="2025-03-31T18:01"), {"back-dated-act"}),
    # what is fixed
    "a refused seal use": (
        "then\nset SEAL-2025-0003 title = Another title\n",
        {"changed-after-capture"},
    ),
    "a seal use that goes on": ("then\nset SEAL-2025-0002 notes = a note\n", set()),
    "an old correction is no leave to alter": (
        CORRECT + "then\nset IN-2025-0001 dated = 2025-01-28\n",
        {"changed-after-capture"},
    ),
    "an old correction stands": (CORRECT + "then\nset IN-2025-0001 notes = a note\n", set()),
    "adopted records": (
        "then\nset DOS-145-2014-001 title = Another title\n",
        {"changed-after-capture"},
    ),
    # lists that only grow
    "a version of a post": (
        "then\nset POST-HID-01 versions.0.basis = Another decision\n",
        {"rewritten-entry", "back-dated-right"},
    ),
    "an act gets no end": (
        "then\nset TSK-2025-0001 acts.assign.to = 2025-03-31\n",
        {"rewritten-entry"},
    ),
    # holds and labels
    "a hold in other words": (
        "set TSK-2025-0001 hold = Wanted\nthen\nset TSK-2025-0001 hold = Wanted by the auditors\n",
        set(),
    ),
    "the same label": ("then\nset TSK-2025-0001 label = internal\n", set()),
    # numbers
    "the next number": (AGAIN.format(n=2), set()),
    "one that leaves a hole": (AGAIN.format(n=3), {"number-not-next"}),
    "the next after what came meanwhile": (
        AGAIN.format(n=3) + "meanwhile\nnew REQ-2025-0002 like REQ-2025-0001\n",
        set(),
    ),
    "the next of before": (
        AGAIN.format(n=2)
        + "meanwhile\nnew REQ-2025-0002 like REQ-2025-0001\nset REQ-2025-0002 title = Another\n",
        {"number-taken"},
    ),
    "the same entry on both sides": (
        AGAIN.format(n=2) + "meanwhile\nnew REQ-2025-0002 like REQ-2025-0001\n",
        set(),
    ),
    # the first day
    "an earlier first day": ("then\nset office began = 2025-01-01\n", set()),
    "a later first day": ("then\nset office began = 2025-01-20\n", {"beginning-moved"}),
}


@pytest.mark.parametrize("name", CASES)
def test_the_last_that_passes_and_the_first_that_does_not(name: str) -> None:
    block, expected = CASES[name]
    found = change_findings("".join(f"    {line}\n" for line in block.splitlines()))
    assert {finding.rule for finding in found} == expected, [
        (finding.rule, finding.path, finding.at) for finding in found
    ]


def test_a_kind_says_which_of_its_lists_only_grow() -> None:
    then = "    set PER-hrepresa git_emails = [old@emea.example]\n    then\n"
    swapped = proposed(then + "    set PER-hrepresa git_emails = [new@emea.example]\n")
    longer = proposed(
        then + "    set PER-hrepresa git_emails = [old@emea.example, new@emea.example]\n"
    )
    for change, at in ((swapped, "git_emails[0]"), (longer, None)):
        assert not list(rewritten_entry.check(change))
        kind = change.head.office.kinds["person"]
        emails = replace(kind.fields["git_emails"], grows=True)
        grown = replace(kind, fields=Fields({**kind.fields, "git_emails": emails}))
        office = replace(change.head.office, kinds={**change.head.office.kinds, "person": grown})
        change = replace(change, head=replace(change.head, office=office))
        assert [found.at for found in rewritten_entry.check(change)] == ([at] if at else [])
