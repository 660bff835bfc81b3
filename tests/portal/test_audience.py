"""What an audience may not see is nowhere in its portal, in no form."""

from __future__ import annotations

import base64
import html
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from officerepo.finding import Finding
from officerepo.portal.audience import visible
from officerepo.portal.mentions import collect
from officerepo.record import Act, Record
from tests.portal.office import Office, contents, demo_office

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
            if audience != "restricted":  # there a confidential record has its number
                assert name.encode() not in raw, f"{name} is named in {path}"


def test_a_confidential_record_has_only_its_number_in_a_restricted_portal(tmp_path: Path) -> None:
    name = some_of_each(demo_office())[0]
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
