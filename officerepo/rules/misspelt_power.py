"""A post has a power that no act asks for, and that looks like one that an act does ask for.

A power is a word; with a letter wrong it opens nothing, and nobody notices until something is to be
approved in a hurry.

Good:
    set POST-OFI-07 versions.0.powers = [draft_out, keep_assets]
Bad:
    set POST-OFI-07 versions.0.powers = [draft_out, aprove_out]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.powers import asked
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import entries_in
from officerepo.text import near

SERVES = ("R37",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each power that is nearly the name of another."""
    known = {*asked(index.office), *index.office.kernel.powers}
    for post in index.of("post"):
        for number, version in enumerate(entries_in(post.data.get("versions"))):
            powers = version.get("powers") if isinstance(version, dict) else None
            for place, power in enumerate(entries_in(powers)):
                name = str(power).partition(":")[0]
                if name not in known and (like := near(name, known, 0.8)):
                    yield Finding(
                        post.path,
                        f"versions[{number}].powers[{place}]",
                        "No act asks for the power `{power}`.",
                        "Write `{like}`.",
                        values={"power": name, "like": like},
                    )
