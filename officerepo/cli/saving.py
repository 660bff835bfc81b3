"""Files beside the records that a command writes: whole or not at all, and over nothing else."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from officerepo.durable import keep_names, write_new
from officerepo.failure import Failure

TAKEN = ("records", "templates", "site/assets", "site/pages", ".git", ".officerepo")
"""Folders of an office in which nothing is written that is not of the office itself."""


def lies_among(output: Path, root: Path) -> bool:
    """Whether a place lies among what an office keeps."""
    kept = [folded(root / folder) for folder in TAKEN]
    return any(
        ".git" in place.parts or any(place.is_relative_to(folder) for folder in kept)
        for place in places_of(output)
    )


def places_of(path: Path) -> list[Path]:
    """Return a path as it is named and where that lies, without case, as some file systems."""
    named = Path(os.path.abspath(path))
    return [folded(named), folded(named.parent.resolve() / named.name)]


def folded(path: Path) -> Path:
    """Return a path to be compared with others without case."""
    return Path(str(path).casefold())


def form_meant(form: str | None, output: Path | None, endings: Mapping[str, str]) -> str:
    """Return in which form a file is wanted: the one asked for, else the one of its ending.

    `endings` are forms by the endings that stand for them, the usual form first; without a file,
    or an ending, that one is meant. A Failure says that ending and `--format` contradict, or that
    neither says anything.
    """
    ending = output.suffix.lower() if output else ""
    named = endings.get(ending, "")
    if form and named and form != named:
        fitting = next(each for each, known in endings.items() if known == form)
        raise Failure(
            "The ending of {file} stands for {named}, and --format asks for {form}.",
            "Leave out --format, or name the file {like}.",
            file=output,
            named=named,
            form=form,
            like=output.with_suffix(fitting) if output else "",
        )
    if ending and not (form or named):
        raise Failure(
            "The ending of {file} does not say in which form it is wanted.",
            "Say it with --format, or give the file one of these endings: {endings}.",
            file=output,
            endings=[*endings],
        )
    return form or named or next(iter(endings.values()))


def require_elsewhere(path: Path, root: Path) -> None:
    """Raise a Failure where a file would lie among what the office keeps."""
    if lies_among(path, root) or lies_among(path.resolve(), root):
        raise Failure(
            "{path} lies where the office keeps other files, so nothing is written there.",
            "Name a file elsewhere, such as {other}.",
            path=path,
            other=Path("..", path.name),
        )


def require_place(path: Path, root: Path, head: str) -> None:
    """Raise a Failure where a file is not to be written: among the records, over another file.

    A file that begins with the line `head` is one that the same command wrote before.
    """
    require_elsewhere(path, root)
    if not os.path.lexists(path):
        return
    begins = b""
    if path.is_file():
        with suppress(OSError), path.open("rb") as file:
            begins = file.readline(1000)
    if begins.rstrip() != head.encode():
        raise Failure(
            "{path} is there already and holds something else, so it is not written over.",
            "Name a new file, or remove this one first.",
            path=path,
        )


def require_free(path: Path, root: Path, *, overwrite: bool) -> None:
    """Raise a Failure where a file is not to be written: among the records, or over another one."""
    require_elsewhere(path, root)
    if os.path.lexists(path) and not (overwrite and path.is_file()):
        raise Failure(
            "{path} is there already, so it is not written over.",
            "Name a new file, or say --overwrite.",
            path=path,
        )


def save(path: Path, root: Path, head: str, text: str) -> None:
    """Write a file whose first line is `head`; raise a Failure where that may not or cannot be."""
    require_place(path, root, head)
    write_whole(path, text.encode())


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file in place of any other, whole or not at all; a Failure where it cannot be."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        write_new(fresh, raw)
        if target.exists():
            os.chmod(fresh, stat.S_IMODE(target.stat().st_mode))
        os.replace(fresh, target)
        keep_names(target.parent)
    except OSError as error:
        raise Failure(
            "{path} cannot be written: {reason}.",
            "Name a file in a folder where you may write.",
            path=path,
            reason=error.strerror,
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink()
