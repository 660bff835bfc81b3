"""The words of a figure hold another number than the figure.

The check counts the figure, and people read the words: "41 tasks closed" beside 39 deceives one of
them. Words without a number in digits are taken as they are; so are numbers that only name
something, such as days, years and pages.

Good:
    set WRT-2025-001 claims.1.text = Between 3 and 5 February the float of station 7 was jammed.
Bad:
    set WRT-2025-001 claims.1.text = The float was jammed for 5 days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.figures import figures
from officerepo.fields import decimal
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.numeral import figures_in, holds

SERVES = ("R62",)
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each figure whose words hold numbers, and none of them is the figure."""
    for figure in figures(index):
        read = figures_in(figure.words)
        try:
            value = decimal(figure.value)
        except ValueError:
            continue  # has its own finding
        if read and figure.value not in read and not holds(figure.words, value):
            yield Finding(
                figure.record.path,
                f"{figure.at}.text",
                "The words say {read}, and the figure is {said}.",
                "Correct the words or the figure, so that both say the same.",
                severity="error" if figure.binding else "warning",
                values={"read": [*read[:5]], "said": figure.value},
            )
