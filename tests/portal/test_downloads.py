"""Files to download: read back by other libraries, they say what the records say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from officerepo.finding import Finding
from officerepo.portal import downloads
from officerepo.reports import reports_of
from officerepo.spreadsheet import as_xlsx
from officerepo.table import Table
from tests.portal.office import TODAY, contents, demo, demo_office


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("portal") / "public"
    demo_office().build(output)
    return output


def rows_of_csv(raw: bytes, separator: str = ",") -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))


def rows_of_xlsx(raw: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_registers_are_there_by_year_with_every_visible_record(portal: Path) -> None:
    _, index = demo()
    shown = [r for r in index.records.values() if r.label in ("public", "internal")]
    for kind in index.office.kinds.values():
        files = sorted((portal / "downloads").glob(f"{kind.folder}*.json"))
        listed = [row["id"] for file in files for row in json.loads(file.read_text())]
        own = [file for file in files if file.stem.removeprefix(kind.folder)[:1] in ("", "-")]
        assert own == files or not listed
        assert sorted(listed) == sorted(r.id for r in shown if r.kind == kind.name)


def test_the_three_forms_say_the_same(portal: Path) -> None:
    names = {file.stem for file in (portal / "downloads").glob("*.json")}
    assert {"seal-uses-2025", "report-overdue"} <= names
    numbers = shares = 0
    for name in sorted(names):
        data = json.loads((portal / "downloads" / f"{name}.json").read_text())
        cells = rows_of_csv((portal / "downloads" / f"{name}.csv").read_bytes())
        sheet = rows_of_xlsx((portal / "downloads" / f"{name}.xlsx").read_bytes())
        assert len(cells) == len(sheet) == len(data) + 1
        said = [list(cells[0]), *(list(row.values()) for row in data)]
        for left, right, raw in zip(cells, sheet, said, strict=True):
            for text, value, written in zip(left, right, raw, strict=True):
                assert not text or written not in (None, "", [])
                if text.endswith(" %"):
                    assert (value, f"{written} %") == (written / 100, text)
                    shares += 1
                elif isinstance(value, (int, float)):
                    assert float(text) == value == written
                    numbers += 1
                elif isinstance(value, datetime):
                    moment = value.isoformat(timespec="minutes")
                    assert text == (moment if "T" in text else moment.removesuffix("T00:00"))
                    assert text == written
                else:
                    assert text.replace("\n", " ") == (value or "")
                    assert isinstance(written, bool) or not isinstance(written, (int, float))
    assert numbers > 500
    assert shares > 20


def test_every_value_of_a_column_has_one_form_in_json(portal: Path) -> None:
    for file in sorted((portal / "downloads").glob("*.json")):
        rows = json.loads(file.read_text())
        for name in rows[0] if rows else ():
            values = [row[name] for row in rows if row[name] not in (None, "")]
            forms = {"number" if type(v) in (int, float) else type(v).__name__ for v in values}
            # A document that is no record of the house is a group where others are a number.
            assert len(forms) <= 1 or forms == {"str", "dict"}, (file.name, name, forms)


def test_checksums_are_those_of_the_files(portal: Path) -> None:
    lists = sorted((portal / "downloads").glob("*.sha256"))
    assert len(lists) == len(list((portal / "downloads").glob("*.csv")))
    for file in lists:
        for line in file.read_text().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256((file.parent / name).read_bytes()).hexdigest() == digest


def test_the_list_names_every_file_with_its_rows(portal: Path) -> None:
    page = (portal / "downloads" / "index.html").read_text()
    for file in (portal / "downloads").glob("*.*"):
        assert file.suffix == ".html" or f'href="../downloads/{file.name}"' in page
    for report in reports_of(demo()[1].office).values():
        assert (report.label == "restricted") == (f"report-{report.name}.csv" not in page)


@pytest.mark.parametrize("audience", ["restricted", "internal", "public"])
def test_the_list_says_beside_a_file_what_is_missing_from_it(tmp_path: Path, audience: str) -> None:
    office = demo_office()
    path = office.records["IN-2025-0003"].path
    torn = replace(office.without("IN-2025-0003"), findings=(Finding(path, "", "Torn.", ""),))
    torn.build(tmp_path / "public", audience=audience)
    page = (tmp_path / "public/downloads/index.html").read_text()
    rows = [row for row in page.split("<tr>") if "1 file of this register cannot be read" in row]
    whole = "1 record file cannot be read, so what it says is missing here."
    if audience == "public":
        assert (rows, whole in page) == ([], False)
    else:
        assert [re.findall('href="../([^"]*)"', row)[0] for row in rows] == ["letters-in/2025.html"]
        assert whole in page
    assert "IN-2025-0003" not in page


def test_the_list_is_made_anew_when_a_file_can_be_read_no_more(tmp_path: Path) -> None:
    """The number of entries is the same: another one has come."""
    office = demo_office()
    torn = replace(office, findings=(Finding("records/tasks/2025/TSK-2025-9999.yaml", "", "", ""),))
    office.build(tmp_path / "public")
    torn.build(tmp_path / "public")
    assert "cannot be read" in (tmp_path / "public/downloads/index.html").read_text()


def test_spanish_files_are_divided_by_semicolons(tmp_path: Path) -> None:
    demo_office().build(tmp_path / "public", language="es")
    raw = (tmp_path / "public/downloads/seal-uses-2025.csv").read_bytes()
    rows = rows_of_csv(raw, ";")
    assert rows[0][0] == "Número"
    assert len({len(row) for row in rows}) == 1


def test_hostile_cells_stay_text(tmp_path: Path) -> None:
    words = "=cmd|' /C calc'!A0"
    office = demo_office()
    name = next(r.id for r in office.records.values() if r.kind == "task" and r.label == "internal")
    data = {**office.records[name].data, "title": words}
    office.changed(name, title=words, data=data).build(tmp_path / "public")
    folder = tmp_path / "public" / "downloads"
    year = office.records[name].path.split("/")[2]
    assert f"'{words}" in str(rows_of_csv((folder / f"tasks-{year}.csv").read_bytes()))
    assert any(words in row for row in rows_of_xlsx((folder / f"tasks-{year}.xlsx").read_bytes()))


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        demo_office().build(tmp_path / folder)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_excel_file_keeps_numbers_days_and_texts_apart() -> None:
    rows = [["0012", "7", "2025-03-31", "1.50", "50 %"], ["-", "x", "1899-12-31", "١", ""]]
    table = Table(
        "A/B: [C]",
        ["Code", "Count", "Day", "Sum", "Share"],
        ["text", "integer", "date", "decimal", "percent"],
        rows,
        [],
    )
    raw = as_xlsx(table)
    found = rows_of_xlsx(raw)
    assert found[1][:2] == ["0012", 7]
    assert str(found[1][2]).startswith(str(TODAY))
    assert found[1][3:] == [1.5, 0.5]
    assert found[2] == ["-", "x", "1899-12-31", "١", None]
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert sheet["E2"].number_format == "0 %"


def test_no_file_is_made_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(table: Table) -> bytes:
        made.append(table.title)
        return as_xlsx(table)

    monkeypatch.setattr(downloads, "as_xlsx", counted)
    demo_office().build(tmp_path / "public")
    assert len(made) == len(list((tmp_path / "public" / "downloads").glob("*.xlsx")))
