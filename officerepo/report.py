"""A report: a named table that is computed from the index; each has one file in `reports/`.

The command line, the portal's page and the files to download all show the same rows. A row is a
tuple of text trees, one for each column, as records hold them: a link is a number, a date its ISO
form, an empty string nothing. Columns are fields, so that a value of a report is shown as the value
of a record is. Some types are a report's own: a cell of `state` is the number of a record, whose
state is shown; of `number` a link, or several, shown by number alone; of `standing` a list of such
with the states of their records; of `links` a list of links; of `month` a month such as 2025-03; of
`quarter` the first month of one; of `percent` a number; of `words` the same words by language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from officerepo.domain.counting import Period
from officerepo.domain.periods import is_month
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Field, Words, say
from officerepo.marks import marks_of
from officerepo.record import Act, Record
from officerepo.register import Translate, as_data, field_at, in_words, words_of_part
from officerepo.table import PERCENT, Table

Row = tuple[Any, ...]
Rows = Callable[..., Iterable[Row]]
"""A report's function: of the index and today; of a period or units too, where it counts these."""

GROUPS: Mapping[str, Words] = {
    "today": {"en": "Today", "es": "Hoy", "zh": "今日"},
    "work": {"en": "Work", "es": "Trabajo", "zh": "日常工作"},
    "registers": {"en": "Registers", "es": "Libros de registro", "zh": "登记簿"},
    "organisation": {"en": "Organisation", "es": "Organización", "zh": "机构人员"},
    "rules": {"en": "Rules", "es": "Normas", "zh": "规章制度"},
    "archive": {"en": "Archive", "es": "Archivo", "zh": "档案"},
    "logistics": {"en": "Logistics", "es": "Logística", "zh": "后勤"},
    "trust": {"en": "Trust", "es": "Garantías", "zh": "核查与说明"},
}
"""What reports are about, in the order in which they are listed."""


def column(
    name: str, kind: str, en: str, es: str, zh: str, *, values: Mapping[str, Words] | None = None
) -> Field:
    """Return a column: its name in JSON, its type, its title.

    `values` are the words of a column of choices.
    """
    title = words(en, es, zh)
    if kind == "links":
        return Field(name, "list", of=Field(name, "link"), title=title)
    return Field(name, kind, title=title, values=values or {})


def words(en: str, es: str, zh: str) -> Words:
    """Return the same words by language."""
    return {"en": en, "es": es, "zh": zh}


def choice_words(index: Index, kind: str, field: str, value: Any) -> Words | str:
    """Return the words of a choice for a cell of `words`; a value that is none, as it is written.

    `field` may lie inside a map: `valid.type`.
    """
    known = index.office.kinds.get(kind)
    spec = field_at(known, {}, field) if known else None
    if not isinstance(value, str) or not value:
        return ""
    return (spec.values if spec else {}).get(value) or dict.fromkeys(LANGUAGES, value)


def act_words(index: Index, record: Record, act: Act) -> Words:
    """Return what an act is called, for a cell of `words`."""
    return index.kind(record).acts[act.do].title


class Chart(NamedTuple):
    """What a report draws above its table: a bar for each row, or for all rows of one label.

    `label` names the column along which the bars stand, `values` those whose numbers they show;
    two or more are stacked in this order.
    """

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its file declares it.

    `about` is the first sentence of its docstring, in English. `dated` is the column whose day
    says in which period a row falls, `owned` the one with who answers for it; either may be empty.
    `kinds` are those without which the office has no such report, `label` the least audience for
    which it is made. A `prominent` one has its place in the portal's navigation, where there is a
    kind `beside` whose register it belongs beside that register. The figures of one `by_period` are
    counted anew for a period, the current half-year where none is chosen; those of one `by_unit`
    for a unit with what lies below it. Below the table of one that is `grouped` by a column of
    links, each name stands once more with its rows. Of one with a `choice`, a column of links, the
    portal has a page for each record that the column names.
    """

    name: str
    title: Words
    about: str
    group: str
    columns: tuple[Field, ...]
    rows: Rows
    kinds: tuple[str, ...] = ()
    dated: str = ""
    owned: str = ""
    label: str = "internal"
    prominent: bool = False
    beside: str = ""
    by_period: bool = False
    by_unit: bool = False
    grouped: str = ""
    chart: Chart | None = None
    choice: str = ""
    serves: tuple[str, ...] = ()

    def place(self, name: str) -> int:
        """Return the number of a column; -1 for no name."""
        return next((n for n, each in enumerate(self.columns) if each.name == name), -1)

    def chosen(
        self, index: Index, today: date, period: Period | None = None, unit: str = ""
    ) -> list[Row]:
        """Return the rows that fall into a period and that a unit, or one below it, answers for.

        What has no day falls into no period, what nobody answers for belongs to no unit.
        """
        if self.by_period:
            return list(self.rows(index, today, period))
        if unit and self.by_unit:
            found = list(self.rows(index, today, units_below(index, unit)))
        else:
            found = list(self.rows(index, today))
        if period is not None:
            at = self.place(self.dated)
            found = [row for row in found if period.first <= _first_day(row[at]) <= period.last]
        if unit and self.owned:
            at, below = self.place(self.owned), units_below(index, unit)
            owners = {owner for row in found for owner in _names(row[at])}
            ours = {o for o in owners if not below.isdisjoint(index.units_of(o, str(today)))}
            found = [row for row in found if not ours.isdisjoint(_names(row[at]))]
        return found

    def said(
        self, index: Index, rows: Iterable[Row], name: str, language: str, gettext: Translate
    ) -> dict[str, str]:
        """Return each value that a column has in some rows, with its words.

        The items of a list are values of their own; words stand for themselves in the language.
        """
        at = self.place(name)
        spec = self.columns[at]
        found = {}
        for row in rows:
            for item in _items(row[at]):
                words = _in_words(index, spec, item, language, gettext)
                found[_state(index, item) if spec.type == "state" else _plain(item, words)] = words
        return found

    def only(self, index: Index, rows: Iterable[Row], name: str, value: str) -> list[Row]:
        """Return the rows that have a value in a column, by itself or among others."""
        at = self.place(name)
        if self.columns[at].type == "state":
            return [row for row in rows if _state(index, row[at]) == value]
        return [row for row in rows if any(_is(each, value) for each in _items(row[at]))]

    def table(
        self, index: Index, rows: Sequence[Row], language: str, gettext: Translate, title: str = ""
    ) -> Table:
        """Return rows as a language says them, with their data; of the report's title by default.

        A link has the title of what it leads to.
        """
        return Table(
            title or say(self.title, language),
            [say(each.title, language) for each in self.columns],
            [each.type for each in self.columns],
            [self._words(index, row, language, gettext) for row in rows],
            [self._data(index, row) for row in rows],
        )

    def _words(self, index: Index, row: Row, language: str, gettext: Translate) -> list[str]:
        return [
            _in_words(index, spec, cell, language, gettext)
            for spec, cell in zip(self.columns, row, strict=True)
        ]

    def _data(self, index: Index, row: Row) -> dict[str, Any]:
        """Return a row by the names of the columns, its values as other programs read them."""
        return {
            spec.name: _data(index, spec, cell)
            for spec, cell in zip(self.columns, row, strict=True)
        }


def _first_day(cell: Any) -> str:
    """Return the first day of a moment, day, month or year."""
    return f"{cell}-01-01"[:10] if cell else ""


def units_below(index: Index, unit: str) -> frozenset[str]:
    """Return a unit with all that lie below it."""
    children: dict[str, list[str]] = {}
    for record in index.of("unit"):
        children.setdefault(str(record.data.get("parent", "")), []).append(record.id)
    found = {unit}
    waiting = [unit]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def _items(cell: Any) -> list[Any]:
    """Return the values in a cell; none where it is empty."""
    return cell if isinstance(cell, list) else [cell] if cell else []


def _plain(item: Any, words: str) -> str:
    return item if isinstance(item, str) else words


def _is(item: Any, value: str) -> bool:
    return value in item.values() if isinstance(item, Mapping) else item == value


def _names(cell: Any) -> Sequence[str]:
    """Return the names in a cell that says who answers."""
    if isinstance(cell, list):
        return [str(each) for each in cell]
    return [str(cell)] if cell else []


def _data(index: Index, spec: Field, cell: Any) -> Any:
    """Return a cell as data: the state in place of the record whose it is, or beside it."""
    if spec.type == "state":
        return _state(index, cell)
    if spec.type == "standing":
        return [{"record": name, "state": _state(index, name)} for name in _names(cell)]
    return as_data(spec, cell)


def _state(index: Index, cell: Any) -> str:
    record = index.records.get(str(cell))
    return record.state if record else ""


def _in_words(index: Index, spec: Field, cell: Any, language: str, gettext: Translate) -> str:
    if spec.type == "words":
        return say(cell, language) if cell else ""
    if spec.type == "percent":
        return f"{cell}{PERCENT}" if cell else ""
    if spec.type == "quarter":
        return quarter_in_words(cell, gettext)
    if spec.type == "state":
        record = index.records.get(str(cell))
        return state_title(index, record, language) if record else ""
    if spec.type == "standing":
        found = ((name, index.records.get(name)) for name in _names(cell))
        return marks_of(language).item.join(
            f"{name} ({state_title(index, record, language)})" if record else name
            for name, record in found
        )
    if spec.type == "link" or (spec.type == "list" and spec.of and spec.of.type == "link"):
        named = (link_in_words(index, name) for name in _names(cell))
        return marks_of(language).group.join(named)
    return in_words(spec, cell, language, gettext)


def quarter_in_words(month: str, gettext: Translate) -> str:
    """Return a quarter, given by its first month, in words; what is none, as it is."""
    if not is_month(month):
        return month
    number = str((int(month[5:7]) + 2) // 3)
    return gettext("Q{n} {year}").replace("{n}", number).replace("{year}", month[:4])


def link_in_words(index: Index, reference: str) -> str:
    """Return a link as one reads it: number and title, of what is known by its name that alone."""
    target, _, part = reference.partition("/")
    record = index.records.get(target)
    if record is None:
        return reference
    words = words_of_part(record, index.kind(record), part) if part else record.title
    title = " ".join(words.split())
    if not index.kind(record).yearly and not part:
        return title
    return reference if title in ("", reference) else f"{reference} {title}"


def state_title(index: Index, record: Record, language: str) -> str:
    """Return the title of a record's state."""
    state = index.kind(record).states.get(record.state)
    return say(state.title, language) if state else ""
