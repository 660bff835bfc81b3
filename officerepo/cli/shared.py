"""What several commands share: finding the office, today's date, progress on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from officerepo.cli.speech import speak
from officerepo.cli.usage import mistaken
from officerepo.clock import zone_called
from officerepo.failure import Failure
from officerepo.git import read_file
from officerepo.index import Index
from officerepo.kind import Kind, say
from officerepo.kindfile import texts
from officerepo.load import Tree, office_of, read_tree, settings_of, store_of
from officerepo.office import SETTINGS, Office, unused_kinds
from officerepo.output import Translate
from officerepo.record import Record
from officerepo.source import parse
from officerepo.text import fold, near, near_titled

WORKABLE = range(1900, 3000)
"""The years in which an office may be judged."""

Command = TypeVar("Command", bound=Callable[..., Any])


def office_option(command: Command) -> Command:
    """Add `--office DIR`: the folder that holds `records/`."""
    return click.option(
        "--office",
        "office",
        type=click.Path(path_type=Path, file_okay=False),
        help="The office's folder, which holds records/. Default: here or the nearest above.",
    )(command)


def today_option(command: Command) -> Command:
    """Add `--today DATE`."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        help="The date to judge as of, such as 2025-03-31. Default: today.",
    )(command)


def find_office(given: Path | None) -> Path:
    """Return the office's folder: the one given, else the nearest with `records/office.yaml`."""
    if given is not None:
        if not (given / "records").is_dir():
            raise Failure(
                "There is no folder records/ in {folder}.",
                "Name the office's folder with --office, or make one with `officerepo init DIR`.",
                folder=given,
            )
        return _enter(given.resolve())
    found = _nearest_office()
    if found is None:
        raise Failure(
            "There is no office here.",
            "Go to the office's folder, name it with --office, or make one with"
            " `officerepo init DIR`.",
        )
    return _enter(found)


def office_meant(words: Sequence[str]) -> Path | None:
    """Return the office that a command is about which nobody could read, by its words."""
    for word, after in zip(words, (*words[1:], ""), strict=True):
        if word == "--office" and after:
            return Path(after)
        if word.startswith("--office="):
            return Path(word.removeprefix("--office="))
    return _nearest_office()


def _nearest_office() -> Path | None:
    here = Path.cwd()
    folders = (here, *here.parents)
    return next((f for f in folders if (f / "records" / "office.yaml").is_file()), None)


def _enter(office: Path) -> Path:
    """Speak the office's language from now on, and keep its time."""
    global _office
    _office = office
    speak(office=office)
    return office


def open_tree(given: Path | None) -> Tree:
    """Read the office's working tree."""
    return read_tree(find_office(given))


_office: Path | None = None


def now() -> datetime:
    """Return the present moment by the clock of the office in hand, else of the machine."""
    return datetime.now().astimezone(_zone())


def _zone() -> ZoneInfo | None:
    found = read_file(_office, SETTINGS[0]) if _office else None
    named = (parse(found.path, found.raw).data or {}).get("time_zone") if found else None
    return zone_called(str(named))


def day_of(today: datetime | None) -> date:
    """Return the date given with `--today`, else the clock's."""
    day = today.date() if today else now().date()
    if not is_workable(day):
        raise Failure(
            "{date} is too far away to judge records as of it.",
            "Give a day of the years {first} to {last} with --today, such as 2025-03-31.",
            date=day,
            first=WORKABLE[0],
            last=WORKABLE[-1],
        )
    return day


def end_of(today: datetime) -> datetime:
    """Return the last minute of a day given with `--today`, by the same clock."""
    last = today.replace(hour=23, minute=59)
    zone = _zone()
    return last.replace(tzinfo=zone) if zone else last.astimezone()


def is_workable(day: date) -> bool:
    """Whether days can be counted from a day, back and forth, without leaving the calendar."""
    return day.year in WORKABLE


def jobs() -> int:
    """Return how many processes may work at once."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def translate_for(office: Office) -> Translate:
    """Return the translator into an office's language."""
    own = {
        english: words for kind in office.kinds.values() for english, words in texts(kind).items()
    }
    return Translate(office.language, own, office.folders)


def translate_in(tree: Tree) -> Translate:
    """Return the translator into a tree's language, reading the kinds only where it has to."""
    if settings_of(tree).get("language", "en") == "en":
        return Translate("en", {})
    return translate_for(office_of(tree, store_of(tree)))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a progress callback that draws a bar on a terminal once a second has passed."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - started > 1 and total:
            shown = True
            filled = 30 * done // total
            bar = "█" * filled + "·" * (30 - filled)
            click.echo(f"\r{label} {bar} {done:,} / {total:,}", nl=False, err=True)

    try:
        yield report
    finally:
        if shown:
            click.echo("\r" + " " * 78 + "\r", nl=False, err=True)


def record_named(index: Index, name: str) -> Record:
    """Return a record by its number, or one it had before, in capital letters or not.

    A Failure names the nearest one.
    """
    record = index.records.get(index.aliases.get(name, name))
    record = record or index.records.get(in_other_case(index, name))
    if record is not None:
        return record
    like = near(name, index.records)
    raise mistaken(
        "There is no record {id}.",
        "`officerepo list KIND` shows the numbers.",
        f"{like}, {index.records[like].title}" if like else "",
        id=name,
    )


def in_other_case(index: Index, name: str) -> str:
    """Return the number that is the same but for capital letters, or an empty string."""
    wanted = name.casefold()
    return next((known for known in index.records if known.casefold() == wanted), "")


def key_meant(word: str, titles: Mapping[str, str]) -> str:
    """Return the key that a word is, or whose title it is but for case and accents; or nothing."""
    if word in titles:
        return word
    found = [key for key, title in titles.items() if fold(title) == fold(word)]
    return found[0] if len(found) == 1 else ""


def kind_named(office: Office, name: str) -> Kind:
    """Return a kind by its name, folder or title; a Failure names the nearest one."""
    found = _among(office.kinds.values(), name, office.language)
    if found is None:
        unused = _among(unused_kinds(office), name, office.language)
        if unused is not None:
            raise switched_off(office, unused)
        raise mistaken(
            "There is no kind {kind}.",
            "The kinds are: {kinds}.",
            near_titled(name, _titles(office)),
            kind=name,
            kinds=[*office.kinds],
        )
    return found


def _titles(office: Office) -> dict[str, str]:
    """Return the titles of an office's kinds: of one record by its name, of all by its folder."""
    kinds, language = office.kinds.values(), office.language
    one = {kind.name: say(kind.title, language) for kind in kinds}
    return one | {kind.folder: say(kind.plural, language) for kind in kinds}


def switched_off(office: Office, kind: Kind) -> Failure:
    """Return the Failure over a kind that the program brings and the office does not use yet.

    It names the kinds as well to which fields that are needed lead, and the series of the file plan
    that are missing.
    """
    wanted = {kind.name: kind.series}
    brought = {each.name: each for each in unused_kinds(office)}
    for field in kind.fields.values():
        targets = [to.partition("/")[0] for to in field.to] if field.required else []
        if not field.or_text and office.kinds.keys().isdisjoint(targets):
            wanted |= {name: brought[name].series for name in targets if name in brought}
    series = sorted(set(wanted.values()) - office.series.keys() - {""}) if office.series else []
    return Failure(
        "The kind {kind} ({title}) exists, and this office has not switched it on.",
        "Add the series {series} to records/file-plan.yaml, and write this line in "
        "records/office.yaml in place of the one with `kinds`: {line}"
        if series
        else "Write this line in records/office.yaml in place of the one with `kinds`: {line}",
        kind=kind.name,
        title=say(kind.plural, office.language),
        series=series,
        line=f"kinds: [{', '.join(dict.fromkeys([*office.kinds, *wanted]))}]",
    )


def _among(kinds: Iterable[Kind], name: str, language: str) -> Kind | None:
    """Return the kind of that name or folder, else the one with that title in a language."""
    known = list(kinds)
    for kind in known:
        if name in (kind.name, kind.folder):
            return kind
    for words in ("title", "plural"):
        meant = key_meant(name, {k.name: say(getattr(k, words), language) for k in known})
        if meant:
            return next(kind for kind in known if kind.name == meant)
    return None
