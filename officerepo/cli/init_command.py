"""`officerepo init`: a complete small office to look at, then to make one's own."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from officerepo.catalogue import catalogue
from officerepo.cli.forge_command import at_the_top, nearest
from officerepo.cli.shared import day_of, today_option
from officerepo.cli.speech import put, speak
from officerepo.clock import zone_called
from officerepo.edit import rewritten, set_fields
from officerepo.failure import Failure
from officerepo.fields import email
from officerepo.finding import fill
from officerepo.forgefiles import (
    FORGES,
    forge_files,
    hook,
    is_program,
    settings_of_forge,
    still_to_do,
)
from officerepo.git import GitError, TreeFile, blob_id, create_repository, place_in_repository, run
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.load import Tree, load
from officerepo.repository import branch_of_head, user_email
from officerepo.resources import resource
from officerepo.source import parse
from officerepo.splice import set_value
from officerepo.text import safe

SETTINGS = "records/office.yaml"

Gettext = Callable[[str], str]


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--name", help="The institution's name. Default: an invented one.")
@click.option(
    "--forge",
    type=click.Choice([*FORGES, "none"]),
    default="none",
    show_default=True,
    help="Write the files by which this forge checks changes; `officerepo forge` does it later.",
)
@today_option
def command(
    folder: Path, language: str, name: str | None, forge: str, today: datetime | None
) -> None:
    """Lay down a complete small office in DIR, under git and ready to be checked and built.

    Its institution and people are invented, and it begins today: what is older may be adopted.
    Files that lie in DIR already are kept.
    """
    speak(language)
    if (folder / "records").exists():
        raise Failure(
            "There is a folder records/ in {folder} already.",
            "Name another folder; `officerepo check` says how the records in this one are.",
            folder=folder,
        )
    if name is not None and not (name.strip() and name.isprintable()):
        raise Failure("The name is empty or holds signs that cannot be seen.", "Write it anew.")
    under_git = _is_under_git(folder)
    if under_git and forge != "none":
        at_the_top(folder)
    gettext = catalogue(language).gettext
    files = _template(language)
    branch = branch_of_head(nearest(folder)) if under_git else ""
    files[SETTINGS] = settings_of_forge(files[SETTINGS], forge, branch=branch)
    zone = zone_called(str((parse(SETTINGS, files[SETTINGS]).data or {}).get("time_zone")))
    day = day_of(today or datetime.now(zone)).isoformat()
    said = {"began": day} if name is None else {"began": day, "name": name.strip()}
    for field, value in said.items():
        change = partial(set_value, at=field, value=value)
        files[SETTINGS] = rewritten(SETTINGS, files[SETTINGS], change)
    index = _index(folder, files)
    files |= hook(index, gettext)
    notes = [
        fill(
            gettext("{folder} holds an office of {count} records: {name}."),
            {
                "name": index.office.name,
                "count": str(len(index.records)),
                "folder": f"{folder / 'records'}/",
            },
        )
    ]
    mine = user_email(nearest(folder))
    registrars = index.authority.who_could(["register"], day)
    if registrars and _is_email(mine):
        person = index.records[registrars[0]]
        files[person.path] = set_fields(index, person, files[person.path], {"git_emails": [mine]})
        notes.append(
            fill(
                gettext(
                    "{person} has your git e-mail {email}: what you enter is entered as {name}."
                ),
                {"person": person.id, "email": mine, "name": person.title},
            )
        )
    if forge != "none":
        index = _index(folder, files)  # with that address
        files |= forge_files(index, forge, day, gettext)
    try:
        kept = _write(folder, files)
    except OSError as error:
        raise Failure(
            "{path} cannot be written: {reason}.",
            "Name another folder.",
            code=3,
            path=folder,
            reason=error.strerror,
        ) from error
    if kept:
        notes.append(fill(gettext("Kept as they were: {files}."), {"files": [*kept]}, language))
    written = [path for path in files if path not in kept]
    notes.append(_under_git(folder, written, under_git, gettext))
    notes += still_to_do(index, written, day, place_in_repository(folder), gettext)
    for note in (*notes, "", gettext("Next:"), *_next(folder)):
        put(safe(note))


def _template(language: str) -> dict[str, bytes]:
    """Return the files of the office that ships in a language, by their path in the office."""
    source = resource("templates") / "office" / language
    paths = sorted(path for path in source.rglob("*") if path.is_file())
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in paths}


def _index(folder: Path, files: dict[str, bytes]) -> Index:
    found = {path: TreeFile(path, blob_id(raw), raw) for path, raw in files.items()}
    return load(Tree(folder, found)).index


def _write(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Write the files that are not there yet; return the paths of those that are."""
    kept = []
    for path, raw in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as file:
                file.write(raw)
            if is_program(path):
                target.chmod(0o755)
        except FileExistsError:
            kept.append(path)
    return kept


def _is_under_git(folder: Path) -> bool:
    """Whether a repository holds the folder already. Raises GitError when there is no git."""
    run(Path.cwd(), "version")
    try:
        run(nearest(folder), "rev-parse", "--show-toplevel")
    except GitError:
        return False
    return True


def _is_email(text: str) -> bool:
    try:
        return bool(email(text))
    except ValueError:
        return False


def _under_git(folder: Path, paths: list[str], under_git: bool, gettext: Gettext) -> str:
    """Make the repository, unless there is one, and say how things stand.

    A repository that is there already is its owner's to commit to.
    """
    if under_git:
        return gettext("The folder is under git already: commit the new files there.")
    if create_repository(folder, paths, gettext("Found the office with officerepo")):
        return gettext("The office's first commit is made.")
    return gettext(
        "git does not know your name yet, so the files wait to be committed: set user.name and "
        "user.email with `git config --global`, then run `git commit`."
    )


def _next(folder: Path) -> list[str]:
    """Return the commands that come next."""
    steps = ["officerepo check", "officerepo new incoming", "officerepo build"]
    if folder.absolute() != Path.cwd():
        steps.insert(0, f"cd {shlex.quote(str(folder))}")
    return [f"  {step}" for step in steps]
