"""Documents for paper, as HTML: what they show, leave empty and never let through."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import html5lib
import pytest

from officerepo.documents.books import year_book
from officerepo.documents.document import whole_site
from officerepo.documents.press import Press
from officerepo.failure import Failure
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.record import Act, Record, by_id
from officerepo.resources import resource
from tests.documents.printing import TODAY, Printer
from tests.portal.office import demo

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LETTERS = ("letter-european", "letter-gbt9704", "circular")
TORN = Finding("records/letters-in/2025/IN-2025-0003.yaml", "", "It is torn.", "Mend it.")
HOSTILE = "</style><script>alert(1)</script><img src=https://evil.example/x.png>\u202e{{7*7}}"


def words(html: str) -> str:
    """The words of a document, as a reader sees them."""
    text = re.sub(r"<(style|head)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text)).replace("&#39;", "'")


def in_clear(html: str) -> str:
    """A document with the words of its style sheet as they are read."""
    return re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), html)


def words_at_the_foot(html: str) -> str:
    """What the style sheet puts at the foot of each page, left."""
    return str(re.findall(r'@bottom-left \{ content: "(.*?)"', in_clear(html))[-1])


def changed(name: str, **data: object) -> Printer:
    """A printer of the demo office with other values in one record; None takes a value out."""
    records = dict(demo()[1].records)
    record = records[name]
    values = {key: value for key, value in {**record.data, **data}.items() if value is not None}
    title = str(data.get("title") or record.title)
    records[name] = replace(record, data=values, title=title)
    return Printer(records)


def with_acts(name: str, *acts: Act, state: str) -> Printer:
    records = dict(demo()[1].records)
    records[name] = replace(records[name], acts=acts, state=state)
    return Printer(records)


def in_words(printer: Printer, language: str) -> Printer:
    return replace(printer, language=language)


@EACH_LANGUAGE
@pytest.mark.parametrize("kind", ["seal-use", "incoming", "outgoing", "meeting", "trip", "asset"])
def test_a_book_has_every_entry_once_in_the_prescribed_columns(kind: str, language: str) -> None:
    html = in_words(Printer(), language).book(kind, "" if kind == "asset" else "2025")
    described = demo()[1].office.kinds[kind]
    table = html5lib.parse(html, namespaceHTMLElements=False).find(".//table")
    assert table is not None
    names = ["".join(row.itertext()) for row in table.findall("./tbody/tr/th")]
    mine = [r.id for r in demo()[1].of(kind) if kind == "asset" or r.path.split("/")[2] == "2025"]
    assert names == sorted(mine, key=lambda name: (len(name), name))
    columns = [column for column in described.views.register if column.value != "id"]
    state = described.has_acts and all(column.value != "state" for column in columns)
    assert len(table.findall("./thead/tr/th")) == 2 + len(columns) + state
    assert f'<html lang="{language}">' in html


def test_void_entries_and_gaps_stand_in_their_places() -> None:
    records = dict(demo()[1].records)
    void = next(r for r in records.values() if r.state == "void" and r.kind == "incoming")
    del records["IN-2025-0003"]
    html = Printer(records).book("incoming")
    rows = re.findall(r'<tr class="(\w+)">.*?<th scope="row">(.*?)</th>', html)
    shown = {re.sub("<[^>]*>", "", name): tone for tone, name in rows}
    assert shown["IN-2025-0003"] == "gap"
    assert shown[void.id] == "gone"
    act = void.last("void")
    assert act is not None
    assert str(act.data["reason"]) in words(html)
    count = sum(r.kind == "incoming" for r in records.values())
    assert f"{count} entries, from IN-2025-0001 to" in words(html)
    assert "1 number has no record." in words(html)


@pytest.mark.parametrize(("year", "over"), [("2025", True), ("2024", True), ("2026", False)])
def test_a_book_is_closed_when_its_year_is_over(year: str, over: bool) -> None:
    html = words(Printer().book("seal-use", year))
    assert ("Closing note" in html) is over
    assert ("The year is not over" in html) is not over
    assert ("The register has no entries." in html) is (year != "2025")


@EACH_LANGUAGE
def test_a_blank_form_has_the_columns_and_eighteen_empty_rows(language: str) -> None:
    html = in_words(Printer(), language).blank("seal-use")
    table = html5lib.parse(html, namespaceHTMLElements=False).find(".//table")
    assert table is not None
    rows = table.findall("./tbody/tr")
    assert len(rows) == 18
    assert "".join("".join(row.itertext()) for row in rows).strip() == ""
    assert {len(row) for row in rows} == {len(table.findall("./thead/tr/th"))}


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_is_dated_by_its_approval_and_signed_by_whoever_approved(template: str) -> None:
    html = words(Printer().record("OUT-2025-0008", template))
    assert "31 January 2025" in html
    assert "Aurora Manantial" in html or template == "letter-gbt9704"
    for said in ("Results of the survey", "Puente del Molino", "form-b.pdf (9 pages)", "Municipal"):
        assert said in html
    assert "Delegación Comarcal de Aguas del Saz" in html


def test_the_european_letter_has_address_references_place_and_lists() -> None:
    html = words(Printer().record("OUT-2025-0008"))
    for said in (
        "Camino de la Ribera 4",
        "Paseo de la Presa 2",
        "Our reference OUT-2025-0008",
        "Place Villafuente del Saz",
        "Enclosures form-b.pdf",
        "Distribution Delegación",
        "Copies to Gauging Department; Data and Maps Department",
    ):
        assert said in html


def test_a_letter_by_gbt_9704_has_its_elements_in_their_order() -> None:
    printer = changed(
        "OUT-2025-0043", urgency="extra-urgent", label_until="2026-12-31", cc=["UNIT-DAT"]
    )
    records = dict(printer.records)
    records["OUT-2025-0043"] = replace(records["OUT-2025-0043"], label="restricted")
    html = words(Printer(records).record("OUT-2025-0043", "letter-gbt9704"))
    order = (
        *(
            "受限",
            "★ 2026年12月31日",
            "特急",
            "Station of Villafuente del Saz文件",
            "EMEA〔2025〕43号",
        ),
        *("关于测井防淤网使用情况的复函", "江河水文研究所：", "此复", "2025年12月1日", "抄送"),
        "2025年12月2日印发",
    )
    places = [html.replace("★2", "★ 2").find(said) for said in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)
    assert html.count("江河水文研究所：") == 1  # the text greets its reader itself
    up = words(Printer().record("OUT-2025-0006", "letter-gbt9704"))
    assert "Signer：" in up


def test_what_a_letter_lacks_stays_empty() -> None:
    drafted = Act("draft", "2025-01-30T16:50", "PER-jribera", {})
    printer = with_acts("OUT-2025-0008", drafted, state="draft")
    for template in LETTERS:
        html = printer.record("OUT-2025-0008", template)
        assert "Draft" in words(html)
        assert "31 January 2025" not in words(html).partition("Results")[0]
        assert "Aurora Manantial" not in words(html)
        assert html.count('class="line"') >= 1
    bare = changed("OUT-2025-0008", to=None, attachments=None, cc=None, distribution=None)
    assert "Enclosures" not in words(bare.record("OUT-2025-0008"))
    assert 'class="line"' in bare.record("OUT-2025-0008")


def test_a_letter_that_was_withdrawn_says_so() -> None:
    records = demo()[1].records
    gone = [r.id for r in records.values() if r.kind == "outgoing" and r.state == "withdrawn"]
    name = gone[0] if gone else "OUT-2025-0008"
    act = Act("withdraw", "2025-02-01T10:00", "PER-amanantial", {"reason": "the wrong table"})
    record = records[name]
    changed_record = replace(record, acts=(*record.acts, act), state="withdrawn")
    printer = Printer({**records, name: changed_record})
    assert "Withdrawn, 1 February 2025 . the wrong table" in words(printer.record(name))


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("OUT-2025-0003", "circular"),
        ("OUT-2025-0008", "top"),
        ("MTG-2025-001", "signatures"),
        ("TSK-2025-0006", "file"),
    ],
)
def test_each_record_has_its_usual_document(name: str, template: str) -> None:
    html = Printer().record(name)
    mark = {"circular": 'class="kind"'}.get(template, f'class="{template}"')
    assert mark in html


def test_the_setting_chooses_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(demo()[1].office.settings, "letter_template", "gbt9704")
    for name in ("OUT-2025-0008", "OUT-2025-0003"):
        assert 'class="imprint"' in Printer().record(name)


def test_minutes_have_attendance_agenda_decisions_tasks_and_places_to_sign() -> None:
    html = words(Printer().record("MTG-2025-001"))
    for said in (
        "Chair Aurora Manantial",
        "In attendance Damián Cuencas",
        "4 Post duties version 3",
        "D3 The supply plan is approved",
        "TSK-2025-0003",
        "Benigno Caudales would have cut",
        "Approved on 14 January 2025, 09:30",
        "8b206de85a7e",
        "Hilario Represa Secretary",
    ):
        assert said in html, said


def test_a_numbered_copy_is_its_original_with_number_and_holder() -> None:
    printer = changed("COPY-2025-0007", of="TSK-2025-0006")
    html = printer.record("COPY-2025-0007")
    assert "Flood-sensor survey" in html
    holder = demo()[1].records[str(printer.records["COPY-2025-0007"].data["holder"])].title
    assert f"Numbered copy 2, held by {holder}." in words_at_the_foot(html)
    assert "uncontrolled" in words_at_the_foot(printer.record("TSK-2025-0006"))
    letter = Printer().record("COPY-2025-0007", "letter-european")
    assert "Copy 2" in words(letter)


@pytest.mark.parametrize(
    "name", ["OUT-2025-0008", "MTG-2025-001", "TSK-2025-0006", "SEAL-2025-0002"]
)
def test_hostile_words_stay_words(name: str) -> None:
    long = "w" * 5000
    for template in (*LETTERS, "") if name.startswith("OUT") else ("",):
        printer = changed(name, title=HOSTILE + long, purpose=HOSTILE, place=HOSTILE)
        printer.bodies = {name: f"{HOSTILE}\n\n<script>alert(2)</script> [x](javascript:alert(3))"}
        html = printer.record(name, template)
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        tags = {str(element.tag) for element in tree.iter()}
        assert not tags & {"script", "img", "iframe", "a", "link"}
        assert len(tree.findall(".//style")) == 1
        assert long in html
        assert ">49" not in html
        assert not any(key.startswith("on") for each in tree.iter() for key in each.attrib)
    book = changed(name, title=HOSTILE, purpose=HOSTILE).book(demo()[1].records[name].kind)
    assert "<script" not in book


@pytest.mark.parametrize("kind", sorted(demo()[1].office.kinds))
def test_a_record_that_says_nothing_can_be_printed(kind: str) -> None:
    described = demo()[1].office.kinds[kind]
    name = "MTG-2025-099" if kind == "meeting" else "OUT-2025-0999" if kind == "outgoing" else "X-1"
    path = f"records/{described.folder}/2025/{name}.yaml"
    bare = Record(name, kind, path, "", {}, title=name, label=described.label)
    html = Printer({name: bare}).record(name)
    assert name in words(html)
    assert html5lib.parse(html, namespaceHTMLElements=False).find(".//body") is not None


def test_documents_ask_for_nothing_from_elsewhere() -> None:
    for html in (Printer().record("OUT-2025-0008"), Printer().book("seal-use")):
        assert not re.search(r"(?:src|href)=|url\(|@import", html)


CREST = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='9'><path d='M0 0h90v9z'/></svg>"
)


def with_letterhead(monkeypatch: pytest.MonkeyPatch, raw: bytes | None = CREST) -> Printer:
    """A printer of an office that has a picture at the head of its letters, or names one."""
    monkeypatch.setitem(demo()[1].office.settings, "theme", {"letterhead": "head.svg"})
    return Printer(assets={} if raw is None else {"head.svg": raw})


@pytest.mark.parametrize("name", ["OUT-2025-0008", "OUT-2025-0003"])
def test_the_letterhead_of_the_settings_stands_at_the_head_of_letters_and_circulars(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = with_letterhead(monkeypatch).record(name)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    (picture,) = tree.findall('.//div[@class="letterhead"]/img')
    data = picture.attrib["src"].partition("base64,")[2]
    assert base64.b64decode(data) == CREST
    assert picture.attrib["alt"].startswith("Municipal Water Studies Station")


@pytest.mark.parametrize("raw", [None, b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"])
def test_a_letterhead_that_cannot_be_used_is_not_drawn(
    raw: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = with_letterhead(monkeypatch, raw).record("OUT-2025-0008")
    assert "<img" not in html
    assert "<b>Municipal Water Studies Station" in html


@pytest.mark.parametrize("template", LETTERS)
def test_what_goes_out_does_not_speak_of_the_records_it_was_made_from(template: str) -> None:
    letter = Printer().record("OUT-2025-0008", template)
    copied = changed("COPY-2025-0007", of="OUT-2025-0008").record("COPY-2025-0007", template)
    drafted = Act("draft", "2025-01-30T16:50", "PER-jribera", {})
    draft = with_acts("OUT-2025-0008", drafted, state="draft").record("OUT-2025-0008", template)
    for html in (letter, copied, draft):
        for said in ("revision", "4f2c91a", "as of", "uncontrolled"):
            assert said not in in_clear(html)


@pytest.mark.parametrize("printed", ["seal-use", "MTG-2025-001", "TSK-2025-0006"])
def test_what_stays_in_the_house_says_what_it_was_made_from(printed: str) -> None:
    html = in_clear(Printer().record(printed) if "-2025-" in printed else Printer().book(printed))
    assert "revision 4f2c91a · as of 31 December 2025" in html
    assert "Printed copy: uncontrolled unless numbered." in html


def test_a_letter_of_its_own_keeps_working_beside_shared_parts() -> None:
    """An office's file stands for the whole one, and may use or replace the parts."""
    whole = '{% extends "paper.html" %}{% block content %}{{ title }}, {{ stamp }}|{% endblock %}'
    assert "Results of the survey" in Printer(own={"circular.html": whole}).record(
        "OUT-2025-0008", "circular"
    )
    for part in ("signature.html", "notices.html"):
        own = {part: "<p>our own part</p>"}
        for template in ("letter-european", "circular"):
            assert "our own part" in Printer(own=own).record("OUT-2025-0008", template)


def test_an_office_replaces_a_template_whole_and_can_show_a_picture() -> None:
    own = {"letterhead.html": '<img alt="Crest" src="{{ picture("crest.svg") }}">'}
    printer = Printer(own=own, assets={"crest.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert 'src="data:image/svg+xml;base64,' in printer.record("OUT-2025-0008")
    built_in = (resource("templates") / "documents" / "record.html").read_text(encoding="utf-8")
    mine = Printer(own={"record.html": built_in.replace("Particulars", "What it says")})
    assert "What it says" in mine.record("TSK-2025-0006")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("line\n{% if %}", "letterhead.html:2: no document can be made"),
        ("\n\n{{ nothing.at_all }}", "letterhead.html:3: no document can be made"),
        ("{{ picture('none.png') }}", "there is no picture site/assets/none.png"),
        ("{{ ''.__class__.__mro__ }}", "letterhead.html:1: no document can be made"),
    ],
)
def test_a_broken_template_of_the_office_is_named(text: str, said: str) -> None:
    with pytest.raises(Failure, match=re.escape(said)):
        Printer(own={"letterhead.html": text}).record("OUT-2025-0008")


@pytest.mark.parametrize(("findings", "missing"), [([], 1), ([TORN], 0)])
def test_a_number_whose_file_cannot_be_read_is_not_missing_from_its_book(
    findings: list[Finding], missing: int
) -> None:
    office, records = demo()[1].office, demo()[1].records
    index = Index(office, by_id(r for r in records.values() if r.path != TORN.path), findings)
    site = whole_site(index, {}, TODAY, "en", "")
    document = year_book(site, office.kinds["incoming"], "2025")
    assert document.content["missing"] == missing
    html = words(Press(site, {}, {}).html(document))
    assert ("IN-2025-0003 The file cannot be read. 3 IN-2025-0004" in html) is bool(findings)
    assert ("1 file of this register cannot be read" in html) is bool(findings)


def test_a_book_of_files_that_cannot_be_read_is_not_called_empty() -> None:
    office = demo()[1].office
    site = whole_site(Index(office, {}, [TORN]), {}, TODAY, "en", "")
    html = words(Press(site, {}, {}).html(year_book(site, office.kinds["incoming"], "2025")))
    assert "The register has no entries." not in html
    assert "IN-2025-0003 The file cannot be read." in html
    assert "2 numbers have no record. 1 file of this register cannot be read" in html
