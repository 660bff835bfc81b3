"""After edits of many sorts a later build holds the bytes of one from nothing, wherever it is made.

The office is the demo's, as files under git: read, checked and built as the command does it. New
pages and files are compared without being named here.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from officerepo.cli.building import Wishes, build_tree
from officerepo.kind import LABELS
from officerepo.load import read_tree
from officerepo.portal import build as building
from officerepo.portal.page import Page
from officerepo.portal.pages import PAGES
from officerepo.portal.site import Site
from officerepo.source import parse
from tests.kinds.conftest import LOAN
from tests.portal.canary import git
from tests.portal.office import ROOT, contents, demo

START = date(2025, 12, 31)
STEPS = 6
"""Builds after the first one, each after several edits and compared with one from nothing."""

OWN_KIND = "records/kinds/loan.yaml"
A_LOAN = """\
title: A ladder
thing: Ladder
pieces: 1
borrower: PER-etorrente
due: 2026-01-05
label: {label}
acts: [{{do: ask, at: 2025-12-29, by: PER-etorrente}}]
"""


@dataclass
class Edited:
    """An office's folder that is edited, by chance but always by the same one."""

    root: Path
    rng: random.Random
    day: date = START
    done: list[str] = field(default_factory=list)

    def records(self, suffix: str = "") -> list[str]:
        names = demo()[1].office.folders
        found = [p.relative_to(self.root).as_posix() for p in self.root.glob("records/*/**/*")]
        return sorted(p for p in found if p.split("/")[1] in names and p.endswith(suffix or (".yaml", ".md")))  # fmt: skip

    def chosen(self, suffix: str = "") -> str:
        return self.rng.choice(self.records(suffix))

    def read(self, path: str) -> tuple[dict[str, Any], str]:
        source = parse(path, (self.root / path).read_bytes())
        return dict(source.data or {}), source.body

    def write(self, path: str, data: dict[str, Any], body: str = "") -> None:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"---\n{text}---\n{body}" if path.endswith(".md") else text, "utf-8")

    def change(self, path: str, edit: Callable[[dict[str, Any]], object]) -> str:
        data, body = self.read(path)
        edit(data)
        self.write(path, data, body)
        return path

    def replace(self, path: str, old: str, new: str) -> str:
        place = self.root / path
        text = place.read_text("utf-8")
        assert old in text
        place.write_text(text.replace(old, new, 1), "utf-8")
        return path


def a_field(office: Edited) -> str:
    def edit(data: dict[str, Any]) -> None:
        names = [n for n, v in data.items() if isinstance(v, str) and n not in ("label", "lang")]
        name = office.rng.choice(names)
        is_day = len(data[name]) == 10 and data[name][4:5] == "-"
        day = office.day + timedelta(days=office.rng.randrange(-9, 9))
        data[name] = str(day) if is_day else f"{data[name]} anew {office.rng.randrange(99)}"

    return office.change(office.chosen(), edit)


def a_link(office: Edited) -> str:
    target = Path(office.chosen()).stem
    return office.change(office.chosen(), lambda data: data.update(refs={"cites": [target]}))


def a_mention(office: Edited) -> str:
    path, said = office.chosen(".md"), Path(office.chosen()).stem
    data, body = office.read(path)
    office.write(path, data, f"{body}\n\nCompare {said}.\n")
    return path


def an_act_more(office: Edited) -> str:
    def edit(data: dict[str, Any]) -> None:
        acts = data.get("acts")
        if isinstance(acts, list) and acts:
            acts.append({**office.rng.choice(acts), "at": str(office.day)})

    return office.change(office.chosen(), edit)


def an_act_less(office: Edited) -> str:
    return office.change(office.chosen(), lambda data: data.get("acts", [0, 0]).pop())


def removed(office: Edited) -> str:
    path = office.chosen()
    (office.root / path).unlink()
    return path


def put_back(office: Edited) -> str:
    listed = git(office.root, "ls-tree", "-r", "--name-only", "demo", "records/").splitlines()
    gone = [path for path in listed if not (office.root / path).exists()]
    path = office.rng.choice(gone or listed)
    git(office.root, "checkout", "-q", "demo", "--", path)
    return path


def renamed(office: Edited) -> str:
    path = office.rng.choice([p for p in office.records() if "-2025-" in p])
    data, body = office.read(path)
    old, number = Path(path).stem, office.rng.randrange(7000, 7999)
    new = f"{old.rpartition('-')[0]}-{number}"
    data["formerly"] = [old]
    office.write(path.replace(old, new), data, body)
    (office.root / path).unlink()
    return f"{path} → {new}"


def a_label(office: Edited) -> str:
    label = office.rng.choice([*LABELS, "mislabelled"])
    return office.change(office.chosen(), lambda data: data.update(label=label)) + f" is {label}"


def a_language(office: Edited) -> str:
    lang = office.rng.choice(["en", "es", "zh"])
    folder = office.rng.choice(["records/posts", "records/people", "records/units", "records/"])
    path = office.rng.choice([p for p in office.records() if p.startswith(folder)])
    return office.change(path, lambda data: data.update(lang=lang))


def an_attachment(office: Edited) -> str:
    path = office.chosen(".yaml")
    raw = f"Scanned {office.rng.random()}".encode()
    name = f"{Path(path).stem}-scan.txt"
    (office.root / path).with_name(name).write_bytes(raw)
    listed = {"name": "Scan", "path": name, "sha256": hashlib.sha256(raw).hexdigest()}
    return office.change(path, lambda data: data.update(attachments=[listed]))


def the_settings(office: Edited) -> str:
    number = office.rng.randrange(99)
    edit: dict[str, Any] = office.rng.choice(
        [
            {"name": f"Station no. {number}"},
            {"unit": f"Office no. {number}"},
            {"stale_after_days": str(number + 1)},
            {"contact": f"Room {number}"},
            {"address": f"Street {number}"},
            {"forge": {"type": "none"}},
            {"file_within_days": str(number + 1)},
            {"time_zone": "Asia/Shanghai"},
        ]
    )
    return office.change("records/office.yaml", lambda data: data.update(edit)) + str(edit)


def the_calendar(office: Edited) -> str:
    day = str(office.day + timedelta(days=office.rng.randrange(-30, 30)))

    def edit(data: dict[str, Any]) -> None:
        data["days"] = [*data.get("days", []), {"date": day, "open": "no", "title": "Closed"}]

    return office.change("records/calendar.yaml", edit)


def the_file_plan(office: Edited) -> str:
    def edit(data: dict[str, Any]) -> None:
        series = office.rng.choice(data["series"])
        series[office.rng.choice([k for k, v in series.items() if isinstance(v, str)])] += " x"

    return office.change("records/file-plan.yaml", edit)


def the_day(office: Edited) -> str:
    office.day += timedelta(days=office.rng.choice([-1, 1, 1, 1, 7, 60]))
    return str(office.day)


def a_kind(office: Edited) -> str:
    """Brings a kind of the office's own, with a record, or changes how it is called."""
    if (office.root / OWN_KIND).exists():
        return office.replace(OWN_KIND, "Loan", f"Loan{office.rng.randrange(9)}")
    (office.root / "records/kinds").mkdir(exist_ok=True)
    (office.root / OWN_KIND).write_text(LOAN, "utf-8")
    kinds = demo()[1].office.kinds
    office.change("records/office.yaml", lambda data: data.update(kinds=[*kinds, "loan"]))
    for number, label in enumerate(("public", "restricted"), 1):
        place = office.root / f"records/loans/2025/LOAN-2025-{number:03}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(A_LOAN.format(label=label), "utf-8")
    return OWN_KIND


def a_file_of_its_own(office: Edited) -> str:
    """Brings or changes a page, an asset or a template of the office's own."""
    said = f"{office.rng.randrange(999)}"
    path, text = office.rng.choice(
        [
            ("site/pages/en/canteen.md", f"# Canteen\n\nSoup {said}.\n"),
            ("site/pages/en/about.md", f"# About {said}\n\nText.\n"),
            ("site/assets/own.css", f"/* {said} */"),
            (
                "templates/portal/404.html",
                (ROOT / "templates/portal/404.html").read_text() + f"<!-- {said} -->",
            ),
        ]
    )
    (office.root / path).parent.mkdir(parents=True, exist_ok=True)
    (office.root / path).write_text(text, "utf-8")
    return path


EDITS = (
    a_field, a_field, a_link, a_mention, an_act_more, an_act_less, removed, put_back, renamed,
    a_label, a_label, a_language, an_attachment, the_settings, the_calendar, the_file_plan, the_day,
    a_kind, a_file_of_its_own,
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """The demo office in a repository of its own."""
    root = tmp_path_factory.mktemp("edited") / "office"
    for path, found in demo()[0].files.items():
        if path.startswith("records/") and not found.trouble:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(found.raw)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "The demo office")
    git(root, "tag", "demo")
    return Edited(root, random.Random(5))


def built(office: Edited, output: Path, audience: str = "internal", jobs: int = 1) -> Path:
    wishes = Wishes(output, audience=audience, language="en")
    moment = f"{office.day}T07:30"
    build_tree(read_tree(office.root), office.day, wishes, built=moment, jobs=jobs)
    return output.resolve()


def differing(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two folders."""
    old, new = contents(one), contents(other)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def test_every_sort_of_edit_is_followed_by_the_bytes_of_a_build_from_nothing(
    office: Edited, tmp_path: Path
) -> None:
    order = [edit for _ in range(3) for edit in EDITS]
    office.rng.shuffle(order)
    built(office, tmp_path / "later")
    share = -(-len(order) // STEPS)
    for step in range(STEPS):
        edits = order[step * share : (step + 1) * share]
        said = [f"{edit.__name__}: {edit(office)}" for edit in edits]
        if step % 3:
            git(office.root, "add", "-A")
            git(office.root, "commit", "-qm", f"Step {step}")
        later = built(office, tmp_path / "later")
        fresh = built(office, tmp_path / f"fresh-{step}")
        assert differing(later, fresh) == [], said


def test_an_edit_that_a_key_does_not_name_is_noticed(
    office: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(site: Site) -> Iterator[Page]:
        yield Page("index.html", site.key("home", str(site.today)), section="home")

    pages = (replace(PAGES[0], pages=forgetful), *PAGES[1:])
    assert pages[0].name == "home"
    monkeypatch.setattr(building, "PAGES", pages)
    later = built(office, tmp_path / "later")
    for path in [path for path in office.records() if "/tasks/" in path]:
        office.change(path, lambda data: data.update(title="Another title"))
    later = built(office, tmp_path / "later")
    assert differing(later, built(office, tmp_path / "fresh")) == ["index.html"]


ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C"},
    {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANGUAGE": "zh"},
]


def test_one_commit_and_one_day_give_one_portal(office: Edited, tmp_path: Path) -> None:
    """In another folder, time zone and locale, with another umask and order of sets."""
    git(office.root, "add", "-A")
    git(office.root, "commit", "-qm", "As it is now", "--allow-empty")
    outputs = []
    for number, place in enumerate(ELSEWHERE):
        folder = tmp_path / f"{'Área común 公' * number}at{number}"
        git(office.root, "clone", "-q", str(office.root), str(folder))
        output = folder.with_name(f"portal-{number}") / "public"
        run = [sys.executable, "-m", "officerepo", "build", "--today", str(START), "--language"]
        done = subprocess.run(
            [*run, "zh", "--output", str(output)],
            cwd=folder,
            env={**os.environ, **place, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1767200000"},
            umask=0o077 * number,
            capture_output=True,
            text=True,
            check=False,
        )
        assert output.is_dir(), done.stderr
        outputs.append(output.resolve())
    one, other = outputs
    assert differing(one, other) == []
    modes = [{p.name: p.stat().st_mode for p in each.rglob("*")} for each in outputs]
    assert modes[0] == modes[1]
