"""Where records lie: which files of a tree are records, and what is said of those that are not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.kind import Kind, make_id
from officerepo.office import Office, is_control_file
from officerepo.text import safe

_PLAIN_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_READ = (".yaml", ".md")


def record_files(
    files: Mapping[str, TreeFile], office: Office, findings: list[Finding]
) -> dict[str, TreeFile]:
    """Return the files to be read as records, by path; what else lies there wrongly is a finding.

    Links and unreadable files are findings below `templates/` and `site/` too: what cannot be
    read cannot be published.
    """
    wanted = {}
    for path, found in sorted(files.items()):
        if found.trouble:
            findings.append(_unsafe(found))
        elif path.startswith("records/") and _is_record(found, files, office, findings):
            wanted[path] = found
    return wanted


def _is_record(
    found: TreeFile, files: Mapping[str, TreeFile], office: Office, findings: list[Finding]
) -> bool:
    path = found.path
    if not _PLAIN_PATH.fullmatch(path) or any(map(_DEVICE.match, path.split("/"))):
        findings.append(_unsafe(found))
        return False
    if is_control_file(path):
        return False
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    name, suffix = (stem, dot + ending) if dot else (ending, "")
    kind = office.folders.get(parts[1]) if len(parts) > 2 else None
    if suffix not in _READ:
        if kind is not None and kind.id_pattern.fullmatch(name):
            findings.append(_not_read(path, kind.path_of(name)))
        elif suffix.lower() in (*_READ, ".yml"):
            findings.append(_not_read(path, f"{path.removesuffix(suffix)}{_ending(suffix)}"))
        return False
    if kind is None:
        if parts[1:] != ["README.md"]:
            findings.append(_misplaced(path, "", office))
        return False
    if not kind.id_pattern.fullmatch(name):
        findings.append(_badly_named(path, name, kind))
        return False
    expected = kind.path_of(name)
    if path != expected and expected not in files:
        findings.append(_misplaced(path, expected, office))
    return True


def _ending(suffix: str) -> str:
    return ".md" if suffix.lower() == ".md" else ".yaml"


def _unsafe(found: TreeFile) -> Finding:
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


def _not_read(path: str, expected: str) -> Finding:
    return Finding(
        path,
        "",
        "This file is not read: the name of a record ends in .yaml or .md, in small letters.",
        "Rename it to {expected}.",
        "bad-file-name",
        values={"expected": expected},
    )


def _badly_named(path: str, name: str, kind: Kind) -> Finding:
    found = re.search(r"[12][0-9]{3}", path)
    example = make_id(
        kind.id,
        year=found[0] if found else "2025",
        serial=1,
        n=1,
        slug="short-title",
        handle="name",
        code="NAME",
        **{field: str(kind.example.get(field, "NAME")) for field in kind.id_fields},
    )
    return Finding(
        path,
        "",
        "The file name `{name}` is not a number of this register.",
        "Name it like {example}, or let `officerepo new {kind}` choose the number.",
        "bad-file-name",
        values={"name": name, "example": f"{example}{kind.suffix}", "kind": kind.name},
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
        values={"expected": expected, "folders": ", ".join(sorted(office.folders))},
    )
