"""Numbers that registers without gaps skip.

An entry was removed, or never made: a number taken by mistake is voided and stays. For those who
see every record: to others, a number that is withheld would look like a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.gaps import gaps
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Gaps in registers", "Huecos en los registros", "登记簿缺号")
GROUP = "trust"
LABEL = "restricted"
SERVES = ("R45",)

columns = (
    column("register", "words", "Register", "Registro", "登记簿"),
    column("first", "text", "First missing number", "Primer número que falta", "起始缺号"),
    column("last", "text", "Last missing number", "Último número que falta", "末尾缺号"),
    column("numbers", "integer", "Numbers", "Números", "缺号数"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (register, first and last missing number, how many they are)."""
    for kind, book, first, last in gaps(index):
        yield kind.plural, kind.id_at(book, first), kind.id_at(book, last), str(last - first + 1)
