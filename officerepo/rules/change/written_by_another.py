"""An act was committed by somebody who neither did it nor entered it.

The e-mail address of the commit's author belongs, by the people records of the branch, to the
person in `by` or in `entered_by`. An address is a claim unless the commit is signed; this keeps
honest people from slips and leaves dishonest ones a forged commit to answer for.

Good:
    then
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
Bad:
    then
    written jribera@emea.example
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.change import Change
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R37", "R94")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new act whose commit is by a third person, or by nobody known."""
    owners = _owners(change.tip)
    places = {(r.id, _key(act.data)): (r.path, n) for r, n, act in change.new_acts}
    for written in change.written:
        place = places.get((written.record, _key(written.act)))
        if place is None:
            continue  # it did not stay
        writers = owners.get(written.email, [])
        if {written.act.get("by"), written.act.get("entered_by")} & set(writers):
            continue
        path, number = place
        yield Finding(
            path,
            f"acts[{number}]",
            "`{act}` by {by} was committed by {writer} ({email})."
            if writers
            else "`{act}` by {by} was committed from {email}, an address of nobody here.",
            "Whoever enters an act for somebody else says so: `entered_by`."
            if writers
            else "Add the address to the person's `git_emails` in a change of its own, or commit"
            " with the right one.",
            values={
                "act": str(written.act.get("do")),
                "by": str(written.act.get("by")),
                "writer": ", ".join(writers),
                "email": written.email or "?",
            },
        )


def _owners(index: Index) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in index.of("person"):
        emails = person.data.get("git_emails")
        for email in emails if isinstance(emails, list) else ():
            found.setdefault(str(email).lower(), []).append(person.id)
    return found


def _key(act: object) -> str:
    return repr(act)
