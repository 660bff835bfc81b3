"""What the office promises and what it keeps: requests, letters and routines in worked days.

To its staff the office promises once: a request that it put off counts against the first day. Of a
letter the day counts that holds now, for the sender grants the extensions. Days run from the
receipt of a request or the registration of a letter to its answer, and from the first day of a
routine's turn to the day on which it was done; what has not been done yet has no days. What was
kept is the per cent of all whose time is up: what was done, and what was not though its day has
passed; it is not said where some of it was done on days that are withheld. Routines that nothing
can show, as the office does not use the kind, are left out. Requests are told apart by the rule
that promises them, where they name one, else by their type.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median

from officerepo.domain.letters import asks_for_answer, awaits_answer
from officerepo.domain.routines import is_provable, turns
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.report import Row, column, words

TITLE = words("Services promised and kept", "Servicios prometidos y cumplidos", "服务承诺与兑现")
GROUP = "work"
SERVES = ("R56", "R73", "R85")


def _median(en: str, es: str, zh: str) -> tuple[str, str, str]:
    return (
        f"Working days {en} (median)",
        f"Días hábiles {es} (mediana)",
        f"{zh}工作日（中位数）",
    )


columns = (
    column("service", "words", "Service", "Servicio", "服务"),
    column("promised_in", "link", "Promised in", "Prometido en", "承诺依据"),
    column("done", "integer", "Done", "Hechos", "已办"),
    column("waiting", "integer", "Not yet", "Pendientes", "未办"),
    column("promised", "decimal", *_median("promised", "prometidos", "承诺")),
    column("actual", "decimal", *_median("taken", "empleados", "实际")),
    column("worst", "integer", "Working days at most", "Días hábiles como máximo", "最长工作日"),
    column("kept", "percent", "Kept, per cent", "Cumplido, por ciento", "兑现率"),
)

LETTERS = words("Letters to be answered", "Escritos por contestar", "需答复来文")
ROUTINES = words("Routine", "Rutina", "例行事务")
REQUESTS = words("Request", "Solicitud", "诉求")

Served = tuple[str, str, str | None]
"""When something began, when it was promised and when it was done: days, or nothing.

None where it was done on a day that is withheld.
"""


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each service that was asked for: medians, the longest, what was kept."""
    found: dict[tuple[int, str, str], tuple[Words, list[Served]]] = {}
    for place, key, basis, service, served in (*_requests(index), *_letters(index)):
        found.setdefault((place, key, basis), (service, []))[1].append(served)
    for routine in index.of("routine"):
        if not is_provable(index, routine):
            continue
        served_all: list[Served] = [
            (
                str(turn.period.start),
                str(turn.period.due),
                None if turn.outcome == "done" and not turn.day else turn.day,
            )
            for turn in turns(index, routine, today)
        ]
        if served_all:
            found[2, routine.id, routine.id] = ROUTINES, served_all
    for (_, _, basis), (service, served_all) in sorted(found.items(), key=lambda each: each[0]):
        yield service, basis, *_figures(index, served_all, today.isoformat())


def _requests(index: Index) -> Iterator[tuple[int, str, str, Words, Served]]:
    for request in index.of("request"):
        received, answered = request.last("receive"), request.last("answer")
        if received is None or index.kind(request).phase_of(request.state) == "dropped":
            continue
        kind, basis = str(request.data.get("type", "")), str(request.data.get("catalogue", ""))
        field = index.kind(request).fields.get("type")
        service = field.values.get(kind, REQUESTS) if field else REQUESTS
        promised = str(request.data.get("promised_by", ""))
        done = answered.at if answered and request.state != "disputed" else ""
        yield 0, "" if basis else kind, basis, service, (received.at, promised, done)


def _letters(index: Index) -> Iterator[tuple[int, str, str, Words, Served]]:
    for letter in index.of("incoming"):
        registered, due = letter.last("register"), index.due(letter)
        answered = letter.last("reply") or letter.last("no_reply")
        if awaits_answer(index, letter) or (answered and asks_for_answer(index, letter)):
            start = registered.at if registered else ""
            yield 1, "", "", LETTERS, (start, due, answered.at if answered else "")


def _figures(index: Index, served: list[Served], day: str) -> tuple[str, ...]:
    """Return done, waiting, days promised and taken (medians), the longest, per cent kept."""
    done = sum(end != "" for _, _, end in served)
    told = [(start, due, end) for start, due, end in served if end is not None]
    promised = [days for start, due, _ in told if (days := _days(index, start, due)) is not None]
    taken = [days for start, _, end in told if (days := _days(index, start, end)) is not None]
    bound = [(due[:10], end[:10]) for _, due, end in told if due and (end or due[:10] < day)]
    kept = sum("" < end <= due for due, end in bound)
    return (
        str(done),
        str(len(served) - done),
        f"{median(promised):g}" if promised else "",
        f"{median(taken):g}" if taken else "",
        str(max(taken)) if taken else "",
        str(round(100 * kept / len(bound))) if bound and len(told) == len(served) else "",
    )


def _days(index: Index, start: str, end: str) -> int | None:
    try:
        return index.office.calendar.workdays_between(start, end)
    except ValueError:
        return None  # one of them is no day: has its own finding
