"""Which commits were judged without a finding: kept beside the index, so that it is done once.

A commit's id stands for all that led to it; with the program's own digest it stands for the
verdict. Only verdicts without findings are kept, so a damaged file costs time and hides nothing
that anybody was told. It is trusted as the index is: not where it came with the repository, or
with a copy of the folder.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from officerepo.resources import code_digest
from officerepo.store import FOLDER, place_of
from officerepo.yamlevents import versions

FILE = "judged.json"


class Judged:
    """The commits that one sort of judging found nothing in."""

    def __init__(self, root: Path, sort: str, *, trusted: bool = True) -> None:
        self.file = root / FOLDER / FILE
        self.key = f"{place_of(root)} {code_digest()} {versions()} {sort}"
        self.trusted = trusted and not self.file.parent.is_symlink()

    def commits(self) -> frozenset[str]:
        """Return their ids; none where the file is missing, damaged or another program's."""
        return frozenset(self._read().get(self.key, ()))

    def keep(self, commits: Iterable[str]) -> bool:
        """Add commits; tell whether that was possible. What other programs kept goes."""
        if not self.trusted:
            return False
        same = self.key.rpartition(" ")[0]
        held = {key: ids for key, ids in self._read().items() if key.startswith(f"{same} ")}
        held[self.key] = sorted({*held.get(self.key, ()), *commits})
        text = json.dumps(held)
        fresh = self.file.with_name(f"{FILE}.{os.getpid()}")
        try:
            self.file.parent.mkdir(exist_ok=True)
            self.file.with_name(".gitignore").write_text("*\n")  # git never takes it along
            fresh.write_text(f"{zlib.crc32(text.encode())}\n{text}\n")
            os.replace(fresh, self.file)
            return True
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            return False

    def _read(self) -> dict[str, list[str]]:
        with suppress(OSError, ValueError):
            if self.trusted and not self.file.is_symlink():
                total, _, text = self.file.read_text().partition("\n")
                if total == str(zlib.crc32(text.strip().encode())):
                    found: dict[str, list[str]] = json.loads(text)
                    return found
        return {}
