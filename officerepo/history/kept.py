"""What is kept beside the index from one run to the next, so that it is found out once.

A file says in its first line what it belongs to: the folder, the program and its parser, and the
sum of the rest. One that is damaged, or of another program, or came along in a copy, is none; nor
is one behind a symbolic link. Whether it came with the repository, the caller knows (`trusted`).
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from officerepo.resources import code_digest
from officerepo.store import FOLDER, place_of
from officerepo.yamlevents import versions


def kept(root: Path, name: str, *, trusted: bool) -> Any:
    """Return what a file of this name holds; None where there is nothing to be believed."""
    file = root / FOLDER / name
    if not trusted or file.parent.is_symlink() or file.is_symlink():
        return None
    try:
        head, _, text = file.read_text("ascii").partition("\n")
        return json.loads(text) if head == _head(root, text) else None
    except (OSError, ValueError):
        return None


def keep(root: Path, name: str, data: Any, *, trusted: bool) -> bool:
    """Write what JSON can hold, whole or not at all; tell whether that was possible."""
    file = root / FOLDER / name
    if not trusted or file.parent.is_symlink():
        return False
    text = json.dumps(data)
    fresh = file.with_name(f"{name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        file.with_name(".gitignore").write_text("*\n")  # git never takes it along
        fresh.write_text(f"{_head(root, text)}\n{text}", encoding="ascii")
        os.replace(fresh, file)
        return True
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        return False


def _head(root: Path, text: str) -> str:
    total = zlib.crc32(text.encode("ascii"))
    return f"{total} {place_of(root)} {code_digest()} {versions()}"
