"""What is told of a change steers no terminal, log or forge, and stays short."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from officerepo.account import (
    LINES_CAP,
    change_as_data,
    change_as_markdown,
    change_as_text,
    code,
    life_as_text,
)
from officerepo.commits import Commit, Signer
from officerepo.difference import ActChange, Difference, FieldChange, TextChange
from officerepo.finding import Finding
from officerepo.git import TreeFile, blob_id
from officerepo.history.alteration import Alteration, alterations
from officerepo.history.life import Life, Version
from officerepo.office import read_office
from officerepo.output import Translate
from officerepo.table import as_json
from officerepo.text import UNFIT, harmless

OFFICE = read_office({})
HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "line\n::error::obey",
    "::set-output name=x::y",
    "##[add-mask]x",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "https://evil.example www.evil.example mail@evil.example",
    "@ada @archive/heads",
    "#1 GH-2 !3 %4 ~bug &5 $6",
    "```\n# Heading\n```",
    "` `` ``` ````",
    "`",
    "``x",
    "x`",
    "| a | b |\n|---|---|",
    "- [x] done",
    "\\`@ada\\`",
    "&lt;b&gt; &#64;ada",
    "$`\\href{x}{y}`$",
    "x" * 5000,
    " ",
    "",
)


def files(given: Mapping[str, str | bytes]) -> dict[str, TreeFile]:
    found = {}
    for path, text in given.items():
        raw = text if isinstance(text, bytes) else text.encode()
        found[path] = TreeFile(path, blob_id(raw), raw)
    return found


def everywhere(text: str) -> list[Alteration]:
    """A change that has a text in every place that somebody can write."""
    act = {"do": text, "at": text, "by": text, text or "k": text, "reason": text}
    told = Difference(
        (
            FieldChange(text, (text,), text, f"{text}2"),
            FieldChange("due", ("due",), None, text),
            FieldChange("x", ("decisions", text, "text"), [text], [text, "y"]),
            FieldChange("m", ("m", text), {text: [text]}, None),
        ),
        (
            ActChange(0, None, act),
            ActChange(1, act, None),
            ActChange(2, act, act, (FieldChange(text, (text,), text, None),)),
        ),
        TextChange(1, 0),
    )
    kinds = ("", "task", "meeting")
    return [
        Alteration(text, role, what, number, kind, told, text, unreadable)
        for role in ("record", "settings", "guard", "other")
        for what in ("changed", "renamed", "moved", "reformatted", "followed")
        for unreadable in (None, Finding("", "", "{why}.", "", values={"why": text}))
        for number in ("", text)
        for kind in kinds[:: 1 if role == "record" else 3]
    ]


Tell = Callable[..., Any]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("tell", [change_as_text, change_as_markdown])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_terminal_and_no_log_is_steered(text: str, tell: Tell, language: str) -> None:
    lines = list(tell(everywhere(text), OFFICE, Translate(language, {}), lambda name: name))
    assert lines
    for line in lines:
        shown = harmless(line)  # as `put` prints it
        assert not UNFIT.search(shown)
        assert "\n" not in shown
        assert not shown.lstrip().startswith("::")
        assert "##[" not in shown


TAG = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_forge_reads_nothing_into_what_somebody_typed(text: str) -> None:
    lines = change_as_markdown(everywhere(text), OFFICE, Translate("en", {}), lambda name: name)
    options = Options.CMARK_OPT_UNSAFE
    shown = cmarkgfm.github_flavored_markdown_to_html("\n".join(lines), options)
    assert {(name, rest) for _, name, rest in TAG.findall(shown)} <= {
        ("ul", ""),
        ("li", ""),
        ("p", ""),
        ("code", ""),
    }
    outside = CODE.sub("", shown)
    assert not re.search(r"[@#$!~%\[]|://|&lt;|evil|obey|ada", outside)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_says_it_as_it_was_written(text: str) -> None:
    found = everywhere(text)
    data = change_as_data(found, "a", "")
    written = as_json(data)
    assert json.loads(written) == json.loads(json.dumps(data))
    assert not UNFIT.search(written)


def test_a_code_span_is_one_whatever_is_in_it() -> None:
    for text in HOSTILE:
        html = cmarkgfm.github_flavored_markdown_to_html(f"a {code(text)} b")
        assert re.fullmatch(r"<p>a <code>.*</code> b</p>\n", html), text


def test_a_comment_stays_short() -> None:
    told = Difference((FieldChange("title", ("title",), "a" * 4000, "b" * 4000),))
    found = [
        Alteration(f"records/x/{n}", "record", "changed", f"X-{n}", "task", told)
        for n in range(900)
    ]
    lines = list(change_as_markdown(found, OFFICE, Translate("en", {}), lambda name: name))
    assert len(lines) <= LINES_CAP + 1
    assert sum(map(len, lines)) < 60_000
    assert lines[-1] == "- … and more files (800); `officerepo diff` tells of all."


@pytest.mark.parametrize("text", HOSTILE)
def test_a_life_steers_no_terminal(text: str) -> None:
    signer = Signer(text, text, 1735804800, "+0100")
    commit = Commit("a" * 40, "b" * 40, (), signer, Signer("x", text), text)
    told = everywhere(text)[0].difference
    why = Finding("", "", "{why}.", "", values={"why": text})
    life = Life((Version(text, text, commit, "renamed", told, text, why),), "internal", (text,))
    kind = OFFICE.kinds["task"]
    for line in life_as_text(life, kind, OFFICE, Translate("es", {}), lambda name: name):
        assert not UNFIT.search(harmless(line))
        assert "\n" not in line


# -- which files a change names -------------------------------------------------------------------


def told(
    before: dict[str, TreeFile], after: dict[str, TreeFile]
) -> list[tuple[str, str, str, str]]:
    return [(a.path, a.role, a.what, a.former) for a in alterations(before, after, OFFICE)]


TASK = "records/tasks/2025/TSK-2025-0001.yaml"
NEXT = "records/tasks/2025/TSK-2025-0002.yaml"


def test_settings_kinds_and_guards_are_named() -> None:
    before = files({"records/office.yaml": "name: A\nbegan: 2024-01-01\n", ".gitattributes": "a\n"})
    after = files(
        {
            "records/office.yaml": "name: B\nbegan: 2024-01-01\n",
            "records/kinds/boat.yaml": "kind: boat\n",
            ".github/workflows/x.yml": "on: push\n",
            "records/tasks/2025/scan.pdf": b"\xff",
        }
    )
    found = alterations(before, after, OFFICE)
    assert [(a.path, a.role, a.what) for a in found] == [
        (".gitattributes", "guard", "removed"),
        (".github/workflows/x.yml", "guard", "added"),
        ("records/kinds/boat.yaml", "settings", "added"),
        ("records/office.yaml", "settings", "changed"),
        ("records/tasks/2025/scan.pdf", "other", "added"),
    ]
    assert [(c.at, c.before, c.after) for c in found[3].difference.fields] == [("name", "A", "B")]


def test_a_renamed_and_a_moved_record_are_one_each() -> None:
    before = files({TASK: "title: A\n"})
    renamed = files({NEXT: "title: B\nformerly: [TSK-2025-0001]\n"})
    (found,) = alterations(before, renamed, OFFICE)
    assert (found.what, found.former) == ("renamed", "TSK-2025-0001")
    assert [change.at for change in found.difference.fields] == ["title"]
    elsewhere = TASK.replace("2025/", "", 1)
    moved = files({elsewhere: "title: A\n"})
    assert told(before, moved) == [(elsewhere, "record", "moved", TASK)]
    claimed = files({TASK: "title: A\n", NEXT: "title: B\nformerly: [TSK-2025-0001]\n"})
    assert told(before, claimed) == [(NEXT, "record", "added", "")]


def test_what_cannot_be_read_is_named() -> None:
    before, after = files({TASK: "title: A\n"}), files({TASK: "title: [\n"})
    (found,) = alterations(before, after, OFFICE)
    assert found.what == "changed"
    assert found.unreadable
    gettext = Translate("en", {})
    (line,) = change_as_text([found], OFFICE, gettext, lambda name: name)
    assert line == (
        "TSK-2025-0001: cannot be read (A list or group between brackets is not closed, or a comma"
        " is missing)"
    )
    assert str(change_as_data([found], "", "")["files"][0]["unreadable"]).endswith("missing.")
    (line,) = change_as_markdown([found], OFFICE, gettext, lambda name: name)
    assert "a comma is missing`" in line
    link = {TASK: TreeFile(TASK, "", b"", "symbolic link")}
    (found,) = alterations(before, link, OFFICE)
    assert found.what == "changed"
    assert found.unreadable
    assert found.unreadable.values == {"what": "symbolic link"}
    assert told(after, before) == [(TASK, "record", "changed", "")]


PERSON = "records/people/PER-nsundial.yaml"
NOW = "records/people/PER-nell.yaml"


def test_what_only_follows_a_new_name_is_counted() -> None:
    acts = "acts:\n  - {do: docket, at: 2025-01-02, by: PER-%s}\n"
    before = files(
        {
            PERSON: "name: Nell Sundial\n",
            TASK: "title: A\nassignee: PER-nsundial\n" + acts % "nsundial",
            NEXT: "title: B\ndue: 2025-05-03\n" + acts % "nsundial",
        }
    )
    after = files(
        {
            NOW: "name: Nell Sundial\nformerly: [PER-nsundial]\n",
            TASK: "title: A\nassignee: PER-nell\n" + acts % "nell",
            NEXT: "title: B\ndue: 2025-05-10\n" + acts % "nell",
        }
    )
    found = alterations(before, after, OFFICE)
    lines = list(change_as_text(found, OFFICE, Translate("en", {}), lambda _: "Nell Sundial"))
    assert lines == [
        "PER-nell: formerly PER-nsundial",
        "TSK-2025-0002: changed",
        "  Due: 2025-05-03 → 2025-05-10",
        "Only calling other records by their new names: 1 (TSK-2025-0001)",
    ]
    taken = {**after, **files({PERSON: "name: Nell Sundial\n"})}  # it leads to nobody else then
    assert {a.what for a in alterations(before, taken, OFFICE)} == {"added", "changed"}


@pytest.mark.parametrize("tell", [change_as_text, change_as_markdown])
def test_a_right_is_told_in_full(tell: Tell) -> None:
    """A long list of powers is where one more could hide from whoever reviews it."""
    powers = ", ".join(f"authorise_seal:SL-{number}" for number in range(40))
    post = f"title: Helper\nheadcount: 1\nversions:\n  - {{n: 1, powers: [{powers}, custody_seal:SL-x]}}\n"
    found = alterations({}, files({"records/posts/POST-OFF-09.yaml": post}), OFFICE)
    lines = list(tell(found, OFFICE, Translate("en", {}), lambda name: name))
    assert [line for line in lines if "Helper" in line]
    assert [line for line in lines if "custody_seal:SL-x" in line]
    assert not [line for line in lines if "headcount" in line.lower()]
