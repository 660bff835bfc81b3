"""An act was committed by somebody who neither did it nor entered it.

The e-mail address of the commit's author belongs, by the people records of the branch, to the
person in `by` or in `entered_by`, and to nobody else. An address is a claim unless the commit is
signed; this keeps honest people from slips and leaves dishonest ones a forged commit to answer for.

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

from officerepo.finding import Finding
from officerepo.history.change import Change, act_words
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R37", "R94")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new act whose commit is by a third person, or by nobody known."""
    owners = _owners(change.tip)
    emails: dict[tuple[str, str], list[str]] = {}
    for written in change.written:
        emails.setdefault(written.key, []).append(written.email)
    for record, number, act in change.new_acts:
        # An act that nobody is seen to bring stands there twice, or git does not know who commits.
        for email in emails.get((record.id, act_words(act.data)), [""]):
            writers = owners.get(email, [])
            if len(writers) == 1 and writers[0] in (act.by, act.data.get("entered_by")):
                continue
            if not email:
                message = "`{act}` by {by} was brought by no commit that says who wrote it."
                hint = (
                    "Tell git who you are, `git config user.email ADDRESS`, and commit. An act that"
                    " stands here twice is taken out once."
                )
            elif not writers:
                message = "`{act}` by {by} was committed from {email}, an address of nobody here."
                hint = (
                    "Add the address to the person's `git_emails` in a change of its own, or commit"
                    " with the right one."
                )
            elif len(writers) > 1:
                message = "`{act}` by {by} was committed from {email}, which {writer} share."
                hint = (
                    "Leave the address to one of them, in a change of its own, and commit with one"
                    " that is yours alone."
                )
            else:
                message = "`{act}` by {by} was committed by {writer} ({email})."
                hint = "Whoever enters an act for somebody else says so: `entered_by`."
            yield Finding(
                record.path,
                f"acts[{number}]",
                message,
                hint,
                values={
                    "act": act.do,
                    "by": act.by,
                    "writer": [*writers],
                    "email": email,
                },
            )


def _owners(index: Index) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in index.of("person"):
        for email in entries_in(person.data.get("git_emails")):
            holders = found.setdefault(str(email).lower(), [])
            holders += [person.id] if person.id not in holders else []
    return found
