"""The vehicles: what they show on the odometer, how far they went this year, when they go out next.

Counted are trips that came back; the next duty is the first approved trip from today on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import distance, is_back, span, standing
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Chart, Row, column, words

TITLE = words("Vehicles", "Vehículos", "车辆情况")
GROUP = "logistics"
KINDS = ("asset", "trip")
SERVES = ("R03", "R53")

columns = (
    column("record", "link", "Vehicle", "Vehículo", "车辆"),
    column("identifier", "text", "Plate", "Matrícula", "车牌号"),
    column("odometer", "integer", "Odometer, km", "Cuentakilómetros", "里程表（公里）"),
    column("trips", "integer", "Trips this year", "Viajes del año", "本年出车次数"),
    column("distance", "integer", "Kilometres this year", "Kilómetros del año", "本年里程"),
    column("last", "moment", "Last back", "Último regreso", "最近返回"),
    column("next", "link", "Next trip", "Próximo viaje", "下次出车"),
    column("next_out", "moment", "Out on", "Salida", "出车时间"),
    column("state", "state", "State", "Estado", "状态"),
)
CHART = Chart("record", ("distance",))


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each vehicle that is not written off, by its number."""
    trips: dict[str, list[Record]] = {}
    for trip in sorted(standing(index), key=lambda trip: (span(trip), trip.id)):
        trips.setdefault(str(trip.data.get("vehicle", "")), []).append(trip)
    for vehicle in index.of("asset"):
        if vehicle.data.get("class") == "vehicle" and index.is_open(vehicle):
            mine = trips.get(vehicle.id, [])
            made = [trip for trip in mine if is_back(trip, today.isoformat())]
            of_year = [trip for trip in made if span(trip)[0][:4] == f"{today.year:04}"]
            coming = [t for t in mine if t.state == "approved" and span(t)[0][:10] >= str(today)]
            yield (
                vehicle.id,
                str(vehicle.data.get("identifier") or ""),
                _shown(made),
                str(len(of_year)),
                str(sum(distance(trip) or 0 for trip in of_year)),
                str(made[-1].data.get("back")) if made else "",
                coming[0].id if coming else "",
                str(coming[0].data.get("out", "")) if coming else "",
                vehicle.id,
            )


def _shown(trips: list[Record]) -> str:
    """Return what the odometer showed when the vehicle last came back."""
    for trip in reversed(trips):
        odometer = trip.data.get("odometer")
        if isinstance(odometer, dict) and (figure := count_in(odometer.get("back"))):
            return str(figure)
    return ""
