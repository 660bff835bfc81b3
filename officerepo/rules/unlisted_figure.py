"""A report states figures that are not among its listed figures.

A figure without a source is believed or it is not; nobody can count it again. Whatever a summary, a
situation report or a report to a superior says in digits is listed under `claims` once it has been
reviewed. The tables of a letter are data that it delivers, and are not looked at.

Good:
    set OUT-2025-0001 claims =
      [{text: "3,652 lines, 11 of them empty", value: 3652, refs: [IN-2025-0001]}]
Bad:
    set OUT-2025-0001 claims =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from officerepo.domain.figures import reports_on_work
from officerepo.fields import decimal
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.numeral import alike, figures_in, numbers_in
from officerepo.record import Record

SERVES = ("R12", "R62")
KINDS = ("writing", "outgoing")
SEVERITY: Severity = "warning"
_SHOWN = 5


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each reviewed report with figures that it does not list."""
    for record in (*index.of("writing"), *index.of("outgoing")):
        if (
            record.void
            or record.adopted
            or not reports_on_work(record)
            or not record.last("review")
        ):
            continue
        claims = record.data.get("claims")
        if record.kind == "writing" and not claims:
            continue  # has its own finding
        listed = [claim for claim in claims or () if isinstance(claim, dict)]
        words = "\n".join(str(claim.get("text")) for claim in listed)
        values = [value for claim in listed if (value := _number(claim)) is not None]
        missing = [
            figure
            for figure in dict.fromkeys(figures_in(_body(index, record)))
            if figure not in words
            and not any(alike(n, abs(value)) for n in numbers_in(figure) for value in values)
        ]
        if missing:
            yield Finding(
                record.path,
                "claims",
                "The text states figures that are not listed: {figures}.",
                "List them under `claims` with `query` or `refs`; write in words what is no "
                "figure of the report.",
                values={"figures": missing[:_SHOWN] + ["…"] * (len(missing) > _SHOWN)},
            )


def _body(index: Index, record: Record) -> str:
    """Return the text of a record, that of a letter without its tables."""
    body = index.body(record)
    if record.kind == "writing":
        return body
    return "\n".join(line for line in body.split("\n") if not line.startswith("|"))


def _number(claim: dict[str, object]) -> Decimal | None:
    try:
        return decimal(str(claim.get("value")))
    except ValueError:
        return None
