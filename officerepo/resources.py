"""The files that ship with the program: built-in kinds, settings shapes, templates and site."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the built-in folder `name`: `templates` or `site`.

    A wheel carries it inside the package as `_templates` or `_site`. A source checkout (an
    editable install) has it at its top level, so that whoever edits a template sees the change
    at once.
    """
    carried = _PACKAGE / f"_{name}"
    return carried if carried.is_dir() else _PACKAGE.parent / name


def package_file(name: str) -> bytes:
    """Return the bytes of a data file of the package: `kernel.yaml`, `settings.yaml`."""
    return (_PACKAGE / name).read_bytes()


@cache
def built_in_kinds() -> Mapping[str, bytes]:
    """Return the bytes of the kind files that ship with the program, by kind name."""
    return {path.stem: path.read_bytes() for path in sorted((_PACKAGE / "kinds").glob("*.yaml"))}


_JUDGING = ("rules", "kinds")


@cache
def code_digest(*folders: str) -> str:
    """Return a digest of the program: what it computed is kept only under the same one.

    Without folders it covers what reads and judges records (the package's own modules, rules and
    kinds); with folders, those subpackages: `code_digest("portal")`.
    """
    total = hashlib.sha256()
    paths = [] if folders else list(_PACKAGE.glob("*.*"))
    for folder in folders or _JUDGING:
        paths += (_PACKAGE / folder).rglob("*.*")
    for path in sorted(paths):
        if path.suffix in (".py", ".yaml"):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
