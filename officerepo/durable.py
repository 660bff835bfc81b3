"""Files and names that outlive a power cut, where the system can do that."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)  # else Windows would write other line ends


def write_new(path: Path, raw: bytes) -> None:
    """Write a file where nothing is yet, with the mode of the user's umask.

    Raises FileExistsError where something is, and OSError where it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    with open(os.open(path, flags, 0o666), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def keep_names(folder: Path) -> None:
    """Have the names in a folder last."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
