"""Pages of kinds that are not like the others: named after a record, with groups, without acts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from officerepo.load import load, read_tree
from officerepo.record import Record
from tests.portal.office import ROOT, Office, contents, ids


@cache
def sample_records() -> dict[str, Record]:
    """The records of the small office that the rules' examples edit: it has every kind."""
    return dict(load(read_tree(ROOT / "tests/rules/sample")).index.records)


def sample() -> Office:
    return Office(dict(sample_records()), lambda record: "")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("portal") / "public"
    sample().build(output, audience="restricted")
    return output


def page_of(portal: Path, kind: str) -> str:
    record = sample_records()[ids(sample_records().values(), kind)[0]]
    return (portal / record.path.removeprefix("records/")).with_suffix(".html").read_text()


def test_the_office_has_a_record_of_every_kind(portal: Path) -> None:
    assert {record.kind for record in sample_records().values()} == set(sample().index.office.kinds)


def test_what_is_named_after_a_document_shows_its_title(portal: Path) -> None:
    confirmation = sample_records()[ids(sample_records().values(), "acknowledgement")[0]]
    title = sample_records()[str(confirmation.data["of"])].title
    assert f"<h1>{title}</h1>" in page_of(portal, "acknowledgement")
    register = (portal / "acknowledgements/index.html").read_text()
    assert f">{title}</a>" in register


def test_a_new_title_of_a_document_shows_where_a_confirmation_of_it_is_cited(
    tmp_path: Path,
) -> None:
    office, notes = sample(), tmp_path / "notes.json"
    confirmation = ids(office.records.values(), "acknowledgement")[0]
    document = str(office.records[confirmation].data["of"])
    office.build(tmp_path / "later", notes=notes)
    changed = office.changed(document, title="Another title", data={"title": "Another title"})
    changed.build(tmp_path / "later", notes=notes)
    changed.build(tmp_path / "fresh")
    old, new = contents((tmp_path / "later").resolve()), contents((tmp_path / "fresh").resolve())
    assert [name for name in new if old.get(name) != new[name]] == []
    person = office.records[str(office.records[confirmation].data["who"])]
    page = person.path.removeprefix("records/").replace(".yaml", ".html")
    assert b"Another title" in new[page]


def test_a_confirmation_of_itself_has_a_page(tmp_path: Path) -> None:
    office = sample()
    name = ids(office.records.values(), "acknowledgement")[0]
    data = {**office.records[name].data, "of": name}
    office.changed(name, title=name, data=data).build(tmp_path / "public")
    assert list((tmp_path / "public/acknowledgements").rglob(f"{name}.html"))


def test_a_dossier_says_its_series_once_and_in_words(portal: Path) -> None:
    page = page_of(portal, "dossier")
    assert page.count("<dt>Series</dt>") == 1
    assert re.search(r'<dt>Series</dt><dd>(<span class="folio">)?\d+', page)
    assert '<span class="pair"><i>Oldest</i>' in page


def test_a_routine_names_the_register_that_shows_it(portal: Path) -> None:
    page = page_of(portal, "routine")
    assert "<dt>Shown by</dt><dd><a href" in page
    assert ">History<" not in page  # it has no acts


def test_a_register_has_no_column_without_a_value(portal: Path) -> None:
    for register in sorted(portal.resolve().glob("*/index.html")):
        rows = re.findall(r"<tr>(<th scope=\"row\">.*)</tr>", register.read_text())
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
        assert all(any(column) for column in zip(*cells, strict=True)), register
    titles = re.findall(
        r"<th scope=\"col\"[^>]*>([^<]*)", (portal / "trips/index.html").read_text()
    )
    assert "Vehicle" in titles
    assert "Fuel" not in titles


def test_the_decisions_stand_beside_the_minutes(portal: Path) -> None:
    home = (portal / "index.html").read_text()
    assert re.search(r'href="meetings/index\.html".*\n.*href="reports/decisions\.html"', home)
