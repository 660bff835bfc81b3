"""What record pages say of their versions: to whom, of which, and that builds agree about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from officerepo.cli.building import Wishes, build_tree
from officerepo.load import read_tree
from tests.portal.office import TODAY, contents
from tests.repository import SETTINGS, Repository

LIST = re.compile(r'<h2 id="changes">.*?<ol class="history">(.*?)</ol>', re.DOTALL)
TASK = "records/tasks/2025/TSK-2025-0001.yaml"
OTHER = "records/tasks/2025/TSK-2025-0002.yaml"
PAGE = "tasks/2025/TSK-2025-0001.html"


def task(due: str = "2025-05-03", *more: str) -> str:
    lines = [f"title: Clear the corridor\ndue: {due}", *more]
    return "\n".join([*lines, "acts:", "  - {do: docket, at: 2025-01-02, by: PER-a}"]) + "\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "office")
    made.point(made.commit({**SETTINGS, TASK: task(), OTHER: task()}, message="CANARY-subject"))
    return made


def commit(repository: Repository, path: str, text: str | None) -> str:
    return repository.point(repository.commit({path: text}, repository.git("rev-parse", "main")))


def build(
    repository: Repository, output: str = "public", *, audience: str = "", language: str = ""
) -> Path:
    place = repository.folder.parent / output
    tree = read_tree(repository.folder)
    build_tree(tree, TODAY, Wishes(place, audience, language), built="2025-03-31T07:30", jobs=1)
    return place


def entries(portal: Path, page: str = PAGE) -> list[str]:
    found = LIST.search((portal / page).read_text("utf-8"))
    rows = found[1].split("</li>")[:-1] if found else []
    return [
        re.sub(r"<[^>]+>", " ", row.partition("<div>")[2]).split(" (")[0].strip() for row in rows
    ]


def test_versions_are_told_in_names_of_fields_and_acts(repository: Repository) -> None:
    text = task("2025-05-10", "notes: x", "CANARY-field: y")
    commit(repository, TASK, text)
    commit(repository, TASK, text + "  - {do: assign, at: 2025-01-03, by: PER-a}\n")
    portal = build(repository)
    assert [re.sub(r"\s+", " ", entry) for entry in entries(portal)] == [
        "First version · acts: Docketed",
        "Changed · Due, Notes, other fields",
        "Changed · acts: Assigned",
    ]
    page = (portal / PAGE).read_text("utf-8").partition('id="changes"')[2]
    for hidden in ("CANARY", "2025-05-03", "Test Person", "test.person"):
        assert hidden not in page.partition("</section>")[0]
    assert all(b"CANARY-subject" not in raw for raw in contents(portal).values())


@pytest.mark.parametrize(("language", "title"), [("es", "Cambios"), ("zh", "变更记录")])
def test_the_portal_s_language_is_spoken(repository: Repository, language: str, title: str) -> None:
    page = build(repository, language=language) / PAGE
    assert f'<h2 id="changes">{title}</h2>' in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("earlier", "audience", "told"),
    [
        ("label: restricted", "internal", False),
        ("label: restricted", "restricted", True),
        ("label: confidential", "restricted", False),
        ("label: nonsense", "internal", False),
        ("label: internal", "public", False),
        ("label: public", "public", True),
        ("title: [", "internal", False),
        ("label: [", "restricted", True),
    ],
)
def test_no_version_is_told_where_one_was_not_for_the_audience(
    repository: Repository, earlier: str, audience: str, told: bool
) -> None:
    path = "records/tasks/2025/TSK-2025-0003.yaml"
    commit(repository, path, task("2025-05-03", earlier))
    commit(repository, path, task("2025-05-10", "label: public"))
    portal = build(repository, audience=audience)
    assert bool(entries(portal, "tasks/2025/TSK-2025-0003.html")) == told


def test_what_it_was_under_a_former_number_counts(repository: Repository) -> None:
    commit(repository, TASK, task("2025-05-03", "label: restricted"))
    commit(repository, TASK, None)
    path = "records/tasks/2025/TSK-2025-0003.yaml"
    commit(repository, path, task("2025-05-03", "formerly: [TSK-2025-0001]"))
    assert entries(build(repository), "tasks/2025/TSK-2025-0003.html") == []
    seen = entries(build(repository, audience="restricted"), "tasks/2025/TSK-2025-0003.html")
    assert seen[-1].startswith("Renamed")


def test_a_record_that_had_its_number_in_a_branch_is_not_told_of(repository: Repository) -> None:
    base = repository.git("rev-parse", "main")
    path, next_path = (f"records/tasks/2025/TSK-2025-000{n}.yaml" for n in (3, 4))
    theirs = repository.commit({path: task()}, base)
    ours = repository.commit({path: task("2025-06-01")}, base)
    moved = task("2025-06-01", "formerly: [TSK-2025-0003]")
    renumbered = repository.commit({path: None, next_path: moved}, ours)
    repository.point(repository.commit({next_path: moved}, theirs, renumbered))
    portal = build(repository)
    first, second = (entries(portal, f"tasks/2025/TSK-2025-000{n}.html") for n in (3, 4))
    assert [entry.split(" ")[0] for entry in first] == ["First"]
    assert [entry.split(" ")[0] for entry in second] == ["First", "Renamed"]


@pytest.mark.parametrize("doubt", ["shallow", "replaced", "none"])
def test_without_a_provable_history_nothing_is_said(repository: Repository, doubt: str) -> None:
    commit(repository, TASK, task("2025-05-10"))
    assert entries(build(repository))
    if doubt == "shallow":
        git = repository.folder / ".git"
        (git / "shallow").write_text(repository.git("rev-parse", "main") + "\n")
    elif doubt == "replaced":
        repository.git("replace", "main", "main~1")
    else:
        repository.git("update-ref", "-d", "refs/heads/main")
    for portal in (build(repository), build(repository, "fresh")):
        assert entries(portal) == []
        page = (portal / PAGE).read_text("utf-8")
        assert ("The history of the records could not be read" in page) == (doubt != "none")


def test_pages_change_only_with_their_own_record_s_history(repository: Repository) -> None:
    portal = build(repository)
    before = contents(portal)
    commit(repository, TASK, task().replace("title: ", "title:  "))
    after = contents(build(repository))
    changed = {path for path in after if before.get(path) != after[path]}
    pages = {path for path in changed if path.endswith(".html") and path != "about/build.html"}
    assert PAGE in pages
    assert "tasks/2025/TSK-2025-0002.html" not in pages


def test_a_build_from_the_last_one_equals_a_full_one(repository: Repository) -> None:
    steps = [
        (TASK, task("2025-05-10")),
        (OTHER, None),
        (OTHER, task("2025-05-11", "refs: {cites: [TSK-2025-0001]}")),
        (TASK, task("2025-05-10", "label: restricted")),
        (TASK, task("2025-05-10")),
        ("records/tasks/2025/TSK-2025-0003.yaml", task("2025-05-01", "formerly: [TSK-2025-0002]")),
        (OTHER, None),
    ]
    build(repository)
    for number, (path, text) in enumerate(steps):
        commit(repository, path, text)
        assert contents(build(repository)) == contents(build(repository, f"fresh-{number}"))


def test_what_is_not_committed_yet_is_no_version(repository: Repository) -> None:
    first = entries(build(repository))
    (repository.folder / TASK).write_text(task("2025-05-10"))
    assert entries(build(repository)) == first
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "x")
    assert len(entries(build(repository))) == len(first) + 1
