"""The index file, damaged in two hundred ways: never a wrong answer, and whole again afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from officerepo.cli.reading import is_kept, texts_of
from officerepo.finding import Finding
from officerepo.load import Tree, load, read_tree, store_of
from officerepo.search import search, terms_of
from officerepo.store import Store
from officerepo.verdict import judge, judge_loaded

TODAY = date(2025, 3, 3)
QUESTIONS = ("公章", "gestion", "mole", "SEAL-2025-0002", "corridor lift", "a", "nowhere")

Answer = tuple[list[list[str]], list[tuple[str, str, str]], list[Finding]]


def answers(tree: Tree) -> Answer:
    """What search, list and check say, as the commands ask: index, texts, then the verdict."""
    loaded = load(tree)
    if loaded.rows or loaded.gone:
        judge_loaded(loaded, TODAY)
    texts = texts_of(loaded, TODAY)
    found = [[r.id for r in search(loaded.index, texts, terms_of([q]))] for q in QUESTIONS]
    records = [(r.id, r.state, str(r.data)) for r in loaded.index.records.values()]
    return found, sorted(records), list(judge(tree, TODAY).findings)


def is_whole(tree: Tree) -> bool:
    """Whether the index file holds the tree, all of it, so that nothing is read again."""
    loaded = load(tree)
    return is_kept(loaded) and not loaded.rows and len(loaded.store.texts()) == len(tree.files) - 3


def flip_bits(raw: bytearray, rng: Random) -> None:
    for _ in range(rng.choice((1, 1, 3, 20, 200))):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)


def overwrite(raw: bytearray, rng: Random) -> None:
    size = rng.choice((1, 16, 512, 4096))
    start = rng.randrange(len(raw))
    raw[start : start + size] = rng.randbytes(min(size, len(raw) - start))


def lose_a_page(raw: bytearray, rng: Random) -> None:
    start = 4096 * rng.randrange(len(raw) // 4096)
    raw[start : start + 4096] = bytes(4096)


def swap_pages(raw: bytearray, rng: Random) -> None:
    one, two = (4096 * rng.randrange(len(raw) // 4096) for _ in range(2))
    raw[one : one + 4096], raw[two : two + 4096] = raw[two : two + 4096], raw[one : one + 4096]


def truncate(raw: bytearray, rng: Random) -> None:
    del raw[rng.randrange(len(raw)) :]


def change_words(raw: bytearray, rng: Random) -> None:
    """Changes a text to another of the same length, which SQLite cannot notice."""
    old, new = rng.choice(
        ((b"mole", b"hole"), (b"approve", b"abolish"), (b"corridor", b"cellar.s"))
    )
    raw[:] = raw.replace(old, new, rng.choice((1, -1)))


def replace_all(raw: bytearray, rng: Random) -> None:
    raw[:] = rng.choice((b"", b"not a database", rng.randbytes(len(raw)), bytes(len(raw))))


BY_BYTES = (
    *(flip_bits, flip_bits, overwrite, lose_a_page, swap_pages),
    *(truncate, change_words, replace_all),
)

BY_SQL = (
    "delete from record where path like '%MTG%'",
    "delete from record; update kept set value = '0' where name = 'count'",
    "delete from text",
    "delete from text where rowid = 5",
    "update text set body = 'corridor'",
    "update text set body = null",
    "update text set body = 7, title = x'00'",
    "update text set path = 'records/' || path",
    "update record set state = 'void'",
    "update record set data = '{}', sum = 0",
    "update record set data = null",
    "update record set title = 7",
    "update record set blob = id",
    "update record set number = number + 100",
    "update record set text_sum = null",
    "update record set sum = sum + 1",
    "update kept set value = replace(value, '2025', '2024')",
    "update kept set value = '[]', sum = 0",
    "update kept set value = null where name = 'check'",
    "delete from kept",
    "drop table text",
    "drop table record",
    "update kept set value = '\"0:older\"' where name = 'key'",
    "pragma user_version = 7",
)


def by_sql(statements: str) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            for statement in statements.split("; "):
                database.execute(statement)

    return damage


def by_bytes(number: int) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        raw = bytearray(file.read_bytes())
        BY_BYTES[number % len(BY_BYTES)](raw, Random(number))
        file.write_bytes(raw)

    return damage


def all_damages(count: int) -> Iterable[tuple[str, Callable[[Path], None]]]:
    yield from ((statements, by_sql(statements)) for statements in BY_SQL)
    for number in range(count - len(BY_SQL)):
        yield f"{BY_BYTES[number % len(BY_BYTES)].__name__} {number}", by_bytes(number)


def test_a_damaged_index_is_never_answered_from(office: Path, tmp_path: Path) -> None:
    tree = read_tree(office)
    right = answers(tree)
    assert right[0][0] == ["MTG-2025-001"]
    file = load(tree).store.file
    whole = tmp_path / "whole.sqlite"
    shutil.copy(file, whole)
    wrong, left = [], []
    for name, damage in all_damages(200):
        shutil.copy(whole, file)
        damage(file)
        if answers(tree) != right:
            wrong.append(name)
        if not is_whole(tree):
            left.append(name)
    assert (wrong, left) == ([], [])


def test_a_damaged_index_is_brought_up_to_date_as_well(office: Path, tmp_path: Path) -> None:
    """A record changes and the file is damaged before the change is read."""
    answers(read_tree(office))
    changed = office / "records/letters-out/2025/OUT-2025-0002.md"
    changed.write_text(changed.read_text("utf-8").replace("pasillo", "corridor"), "utf-8")
    tree = read_tree(office)
    file = load(tree).store.file
    whole = tmp_path / "whole.sqlite"
    shutil.copy(file, whole)
    right = answers(tree)
    assert "OUT-2025-0002" in right[0][QUESTIONS.index("a")]
    wrong = []
    for name, damage in all_damages(40):
        shutil.copy(whole, file)
        damage(file)
        if answers(tree) != right or not is_whole(tree):
            wrong.append(name)
    assert wrong == []


# -- where nothing can be written -----------------------------------------------------------------


def test_new_indexes_that_were_never_finished_are_removed(office: Path) -> None:
    folder = office / ".officerepo"
    folder.mkdir()
    (folder / ".gitignore").write_text("*\n")
    for name, age in (("index.sqlite.1", 7200), ("index.sqlite.2", 60)):
        (folder / name).write_bytes(b"half")
        now = (folder / name).stat().st_mtime
        os.utime(folder / name, (now - age, now - age))
    judge(read_tree(office), TODAY)
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "index.sqlite",
        "index.sqlite.2",  # somebody may be at it
    ]


def test_another_parser_is_another_index(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = read_tree(office)
    key = store_of(tree).key
    assert store_of(tree).key == key
    monkeypatch.setattr("yaml.__version__", "0.1")
    assert store_of(tree).key != key


def test_without_a_place_for_the_index_all_is_answered(office: Path) -> None:
    right = answers(read_tree(office))
    shutil.rmtree(office / ".officerepo")
    (office / ".officerepo").touch()  # not even root can make a folder here
    assert answers(read_tree(office)) == right
    assert (office / ".officerepo").read_bytes() == b""


def test_an_old_index_that_cannot_be_written_is_not_answered_from(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(read_tree(office))

    def refuse(*arguments: Any) -> bool:
        return False

    def begin(*arguments: Any, apart: bool) -> Any:
        return refuse

    monkeypatch.setattr(Store, "update", refuse)
    monkeypatch.setattr(Store, "begin", begin)
    changed = office / "records/letters-out/2025/OUT-2025-0001.md"
    changed.write_text(changed.read_text("utf-8").replace("noon", "the cellar shuts"), "utf-8")
    (office / "records/meetings/2025/MTG-2025-001.md").unlink()
    tree = read_tree(office)
    loaded = load(tree)
    texts = texts_of(loaded, TODAY)
    assert [r.id for r in search(loaded.index, texts, ["cellar"])] == ["OUT-2025-0001"]
    assert search(loaded.index, texts, ["noon"]) == []
    assert search(loaded.index, texts, ["公章"]) == []


def test_nothing_is_written_but_the_index(office: Path) -> None:
    def listing() -> set[Path]:
        return {path for path in office.rglob("*") if ".git" not in path.parts}

    before = listing()
    answers(read_tree(office))
    assert {path.relative_to(office).as_posix() for path in listing() - before} == {
        ".officerepo",
        ".officerepo/.gitignore",
        ".officerepo/index.sqlite",
    }


# -- as other programs open it --------------------------------------------------------------------


def test_other_programs_can_ask_it(office: Path) -> None:
    """Datasette, or any SQLite: tables, views and the full text, opened read-only."""
    seal_use = office / "records/seal-uses/2025/SEAL-2025-0002.yaml"
    seal_use.write_text(seal_use.read_text("utf-8").replace("copies: 1", "copies: 3"), "utf-8")
    judge(read_tree(office), TODAY)
    file = office / ".officerepo" / "index.sqlite"
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:

        def ask(question: str) -> list[Any]:
            return database.execute(question).fetchall()

        assert ask("pragma integrity_check") == [("ok",)]
        assert ask("select count(*) from record") == [(21,)]
        assert ask("select value from field where id = 'SL-round' and name = 'keeping_place'") == [
            ("Safe in the front office",)
        ]
        assert ask("select at, by from act where id = 'SEAL-2025-0001' and do = 'stamp'") == [
            ("2025-01-14T10:30", "PER-cmunoz")
        ]
        assert ask("select id, at, sub from link where target = 'MTG-2025-001'") == [
            ("TSK-2025-0001", "source", "D1")
        ]
        assert ask(
            "select path, line, severity, rule, message from finding where severity = 'error'"
        ) == [
            (
                "records/seal-uses/2025/SEAL-2025-0002.yaml",
                6,
                "error",
                "fewer-impressions-than-copies",
                "1 impressions cannot cover 3 copies.",
            )
        ]
        found = "select record.id from text join record on record.number = text.rowid where text"
        assert ask(f"{found} match 'bigrams : \"公章\"'") == [("MTG-2025-001",)]
        assert ask(f"{found} match 'bigrams : \"用印 印登 登记\"'") == [("MTG-2025-001",)]
        assert sorted(ask(f"{found} match 'gestion'")) == [("OUT-2025-0002",), ("TSK-2025-0001",)]
