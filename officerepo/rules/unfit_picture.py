"""The crest or the letterhead is a picture that cannot be shown.

It comes with every page, so it is small, and an SVG holds drawing alone: one that runs scripts or
loads other files would do so at every reader's. The portal leaves it out.

Good:
    set office theme = {crest: crest.svg}
    file site/assets/crest.svg = <svg xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 8 8"><path d="M0 0h8v5l-4 3-4-3z"/></svg>
Bad:
    set office theme = {crest: crest.svg, letterhead: head.png}
    file site/assets/crest.svg = <svg xmlns="http://www.w3.org/2000/svg"><script/></svg>
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.theme import FOLDER, unfit_pictures

SERVES = ("R92",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each picture, with the line of what makes it unfit."""
    assets = {
        path.removeprefix(FOLDER): file.raw
        for path, file in index.files.items()
        if path.startswith(FOLDER) and not file.trouble
    }
    yield from unfit_pictures(index.office.settings, assets)
