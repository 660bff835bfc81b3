"""One entry of a seal register altered: each of two hundred, in each way, is found.

Nearly all are judged in memory, as `check --base` judges them; one of each way goes through commits
and the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

import pytest

from officerepo.check import check_change
from officerepo.conform import conform
from officerepo.git import TreeFile, blob_id
from officerepo.history.change import Change, Written
from officerepo.index import Index
from officerepo.load import Loaded, load, read_tree
from officerepo.record import Record
from officerepo.source import parse
from tests.bench.generate import generate
from tests.bench.organisation import TODAY
from tests.changes.repository import Repository, run

RECORDS = 1500  # of which the generator makes 200 seal uses
ENTRIES = 200
MERGED = f"{TODAY}T18:00"

Edit = Mapping[str, str | None]
"""Numbers, each with the text that its file has afterwards; None where there is none."""

Texts = Mapping[str, str]


def book_of(texts: Texts, name: str) -> list[str]:
    """The numbers of the same year, in order."""
    return sorted(number for number in texts if number[:9] == name[:9])


def following(name: str, by: int = 1) -> str:
    return f"{name[:10]}{int(name[10:]) + by:04}"


def deleted(texts: Texts, name: str) -> Edit:
    return {name: None}


def altered(texts: Texts, name: str) -> Edit:
    return {name: texts[name].replace("purpose: ", "purpose: Also ", 1)}


def swapped(texts: Texts, name: str) -> Edit:
    book = book_of(texts, name)
    other = book[book.index(name) - 1]
    return {name: texts[other], other: texts[name]}


def renumbered(texts: Texts, name: str) -> Edit:
    last = book_of(texts, name)[-1]
    return {name: None, following(last): texts[name]}


def back_dated(texts: Texts, name: str) -> Edit:
    before, mark, rest = texts[name].rpartition("at: ")
    earlier = date.fromisoformat(rest[:10]) - timedelta(days=1)
    return {name: f"{before}{mark}{earlier}{rest[10:]}"}


def inserted(texts: Texts, name: str) -> Edit:
    """Another entry takes the number; all that follow move up by one."""
    book = book_of(texts, name)
    moved = {following(n): texts[n] for n in book[book.index(name) :]}
    return {**moved, name: texts[name].replace("purpose: ", "purpose: Also ", 1)}


def duplicated(texts: Texts, name: str) -> Edit:
    return {following(book_of(texts, name)[-1]): texts[name]}


#: How an entry is altered, and the rules of which one has to find it.
WAYS: dict[Callable[[Texts, str], Edit], set[str]] = {
    deleted: {"record-removed"},
    altered: {"changed-after-capture"},
    swapped: {"rewritten-entry"},
    renumbered: {"record-removed"},
    back_dated: {"rewritten-entry"},
    inserted: {"rewritten-entry", "changed-after-capture"},
    duplicated: {"back-dated-act"},
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A valid office with two hundred seal uses and the letters they were for."""
    folder = tmp_path_factory.mktemp("register") / "office"
    generate(folder, RECORDS)
    loaded = load(read_tree(folder))
    assert len(loaded.index.of("seal-use")) == ENTRIES
    return loaded


@pytest.fixture(scope="module")
def texts(register: Loaded) -> Texts:
    files = register.tree.files
    return {r.id: files[r.path].raw.decode() for r in register.index.of("seal-use")}


def changed(index: Index, edit: Edit) -> Change:
    """The change that an edit makes, each act committed by whoever it says."""
    kind = index.office.kinds["seal-use"]
    records, files = dict(index.records), dict(index.files)
    for name, text in edit.items():
        path = kind.path_of(name)
        records.pop(name, None)
        files.pop(path, None)
        if text is not None:
            raw = text.encode()
            files[path] = TreeFile(path, blob_id(raw), raw)
            source = parse(path, raw)
            records[name], _ = conform(kind, index.office.kernel, path, blob_id(raw), source)
    head = Index(index.office, records, (), files)
    edited = [records[name] for name in edit if name in records]
    written = tuple(found for record in edited for found in _written(index, record))
    return Change(index, head, index, head, head, MERGED, written)


def _written(index: Index, record: Record) -> Iterator[Written]:
    for act in record.acts:
        person = index.records[str(act.data.get("entered_by", act.by))]
        emails = person.data.get("git_emails")
        yield Written(record.id, act.data, str(emails[0]) if isinstance(emails, list) else "")


def test_nothing_altered_is_no_finding(register: Loaded) -> None:
    assert check_change(changed(register.index, {}), date.fromisoformat(TODAY)).findings == ()


def test_each_entry_altered_in_each_way_is_found(register: Loaded, texts: Texts) -> None:
    today = date.fromisoformat(TODAY)
    missed = []
    print()
    for way, rules in WAYS.items():
        found = 0
        for name in texts:
            edit = way(texts, name)
            assert any(texts.get(n) != text for n, text in edit.items()), name
            judged = {f.rule for f in check_change(changed(register.index, edit), today).findings}
            if judged & rules:
                found += 1
            else:
                missed.append((way.__name__, name, judged))
        print(f"{way.__name__:<12} {len(texts):>5} tried {found:>5} found")
    assert missed == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_one_of_each_goes_through_the_command_line(
    way: Callable[[Texts, str], Edit], register: Loaded, texts: Texts
) -> None:
    repository = Repository(register.tree.root)
    name = sorted(texts)[len(texts) // 2 + len(way.__name__)]
    kind = register.index.office.kinds["seal-use"]
    repository.git("switch", "-q", "-C", "day", "main")
    for number, text in way(texts, name).items():
        if text is None:
            (repository.root / kind.path_of(number)).unlink()
        else:
            repository.write(kind.path_of(number), text)
    repository.commit()
    asked = ("check", "--base", "main", "--merged-at", MERGED, "--today", TODAY)
    result = run(repository.root, *asked, "--format", "json")
    assert result.code == 1
    assert result.rules & WAYS[way]
