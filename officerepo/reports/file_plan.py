"""The series of the file plan: how long each is kept, what then and why, and how much lies in it.

Dossiers are counted as long as they are here: open, closed or kept for ever. Records are all those
whose series it is, by their own word or their kind's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from officerepo.computed import ACTIONS
from officerepo.domain.retention import series_of
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Words
from officerepo.report import Row, column, words

TITLE = words("File plan", "Cuadro de clasificación", "归档方案")
GROUP = "archive"
LABEL = "internal"
SERVES = ("R17", "R46", "R47")

_EVENTS = {
    "closed": words("Closing", "Cierre", "办结"),
    "year_end": words("End of the year", "Fin de año", "年末"),
    "superseded": words("Replacement", "Sustitución", "被取代"),
}
_PERIOD = re.compile(r"([1-9][0-9]*) (year|month)s?")
_UNITS = {
    "year": (" year", " years", " año", " años", "年"),
    "month": (" month", " months", " mes", " meses", "个月"),
}

columns = (
    column("series", "text", "Code", "Código", "类目号"),
    column("title", "text", "Series", "Serie", "类目"),
    column("period", "words", "Kept for", "Plazo", "保管期限"),
    column("counted_from", "choice", "Counted from", "Desde", "起算", values=_EVENTS),
    column("action", "choice", "What then", "Destino", "到期处置", values=ACTIONS),
    column("basis", "text", "Basis", "Fundamento", "依据"),
    column("dossiers", "integer", "Dossiers", "Expedientes", "案卷数"),
    column("records", "integer", "Records", "Registros", "文件数"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each series, by its code."""
    dossiers: Counter[str] = Counter()
    records: Counter[str] = Counter()
    for record in index.records.values():
        code = series_of(index, record)
        if record.kind != "dossier":
            records[code] += 1
        elif record.state in ("open", "closed", "permanent"):
            dossiers[code] += 1
    for code, series in sorted(index.office.series.items()):
        said = {name: str(text) for name, text in series.retention.items()}
        period = said.get("period", "")
        yield (
            code,
            series.title,
            _period(period),
            "" if period == "permanent" else said.get("from", "closed"),
            said.get("action", ""),
            said.get("basis", ""),
            str(dossiers[code]),
            str(records[code]),
        )


def _period(text: str) -> Words | str:
    """Return a period in words: `10 years`."""
    if text == "permanent":
        return ACTIONS["permanent"]
    found = _PERIOD.fullmatch(text)
    if found is None:
        return dict.fromkeys(LANGUAGES, text) if text else ""
    number = found[1]
    year, years, year_es, years_es, year_zh = _UNITS[found[2]]
    one = number == "1"
    return {
        "en": number + (year if one else years),
        "es": number + (year_es if one else years_es),
        "zh": number + year_zh,
    }
