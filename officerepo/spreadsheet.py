"""A table as an Excel file (Office Open XML), made to be read, sorted and printed.

The file's bytes depend on the table alone. Every cell is text, number or date: what begins like a
formula stays the text that it is, and nothing in it can be run.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import xlsxwriter

from officerepo.table import PERCENT, Table, width
from officerepo.text import UNFIT

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_FIRST = "1900-03-01"  # Excel takes 1900 for a leap year; earlier days stay text
_CELL = 32767  # characters that Excel allows in one cell
_NAME = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60  # characters


def as_xlsx(table: Table) -> bytes:
    """Return a table as an Excel file.

    By the types of the columns, `integer` and `decimal` become numbers, `percent` a share that is
    shown in per cent, `date` a date, `moment` day and time where it names no zone, anything else
    text. The heading stays in sight and is repeated on each printed page (A4, landscape); the
    columns can be filtered.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # The library would write the present moment.
        book.set_properties({"title": table.title[:255], "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet(_NAME.sub(" ", UNFIT.sub("", table.title)).strip()[:31] or None)
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        share = book.add_format({"num_format": "0 %", "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        moment = book.add_format(
            {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"}
        )
        widths = [width(heading) for heading in table.headings]
        for at, heading in enumerate(table.headings):
            sheet.write_string(0, at, heading, head)
        last = 0
        for last, row in enumerate(table.rows, 1):
            for at, (cell, kind) in enumerate(zip(row, table.types, strict=True)):
                widths[at] = max(widths[at], min(width(cell), WIDEST))
                if kind in ("integer", "decimal") and _NUMBER.fullmatch(cell):
                    sheet.write_number(last, at, float(cell), body)
                elif kind == "percent" and _NUMBER.fullmatch(number := cell.removesuffix(PERCENT)):
                    sheet.write_number(last, at, float(number) / 100, share)
                elif kind == "date" and (found := _day(cell)):
                    sheet.write_datetime(last, at, found, day)
                elif kind == "moment" and (at_time := _moment(cell)):
                    sheet.write_datetime(last, at, at_time, moment)
                elif cell:
                    sheet.write_string(last, at, UNFIT.sub("", cell)[:_CELL], body)
        for at, wide in enumerate(widths):
            sheet.set_column(at, at, min(wide, WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        if table.headings:
            sheet.autofilter(0, 0, last, len(table.headings) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _day(cell: str) -> date | None:
    if not _DAY.fullmatch(cell) or cell < _FIRST:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _moment(cell: str) -> datetime | None:
    if not _MOMENT.fullmatch(cell) or cell < _FIRST:
        return None
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None
