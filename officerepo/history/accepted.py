"""What an office accepts of its past: findings in single commits that it has looked into.

No commit can be mended once others rest on it. What was found stays to be seen, with who accepted
it and why, and the audit goes on to say whether anything else is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from officerepo.fields import date
from officerepo.finding import Finding
from officerepo.history.past import Acceptance
from officerepo.index import Index
from officerepo.record import entries_in


class Accepted(NamedTuple):
    """A finding, and the acceptance that covers it."""

    finding: Finding
    acceptance: Acceptance


def acceptances(index: Index) -> Iterator[Acceptance]:
    """Yield the entries of the setting `accepted` that are whole."""
    entries = index.office.settings.get("accepted")
    for place, entry in enumerate(entries_in(entries)):
        if not isinstance(entry, dict):
            continue  # has its own finding, as what follows
        said = [entry.get(name) for name in ("commit", "rule", "reason", "by", "at")]
        commit, rule, reason, by, at = (each if isinstance(each, str) else "" for each in said)
        if commit and rule and reason and by and _is_day(at):
            person = index.records.get(by)
            name = person.title if person is not None and person.kind == "person" else ""
            yield Acceptance(place, commit, rule, reason, by, name, at)


def _is_day(text: str) -> bool:
    try:
        return bool(date(text))
    except ValueError:
        return False


def divide(
    findings: Iterable[Finding], entries: Collection[Acceptance], never: Collection[str]
) -> tuple[list[Finding], list[Accepted]]:
    """Return the findings that nobody accepted, and those that somebody did.

    What is said of a single commit can be accepted, but for what the rules `never` find: they judge
    the history as a whole.
    """
    known = {(each.commit, each.rule): each for each in entries if each.name}
    left: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        entry = known.get((finding.commit, finding.rule))
        if entry is None or finding.rule in never:
            left.append(finding)
        else:
            accepted.append(Accepted(finding, entry))
    return left, accepted
