"""Where records lie: which files of a tree are records, and what is said of those that are not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from officerepo.finding import Finding
from officerepo.git import FILE_CAP, TOO_LARGE, TWO_RECORDS, TreeFile
from officerepo.kind import Kind, example_id
from officerepo.office import Office, is_control_file
from officerepo.source import BODY_CAP, YAML_CAP, too_large
from officerepo.text import safe

_PLAIN_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_READ = (".yaml", ".md")
_MADE_FROM = ("records/", "templates/", "site/assets/", "site/pages/")
_README = "records/README.md"

LEFT_OVER_PREFIX = ".officerepo-"
LEFT_OVER = re.compile(re.escape(LEFT_OVER_PREFIX) + "[0-9a-f]{16}")
"""The name of a file that is being written: it stays when the command is killed."""


def record_files(
    files: Mapping[str, TreeFile], office: Office, findings: list[Finding]
) -> dict[str, TreeFile]:
    """Return the files to be read as records, by path; what else lies there wrongly is a finding.

    Links and unreadable files are findings where the portal is made from, too: what cannot be
    read cannot be published.
    """
    wanted = {}
    for path, found in sorted(files.items()):
        if found.trouble and path.startswith(_MADE_FROM):
            findings.append(unread(found, office))
        elif path.startswith("records/") and _is_record(found, files, office, findings):
            wanted[path] = found
    return wanted


def is_source(path: str) -> bool:
    """Whether a file by its name is one that is read for its records, settings or kinds."""
    return path.startswith("records/") and path.endswith(_READ) and path != _README


def is_record(path: str, folders: Mapping[str, Kind]) -> bool:
    """Whether a record belongs at a path, by the kinds of these folders."""
    parts = path.split("/")
    kind = folders.get(parts[1]) if parts[0] == "records" and len(parts) > 2 else None
    name = PurePosixPath(path).stem
    return bool(kind and kind.id_pattern.fullmatch(name) and kind.path_of(name) == path)


def _is_record(
    found: TreeFile, files: Mapping[str, TreeFile], office: Office, findings: list[Finding]
) -> bool:
    path = found.path
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    name, suffix = (stem, dot + ending) if dot else (ending, "")
    kind = office.folders.get(parts[1]) if len(parts) > 2 else None
    is_id = kind is not None and kind.id_pattern.fullmatch(name) is not None
    if kind is not None and is_id and kind.path_of(name) == path:
        return True
    if LEFT_OVER.fullmatch(parts[-1]):
        findings.append(_left_over(path))
        return False
    if not _PLAIN_PATH.fullmatch(path) or any(map(_DEVICE.match, parts)):
        findings.append(_unsafe(found))
        return False
    if is_control_file(path):
        return False
    if suffix not in _READ:
        like_a_record = suffix.lower() in (*_READ, ".yml")
        expected = (
            kind.path_of(name) if kind and is_id else f"{path[: -len(suffix)]}{_ending(suffix)}"
        )
        numbered = kind is not None and kind.serial and is_id  # a name may be an attachment's too
        if like_a_record or (numbered and expected not in files):
            findings.append(_not_read(path, expected, expected in files))
        return False
    if kind is None:
        if path != _README:
            findings.append(_misplaced(path, "", office))
        return False
    if not is_id:
        home = next(
            (k.path_of(name) for k in office.kinds.values() if k.id_pattern.fullmatch(name)), ""
        )
        findings.append(
            _misplaced(path, home, office)
            if home and home not in files
            else _badly_named(path, name, kind)
        )
        return False
    expected = kind.path_of(name)
    if expected not in files:
        findings.append(_misplaced(path, expected, office))
    return True


def _ending(suffix: str) -> str:
    return ".md" if suffix.lower() == ".md" else ".yaml"


def unread(found: TreeFile, office: Office) -> Finding:
    """Say why the bytes of a file are not read."""
    return _entered_twice(found.path, office) if found.trouble == TWO_RECORDS else _unsafe(found)


def _unsafe(found: TreeFile) -> Finding:
    if found.trouble == TOO_LARGE:
        caps = {".md": BODY_CAP, ".yaml": YAML_CAP}
        return too_large(safe(found.path), caps.get(PurePosixPath(found.path).suffix, FILE_CAP))
    return Finding(
        safe(found.path.encode("utf-8", "replace").decode()),
        "",
        "This is not a plain file: {what}."
        if found.trouble
        else "The name of this file cannot be stored on every computer.",
        "Use plain files with names of letters A-Z, digits, hyphens and dots.",
        "unsafe-file",
        values={"what": found.trouble},
    )


def _entered_twice(path: str, office: Office) -> Finding:
    """Find a file in which a merge left two records, one of each branch."""
    kind = office.folders.get(path.split("/")[1]) if path.startswith("records/") else None
    return Finding(
        path,
        "",
        "Two branches each entered {id}, and git left both in this file.",
        "Give yours the next number, `officerepo renumber --onto MERGE_HEAD`, in a rebase `--onto"
        " HEAD`; then `git add -A` and go on."
        if kind and kind.serial
        else "Keep what is right of both, or give one of them another name.",
        "merge-conflict",
        values={"id": PurePosixPath(path).stem},
    )


def _left_over(path: str) -> Finding:
    return Finding(
        path,
        "",
        "This file was left by a command that was interrupted while it wrote.",
        "Remove it, then look whether the record beside it has what you entered.",
        "unsafe-file",
    )


def _not_read(path: str, expected: str, taken: bool) -> Finding:
    return Finding(
        path,
        "",
        "This file is not read: the name of a record ends in .yaml or .md, in small letters.",
        "Compare it with {expected}, and remove the one that is wrong."
        if taken
        else "Rename it to {expected}.",
        "bad-file-name",
        values={"expected": expected},
    )


def _badly_named(path: str, name: str, kind: Kind) -> Finding:
    return Finding(
        path,
        "",
        "The file name `{name}` is not a number of this register.",
        "Name it like {example}, or let `officerepo new {kind}` choose the name.",
        "bad-file-name",
        values={"name": name, "example": f"{example_id(kind.id)}{kind.suffix}", "kind": kind.name},
    )


def _misplaced(path: str, expected: str, office: Office) -> Finding:
    message, hint = "No record belongs here.", "Move it to its folder: {folders}."
    if expected:
        message, hint = "The record lies in the wrong place.", "Move it to {expected}."
    return Finding(
        path,
        "",
        message,
        hint,
        "misplaced-file",
        values={"expected": expected, "folders": sorted(office.folders)},
    )
