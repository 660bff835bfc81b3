"""How those who asked for a service rated it, by quarter: never fewer than three answers together.

Ratings go from 1 to 5 and count in the quarter in which they were given; one or two is low. A
service with fewer than three in a quarter is not shown, and its answers are part of all services
together only where they cannot be told by subtraction. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from officerepo.domain.periods import quarter_of
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.report import Row, column, words

TITLE = words("Services as they were rated", "Valoración de los servicios", "服务评价")
GROUP = "work"
KINDS = ("request",)
DATED = "quarter"
SERVES = ("R40", "R61", "R82")

FEWEST = 3  # answers that are shown together
LOW = 2

columns = (
    column("quarter", "quarter", "Quarter", "Trimestre", "季度"),
    column("service", "words", "Service", "Servicio", "服务"),
    column("answers", "integer", "Answers", "Respuestas", "评价数"),
    column("mean", "decimal", "Mean rating", "Valoración media", "平均分"),
    column("low", "integer", "Rated low", "Valoración baja", "低分数"),
)

ALL = words("All services together", "Todos los servicios juntos", "全部服务合计")


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each quarter and service with answers enough, the latest quarter first."""
    rated: dict[str, dict[str, list[int]]] = {}
    for request in index.of("request"):
        act = request.last("confirm")
        rating = str(act.data.get("rating", "")) if act else ""
        if act is None or request.void or rating not in ("1", "2", "3", "4", "5"):
            continue
        if quarter := quarter_of(act.at):
            service = str(request.data.get("type", ""))
            rated.setdefault(quarter, {}).setdefault(service, []).append(int(rating))
    for quarter in sorted(rated, reverse=True):
        services = rated[quarter]
        enough = {name: found for name, found in services.items() if len(found) >= FEWEST}
        for name in sorted(enough):
            yield quarter, _title(index, name), *_figures(enough[name])
        every = [rating for found in services.values() for rating in found]
        hidden = len(every) - sum(map(len, enough.values()))
        if len(every) >= FEWEST and (hidden >= FEWEST or not hidden):
            yield quarter, ALL, *_figures(every)


def _title(index: Index, name: str) -> Words:
    field = index.office.kinds["request"].fields.get("type")
    return (field.values.get(name) if field else None) or words(name, name, name)


def _figures(ratings: list[int]) -> tuple[str, str, str]:
    mean = (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(len(ratings)), str(mean), str(sum(rating <= LOW for rating in ratings))
