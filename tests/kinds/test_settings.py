"""Settings and kind files that say something odd give findings, never a traceback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officerepo.office import SETTINGS, read_office

ODD = [
    "[",
    "a: [",
    "",
    "x",
    "kinds: 3",
    "kinds: [task, nope, [x]]",
    "language: xx",
    "name: [a]",
    "forge: 3",
    "grace: [x]",
    "time_zone: {a: b}",
    "weekend: [monday, x, [y]]",
    "days: 3",
    "days: [1, {date: [2]}, {date: 2025-02-30}]",
    "series: 5",
    "series: [3, {code: [1]}, {code: one, title: {a: b}, retention: 3}]",
    "format: 9",
]
WHOLE = """\
kind: task
title: x
plural: x
about: x
folder: tasks
format: yaml
id: TSK-{year}-{serial:4}
label: internal
"""
PARTS = [
    "fields: {x: {type: nope}, y: 3}",
    "fields: [x]",
    "acts: {a: {to: nope}}",
    "acts: 3",
    "states: {s: 3}",
    'rules: {r: {assert: "x ** 2"}}',
    "rules: {R_r: {assert: x, bad: 3}}",
    "views: {register: 3}",
    "views: {register: {columns: 3}}",
    "views: 3",
    "example: 3",
    "id: TSK-{nope}",
    "format: word",
    "nonsense: x",
    "grace: few",
]


@pytest.mark.parametrize("path", SETTINGS)
@pytest.mark.parametrize("text", ODD)
def test_odd_settings_are_findings(path: str, text: str) -> None:
    office = read_office({path: text.encode()})
    assert any(finding.path == path for finding in office.findings) or text == ""


@pytest.mark.parametrize(
    ("grace", "at"),
    [
        ("[x]", "grace"),
        ("3", "grace"),
        ("{seal_use: 1}", "grace.seal_use:key"),
        ("{seal-use: few}", "grace.seal-use"),
        ("{default: [1]}", "grace.default"),
        ("{default: 5, trip: 0}", ""),
    ],
)
def test_days_of_grace_are_told_kind_by_kind(grace: str, at: str) -> None:
    office = read_office({SETTINGS[0]: f"grace: {grace}\nkinds: [seal-use, task]\n".encode()})
    found = [finding for finding in office.findings if finding.at.startswith("grace")]
    assert [finding.at for finding in found] == ([at] if at else [])
    assert all(finding.hint for finding in found)
    if at:
        assert (office.grace("seal-use"), office.grace("task")) == (1, 5)


@pytest.mark.parametrize("part", PARTS)
def test_odd_kind_files_are_findings(part: str) -> None:
    path = "records/kinds/task.yaml"
    lines = [line for line in WHOLE.splitlines() if line.split(":")[0] != part.split(":")[0]]
    text = "\n".join([*lines, part])
    findings = [f for f in read_office({path: text.encode()}).findings if f.path == path]
    assert {finding.rule for finding in findings} == {"kind-file"}
    assert all(finding.hint for finding in findings)


def test_an_offices_own_kind_works_like_a_built_in_one() -> None:
    fields = "fields: {shelf: {type: text, required: true}}\nexample: {title: x, shelf: top}\n"
    office = read_office({"records/kinds/task.yaml": (WHOLE + fields).encode()})
    assert list(office.kinds["task"].fields)[:2] == ["title", "shelf"]
    assert not [finding for finding in office.findings if "kinds" in finding.path]


def test_two_kinds_do_not_share_a_folder() -> None:
    path = "records/kinds/letter.yaml"
    text = WHOLE.replace("kind: task", "kind: letter") + "example: {title: x}\n"
    office = "kinds: [task, letter, task]\n"
    read = read_office({path: text.encode(), "records/office.yaml": office.encode()})
    [found] = [finding for finding in read.findings if finding.path == path]
    assert (found.rule, found.at) == ("kind-file", "folder")
    assert found.values == {"folder": "tasks", "other": "task"}
    assert list(read.kinds) == ["task"]
    assert not [finding for finding in read.findings if finding.rule == "unknown-kind"]


def test_a_body_is_a_field_where_there_is_no_other() -> None:
    path = "records/kinds/task.yaml"
    fields = "fields: {body: {type: text, required: true}}\nexample: {title: x, body: oak}\n"
    for form, rules in (("yaml", []), ("markdown", ["kind-file"])):
        text = WHOLE.replace("format: yaml", f"format: {form}") + fields
        office = read_office({path: text.encode()})
        assert [finding.rule for finding in office.findings if finding.path == path] == rules


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("TSK-{year}-{serial:4}", True),
        ("TSK-{year}-{n}", True),
        ("TSK-{slug}-{n}", True),
        ("TSK-A-{year}-{serial:4}", False),
        ("TSK-{handle}", False),
        ("LETT-{year}-{serial:4}", False),
    ],
)
def test_two_kinds_never_give_the_same_number(pattern: str, taken: bool) -> None:
    path = "records/kinds/letter.yaml"
    other = WHOLE.replace("kind: task", "kind: letter").replace("folder: tasks", "folder: letters")
    files = {
        "records/office.yaml": b"kinds: [task, letter]",
        path: other.replace("TSK-{year}-{serial:4}", pattern).encode(),
    }
    office = read_office(files)
    said = [f.message for f in office.findings if f.path == path and f.at == "id"]
    assert said == (["Numbers such as {example} belong to the kind `{other}` already."] * taken)
    assert ("letter" in office.kinds) is not taken


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), ("0", 0), ("-3", 7), ("²", 7), ("many", 7), ("1" * 5000, 7), (None, 7), ([], 7)],
)
def test_a_setting_that_is_no_number_leaves_the_usual_one(written: object, number: int) -> None:
    office = replace(read_office({}), settings={"lessons_after_days": written})
    assert office.number("lessons_after_days", 7) == number
