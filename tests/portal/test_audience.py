"""What an audience may not see is nowhere in its portal, in no form."""

from __future__ import annotations

import base64
import html
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from officerepo.finding import Finding
from officerepo.load import load
from officerepo.portal.audience import Hidden, visible
from officerepo.portal.mentions import collect
from officerepo.record import Act, Record
from tests.portal.office import Office, contents, demo, demo_office, text_of

RANKS = ["public", "internal", "restricted", "confidential"]


def marked(node: Any, canary: str) -> Any:
    """A text tree with the canary in every text, references left as they are."""
    if isinstance(node, str):
        return node if node[:1].isupper() and "-" in node else f"{node} {canary}"
    if isinstance(node, list):
        return [marked(item, canary) for item in node]
    return {key: marked(value, canary) for key, value in node.items()}


def seeded(levels: dict[str, str]) -> tuple[Office, dict[str, str]]:
    """The demo office with canaries in every value of some records, which get a label."""
    office, canaries = demo_office(), {}
    records = dict(office.records)
    for number, (name, label) in enumerate(levels.items()):
        canary = canaries[name] = f"kanarienvogel{number:03d}"
        record = records[name]
        acts = tuple(Act(a.do, a.at, a.by, {**a.data, "remarks": canary}) for a in record.acts)
        records[name] = replace(
            record,
            label=label,
            title=f"{record.title} {canary}",
            data=marked(record.data, canary) | {"label": label, "attachments": [{"name": canary}]},
            acts=acts,
            blob=f"{number:040x}",
        )
    body = office.body

    def with_canaries(record: Record) -> str:
        return body(record) + f"\n\n{canaries.get(record.id, '')}\n"

    findings = [
        Finding(
            records[name].path, "title", f"{canary} {{value}}", canary, "x", values={"value": name}
        )
        for name, canary in canaries.items()
    ]
    named = {"id": next(iter(levels))}
    findings.append(Finding("records/file-plan.yaml", "", "See {id}.", "", "y", values=named))
    return Office(records, with_canaries, tuple(findings)), canaries


def some_of_each(office: Office) -> list[str]:
    """Records of every kind that others lead to."""
    by_kind: dict[str, list[str]] = {}
    cited = {link.target for record in office.records.values() for link in record.links}
    for record in office.records.values():
        if record.id in cited:
            by_kind.setdefault(record.kind, []).append(record.id)
    return [name for names in by_kind.values() for name in names[:2]]


def forms(text: str) -> list[bytes]:
    raw = text.encode()
    return [
        raw,
        base64.b64encode(raw)[:-4],
        raw.hex().encode(),
        text.encode("utf-16-le"),
        "".join(f"%{byte:02x}" for byte in raw).encode(),
        html.escape(text).encode(),
    ]


@pytest.mark.parametrize("audience", ["public", "internal", "restricted"])
def test_hidden_records_leave_no_trace(tmp_path: Path, audience: str) -> None:
    names = some_of_each(demo_office())
    above = RANKS[RANKS.index(audience) + 1 :]
    levels = {name: above[number % len(above)] for number, name in enumerate(names)}
    if audience == "restricted":
        levels = dict.fromkeys(names, "confidential")
    office, canaries = seeded(levels)
    if audience == "public":  # the rest may be seen, so that there is something to leak into
        office = Office(
            {
                name: record if name in canaries else replace(record, label="public")
                for name, record in office.records.items()
            },
            office.body,
            office.findings,
        )
    # A text of a visible record names every hidden one.
    open_name = next(name for name in office.records if name not in canaries)
    spoken = " ".join(canaries)
    open_record = office.records[open_name]
    office = office.changed(
        open_name, data={**open_record.data, "notes": f"compare {spoken}, please"}
    )
    body = office.body
    office.body = lambda record: (
        f"{body(record)}\n\nsee {spoken} and [x](../{spoken.split()[0]}.md)\n"
    )
    output = tmp_path / "public"
    office.build(output, audience=audience)
    everything = {
        **contents(output.resolve()),
        "names": "\n".join(contents(output.resolve())).encode(),
    }
    if audience == "public":
        everything |= {path.name: path.read_bytes() for path in tmp_path.glob(".public-?.json")}
    for name, canary in canaries.items():
        for path, raw in everything.items():
            for form in forms(canary):
                assert form not in raw, f"{canary} of {name} is in {path}"
            if path == "about/kinds.html":
                continue  # its examples come with the program: the same in every office's portal
            if audience != "restricted":  # there a confidential record has its number
                assert name.encode() not in raw, f"{name} is named in {path}"


def test_a_confidential_record_has_only_its_number_in_a_restricted_portal(tmp_path: Path) -> None:
    records = demo_office().records
    name = next(name for name in some_of_each(demo_office()) if records[name].title not in name)
    office, _ = seeded({name: "confidential"})
    record = office.records[name]
    office.build(tmp_path / "public", audience="restricted")
    page = tmp_path / "public" / record.path.removeprefix("records/").rpartition(".")[0]
    text = page.with_suffix(".html").read_text()
    assert name in text
    assert "Confidential" in text
    assert demo_office().records[name].title not in text


def test_what_is_left_is_what_there_would_be_without_the_hidden_records(tmp_path: Path) -> None:
    """Nobody mentions these records, so with and without them the portals are the same bytes."""
    office = demo_office()
    records = dict(office.records)
    for kind in ("task", "incoming", "seal-use", "post", "person"):
        record = next(r for r in office.records.values() if r.kind == kind)
        path = record.path.replace(record.id, f"{record.id}9")
        hidden = replace(record, id=f"{record.id}9", path=path, label="restricted")
        records[hidden.id] = hidden
    bodies = office.body
    office.body = lambda record: bodies(record) if record.label == "internal" else ""
    Office(records, office.body).build(tmp_path / "hidden")
    office.build(tmp_path / "absent")
    with_them, without = (contents((tmp_path / name).resolve()) for name in ("hidden", "absent"))
    assert with_them == without


def test_an_unknown_label_counts_as_restricted() -> None:
    office = demo_office()
    name = next(iter(office.records))
    records = office.changed(name, label="secret-ish").records
    mentioned, _ = collect(records, office.body, {})
    assert name not in visible(records, "internal", mentioned, "[…]")[0]
    assert name in visible(records, "restricted", mentioned, "[…]")[0]


def test_a_portal_for_fewer_readers_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    names = some_of_each(demo_office())
    office, canaries = seeded(dict.fromkeys(names, "restricted"))
    output = tmp_path / "public"
    office.build(output, audience="restricted", inputs="restricted")
    office.build(output, audience="internal", inputs="internal")
    everything = b"".join(contents(tmp_path).values())
    assert [canary for canary in canaries.values() if canary.encode() in everything] == []


NAMED = [
    "seal-2025-0001",
    "SEAL-*2025*-0001",
    "S**EAL**-2025-0001",
    "SEAL\\-2025\\-0001",
    "SEAL&#45;2025-0001",
    "SEAL-<b\n>2025</b>-0001",
    "[SEAL-2025](https://example.org/a)-0001",
    "SEAL-<!-- x -->2025-0001",
    "SEAL\u20112025\u20110001",
    "ＳＥＡＬ－２０２５－０００１",
    "scan_SEAL-2025-0001_signed.pdf",
    "TSK-2025-0001-SEAL-2025-0001",
    "aboutSEAL-2025-0001bis",
]


@pytest.mark.parametrize("said", NAMED)
def test_a_hidden_number_is_withheld_however_it_is_written(said: str) -> None:
    hidden = Hidden({"SEAL-2025-0001"})
    assert hidden.named(said) == {"SEAL-2025-0001"}
    text = f"first line\nsee {said} here\nlast line"
    silenced = hidden.silenced(text, "[…]")
    assert "[…]" in silenced
    assert not hidden.named(silenced)
    assert "0001" not in silenced.replace("TSK-2025-0001", "")
    if "\n" not in said:
        assert silenced.startswith("first line\n")
        assert silenced.endswith("\nlast line")


def test_other_numbers_and_words_stay() -> None:
    hidden = Hidden({"IN-2025-0001", "REG-seals"})
    text = "MAIN-2025-0001, main-2025-0001, IN-2025-00012, sin-2025-0001, REG-sealskin, *in-tray*"
    assert hidden.silenced(text, "[…]") == text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("amends MTG-2025-003/D1.", "amends […]."),
        ("mtg-2025-003/d12, MTG-2025-003/D2-b", "[…], […]"),
        ("MTG-2025-003/OUT-2025-0032", "[…]/OUT-2025-0032"),
        ("MTG-2025-003/MTG-2025-003/D1", "[…]/[…]"),
        ("MTG-2025-003/2 of 3", "[…]/2 of 3"),
        ("minutes/MTG-2025-003.md", "minutes/[…].md"),
    ],
)
def test_the_part_after_a_hidden_number_goes_with_it(said: str, shown: str) -> None:
    assert Hidden({"MTG-2025-003"}).silenced(said, "[…]") == shown


@pytest.mark.parametrize("said", NAMED)
def test_a_record_does_not_speak_of_a_hidden_one_in_keys_values_or_text(
    tmp_path: Path, said: str
) -> None:
    office = demo_office()
    name = next(iter(office.records))
    record = office.records[name]
    hidden = replace(record, id="SEAL-2025-0001", label="restricted", path="records/seals/X.yaml")
    data = {**record.data, "x-own": {said: "kept words", "y": [said]}}
    records = {name: replace(record, data=data, blob="1" * 40), hidden.id: hidden}
    body = f"Kept text.\n\n{said}\n"
    Office(records, lambda each: body if each.id == name else "").build(tmp_path / "public")
    for raw in contents((tmp_path / "public").resolve()).values():
        seen = re.sub(r"(?s)<!--.*?-->|<[^>]*>", "", html.unescape(text_of(raw)))
        assert not Hidden({"SEAL-2025-0001"}).named(seen)
    page = (tmp_path / "public" / record.path.removeprefix("records/")).with_suffix(".html")
    assert "Kept text." in page.read_text() or "\n" in said


def test_a_long_text_of_numbers_does_not_take_long() -> None:
    hidden = Hidden({f"SEAL-2025-{number:04}" for number in range(3000)})

    def taken(size: int) -> float:
        start = time.process_time()
        hidden.silenced("seal-2025-" * size + "<" * size, "[…]")
        return time.process_time() - start

    assert taken(40_000) < 12 * taken(10_000) + 0.1


@pytest.mark.parametrize("unit", ["IN-", "IN-2-", "IN-2025-00"])
def test_a_number_among_a_million_beginnings_of_it_is_soon_found(unit: str) -> None:
    """It takes as long as reading some other text of that length thirty times, at most."""
    hidden = Hidden({"IN-2025-0024", "PER-ana-cruz"})

    def taken(text: str) -> float:
        start = time.process_time()
        assert hidden.silenced(f"IN-2025-0024 {text}", "[…]") == f"[…] {text}"
        return time.process_time() - start

    size = 1_000_000
    other = "in the office " * (size // 14)
    assert taken(unit * (size // len(unit))) < 30 * taken(other) + 0.1


def test_a_finding_that_names_a_hidden_record_stays_without_the_name(tmp_path: Path) -> None:
    office = demo_office()
    name, other = list(office.records)[:2]
    office = office.changed(other, label="restricted", title="Closed matter")
    said = {"id": other.lower(), "title": "Closed matter"}
    path = office.records[name].path
    office.findings = (
        Finding(path, "refs", "{id} is {title}.", f"See {other}.", "dead-link", values=said),
    )
    office.build(tmp_path / "public")
    page = (tmp_path / "public/quality/index.html").read_text()
    assert "[withheld] is [withheld]." in page
    assert "dead-link" in page
    assert path in page
    assert other not in page
    assert other.lower() not in page
    assert "Closed matter" not in page


def test_the_quality_page_speaks_only_of_the_records_it_shows(tmp_path: Path) -> None:
    office = demo_office()
    name = next(iter(office.records))
    office = office.changed(name, label="restricted")
    office.findings = (Finding(office.records[name].path, "", "Wrong.", "", "x"),)
    office.build(tmp_path / "public")
    page = (tmp_path / "public/quality/index.html").read_text()
    assert "Here the check found nothing." in page


def test_former_numbers_of_a_hidden_record_are_hidden_too(tmp_path: Path) -> None:
    office = demo_office()
    name, other = list(office.records)[:2]
    data = {**office.records[other].data, "formerly": ["TSK-2024-0007", name, "none", ""]}
    office = office.changed(other, data=data, label="restricted")
    body = office.body
    office.body = lambda each: f"{body(each)}\n\nSee tsk-2024-0007.\n"
    office.build(tmp_path / "public")
    everything = b"".join(contents((tmp_path / "public").resolve()).values()).lower()
    assert b"tsk-2024-0007" not in everything
    assert name.lower().encode() in everything
    office.build(tmp_path / "all", audience="restricted")
    assert b"tsk-2024-0007" in b"".join(contents((tmp_path / "all").resolve()).values())


def test_a_record_whose_label_is_misspelt_is_withheld(tmp_path: Path) -> None:
    path = demo()[1].records["TSK-2025-0001"].path
    raw = b"lable: restricted\n" + demo()[0].files[path].raw
    records = load(demo()[0].with_files({path: raw})).index.records
    Office(dict(records)).build(tmp_path / "public")
    assert not (tmp_path / "public/tasks/2025/TSK-2025-0001.html").exists()
    everything = b"".join(contents((tmp_path / "public").resolve()).values())
    assert b"TSK-2025-0001" not in everything
