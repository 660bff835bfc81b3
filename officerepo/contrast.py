"""How well a colour can be read on another: contrast as WCAG 2.2 measures it.

Colours are written as in CSS, `#0e3b43`. Source: https://www.w3.org/TR/WCAG22/, the definitions of
"contrast ratio" and "relative luminance", and success criterion 1.4.3 for the least ratio of text.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator

ENOUGH = 4.5
"""The least contrast of text of ordinary size (WCAG 2.2, 1.4.3, level AA)."""

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

_STEPS = 512  # of lightness from black to white: finer than the eye, and than two hex digits


def contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of two colours, from 1 for equal ones to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Returns the relative luminance of a colour, from 0 for black to 1 for white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def weakest(colour: str, others: Iterable[str]) -> tuple[float, str]:
    """Returns the least contrast of a colour with some others, and with which of them it is."""
    return min((contrast(colour, other), other) for other in others)


def readable(colour: str, others: Iterable[str], ratio: float = ENOUGH) -> str:
    """Returns the nearest colour of the same hue whose contrast with all others is enough.

    That is the colour itself where it is; nothing where no lightness of the hue is.
    """
    others = tuple(others)
    return next((c for c in _by_nearness(colour) if weakest(c, others)[0] >= ratio), "")


def darker(colour: str, share: float) -> str:
    """Returns the same hue at a share of its lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _written(hue, lightness * share, saturation)


def _by_nearness(colour: str) -> Iterator[str]:
    """Yields a colour and the others of its hue, the nearest in lightness first."""
    yield colour.lower()
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    levels = (step / _STEPS for step in range(_STEPS + 1))
    for level in sorted(levels, key=lambda level: abs(level - lightness)):
        yield _written(hue, level, saturation)


def _written(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    # WCAG 2.2 writes 0.04045; for eight bits the 0.03928 of earlier versions gives the same.
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
