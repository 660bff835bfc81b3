"""How many people and units got which grade in each evaluation; nothing that tells of one of them.

Grades count once they were made known. A group of fewer than five, or one in which all have the
same grade, is not shown; the people of one unit are shown apart only where those of the others are
enough too, so that nobody can be told by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Grades of evaluations", "Distribución de calificaciones", "考核等次分布")
GROUP = "work"
KINDS = ("evaluation",)
DATED, OWNED = "to", "unit"
LABEL = "restricted"
SERVES = ("R40", "R58", "R60")

FEWEST = 5  # whose grades are shown together
KNOWN = ("notified", "final")
GRADES = ("excellent", "satisfactory", "fair", "unsatisfactory")

columns = (
    column("to", "date", "Period until", "Periodo hasta", "考核期截止"),
    column("group", "words", "Group", "Grupo", "对象"),
    column("unit", "link", "Unit", "Unidad", "部门"),
    column("number", "integer", "Evaluated", "Evaluados", "人（单位）数"),
    column("excellent", "integer", "Excellent", "Sobresaliente", "优秀"),
    column("satisfactory", "integer", "Satisfactory", "Satisfactorio", "合格"),
    column("fair", "integer", "Fair", "Suficiente", "基本合格"),
    column("unsatisfactory", "integer", "Unsatisfactory", "Insuficiente", "不合格"),
)

UNITS = words("Units", "Unidades", "部门")
PEOPLE = words("People", "Personas", "个人")


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each period and group that is large enough, the latest period first."""
    periods: dict[str, list[Record]] = {}
    for sheet in index.of("evaluation"):
        period = sheet.data.get("period")
        if sheet.state in KNOWN and isinstance(period, dict) and sheet.data.get("grade") in GRADES:
            periods.setdefault(str(period.get("to", "")), []).append(sheet)
    for end in sorted(periods, reverse=True):
        units: Counter[str] = Counter()
        people: dict[str, Counter[str]] = {}
        for sheet in periods[end]:
            subject, grade = str(sheet.data.get("subject", "")), str(sheet.data["grade"])
            named = index.records.get(subject)
            if named is not None and named.kind == "person":
                unit = min(index.units_of(subject, end), default="")
                people.setdefault(unit, Counter())[grade] += 1
            else:
                units[grade] += 1
        if _is_shown(units):
            yield end, UNITS, "", *_figures(units)
        everybody = sum(people.values(), Counter())
        if _is_shown(everybody):
            yield end, PEOPLE, "", *_figures(everybody)
            for unit, grades in _apart(people):
                yield end, PEOPLE, unit, *_figures(grades)


def _apart(people: dict[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    """Return the units whose people may be shown apart; none where that would tell of the rest."""
    shown = [(unit, grades) for unit, grades in sorted(people.items()) if _is_shown(grades)]
    rest = [grades for grades in people.values() if not _is_shown(grades)]
    together = sum(rest, Counter())
    return shown if not rest or _is_shown(together) else []


def _is_shown(grades: Counter[str]) -> bool:
    return grades.total() >= FEWEST and len(grades) > 1


def _figures(grades: Counter[str]) -> list[str]:
    return [str(grades.total()), *(str(grades[grade]) for grade in GRADES)]
