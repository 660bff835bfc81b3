"""A correction is recorded, but the field does not say what it was corrected to.

A mistake in a registered entry is mended in the field and recorded in an act with both values; one
without the other leaves two truths.

Good:
    set IN-2025-0003 channel = post
    add IN-2025-0003 acts =
      {do: correct, at: 2025-02-14, by: PER-farroyuelo,
      field: channel, was: mail, is: post, reason: the envelope was found}
    set TSK-2025-0004 with = [UNIT-OFI, POST-OFI-06]
    add TSK-2025-0004 acts = {do: correct, at: 2025-03-28, by: PER-farroyuelo,
      field: "with[1]", was: "", is: POST-OFI-05, reason: the second post was left out}
    add TSK-2025-0004 acts = {do: correct, at: 2025-03-28, by: PER-farroyuelo,
      field: with, was: "UNIT-OFI, POST-OFI-05", is: "UNIT-OFI, POST-OFI-06", reason: a slip}
Bad:
    add IN-2025-0003 acts =
      {do: correct, at: 2025-02-14, by: PER-farroyuelo,
      field: channel, was: mail, is: post, reason: the envelope was found}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import STEP, Record, look_up, says

SERVES = ("R62",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each field whose last correction it does not show."""
    for record in index.records.values():
        later: list[list[str]] = []
        for number in range(len(record.acts) - 1, -1, -1):
            do, _, _, data = record.acts[number]
            field = data.get("field")
            if do != "correct" or not isinstance(field, str):
                continue
            steps = STEP.findall(field)
            if not any(_touch(steps, other) for other in later):
                wanted, now = data.get("is"), look_up(record.data, field)
                if wanted is not None and not says(now, wanted):
                    yield _finding(record, number, field, wanted, now)
            later.append(steps)


def _touch(one: list[str], other: list[str]) -> bool:
    """Whether two field paths lead to the same value, or one into what the other leads to."""
    return all(left == right for left, right in zip(one, other, strict=False))


def _finding(record: Record, number: int, field: str, wanted: Any, now: Any) -> Finding:
    return Finding(
        record.path,
        f"acts[{number}].is",
        "`{field}` was corrected to `{wanted}`, and it says `{now}`."
        if now
        else "`{field}` was corrected to `{wanted}`, and there is no such value.",
        "Write the corrected value into the field, or record another correction.",
        values={"field": field, "wanted": _words(wanted), "now": _words(now)},
    )


def _words(value: Any) -> str:
    """Return a value on one line, the items of a list with commas."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_words(part)}" for name, part in value.items()) + "}"
    return str(value or "")
