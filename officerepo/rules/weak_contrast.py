"""A colour of the office is one with which something cannot be read.

Bar and link of the portal may be chosen. White letters stand on the bar; links stand on paper, and
on black for readers of dark colours. The contrast is that of WCAG 2.2. The portal shows its own
colour in place of one that has too little.

Good:
    set office theme = {bar: "#5b1a2e", link: "#7a1f3d"}
Bad:
    set office theme = {bar: "#c8a24a", link: "#2f86c9", link_dark: "#0b5563"}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.theme import weak_colours

SERVES = ("R92",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each colour, with its contrast and the nearest one that has enough."""
    yield from weak_colours(index.office.settings)
