"""Git, asked by subprocess with a scrubbed environment: no other program is run but by `signing`.

Reading is plumbing. `status`, `diff` and the like run what a repository's own configuration names
(fsmonitor, filters, hooks), so the working tree is listed by `ls-files` and hashed here. GitPython
serves the porcelain that makes an office's own repository.
"""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import stat
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from officerepo.failure import Failure
from officerepo.text import conflict_in

TOO_LARGE = "too large"
TWO_RECORDS = "two records"  # of one name, which a merge left in one file
FILE_CAP = 4 * 1024 * 1024  # bytes; larger files are listed, not read

# Configuration that would let a repository run programs or change what is listed.
_PINNED = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.commitGraph=false"),  # a graph file may tell other parents than the commits do
    *("-c", "core.multiPackIndex=false"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "log.mailmap=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),  # what the first commit brought would not be told
    *("-c", "log.follow=false"),
)


class GitError(Failure):
    """Git is absent, refuses the repository, or there is none; `said` are git's own words."""

    def __init__(self, message: str, hint: str, said: str = "", **values: object) -> None:
        super().__init__(message, hint, 3, said=said, **values)
        self.said = said


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file of the working tree: path relative to the office, git's blob id, and its bytes.

    `trouble` says why its bytes are not given: symlink, submodule, unreadable, too large, or that
    they are `TWO_RECORDS`.
    """

    path: str
    blob: str
    raw: bytes
    trouble: str = ""


def blob_id(raw: bytes) -> str:
    """Return the id git gives to these bytes as a file."""
    return object_id("blob", raw)


def object_id(sort: str, raw: bytes) -> str:
    """Return the id git gives to an object: SHA-1 of its sort, its size and its bytes."""
    header = b"%s %d\0" % (sort.encode(), len(raw))
    return hashlib.sha1(header + raw, usedforsecurity=False).hexdigest()


def run(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run a git plumbing command in `root` and return its output; raise GitError if it fails."""
    status, output, said = _run(root, arguments, stdin)
    if status and _OF_ANOTHER in said and _learn_safe_directories():
        status, output, said = _run(root, arguments, stdin)
    if status:
        raise refused(root, arguments[0], said)
    return output


def _run(root: Path, arguments: Sequence[str], stdin: bytes) -> tuple[int, bytes, str]:
    """Run git; return its exit code, its output and the first line of what it complains of."""
    command = ["git", "--no-pager", *_PINNED, *_trusted(), "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, env=_environment(), check=False
        )
    except OSError:  # it is not there, or not a program
        raise GitError(
            "git is not installed, or not on the search path.",
            "Install git, then run the command again.",
        ) from None
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    return done.returncode, done.stdout, said.removeprefix("fatal: ")


def refused(root: Path, command: str, said: str) -> GitError:
    """Return the GitError that says in plain words what git said."""
    if "not a git repository" in said:
        return GitError(
            "There is no git repository in {folder}.",
            "Make one with `git init`, or go to the folder of the office.",
            said,
            folder=root,
        )
    if _OF_ANOTHER in said:
        return GitError(
            "The repository in {folder} belongs to another user, so git does not read it.",
            "If you trust it: `git config --global --add safe.directory {folder}`.",
            said,
            folder=root,
        )
    if _ALTERED in said:
        return altered(said.rpartition(" ")[2], said)
    return GitError(
        "`git {command}` went wrong: {said}.",
        "Mend what git names, then run the command again.",
        said,
        command=command,
    )


_OF_ANOTHER = "dubious ownership"
_ALTERED = "hash mismatch"


def altered(name: str, said: str = "") -> GitError:
    """Return the GitError over an object that is not what its id says."""
    return GitError(
        "What git keeps as {id} is not what that name stands for: it was damaged or altered.",
        "Work in a fresh clone. `git fsck` names all such objects.",
        said,
        id=name,
    )


def foreign() -> GitError:
    """Return the GitError over a repository whose ids are not computed as `object_id` does."""
    return GitError(
        "The repository names its commits by SHA-256; only those that git names by SHA-1, as it"
        " does unless told otherwise, can be judged.",
        "Move the office to a repository of the usual sort: `git init --object-format=sha1`.",
    )


def _users_own() -> dict[str, str]:
    """Return the caller's environment without anything that steers git.

    In a hook of another repository, for one, `GIT_DIR` names that repository.
    """
    return {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}


def _environment() -> dict[str, str]:
    """Return an environment in which only what the command line says steers git."""
    return _users_own() | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",  # a folder may be called `*` or `:x`
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        # Nothing is fetched, whatever the repository's own `protocol.….allow` says.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C",
    }


_safe_directories: list[str] | None = None


def _trusted() -> tuple[str, ...]:
    """Pass on the directories that the user, in their own configuration, declared safe."""
    return tuple(
        part for name in _safe_directories or () for part in ("-c", f"safe.directory={name}")
    )


def _learn_safe_directories() -> bool:
    """Ask the user's own configuration, never the repository's; tell whether it was news."""
    global _safe_directories
    if _safe_directories is not None:
        return False
    done = subprocess.run(
        ["git", "config", "--global", "-z", "--get-all", "safe.directory"],
        capture_output=True,
        env=_users_own(),
        check=False,
    )
    _safe_directories = done.stdout.decode("utf-8", "replace").split("\0")[:-1]
    return bool(_safe_directories)


def working_tree(root: Path, below: Sequence[str]) -> list[TreeFile]:
    """Return the files that git tracks or would add below folders of `root`, read and hashed.

    Paths are relative to `root` and sorted. A tracked file that is gone is left out. Raises
    GitError where there is no repository.
    """
    listing = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *below)
    output = run(root, *listing)
    listed = output.split(b"\0")[:-1]
    names = sorted(set(listed))
    base = os.fsencode(root) + b"/"
    files = [found for name in names if (found := _read(base, name)) is not None]
    if len(names) < len(listed):  # what is unsettled is listed once for each version
        both = {path for path, versions in unmerged(root, below).items() if 1 not in versions}
        files = [_one_of_two(found) if found.path in both else found for found in files]
    return files


def unmerged(root: Path, below: Sequence[str]) -> dict[str, dict[int, str]]:
    """Return the files that a merge left unsettled, and the blob of each version.

    1 is the one that both come from, 2 the one of HEAD, 3 the other one; each may be missing.
    """
    found: dict[str, dict[int, str]] = {}
    for entry in run(root, "ls-files", "-u", "-z", "--", *below).split(b"\0")[:-1]:
        about, _, path = entry.decode("utf-8", "surrogateescape").partition("\t")
        _, blob, stage = about.split()
        found.setdefault(path, {})[int(stage)] = blob
    return found


def _one_of_two(found: TreeFile) -> TreeFile:
    """Return a file that two branches entered as one that nobody can read, until it is mended."""
    if conflict_in(found.raw.decode("utf-8", "replace")) < 0:
        return found
    return TreeFile(found.path, "", b"", TWO_RECORDS)


def place_in_repository(root: Path) -> str:
    """Return where the office lies in its repository: empty at the top, else `offices/one/`."""
    if os.path.lexists(root / ".git"):
        return ""
    return os.fsdecode(run(root, "rev-parse", "--show-prefix").rstrip(b"\n"))


def seen_from(place: str, path: str) -> str:
    """Return a path of the repository as it is seen from a folder of it, which is empty or a/b/."""
    return path.removeprefix(place) if path.startswith(place) else posixpath.relpath(path, place)


def read_file(root: Path, path: str) -> TreeFile | None:
    """Return one file of the working tree, read and hashed; None when there is none."""
    return _read(os.fsencode(root) + b"/", os.fsencode(path))


def _read(base: bytes, name: bytes) -> TreeFile | None:
    path = name.decode("utf-8", "surrogateescape")
    try:
        handle = os.open(base + name, os.O_RDONLY | _PLAINLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        return TreeFile(path, "", b"", _trouble(base + name, error))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            what = "submodule" if stat.S_ISDIR(status.st_mode) else "not a file"
            return TreeFile(path, "", b"", what)
        if status.st_size > FILE_CAP:
            return TreeFile(path, "", b"", TOO_LARGE)
        raw = os.read(handle, status.st_size + 1)
        while len(raw) < status.st_size and (more := os.read(handle, status.st_size)):
            raw += more
    finally:
        os.close(handle)
    return TreeFile(path, blob_id(raw), raw)


# Nothing is read through a link, and no pipe or device is waited for.
_PLAINLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def _trouble(name: bytes, error: OSError) -> str:
    if os.path.islink(name):
        return "symbolic link"
    if os.path.isdir(name):
        return "submodule"
    if error.errno == errno.ENXIO:  # a socket
        return "not a file"
    return error.strerror or "unreadable"


def configured(root: Path, name: str) -> str:
    """Return what the user's own configuration of git says, or an empty string."""
    command = ["git", "-C", str(root), "config", "--get", name]
    done = subprocess.run(command, capture_output=True, env=_users_own(), check=False)
    return done.stdout.decode("utf-8", "replace").strip()


def create_repository(root: Path, paths: Iterable[str], message: str) -> bool:
    """Initialise a repository in `root` and commit the given paths; tell whether it committed.

    Without a git identity the files are added and left for the user to commit. The identity is
    asked of git: GitPython does not know every place where it may be configured.
    """
    steering = {k: v for k, v in os.environ.items() if k.startswith("GIT_")}
    for name in steering:
        del os.environ[name]  # GitPython hands all of the environment to git
    repository = None
    try:
        import git  # 116 ms, only `init` needs it, and GIT_PYTHON_… would name the program it runs

        repository = git.Repo.init(root, initial_branch="main")
        repository.index.add(list(paths))
        me = git.Actor(configured(root, "user.name"), configured(root, "user.email"))
        if not (me.name and me.email):
            return False
        repository.index.commit(message, author=me, committer=me)
        return True
    finally:
        os.environ.update(steering)
        if repository is not None:
            repository.close()
