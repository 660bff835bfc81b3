"""The index on disk: SQLite under `.officerepo/`, for searching and as the cache by blob id.

Deleting it loses nothing. What is read from it is checked against sums kept with each row, so a
damaged, truncated or older file is thrown away and never answered from.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = ".officerepo"
FILE = "index.sqlite"
VERSION = 1  # of the tables below

_TABLES = """
create table record (
    path text primary key, blob text, id text, kind text, state text, title text, label text,
    data text, links text, findings text, sum integer, number integer, text_sum integer
);
create unique index record_number on record (number);
create index record_id on record (id);
create table kept (name text primary key, value text, sum integer) without rowid;
create virtual table text using fts5 (
    path unindexed, title, body, bigrams, tokenize = "unicode61 remove_diacritics 2"
);
create view field as
    select record.id, j.key as name, j.value from record, json_each(record.data) as j
    where j.key <> 'acts';
create view act as
    select record.id, j.key as n, j.value ->> 'do' as do, j.value ->> 'at' as at,
        j.value ->> 'by' as by, j.value as data
    from record, json_each(record.data, '$.acts') as j;
create view link as
    select record.id, j.value ->> 0 as at, j.value ->> 1 as target, j.value ->> 2 as sub
    from record, json_each(record.links) as j;
create view finding as
    select j.value ->> 'path' as path, j.value ->> 'line' as line, j.value ->> 'column' as "column",
        j.value ->> 'severity' as severity, j.value ->> 'rule' as rule,
        j.value ->> 'message' as message
    from kept, json_each(kept.value, '$.shown') as j where kept.name = 'check';
"""


class Damaged(Exception):
    """The file is not what was written: rebuild it."""


# What reading a damaged file raises; sqlite3 lets a text that is not UTF-8 through as the latter.
_BROKEN = (sqlite3.Error, UnicodeDecodeError)


class Row(NamedTuple):
    """One record file as the index keeps it; `data`, `links` and `findings` are JSON.

    `text` is what search looks in and `pairs` its CJK bigrams; both live in the full-text table.
    """

    path: str
    blob: str
    id: str
    kind: str
    state: str
    title: str
    label: str
    data: str
    links: str
    findings: str
    text: str = ""
    pairs: str = ""


_COLUMNS = Row._fields[:10]
_SELECT = f"select {', '.join(_COLUMNS)}, sum from record order by path"
_INSERT = f"insert or replace into record values ({', '.join('?' * (len(_COLUMNS) + 3))})"
_INSERT_TEXT = "insert into text (rowid, path, title, body, bigrams) values (?, ?, ?, ?, ?)"


def _sum(parts: Iterable[str]) -> int:
    try:
        return zlib.crc32("\0".join(parts).encode("utf-8", "surrogatepass"))
    except TypeError as error:  # a bit turned a text into a number, a blob or nothing
        raise Damaged(str(error)) from error


def place_of(root: Path) -> str:
    """Return what tells a folder from every copy of it: what is kept belongs to this very one."""
    folder = root.stat() if root.exists() else None
    return f"{folder.st_dev} {folder.st_ino}" if folder else ""


class Store:
    """The index file of one office. `key` names program and settings; another key is another file.

    Nothing here raises for a file that cannot be read or written: reading then yields nothing,
    writing returns False, and the caller goes on without. An index that came with a repository,
    or lies behind a symbolic link, is not `trusted` and left alone.
    """

    def __init__(self, root: Path, key: str, *, trusted: bool = True) -> None:
        self.file = root / FOLDER / FILE
        self.key = f"{VERSION}:{key}"
        self.trusted = trusted and not self.file.parent.is_symlink()

    def kept(self, name: str) -> Any:
        """Return a value kept under a name, or None."""
        with suppress(sqlite3.Error, Damaged, ValueError), closing(self._open()) as database:
            found = database.execute(
                "select value, sum from kept where name = ?", (name,)
            ).fetchone()
            if found and found[1] == _sum((name, found[0])):
                return json.loads(found[0])
        return None

    def rows(self) -> list[Row]:
        """Return all record rows by path, without their text; none when anything is damaged."""
        with suppress(Damaged, *_BROKEN), closing(self._open()) as database:
            found = database.execute(_SELECT).fetchall()
            rows = [Row(*columns[:10]) for columns in found]
            if all(columns[10] == _sum(columns[:10]) for columns in found):
                return rows
        return []

    def texts(self) -> list[tuple[str, str, str]]:
        """Return (path, title, text) of every record; raise Damaged when it cannot be trusted."""
        try:
            with closing(self._open()) as database:
                found = database.execute(
                    "select text.path, text.title, body, text_sum"
                    " from record left join text on text.rowid = record.number"
                ).fetchall()
        except _BROKEN as error:
            raise Damaged(str(error)) from error
        if any(path is None or total != _sum((path, body)) for path, _, body, total in found):
            raise Damaged("a text is not what was written")
        return [(path, title, body) for path, title, body, _ in found]

    def replace(self, rows: Sequence[Row], kept: dict[str, Any]) -> bool:
        """Write a whole new index beside the old one and put it in its place."""
        return self.begin(rows)(kept)

    def begin(
        self, rows: Sequence[Row], *, apart: bool = False
    ) -> Callable[[dict[str, Any]], bool]:
        """Begin a new index with these rows; return the function that keeps values and swaps it in.

        With `apart` a forked process writes the rows, which takes as long as judging them.
        """
        fresh = self.file.with_name(f"{FILE}.{os.getpid()}")
        writer = None
        if apart:
            import multiprocessing

            writer = multiprocessing.get_context("fork").Process(
                target=lambda: os._exit(0 if self._write_fresh(fresh, rows) else 1)
            )
            writer.start()

        def finish(kept: dict[str, Any]) -> bool:
            if writer is None:
                written = self._write_fresh(fresh, rows)
            else:
                writer.join()
                written = writer.exitcode == 0
            try:
                if written:
                    with closing(_unguarded(fresh)) as database:
                        self._keep(database, {**kept, "key": self.key, "count": len(rows)})
                    os.replace(fresh, self.file)
                return written
            except (OSError, *_BROKEN):
                return False
            finally:
                with suppress(OSError):
                    fresh.unlink(missing_ok=True)

        return finish

    def _write_fresh(self, fresh: Path, rows: Sequence[Row]) -> bool:
        """Write tables and rows into a file of their own; tell whether that was possible."""
        if not self.trusted:
            return False
        try:
            self.file.parent.mkdir(exist_ok=True)
            self.file.with_name(".gitignore").write_text("*\n")  # git never takes it along
            fresh.unlink(missing_ok=True)
            self._sweep()
            with closing(_unguarded(fresh)) as database:
                database.execute("begin")
                for statement in _TABLES.split(";\n"):
                    database.execute(statement)
                self._write(database, rows, 1)
                database.execute("commit")
            return True
        except (OSError, *_BROKEN):
            return False

    def _sweep(self) -> None:
        """Remove new indexes that were never finished: nobody works an hour at one.

        What time it is, the file says that was written a moment ago.
        """
        now = self.file.with_name(".gitignore").stat().st_mtime
        for left in self.file.parent.glob(f"{FILE}.*"):
            with suppress(OSError):
                if left.stat().st_mtime < now - 3600:
                    left.unlink()

    def update(self, rows: Sequence[Row], gone: Iterable[str], kept: dict[str, Any]) -> bool:
        """Change rows in place, in one transaction."""
        try:
            with closing(self._open(write=True)) as database:
                database.execute("begin immediate")
                paths = [(path,) for path in (*gone, *(row.path for row in rows))]
                database.executemany(
                    "delete from text where rowid = (select number from record where path = ?)",
                    paths,
                )
                database.executemany("delete from record where path = ?", paths)
                (top,) = database.execute("select max(number) from record").fetchone()
                self._write(database, rows, (top or 0) + 1)
                (count,) = database.execute("select count(*) from record").fetchone()
                self._keep(database, {**kept, "count": count})
                database.execute("commit")
            return True
        except (OSError, Damaged, *_BROKEN):
            return False

    def _write(self, database: sqlite3.Connection, rows: Sequence[Row], first: int) -> None:
        numbered = list(enumerate(rows, first))
        database.executemany(
            _INSERT,
            ((*row[:10], _sum(row[:10]), n, _sum((row.path, row.text))) for n, row in numbered),
        )
        database.executemany(
            _INSERT_TEXT, ((n, row.path, row.title, row.text, row.pairs) for n, row in numbered)
        )

    def _keep(self, database: sqlite3.Connection, values: dict[str, Any]) -> None:
        for name, value in values.items():
            written = json.dumps(value, ensure_ascii=False)
            database.execute(
                "insert or replace into kept values (?, ?, ?)",
                (name, written, _sum((name, written))),
            )

    def _open(self, write: bool = False) -> sqlite3.Connection:
        """Open the file if it is whole and of this program and these settings."""
        if not self.trusted or not self.file.is_file():
            raise Damaged("there is no index yet")
        mode = "rw" if write else "ro"
        database = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
        )
        try:
            values = dict(
                database.execute(
                    "select name, value from kept where name in ('key', 'count')"
                ).fetchall()
            )
            (count,) = database.execute("select count(*) from record").fetchone()
            if values.get("key") != json.dumps(self.key) or values.get("count") != str(count):
                raise Damaged("the index belongs to another program or other settings")
        except BaseException:
            database.close()
            raise
        return database


def _unguarded(file: Path) -> sqlite3.Connection:
    """Open a file that nobody else knows yet: no journal, no waiting for the disk."""
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("pragma journal_mode = off")
    database.execute("pragma synchronous = off")
    return database
