"""A reward or sanction was proposed before anything it rests on was recorded.

First it happens and is written down, then somebody proposes what follows from it. A record made
afterwards may complete the facts; alone it may have been made for the purpose. A person, post or
unit is no fact.

Good:
    add CND-2025-01 facts = TSK-2025-0004
Bad:
    set CND-2025-01 facts = [TSK-2025-0004]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.facts import facts_of
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R74",)
KINDS = ("conduct",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each case none of whose facts was on record when it was proposed."""
    for case in index.of("conduct"):
        facts, proposed = facts_of(index, case), case.last("propose")
        if facts is None or proposed is None or case.adopted:
            continue
        if index.kind(case).phase_of(case.state) == "dropped":
            continue
        if all(is_before(proposed.at, fact.acts[0].at) for fact in facts):
            yield Finding(
                case.path,
                "facts",
                "Nothing that is named as a fact was on record on {day}, when it was proposed.",
                "Name the record that shows what happened; it is older than the proposal.",
                values={"day": proposed.at[:10]},
            )
