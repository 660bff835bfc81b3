"""Generates an office with its whole history: `python -m tests.bench.history FOLDER --commits 20000`.

The records are those of `generate`, written down as they happened: each commit brings the next acts,
by whoever did them, and its time is that of the first. Now and then some commits are made on a
branch and merged. `git fast-import` takes 20,000 commits in a second or two.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from officerepo.kind import Kind
from officerepo.office import read_office
from tests.bench.generate import KINDS, live, render, settings
from tests.bench.organisation import Tree
from tests.bench.register import Books, Item, Moment

BRANCH_EVERY, BRANCH_OF = 40, 6
"""After so many commits on the trunk, so many are made on a branch."""

WAITING = 12 * 60 * 60
"""Seconds within which a branch is merged: letters are to be entered within a working day."""

ISOLATED = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@dataclass(frozen=True)
class Entry:
    """What becomes a commit: who, when (seconds since 1970), and the files as they are then."""

    name: str
    email: str
    seconds: int
    files: Mapping[str, bytes]


def generate_history(folder: Path, records: int, commits: int, seed: int = 1) -> None:
    """Make a repository in a new folder, with that many records and about as many commits.

    There are more where people waited for each other, and fewer where there are not as many acts.
    """
    folder.mkdir(parents=True)
    git = ("git", "-C", str(folder))
    environment = {**os.environ, **ISOLATED}
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True, env=environment)
    entries = list(life(records, commits - _merges(commits), seed))
    stream = b"".join(fast_import(entries, _merges(len(entries))))
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True, env=environment)
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True, env=environment)


def _merges(commits: int) -> int:
    """Return how many of so many commits are merges: the last branch may be a short one."""
    whole, rest = divmod(commits, BRANCH_EVERY + BRANCH_OF + 1)
    return whole + (rest > BRANCH_EVERY + 1)


def life(records: int, count: int, seed: int = 1) -> Iterator[Entry]:
    """Yield the office's life in about `count` entries: its organisation first, then act after act.

    Whoever did acts commits them on the same day. An entry holds acts of one person; what others
    wait for, as a record of theirs or the next number of a book, is committed before they go on.
    """
    books = live(records, seed)
    kinds = read_office({}).kinds
    items = [item for kind in KINDS for item in books.items[kind]]
    for item in items:
        render(item, kinds, books)  # a seal use repeats the digest of its letter's approval
    acts = sorted(
        ((act[0], item.id, number, item) for item in items for number, act in _done(item, books)),
        key=lambda found: found[:3],
    )
    rest = [item for item in items if not any(_done(item, books))]
    first = settings(kinds) | {kinds[i.kind].path_of(i.id): render(i, kinds, books) for i in rest}
    founded = Entry("Bench", "bench@office.example", _seconds(books, Moment(0, 0)), first)
    yield founded
    clock = founded.seconds
    most = max(1, -(-len(acts) // count))  # acts in an entry; else there would be too few
    waiting: dict[str, list[tuple[Moment, int, Item]]] = {}
    touched: dict[str, str] = {}  # by whom a record, or the numbers of a kind, were changed last
    for moment, _, number, item in acts:
        handle = dict(_done(item, books))[number][1]["by"][4:]
        keys = [item.id, *([item.kind] if number == 0 else ())]
        held = {touched[key] for key in keys if key in touched} - {handle}
        late = {who for who, done in waiting.items() if done and done[0][0].day < moment.day}
        for who in sorted(held | late, key=lambda who: waiting.get(who, [(moment, 0, item)])[0][0]):
            if done := waiting.pop(who, None):
                found = _entry(who, done, kinds, books, clock)
                clock = found.seconds
                yield found
        waiting.setdefault(handle, []).append((moment, number, item))
        touched |= dict.fromkeys(keys, handle)
        if len(waiting[handle]) >= most:
            found = _entry(handle, waiting.pop(handle), kinds, books, clock)
            clock = found.seconds
            yield found
    for who, done in sorted(waiting.items(), key=lambda pair: pair[1][-1][0]):
        yield _entry(who, done, kinds, books, clock)


def _entry(
    handle: str,
    done: Sequence[tuple[Moment, int, Item]],
    kinds: Mapping[str, Kind],
    books: Books,
    clock: int,
) -> Entry:
    """Return what somebody commits, not before `clock`: records as the last act on each left them."""
    files = {
        kinds[item.kind].path_of(item.id): render(_until(item, number, books), kinds, books)
        for _, number, item in done
    }
    seconds = max(clock, _seconds(books, done[-1][0]))
    return Entry(handle, f"{handle}@office.example", seconds, files)


def _done(item: Item, books: Books) -> Iterator[tuple[int, tuple[Moment, Tree]]]:
    happened = sorted((act for act in item.acts if act[0] < books.end), key=lambda act: act[0])
    yield from enumerate(happened)


def _until(item: Item, number: int, books: Books) -> Item:
    """Return a record as it was after the act of that place."""
    return replace(item, acts=[act for place, act in _done(item, books) if place <= number])


def _seconds(books: Books, moment: Moment) -> int:
    return int(datetime.fromisoformat(f"{books.at(moment)}:00+00:00").timestamp())


def fast_import(entries: Sequence[Entry], merges: int) -> Iterator[bytes]:
    """Yield the stream that `git fast-import` reads; so many branches are merged."""
    tip = mark = 0
    here = 0
    while here < len(entries):
        for entry in entries[here : here + BRANCH_EVERY]:
            mark += 1
            yield _commit(entry, mark, "main", tip)
            tip = mark
        here += BRANCH_EVERY
        branch = entries[here : here + BRANCH_OF] if merges > 0 else ()
        branch = [entry for entry in branch if entry.seconds < branch[0].seconds + WAITING]
        here += len(branch)
        merges -= 1
        side = tip
        files: dict[str, bytes] = {}
        for entry in branch:
            mark += 1
            yield _commit(entry, mark, "side", side)
            side = mark
            files |= entry.files
        if branch:
            mark += 1
            yield _commit(replace(branch[-1], files=files), mark, "main", tip, side)
            tip = mark


def _commit(entry: Entry, mark: int, branch: str, parent: int, merged: int = 0) -> bytes:
    who = f"{entry.name} <{entry.email}> {entry.seconds} +0000"
    parts = [f"commit refs/heads/{branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\n".encode()]
    parts.append(_data(b"Merge\n" if merged else b"Records\n"))
    if parent:
        parts.append(f"from :{parent}\n".encode())
    if merged:
        parts.append(f"merge :{merged}\n".encode())
    for path, raw in entry.files.items():
        parts += (f"M 100644 inline {path}\n".encode(), _data(raw))
    return b"".join((*parts, b"\n"))


def _data(raw: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(raw), raw)


def main() -> None:
    """Generate a history from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist")
    parser.add_argument("--records", type=int, default=4_000)
    parser.add_argument("--commits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generate_history(options.folder, options.records, options.commits, options.seed)
    print(f"{options.commits:,} commits of {options.records:,} records in {options.folder}.")


if __name__ == "__main__":
    main()
