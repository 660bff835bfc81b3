"""Reports: one file each, the file's name its name on the command line and in addresses.

Each file says in its docstring what the report shows; the first line is what readers see of it, the
rest says what is counted and what is left out. It declares

    TITLE     its title by language
    GROUP     what it is about, one of `report.GROUPS`
    columns   its columns, made by `report.column`
    rows      `rows(index, today)` yields the rows, in the order in which they are to be read

and, where that is so: `KINDS`, the kinds without which an office has no such report; `DATED` and
`OWNED`, the columns with a row's day and with who answers for it; `LABEL`, the least audience that
it is made for, `internal` unless said, as counts of what few see would mislead; `PROMINENT`, for a
place in the navigation, and `BESIDE`, the kind beside whose register that is; `BY_PERIOD`, where
`rows(index, today, period=None)` counts a period, by default the half-year of today; `BY_UNIT`,
where `rows(index, today, units=())` counts what is of some units, by default of all; `GROUPED`, the
column of links under whose names its page lists the rows once more; `CHART`, what is drawn of it;
`CHOICE`, the column of which each value has a page; `SERVES`, the requirements that it serves.
Reports do not import each other. They read the index that they are given and nothing else, so that
what an audience may not see is in none of them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from officerepo.office import Office
from officerepo.report import GROUPS, Report


@cache
def reports() -> Mapping[str, Report]:
    """Return all reports by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = (_report(name, import_module(f"{__name__}.{name}")) for name in names)
    return {report.name: report for report in found}


def reports_of(office: Office) -> Mapping[str, Report]:
    """Return the reports for which an office has the kinds, in the order of what they are about."""
    groups = list(GROUPS)
    ordered = sorted(reports().values(), key=lambda each: (groups.index(each.group), each.name))
    return {
        report.name: report
        for report in ordered
        if all(kind in office.kinds for kind in report.kinds)
    }


def _report(name: str, module: ModuleType) -> Report:
    return Report(
        name=name.replace("_", "-"),
        title=module.TITLE,
        about=(module.__doc__ or "").partition("\n")[0],
        group=module.GROUP,
        columns=module.columns,
        rows=module.rows,
        kinds=getattr(module, "KINDS", ()),
        dated=getattr(module, "DATED", ""),
        owned=getattr(module, "OWNED", ""),
        label=getattr(module, "LABEL", "internal"),
        prominent=getattr(module, "PROMINENT", False),
        beside=getattr(module, "BESIDE", ""),
        by_period=getattr(module, "BY_PERIOD", False),
        by_unit=getattr(module, "BY_UNIT", False),
        grouped=getattr(module, "GROUPED", ""),
        chart=getattr(module, "CHART", None),
        choice=getattr(module, "CHOICE", ""),
        serves=getattr(module, "SERVES", ()),
    )
