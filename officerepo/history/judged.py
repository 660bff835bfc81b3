"""Which commits were judged without a finding: kept beside the index, so that it is done once.

A commit's id stands for all that led to it; with the program's own digest it stands for the
verdict. Only verdicts without findings are kept, so a damaged file costs time and hides nothing
that anybody was told. It is trusted as the index is: not where it came with the repository, or
with a copy of the folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from officerepo.history.kept import keep, kept

FILE = "judged.json"


class Judged:
    """The commits that one sort of judging found nothing in."""

    def __init__(self, root: Path, sort: str, *, trusted: bool = True) -> None:
        self.root, self.sort, self.trusted = root, sort, trusted

    def commits(self) -> frozenset[str]:
        """Return their ids; none where the file is missing, damaged or another program's."""
        return frozenset(self._read().get(self.sort, ()))

    def keep(self, commits: Iterable[str]) -> bool:
        """Add commits; tell whether that was possible."""
        held = self._read()
        held[self.sort] = sorted({*held.get(self.sort, ()), *commits})
        return keep(self.root, FILE, held, trusted=self.trusted)

    def _read(self) -> dict[str, list[str]]:
        return kept(self.root, FILE, trusted=self.trusted) or {}
