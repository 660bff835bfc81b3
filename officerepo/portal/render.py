"""Pages to files: here when there are few, in forked processes when there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from officerepo.portal.page import FileType, Page, PageType
from officerepo.portal.site import Site

FORK_ABOVE = 500
"""Pages to write above which more processes pay: a pool of two starts in 10 ms."""

CHUNK = 100

Progress = Callable[[int, int], None]


class Renderer:
    """Renders the pages that were added; types prepare themselves when first needed."""

    def __init__(
        self, site: Site, own: Mapping[str, str], jobs: int, progress: Progress | None
    ) -> None:
        self.keys: dict[str, str] = {}
        self.twin: Path | None = None  # the same portal in another language, written already
        self.site = site
        self._own = own
        self._jobs = jobs
        self._progress = progress or (lambda done, total: None)
        self._pages: dict[str, tuple[PageType | FileType, Page]] = {}
        self._makers: dict[str, Callable[[Any], Any]] = {}
        self._frame: Any = None

    def add(self, kind: PageType | FileType, page: Page) -> None:
        """Takes a page into the portal; of two with one address, the last stays."""
        self.keys[page.path] = page.key
        self._pages[page.path] = (kind, page)

    def render(self, path: str) -> bytes:
        """Returns the bytes of a page."""
        kind, page = self._pages[path]
        maker = self._makers.get(kind.name)
        if maker is None:
            maker = self._makers[kind.name] = kind.maker(self.site)
        made: Any = maker(page.subject)
        if isinstance(kind, FileType):
            return bytes(made)
        if self._frame is None:
            from officerepo.portal.frame import Frame  # Jinja2: 60 ms, not when nothing changed

            self._frame = Frame(self.site, self._own)
        return bytes(self._frame.compose(kind.template, path, page.section, made))

    def write(self, folder: Path, paths: Sequence[str]) -> None:
        """Renders pages into new files below `folder`."""
        if self._jobs < 2 or len(paths) < FORK_ABOVE:
            for number, path in enumerate(paths):
                self._write(folder, path)
                if number % CHUNK == 0:
                    self._progress(number, len(paths))
            return
        # Large files first, so that no process ends with one while the others wait.
        large = [path for path in paths if isinstance(self._pages[path][0], FileType)]
        first = set(large)
        ordered = large + [path for path in paths if path not in first]
        chunks = [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]
        global _work
        _work = (self, folder)
        gc.freeze()  # what the children inherit is not copied by their collectors
        done = 0
        try:
            with multiprocessing.get_context("fork").Pool(self._jobs) as pool:
                for number in pool.imap_unordered(_write_chunk, chunks):
                    done += number
                    self._progress(done, len(paths))
        finally:
            _work = None
            gc.unfreeze()

    def _write(self, folder: Path, path: str) -> None:
        raw = self.render(path)
        if self.twin and isinstance(self._pages[path][0], FileType):
            with suppress(OSError):  # no such file there, or no hard links here
                if (self.twin / path).read_bytes() == raw:
                    os.link(self.twin / path, folder / path)
                    return
        handle = os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with open(handle, "wb") as file:
            file.write(raw)


_work: tuple[Renderer, Path] | None = None


def _write_chunk(paths: list[str]) -> int:
    assert _work is not None
    renderer, folder = _work
    for path in paths:
        renderer._write(folder, path)
    return len(paths)
