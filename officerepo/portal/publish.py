"""Publishing: the new portal is prepared beside the live one and swapped in whole.

The output is a symbolic link to one of two sibling folders that take turns. A build works in the
one that is not live, so that a crash at any moment leaves the old portal as it was:

    public        -> .public-a        the link readers follow
    .public-a/    .public-a.json      the live portal and its manifest (page: key)
    .public-b/    .public-b.json      the one before; becomes the next
    .public.notes.json                what the next build need not work out again
    .public.lock                      held while a build runs
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from officerepo.failure import Failure

FORMAT = 1
"""The manifest's version: a folder with another one is rebuilt from nothing."""


@dataclass(frozen=True)
class Manifest:
    """What a folder holds: the key of each page, and the digest of all it was built from."""

    pages: Mapping[str, str]
    inputs: str


NOTHING = Manifest({}, "")


class Place:
    """The output and its two folders; `with place.locked():` around all use."""

    def __init__(self, output: Path, notes: Path | None = None) -> None:
        # The output's own name must not be resolved: it is the link.
        self.output = output.parent.resolve() / output.name
        self.parent, name = self.output.parent, self.output.name
        self._folders = (self.parent / f".{name}-a", self.parent / f".{name}-b")
        self._lock = self.parent / f".{name}.lock"
        self._last: Manifest | None = None
        self._notes = notes  # not beside the portal: notes speak of hidden records too

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other builds out; raises Failure if one runs, or the output is not ours."""
        self._claim()
        with _lock(self._lock):
            yield

    def _claim(self) -> None:
        try:
            self.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Failure(
                "{path} cannot be written: {reason}.",
                "Name another output with --output.",
                code=3,
                path=self.parent,
                reason=error.strerror,
            ) from error
        if self.output.is_symlink():
            if self.live() is None:
                raise Failure(
                    "{path} is a link to somewhere else.",
                    "Remove it, or name another output with --output.",
                    path=self.output,
                )
        elif self.output.is_dir():
            if any(self.output.iterdir()):
                raise Failure(
                    "{path} is a folder with files that no build made.",
                    "Name another output with --output, or empty the folder.",
                    path=self.output,
                )
        elif self.output.exists():
            raise Failure(
                "{path} is a file.",
                "Remove it, or name another output with --output.",
                path=self.output,
            )

    def live(self) -> Path | None:
        """Returns the folder that readers see, or None before the first build."""
        if not self.output.is_symlink():
            return None
        target = self.parent / os.readlink(self.output)
        return target if target in self._folders else None

    def last(self) -> Manifest:
        """Returns the manifest of the live portal."""
        if self._last is None:
            live = self.live()
            self._last = _read_manifest(live) if live else NOTHING
        return self._last

    def notes(self, digest: str) -> dict[str, Any]:
        """Returns what a build noted under the same digest; nothing where that is lost."""
        if self._notes is None:
            return {}
        try:
            read = json.loads(self._notes.read_bytes())
            return dict(read["notes"]) if read["digest"] == digest else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def note(self, digest: str, notes: Mapping[str, Any]) -> None:
        """Keeps notes for the next build; they say nothing that it could not work out itself."""
        if self._notes is None:
            return
        fresh = self._notes.with_suffix(".new")
        with suppress(OSError):  # a read-only tree: the next build works it out again
            self._notes.parent.mkdir(exist_ok=True)
            fresh.write_text(json.dumps({"digest": digest, "notes": notes}), encoding="utf-8")
            fresh.replace(self._notes)

    def update(
        self,
        pages: Mapping[str, str],
        inputs: str,
        write: Callable[[Path, Sequence[str]], None],
    ) -> int:
        """Publishes exactly `pages` (path: key) and returns how many had to be written.

        `write(folder, paths)` creates those files, none of which exists. All others are kept or
        hard-linked because a page of the same path and key is there already.
        """
        live = self.live()
        shown = self.last()
        if shown.pages == pages and live:
            _write_manifest(live, Manifest(pages, inputs))
            return 0
        spare = self._folders[1] if live == self._folders[0] else self._folders[0]
        held = _read_manifest(spare)
        with _open_to_readers():
            _forget(spare, held)
            missing = _fit(spare, held.pages, live, shown.pages, pages)
            write(spare, missing)
            _write_manifest(spare, Manifest(pages, inputs))
            self._swap(spare)
        return len(missing)

    def _swap(self, folder: Path) -> None:
        fresh = self.parent / f".{self.output.name}.new"
        fresh.unlink(missing_ok=True)
        try:
            fresh.symlink_to(folder.name, target_is_directory=True)
        except (OSError, NotImplementedError) as error:
            raise Failure(
                "{path} cannot hold a symbolic link, so the portal is not swapped in.",
                "Name an output on a file system that has symbolic links.",
                code=3,
                path=self.parent,
            ) from error
        if self.output.is_dir() and not self.output.is_symlink():
            self.output.rmdir()
        fresh.replace(self.output)
        _sync(self.parent)


def _fit(
    folder: Path,
    held: Mapping[str, str],
    live: Path | None,
    shown: Mapping[str, str],
    pages: Mapping[str, str],
) -> list[str]:
    """Makes `folder` hold what it can of `pages` without rendering; returns what is missing."""
    missing = []
    made: set[str] = set()
    here, there = f"{folder}/", f"{live}/"  # pathlib would take longer than the system calls
    for path, key in pages.items():
        if held.get(path) == key:
            continue
        if path in held:
            # Never written through: the live folder may hold the same file by a hard link.
            with suppress(FileNotFoundError):
                os.unlink(here + path)
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(here + parent, exist_ok=True)
            made.add(parent)
        if live and shown.get(path) == key:
            try:
                os.link(there + path, here + path)
                continue
            except OSError:
                pass  # no hard links here, or a file is gone: render it again
        missing.append(path)
    gone = [path for path in held if path not in pages]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    emptied = {p for path in gone for p in _parents(path)}
    emptied -= {p for path in missing for p in _parents(path)}  # about to be filled
    for parent in sorted(emptied, key=len, reverse=True):
        with suppress(OSError):  # not empty
            (folder / parent).rmdir()
    return missing


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _forget(folder: Path, held: Manifest) -> None:
    """Removes the folder's manifest before work starts; without one the folder goes too."""
    manifest = _manifest(folder)
    manifest.unlink(missing_ok=True)
    _sync(folder.parent)
    if held is NOTHING and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)


def _manifest(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")


def _read_manifest(folder: Path) -> Manifest:
    """Returns the folder's manifest; NOTHING where it is missing, broken or of another format."""
    if not folder.is_dir():
        return NOTHING
    try:
        read = json.loads(_manifest(folder).read_bytes())
        if read["format"] != FORMAT:
            return NOTHING
        return Manifest(dict(read["pages"]), str(read["inputs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps({"format": FORMAT, "inputs": manifest.inputs, "pages": manifest.pages})
    path = _manifest(folder)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync(folder)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Makes a folder's entries durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _open_to_readers() -> Iterator[None]:
    """Makes folders 755 and files 644 whatever the user's umask: a web server reads them."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Holds a lock file that names this process; the system lets go of it if the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: os.replace of a folder in use fails there by itself
        yield
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            raise Failure(
                "Another build is running here (process {number}).",
                "Wait for it to end, or name another output with --output.",
                code=3,
                number=holder,
            ) from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)
