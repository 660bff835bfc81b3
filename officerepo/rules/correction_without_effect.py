"""A correction is recorded, but the field does not say what it was corrected to.

A mistake in a registered entry is mended in the field and recorded in an act with both values; one
without the other leaves two truths.

Good:
    set IN-2025-0003 channel = post
    add IN-2025-0003 acts =
      {do: correct, at: 2025-02-14, by: PER-farroyuelo,
      field: channel, was: mail, is: post, reason: the envelope was found}
Bad:
    add IN-2025-0003 acts =
      {do: correct, at: 2025-02-14, by: PER-farroyuelo,
      field: channel, was: mail, is: post, reason: the envelope was found}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import look_up

SERVES = ("R62",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each field whose last correction it does not show."""
    for record in index.records.values():
        last: dict[str, int] = {}
        for number, (do, _, _, data) in enumerate(record.acts):
            if do == "correct" and isinstance(data.get("field"), str):
                last[data["field"]] = number
        for field, number in last.items():
            wanted, now = record.acts[number].data.get("is"), look_up(record.data, field)
            if isinstance(wanted, str) and wanted != (now or ""):
                yield Finding(
                    record.path,
                    f"acts[{number}].is",
                    "`{field}` was corrected to `{wanted}`, and it says `{now}`."
                    if isinstance(now, str)
                    else "`{field}` was corrected to `{wanted}`, and there is no such value.",
                    "Write the corrected value into the field, or record another correction.",
                    values={"field": field, "wanted": wanted, "now": str(now)},
                )
