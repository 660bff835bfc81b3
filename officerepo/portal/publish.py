"""Publishing: the new portal is prepared beside the live one and swapped in whole.

The output is a symbolic link to one of two sibling folders that take turns. A build works in the
one that is not live, so that a crash at any moment leaves the old portal as it was:

    public        -> .public-a        the link readers follow
    .public-a/    .public-a.json      the live portal and its manifest (page: key)
    .public-b/    .public-b.json      of the one before, what is still shown; becomes the next
    .public.lock                      held while a build runs

A page that is not published any more, or not to these readers, is removed from the other folder
too. The manifest is written last: a build that did not come so far is done again from nothing.
It notes size and time of every file, so that one that was damaged since is made again.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from officerepo.durable import keep_names
from officerepo.failure import Failure

FORMAT = 2
"""The manifest's version: a folder with another one is rebuilt from nothing."""


@dataclass(frozen=True)
class Manifest:
    """What a folder holds: the key of each page, and the digest of all it was built from."""

    pages: Mapping[str, str]
    inputs: str


NOTHING = Manifest({}, "")

SYNC_EACH = 100
"""Written pages above which the whole system's writes are awaited instead of each file's."""


class Place:
    """The output and its two folders; `with place.locked():` around all use."""

    def __init__(self, output: Path, notes: Path | None = None, office: Path | None = None) -> None:
        self._outside = office is not None and _leads_out(output, office)
        # The output's own name must not be resolved: it is the link.
        self.output = output.parent.resolve() / output.name
        self.parent, name = self.output.parent, self.output.name
        self._folders = (self.parent / f".{name}-a", self.parent / f".{name}-b")
        self._lock = self.parent / f".{name}.lock"
        self._last: Manifest | None = None
        self._notes = notes  # not beside the portal: notes speak of hidden records too

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other builds out; raises Failure if one runs, or the output is not ours.

        What the system refuses meanwhile, as on a full disk, is a Failure too.
        """
        try:
            self._claim()
            with _lock(self._lock):
                yield
        except OSError as error:
            raise Failure(
                "{path} cannot be written: {reason}.",
                "Name another output with --output.",
                code=3,
                path=self.parent,
                reason=error.strerror or error,
            ) from error

    def _claim(self) -> None:
        if self._outside:
            raise Failure(
                "{output} is where the portal would go: "
                "a folder of the office on the way to it is a link to somewhere else.",
                "Put a folder in place of the link, or name that place with --output.",
                output=self.output,
            )
        self.parent.mkdir(parents=True, exist_ok=True)
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

    def pages_from(self, inputs: str) -> int | None:
        """Returns how many pages the live portal has if these are its inputs, else None."""
        live = self.live()
        found = _read_manifest(live, inputs) if live else NOTHING
        return len(found.pages) if found.inputs == inputs else None

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
        if live and shown.pages == pages:
            _write_manifest(live, Manifest(pages, inputs))
            return 0
        spare = self._folders[1] if live == self._folders[0] else self._folders[0]
        held = _read_manifest(spare)
        with _open_to_readers():
            _forget(spare, held)
            missing = _fit(spare, held.pages, live, shown.pages, pages)
            write(spare, missing)
            _settle(spare, missing)
            self._swap(spare)
            if live:
                _prune(live, shown, pages)
            _write_manifest(spare, Manifest(pages, inputs))
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
        keep_names(self.parent)


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
    _remove(folder, [path for path in held if path not in pages], missing)
    return missing


def _remove(folder: Path, paths: Sequence[str], coming: Sequence[str] = ()) -> None:
    """Removes files and the folders they leave empty, but for those of files to come."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
    emptied = {p for path in paths for p in _parents(path)}
    emptied -= {p for path in coming for p in _parents(path)}
    for parent in sorted(emptied, key=len, reverse=True):
        with suppress(OSError):  # not empty
            (folder / parent).rmdir()


def _prune(folder: Path, held: Manifest, pages: Mapping[str, str]) -> None:
    """Removes what is not published any more from the folder that was live until now.

    What a record said before it was restricted does not stay beside the portal, nor does a
    portal that was built for other readers.
    """
    if held is NOTHING:
        _manifest(folder).unlink(missing_ok=True)
        shutil.rmtree(folder)
        return
    kept = {path: key for path, key in held.pages.items() if pages.get(path) == key}
    _remove(folder, [path for path in held.pages if path not in kept])
    if not held.pages.keys() <= pages.keys():  # the manifest would still name what is gone
        _write_manifest(folder, Manifest(kept, ""))


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _forget(folder: Path, held: Manifest) -> None:
    """Removes the folder's manifest before work starts; without one the folder goes too."""
    manifest = _manifest(folder)
    manifest.unlink(missing_ok=True)
    keep_names(folder.parent)
    if held is NOTHING and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)


def _manifest(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")


def _read_manifest(folder: Path, inputs: str | None = None) -> Manifest:
    """Returns the folder's manifest; NOTHING where it is missing, broken or of another format.

    A file that is not as it was written has no key, so it is made again. Where only one of certain
    `inputs` is wanted, ten thousand files are not looked at in vain.
    """
    if not folder.is_dir():
        return NOTHING
    try:
        read = json.loads(_manifest(folder).read_bytes())
        if read["format"] != FORMAT or inputs not in (None, read["inputs"]):
            return NOTHING
        start = f"{folder}/"
        pages = {
            path: key if stamp and _stamp(start + path) == stamp else ""
            for path, (key, *stamp) in read["pages"].items()
        }
        return Manifest(pages, str(read["inputs"]) if all(pages.values()) else "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NOTHING


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    start = f"{folder}/"
    pages = {path: (key, *_stamp(start + path)) for path, key in manifest.pages.items()}
    text = json.dumps({"format": FORMAT, "inputs": manifest.inputs, "pages": pages})
    path = _manifest(folder)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    keep_names(folder.parent)


def _stamp(path: str) -> list[int]:
    """Returns size and time of a file, by which a change is seen; nothing if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns] if stat.S_ISREG(status.st_mode) else []


def _leads_out(output: Path, office: Path) -> bool:
    """Whether an output that seems to lie in the office is elsewhere because of a link."""
    named = Path(os.path.abspath(output))
    within = named.is_relative_to(os.path.abspath(office))
    return within and not named.parent.resolve().is_relative_to(office.resolve())


def _settle(folder: Path, written: Sequence[str]) -> None:
    """Makes new pages durable before readers are led to them: no power cut leaves empty ones."""
    if len(written) > SYNC_EACH and hasattr(os, "sync"):
        os.sync()
        return
    for path in written:
        handle = os.open(folder / path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    for parent in {p for path in written for p in (*_parents(path), "")}:
        keep_names(folder / parent)


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
