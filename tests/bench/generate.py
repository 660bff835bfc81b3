"""Generates a valid office of any size: `python -m tests.bench.generate FOLDER --records 10000`.

Three in five records are YAML of some twenty-five lines (tasks, letters in, seal uses), two in five
Markdown with some forty lines of text (letters out, minutes, rules). They hang together: numbers
without a gap over eight years, links, acts within powers that change hands, approvals with their
digests. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from officerepo.approval import digest
from officerepo.importers.original import scalar
from officerepo.kind import Kind
from officerepo.office import read_office
from officerepo.resources import resource
from tests.bench.letters import DOC_TYPES, letter, paper, seal_use
from tests.bench.life import MEETINGS, Life
from tests.bench.organisation import FIRST, LAST, SEALS, TODAY, people, posts, units
from tests.bench.register import HOLIDAYS, Books, Item, Moment
from tests.bench.work import meeting, plan, regulation, task

KINDS = (
    *("unit", "post", "person", "regulation", "task", "meeting", "plan", "incoming", "outgoing"),
    *("seal", "seal-use"),  # after the letters whose approval they name
)
SLUGS = "seals post-duties visitors keys vehicles boats samples archives copies leave training"
LEAST = 400  # records; fewer leave no room for the organisation


def generate(folder: Path, records: int, seed: int = 1) -> None:
    """Write an office of exactly `records` records into a new folder, as one commit."""
    kinds = read_office({}).kinds
    books = live(records, seed)
    files = settings(kinds)
    for kind in KINDS:
        for item in books.items[kind]:
            files[kinds[kind].path_of(item.id)] = render(item, kinds, books)
    write(folder, files)
    commit(folder)


def live(records: int, seed: int) -> Books:
    """Let the office live for eight years, making exactly that many records."""
    if records < LEAST:
        raise ValueError(f"The least is {LEAST} records.")
    books = Books(seed)
    rng = books.rng
    for kind, found in (
        ("unit", units(rng)),
        ("post", posts()),
        ("person", people(books.organisation)),
    ):
        for number, data in found.items():
            books.add(kind, number, data)
    _seals(books)
    markdown = round(records * 0.4)
    yaml = records - markdown - sum(map(len, books.items.values())) - (LAST - FIRST + 1)
    rules, meetings = max(6, markdown // 40), markdown // 6
    letters = markdown - rules - meetings
    papers, uses = yaml // 3, yaml // 4
    tasks = yaml - papers - uses
    of_papers = _shares(rng, papers, {1: 0.2, 2: 0.2, 3: 0.1})
    of_meetings = _shares(rng, meetings, {1: 0.4, 2: 0.3, 3: 0.1})
    sealed = _shares(rng, letters, {1: min(1.0, 0.9 * uses / letters)})
    life = Life(books, sealed, of_meetings, of_papers)
    replies = sum(wanted > 1 for wanted in of_papers)
    own = tasks - sum(of_meetings) - sum(wanted in (1, 3) for wanted in of_papers)
    _rules(books, life, rules, rng)
    for year in range(FIRST, LAST + 1):
        books.later(Moment(books.place(f"{year}-01-08"), 9 * 60), partial(plan, life))
    books.spread(papers, partial(paper, life))
    books.spread(letters - replies, partial(letter, life))
    books.spread(uses - sum(sealed), partial(seal_use, life))
    books.spread(own, partial(task, life))
    _meetings(books, life, meetings)
    books.run()
    made = sum(map(len, books.items.values()))
    assert made == records, f"{made} records were made, not {records}"
    return books


def _shares(rng: Random, count: int, shares: Mapping[int, float]) -> list[int]:
    """Return `count` numbers, each with its exact share, the rest 0, in a random order."""
    numbers = [number for number, share in shares.items() for _ in range(int(share * count))]
    numbers += [0] * (count - len(numbers))
    rng.shuffle(numbers)
    return numbers


def _seals(books: Books) -> None:
    first = Moment(0, 7 * 60)
    change = Moment(books.place("2019-09-02"), 7 * 60)
    for number, title in SEALS.items():
        data = {
            "title": title,
            "inscription": f"EMEA · {number[3:].upper()}",
            "impression_specimen": {"name": "Specimen sheet", "sha256": books.hex()},
            "keeping_place": "Safe in room 1.07",
            "permits": [*DOC_TYPES, "report-up", "request-up", "outside"],
        }
        item = books.add("seal", number, data)
        keeper = books.who("OFI-05", change)
        item.act(first, "order", books.who("OFI-01", first))
        item.act(
            first.after(0, 20),
            "receive",
            books.who("OFI-01", first),
            custodian=books.who("OFI-05", first),
        )
        item.act(
            change, "hand_over", books.who("OFI-01", change), to="POST-OFI-05", received_by=keeper
        )


def _rules(books: Books, life: Life, count: int, rng: Random) -> None:
    """Spread versions of rules over the years, first those that others rest on."""
    slugs = SLUGS.split()
    slugs += [f"rule-{n}" for n in range(max(0, count // 3 - len(slugs)))]
    span = books.end.day - 100
    for number in range(count):
        version, place = divmod(number, len(slugs))
        versions = -(-count // len(slugs))
        day = 1 + version * span // versions + place * (span // versions - 40) // len(slugs)
        start = Moment(day, 8 * 60 + rng.randrange(200))
        books.later(start, partial(regulation, life, slug=slugs[place], version=version + 1))


def _meetings(books: Books, life: Life, count: int) -> None:
    chains = list(MEETINGS)
    for place, chain in enumerate(chains):
        own = count // len(chains) + (place < count % len(chains))
        span = books.end.day - 70
        starts: list[Moment | None] = [
            Moment(4 + place + n * span // own, 8 * 60 + place) for n in range(own)
        ]
        for start, following in pairwise([*starts, None]):
            assert start is not None
            books.later(start, partial(meeting, life, chain=chain, following=following))


# -- files ----------------------------------------------------------------------------------------


def render(item: Item, kinds: Mapping[str, Kind], books: Books) -> bytes:
    """Return the bytes of a record's file, with its approvals' digests."""
    kind = kinds[item.kind]
    data = {name: _plain(value) for name, value in item.data.items()}
    if isinstance(letter := item.data.get("document_digest"), Item):
        data["document_digest"] = _approved(letter)
    if item.language != "en":
        data["lang"] = item.language
    happened = sorted((act for act in item.acts if act[0] < books.end), key=lambda act: act[0])
    acts = []
    for moment, keys in happened:
        act = {"do": keys["do"], "at": books.at(moment), **_plain(keys)}
        if act.get("digest") == "auto":
            act["digest"] = keys["digest"] = digest(kind, item.id, data, item.body)
        acts.append(act)
    lines = [line for name, value in data.items() for line in _field(name, value)]
    if acts:
        lines += ["acts:", *(line for act in acts for line in _entry(act))]
    text = "\n".join(lines) + "\n"
    if kind.format == "markdown":
        text = f"---\n{text}---\n{item.body}"
    return text.encode()


def _approved(letter: Item) -> str:
    """Return the digest of a letter's approval, which is rendered before its seal uses."""
    return next(str(keys["digest"]) for _, keys in letter.acts if keys["do"] == "approve")


def _plain(value: Any) -> Any:
    if isinstance(value, Item):
        return value.id
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _field(name: str, value: Any) -> Iterable[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{name}:"
        for entry in value:
            yield from _entry(entry)
    elif isinstance(value, dict | list):
        yield f"{name}: {_flow(value)}"
    else:
        yield f"{name}: {scalar(value)}"


def _entry(entry: Mapping[str, Any]) -> Iterable[str]:
    """Yields an entry of a list: on one line where it fits, else a line a key."""
    line = f"  - {_flow(entry)}"
    if len(line) <= 110:
        yield line
        return
    mark = "  - "
    for name, value in entry.items():
        written = _flow(value) if isinstance(value, dict | list) else scalar(value)
        yield f"{mark}{name}: {written}"
        mark = "    "


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value, flow=True)


def settings(kinds: Mapping[str, Kind]) -> dict[str, bytes]:
    """Return the office's three settings files, and what git is to ignore in any office."""
    days = (
        f"  - {{date: {year}-{day}, name: {name}}}\n"
        for year in range(FIRST, LAST + 2)
        for day, name in HOLIDAYS
    )
    series = sorted({kinds[name].series for name in KINDS})
    plan = "".join(
        f'  - {{code: "{code}", title: Series {code}, functions: [manage], label: internal, '
        f"retention: {{period: 10 years, from: year_end, action: review}}}}\n"
        for code in series
    )
    office = (
        "format: 1\nname: Municipal Water Studies Station\nunit: General Office\nbegan: 2024-01-02\nfonds: EMEA\n"
        "language: en\ntime_zone: Europe/Madrid\naudience: internal\n"
        f"kinds: [{', '.join(KINDS)}]\noffice_unit: UNIT-OFI\n"
        "forge: {type: none, branch: main}\nstale_after_days: 3\n"
    )
    return {
        "records/office.yaml": office.encode(),
        "records/calendar.yaml": b"weekend: [saturday, sunday]\ndays:\n" + "".join(days).encode(),
        "records/file-plan.yaml": b"series:\n" + plan.encode(),
        ".gitignore": (resource("templates") / "office" / "en" / ".gitignore").read_bytes(),
    }


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that does not exist yet."""
    for parent in sorted({str(Path(path).parent) for path in files}):
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, raw in files.items():
        (folder / path).write_bytes(raw)


def commit(folder: Path) -> None:
    """Make the folder a repository of one commit, the same for the same files."""
    moment = f"{TODAY}T08:00:00Z"
    names = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Bench"), ("EMAIL", "bench@office.example"), ("DATE", moment))
    }
    environment = {
        **os.environ,
        **names,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("commit", "-q", "-m", "Records"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def main() -> None:
    """Generate an office from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that does not exist, or --force")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="replace the folder")
    options = parser.parse_args()
    if options.force:
        shutil.rmtree(options.folder, ignore_errors=True)
    generate(options.folder, options.records, options.seed)
    print(f"{options.records:,} records in {options.folder}; judge them as of {TODAY}.")


if __name__ == "__main__":
    main()
