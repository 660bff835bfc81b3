"""Publishing: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from officerepo.failure import Failure
from officerepo.portal import publish
from officerepo.portal.publish import Place
from tests.portal.office import contents, text_of


class Crash(BaseException):
    """Stands for a power cut: nothing after it is done, nothing cleans up."""


def put(output: Path, pages: dict[str, str], *, fail: bool = False) -> int:
    """Publishes pages whose key is their content."""

    def write(folder: Path, paths: Sequence[str]) -> None:
        for number, path in enumerate(paths):
            if fail and number == 1:
                raise Crash
            with (folder / path).open("x") as file:
                file.write(pages[path])

    place = Place(output)
    with place.locked():
        return place.update(pages, str(pages), write)


ONE = {"index.html": "1", "a/x.html": "x", "a/b/y.html": "y", "gone/z.html": "z"}
TWO = {"index.html": "2", "a/x.html": "x", "a/b/y.html": "y2", "new/w.html": "w"}


def shown(output: Path) -> dict[str, str]:
    return {path: text_of(raw) for path, raw in contents(output.resolve()).items()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    output = tmp_path / "public"
    assert put(output, ONE) == 4
    assert shown(output) == ONE
    assert put(output, ONE) == 0
    assert put(output, TWO) == 3
    assert shown(output) == TWO
    assert put(output, ONE) == 3
    assert shown(output) == ONE
    assert not (output / "new").exists()


def test_an_unchanged_page_is_one_file_on_disk_and_never_written_through(tmp_path: Path) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    first = output.resolve()
    put(output, TWO)
    second = output.resolve()
    assert first != second
    assert (first / "a/x.html").samefile(second / "a/x.html")
    with (second / "a/x.html").open() as being_read:
        put(output, {**TWO, "a/x.html": "changed"})
        assert being_read.read() == "x"  # what was live stayed as it was
    assert shown(output)["a/x.html"] == "changed"


def test_what_is_not_published_any_more_does_not_stay_beside_the_portal(tmp_path: Path) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    put(output, TWO)
    beside = {path: text_of(raw) for path, raw in contents(tmp_path).items() if "public-" in path}
    kept = {path: text for path, text in beside.items() if not path.endswith(".json")}
    assert set(kept.values()) <= set(TWO.values())
    assert "gone" not in str(beside.keys())


def test_a_live_portal_without_its_manifest_is_not_kept_beside_the_next(tmp_path: Path) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    before = output.resolve()
    before.with_name(f"{before.name}.json").unlink()
    put(output, TWO)
    assert not before.exists()


@pytest.mark.parametrize("harm", ["deleted", "emptied", "rewritten", "a link"])
def test_a_page_that_was_damaged_is_made_again(tmp_path: Path, harm: str) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    put(output, TWO)
    page = output / "a/b/y.html"
    was = page.read_text()
    page.unlink()
    if harm == "a link":
        page.symlink_to(tmp_path / "elsewhere")
    elif harm != "deleted":
        page.write_text("" if harm == "emptied" else was[::-1])
    assert Place(output).last().inputs == ""
    assert put(output, TWO) == 1
    assert shown(output) == TWO
    assert Place(output).last().inputs == str(TWO)
    gone = output / "new/w.html"
    gone.write_text("damaged, and not part of the next portal")
    put(output, ONE)
    put(output, ONE | {"index.html": "1b"})
    assert shown(output) == ONE | {"index.html": "1b"}


def test_an_office_whose_folder_is_a_link_does_not_publish_elsewhere(tmp_path: Path) -> None:
    office, elsewhere = tmp_path / "office", tmp_path / "elsewhere"
    office.mkdir()
    elsewhere.mkdir()
    (office / "site").symlink_to(elsewhere)
    with (
        pytest.raises(Failure, match="a link to somewhere else"),
        Place(office / "site/public", office=office).locked(),
    ):
        pass
    assert list(elsewhere.iterdir()) == []
    with Place(elsewhere / "public", office=office).locked():  # as the user said
        pass
    (tmp_path / "by-link").symlink_to(office)
    with Place(tmp_path / "by-link/public", office=tmp_path / "by-link").locked():
        pass


STEPS = ["_forget", "_fit", "_settle", "_prune", "_write_manifest", "keep_names"]


@pytest.mark.parametrize("step", [*STEPS, "write", "symlink_to", "replace"])
def test_a_crash_at_any_step_leaves_a_whole_portal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    put(output, {**ONE, "index.html": "1b"})
    before = shown(output)

    def crash(*args: object, **kwargs: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        if step in STEPS:
            patch.setattr(publish, step, crash)
        elif step != "write":
            patch.setattr(Path, step, crash)
        with pytest.raises(Crash):
            put(output, TWO, fail=step == "write")
    after = ("_prune", "_write_manifest")  # the new portal is live by then
    assert shown(output) == (TWO if step in after else before)
    put(output, TWO)
    assert shown(output) == TWO
    others = [path for path in tmp_path.glob(".public-?/*/*.html") if path.parent.name == "gone"]
    assert others == []


def test_a_build_that_was_interrupted_is_not_trusted(tmp_path: Path) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    put(output, TWO)
    spare = tmp_path / ({".public-a", ".public-b"} - {os.readlink(output)}).pop()
    with pytest.raises(Crash):
        put(output, ONE | {"more.html": "m", "most.html": "n"}, fail=True)
    (spare / "index.html").write_text("half")
    put(output, ONE)
    assert shown(output) == ONE


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 99, "pages": {}, "inputs": ""}'])
def test_a_damaged_manifest_costs_a_full_build_only(tmp_path: Path, damage: str) -> None:
    output = tmp_path / "public"
    put(output, ONE)
    put(output, TWO)
    for name in (".public-a.json", ".public-b.json"):
        (tmp_path / name).write_text(damage)
    assert put(output, ONE) == 4
    assert shown(output) == ONE


def test_a_manifest_that_speaks_of_files_that_are_not_there_is_not_believed(tmp_path: Path) -> None:
    output, folder = tmp_path / "public", tmp_path / ".public-a"
    folder.mkdir()
    output.symlink_to(folder.name)
    pages = {path: [text] for path, text in ONE.items()}
    manifest = {"format": publish.FORMAT, "inputs": str(ONE), "pages": pages}
    folder.with_name(f"{folder.name}.json").write_text(json.dumps(manifest))
    assert Place(output).last().inputs == ""
    put(output, ONE)
    assert shown(output) == ONE


def test_pages_are_readable_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        put(tmp_path / "public", ONE)
    finally:
        assert os.umask(before) == 0o077
    folder = (tmp_path / "public").resolve()
    assert folder.stat().st_mode & 0o777 == 0o755
    assert (folder / "a").stat().st_mode & 0o777 == 0o755
    assert (folder / "a/x.html").stat().st_mode & 0o777 == 0o644


def test_an_empty_folder_may_become_the_portal(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    put(tmp_path / "public", ONE)
    assert (tmp_path / "public").is_symlink()


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    folder, file, link = tmp_path / "folder", tmp_path / "file", tmp_path / "link"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    file.write_text("mine")
    link.symlink_to(folder)
    for output in (folder, file, link):
        with pytest.raises(Failure):
            put(output, ONE)
    assert (folder / "thesis.txt").read_text() == file.read_text() == "mine"


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    output = tmp_path / "public"
    with Place(output).locked(), pytest.raises(Failure, match=str(os.getpid())):
        put(output, ONE)
    assert put(output, ONE) == 4


def test_a_lock_left_by_a_killed_build_does_not_stand_in_the_way(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from officerepo.portal.publish import Place\n"
        "with Place(Path(sys.argv[1])).locked(): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "public")], check=False)
    assert (tmp_path / ".public.lock").exists()
    assert put(tmp_path / "public", ONE) == 4


def test_without_hard_links_pages_are_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "public"
    put(output, ONE)

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert put(output, TWO) == 4
    assert shown(output) == TWO
