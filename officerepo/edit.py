"""Records are written only here: as ordinary changes of files in the working tree.

A change is made in memory, judged with the rest of the office, and written only when it brings no
new error. A file that somebody else changed meanwhile is not overwritten.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from officerepo.approval import approving_act, digest
from officerepo.durable import keep_names, write_new
from officerepo.failure import Failure
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.layout import LEFT_OVER, LEFT_OVER_PREFIX
from officerepo.load import Tree
from officerepo.record import STEP, Record, items_of, look_up
from officerepo.source import parse, split_front_matter
from officerepo.splice import Unspliceable, append, set_value
from officerepo.verdict import judge

Rewrite = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Change:
    """A file before (None: there was none) and after (None: there is to be none)."""

    path: str
    before: bytes | None
    after: bytes | None


def rewritten(path: str, raw: bytes, rewrite: Rewrite) -> bytes:
    """Return a source file with its YAML rewritten; a Markdown body stays byte for byte."""
    text = raw.decode("utf-8")
    try:
        if not path.endswith(".md"):
            return rewrite(text).encode()
        parts = split_front_matter(text)
        if parts is None:
            raise Unspliceable("The file has no fields between two lines ---.")
        yaml_text, body = parts
        start = text.index("\n") + 1
        fence = text[start + len(yaml_text) : len(text) - len(body)]
        new = rewrite(yaml_text)
        if new and not new.endswith("\n"):
            new += "\n"
        return (text[:start] + new + fence + body).encode()
    except Unspliceable as error:
        error.values["path"] = path
        raise


def set_fields(index: Index, record: Record, raw: bytes, values: Mapping[str, Any]) -> bytes:
    """Return the record's file with fields set, by field path; None removes a field."""
    order = tuple(index.kind(record).fields)

    def rewrite(text: str) -> str:
        for at, value in values.items():
            text = set_value(text, at, value, order)
        return text

    return rewritten(record.path, raw, rewrite)


def corrected(index: Index, record: Record, act: Mapping[str, Any]) -> dict[str, Any]:
    """Return the field that a correction changes, with its new value, as `set_fields` takes it.

    A list to which an item is added, or from which one is taken, is written as a whole.
    """
    at, value = str(act.get("field", "")), act.get("is") or None
    spec = index.kind(record).fields.get(at)
    if isinstance(value, str) and spec is not None and spec.type == "list":
        value = items_of(value)
    last = (STEP.findall(at) or [""])[-1]
    outer = at.removesuffix(last)
    items = look_up(record.data, outer) or []
    if last.startswith("[") and isinstance(items, list):
        place = int(last[1:-1])
        if value is None and place < len(items) - 1:
            raise Failure(
                "`{field}` is not the last item, so others would take its number.",
                "Correct the list as a whole: field={outer} and what it says now.",
                field=at,
                outer=outer,
            )
        if value is None or place == len(items):
            whole = [*items[:place], *([] if value is None else [value]), *items[place + 1 :]]
            return {outer: whole or None}
    return {at: value} if last else {}


def add_act(index: Index, record: Record, raw: bytes, act: Mapping[str, Any]) -> bytes:
    """Return the record's file with an act appended.

    An approving act gets the digest of what it approves; fields that a kind fills from another
    record's approval are filled before.
    """
    kind = index.kind(record)
    spec = kind.acts.get(str(act["do"]))
    if spec is not None and spec.approval:
        raw = set_fields(index, record, raw, filled(index, kind, record.data))
        act = {**act, "digest": digest_of(kind, record.path, raw)}
    return rewritten(record.path, raw, lambda text: append(text, "acts", act))


def filled(index: Index, kind: Kind, data: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields that the tool copies from the approval of a linked record."""
    found = {}
    for name, spec in kind.fields.items():
        source = data.get(spec.fill) if spec.fill and not data.get(name) else None
        if isinstance(source, Mapping) and source.get("sha256"):
            found[name] = "sha256:" + str(source["sha256"]).removeprefix("sha256:")
        linked = index.records.get(source) if isinstance(source, str) else None
        if linked is None:
            continue
        number = approving_act(linked, index.kind(linked))
        if number is not None and isinstance(linked.acts[number].data.get("digest"), str):
            found[name] = str(linked.acts[number].data["digest"])
    return found


def digest_of(kind: Kind, path: str, raw: bytes) -> str:
    """Return the digest of a record file as it now reads."""
    source = parse(path, raw)
    return digest(kind, Path(path).stem, source.data or {}, source.body)


def judged(tree: Tree, changes: Iterable[Change], today: date) -> list[Finding]:
    """Return the findings that changes would bring, wherever in the office they appear."""
    before = judge(tree, today)
    after = judge(tree.with_files({change.path: change.after for change in changes}), today)
    known = {_identity(finding) for finding in before.findings}
    return [finding for finding in after.findings if _identity(finding) not in known]


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.rule, finding.at, finding.message, *finding.filling())


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the office for oneself: two commands that write do so one after the other.

    What is locked is the folder records/, so that nothing has to be written for it, and the
    system lets go of it if the process dies. Where there are no such locks (Windows, some network
    drives), `write` still notices most changes by others. What a process that died left
    half-written is removed: whoever holds the lock knows that nobody is at it.
    """
    try:
        import fcntl

        handle = os.open(root / "records", os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
            _sweep(root / "records")
        yield
    finally:
        os.close(handle)


def _sweep(records: Path) -> None:
    """Remove the files that interrupted commands left; 10,000 records take 10 ms."""
    for folder, _, names in os.walk(records):
        for name in filter(LEFT_OVER.fullmatch, names):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


def write(root: Path, change: Change) -> None:
    """Write a change to disk: wholly or not at all, and only over the file it was made from.

    A file keeps its mode; a new one gets that of the user's umask.
    """
    fresh: Path | None = None
    try:
        target = folder_of(root, change.path) / PurePosixPath(change.path).name
        if change.after is None:
            if target.read_bytes() != change.before:
                raise _changed_meanwhile(change.path)
            target.unlink()
            keep_names(target.parent)
            return
        fresh = target.with_name(f"{LEFT_OVER_PREFIX}{secrets.token_hex(8)}")
        write_new(fresh, change.after)
        if change.before is None:
            _put_where_nothing_is(fresh, target)
        elif target.read_bytes() != change.before:
            raise _changed_meanwhile(change.path)
        else:
            os.chmod(fresh, stat.S_IMODE(target.stat().st_mode))
            os.replace(fresh, target)
        keep_names(target.parent)
    except FileExistsError:
        raise Failure(
            "{path} exists already.", "Run the command again.", path=change.path
        ) from None
    except OSError as error:
        raise unwritable(change.path, error) from error
    finally:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink()


def _changed_meanwhile(path: str) -> Failure:
    return Failure(
        "{path} was changed by somebody else meanwhile.", "Run the command again.", path=path
    )


def _put_where_nothing_is(fresh: Path, target: Path) -> None:
    """Give a finished file its name; raise FileExistsError when somebody took it meanwhile.

    A disk without hard links (exFAT) cannot do that in one step: there the name is taken by an
    empty file first.
    """
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.replace(fresh, target)
        except BaseException:
            target.unlink()
            raise


def folder_of(root: Path, path: str) -> Path:
    """Return the folder a file of the office lies in, made where it is not there yet.

    Raises Failure where a link on the way would lead the file somewhere else.
    """
    folder = root
    for part in PurePosixPath(path).parent.parts:
        folder = folder / part
        if folder.is_symlink():
            raise Failure(
                "The folder {folder} is a link to another place, so nothing is written there.",
                "Put a folder of its own in place of the link.",
                folder=folder.relative_to(root).as_posix(),
            )
        with suppress(FileExistsError):
            folder.mkdir()
            keep_names(folder.parent)
    return folder


def unwritable(path: str, error: OSError) -> Failure:
    """Return the Failure that says why a file cannot be written."""
    return Failure(
        "{path} cannot be written: {reason}.",
        "Nothing was written. Ask for the right to write in this folder, or make room on the disk.",
        3,
        path=path,
        reason=error.strerror,
    )
