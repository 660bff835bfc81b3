"""Every trip with vehicle, driver, purpose, odometer and distance, the latest first.

Trips that were refused, cancelled or voided are left out; the register has them. The return, what
the odometer showed and the fuel are those of trips that were over by the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import distance, is_back
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Trips by day", "Viajes por día", "出车记录")
GROUP = "logistics"
KINDS = ("trip",)
DATED, OWNED = "out", "driver"
SERVES = ("R03", "R53")

columns = (
    column("record", "link", "Trip", "Viaje", "出车单"),
    column("out", "moment", "Out", "Salida", "出车时间"),
    column("back", "moment", "Back", "Regreso", "返回时间"),
    column("vehicle", "link", "Vehicle", "Vehículo", "车辆"),
    column("driver", "link", "Driver", "Conductor", "驾驶员"),
    column("purpose", "text", "Purpose", "Motivo", "事由"),
    column("odometer_out", "integer", "Odometer out", "Km a la salida", "出车里程表"),
    column("odometer_back", "integer", "Odometer back", "Km al regreso", "返回里程表"),
    column("distance", "integer", "Distance, km", "Distancia, km", "里程（公里）"),
    column("fuel", "decimal", "Fuel, litres", "Combustible, litros", "加油（升）"),
    column("approved_by", "link", "Approved by", "Aprobó", "批准人"),
    column("state", "state", "State", "Estado", "状态"),
)

_ON_RETURN = ("back", "odometer", "fuel")


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each trip that is planned, under way or over."""
    found = []
    for trip in index.of("trip"):
        if index.kind(trip).phase_of(trip.state) == "dropped":
            continue
        data, approved = trip.data, trip.last("approve")
        if not is_back(trip, today.isoformat()):
            data = {name: data[name] for name in data if name not in _ON_RETURN}
        odometer = data.get("odometer")
        odometer = odometer if isinstance(odometer, dict) else {}
        driven = distance(trip) if odometer else None
        found.append(
            (
                trip.id,
                *(str(data.get(name) or "") for name in ("out", "back", "vehicle", "driver")),
                str(data.get("purpose") or ""),
                *(_number(odometer.get(name)) for name in ("out", "back")),
                "" if driven is None else str(driven),
                str(data.get("fuel") or ""),
                approved.by if approved else "",
                trip.id,
            )
        )
    yield from sorted(found, key=lambda row: (row[1], row[0]), reverse=True)


def _number(value: object) -> str:
    return str(value) if value == "0" or count_in(value) else ""
