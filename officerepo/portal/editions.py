"""A portal in several languages: each edition in a folder of its own, `es/`, `en/`, `zh/`.

With one language the pages lie at the top. With several, a small page at the top leads to the first
one without script, and files that are the same in two editions are one file with two names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from officerepo.portal.language import NAMES
from officerepo.portal.pieces import Html, escaped, joined
from officerepo.portal.render import Renderer
from officerepo.portal.signpost import signpost

DOOR = "index.html"


class Editions:
    """The renderers of a portal, by the language of each; the first is the default."""

    def __init__(self, renderers: Mapping[str, Renderer]) -> None:
        self._renderers = renderers
        self._several = len(renderers) > 1
        self._first = next(iter(renderers))
        self._site = renderers[self._first].site

    @property
    def keys(self) -> dict[str, str]:
        """The key of every file by its path in the portal."""
        if not self._several:
            return self._renderers[self._first].keys
        found = {DOOR: self._site.key("door")}
        for code, renderer in self._renderers.items():
            found.update((f"{code}/{path}", key) for path, key in renderer.keys.items())
        return found

    def write(self, folder: Path, paths: Sequence[str]) -> None:
        """Writes files, none of which exists, below the folder of the portal."""
        if not self._several:
            self._renderers[self._first].write(folder, paths)
            return
        if DOOR in paths:
            (folder / DOOR).write_bytes(self._door())
        for code, renderer in self._renderers.items():
            own = [path.removeprefix(f"{code}/") for path in paths if path.startswith(f"{code}/")]
            renderer.twin = folder / self._first if code != self._first else None
            renderer.write(folder / code, own)

    def _door(self) -> bytes:
        """Returns the page at the top: a door to each edition, the first one opens by itself."""
        doors = (
            Html(f'<li><a href="{c}/index.html" hreflang="{c}" lang="{c}">{NAMES[c]}</a></li>')
            for c in self._renderers
        )
        return signpost(
            self._site,
            escaped(self._site.office.name),
            f"{self._first}/index.html",
            Html(f"<ul>{joined(doors)}</ul>"),
            assets=f"{self._first}/assets/",
        )
