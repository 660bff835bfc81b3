"""A moment as it is given to an option: a day, or a day and time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

_DAY = "%Y-%m-%d"
_TIMES = ("%H:%M", "%H:%M:%S")


class Moment(click.DateTime):
    """A moment such as 2025-01-31T09:50, with a blank in place of the T, or with seconds.

    A day alone stands for its end.
    """

    def __init__(self) -> None:
        super().__init__([_DAY, *(f"{_DAY}{gap}{time}" for gap in "T " for time in _TIMES)])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment that is meant; what cannot be read is wrong usage."""
        found: datetime = super().convert(value, param, ctx)
        is_day = isinstance(value, str) and not set(value) & {"T", " "}
        return found.replace(hour=23, minute=59) if is_day else found
