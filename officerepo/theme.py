"""What is the office's own in the look of its portal: crest, two colours, letterhead.

The check says what of it cannot be used and the build leaves just that out, both by this module. A
colour is held against all that it stands on, or that stands on it, in `site/assets/portal.css`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.contrast import COLOUR, ENOUGH, darker, readable, weakest
from officerepo.finding import Finding
from officerepo.picture import fault_in

SETTINGS = "records/office.yaml"
FOLDER = "site/assets/"
STYLE = "theme.css"
"""The file of the portal that holds the office's colours."""

_LETTERS = ("#ffffff", "#cfe6e4")  # name and unit in the bar, in either scheme
_PAPER = ("#ffffff", "#f3f6f4", "#fbebe9")  # paper, band, notice
_PAPER_DARK = ("#101716", "#18211f", "#3a1714")
BESIDE: Mapping[str, tuple[str, ...]] = {
    "bar": _LETTERS,
    "link": _PAPER,
    "bar_dark": _LETTERS,
    "link_dark": _PAPER_DARK,
}
"""The colours that each colour of the settings is read with."""

_EASY = 7  # the contrast of colours that are worked out (WCAG 2.2, 1.4.6, level AAA)
_SHADE = 0.7  # of the lightness of the bar, in the dark
PICTURES = ("crest", "letterhead")
"""What an office has pictures for."""

_UNFIT: Mapping[str, str] = {
    "size": "The picture has {word} KB; pictures of up to 64 KB are shown.",
    "png": "The file is called PNG and is not one, or not a whole one.",
    "pixels": "The picture has {word} pixels; pictures of up to 2000 × 2000 are shown.",
    "svg": "The file is called SVG and cannot be read as one.",
    "element": "`{word}` is more than drawing.",
    "reference": "`{word}` runs something or leads out of the picture.",
    "doctype": "`{word}` can make of a short file a picture that no computer has room for.",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What of an office's settings can be used; empty texts stand for what it did not choose.

    `colours` hold what was set or worked out: bar and bar_dark, link and link_dark.
    """

    crest: str = ""
    crest_alt: str = ""
    letterhead: str = ""
    colours: Mapping[str, str] | None = None

    @property
    def style(self) -> str:
        """The style sheet of the colours; empty where the office has none of its own."""
        light, dark = _properties(self.colours or {}, ""), _properties(self.colours or {}, "_dark")
        if not light + dark:
            return ""
        chosen = f':root[data-theme="dark"] {{ {dark} }}'
        by_system = f':root:not([data-theme="light"]) {{ {dark} }}'
        return (
            f"/* The office's own colours. */\n:root {{ {light} }}\n{chosen}\n"
            f"@media (prefers-color-scheme: dark) {{ {by_system} }}\n"
        )


def read_theme(settings: Mapping[str, Any], assets: Mapping[str, bytes]) -> Theme:
    """Returns what of a theme can be used; `assets` are the office's own by file name."""
    colours = {name: c for name, c in _colours(settings) if _weak(name, c) is None}
    if "bar" in colours:
        colours.setdefault("bar_dark", darker(colours["bar"], _SHADE))
    if "link" in colours:
        colours.setdefault("link_dark", readable(colours["link"], _PAPER_DARK, _EASY))
    shown = {
        use: name
        for use, name in _pictures(settings)
        if name in assets and fault_in(name, assets[name]) is None
    }
    alt = _text(settings, "crest_alt")
    return Theme(shown.get("crest", ""), alt, shown.get("letterhead", ""), colours)


def weak_colours(settings: Mapping[str, Any]) -> Iterator[Finding]:
    """Yields a finding for each colour with which something cannot be read."""
    for name, colour in _colours(settings):
        found = _weak(name, colour)
        if found is None:
            continue
        ratio, other = found
        yield Finding(
            SETTINGS,
            f"theme.{name}",
            "`{colour}` has a contrast of {ratio} with `{other}`; reading needs {enough}.",
            "Take {nearest}, the nearest of this hue that can be read, or another colour.",
            values={
                "colour": colour,
                "ratio": f"{int(ratio * 100) / 100:.2f}",  # cut: 4.499 is not enough
                "other": other,
                "enough": str(ENOUGH),
                "nearest": readable(colour, BESIDE[name]),
            },
        )


def unfit_pictures(
    settings: Mapping[str, Any], assets: Mapping[str, bytes], uses: Collection[str] = PICTURES
) -> Iterator[Finding]:
    """Yields a finding for each picture, of those for such uses, that is not there or is unfit."""
    for use, name in _pictures(settings):
        if use not in uses:
            continue
        if name not in assets:
            yield Finding(
                SETTINGS,
                f"theme.{use}",
                "There is no file {path}, or it cannot be read.",
                "Put it there, or take the line away.",
                values={"path": FOLDER + name},
            )
        elif fault := fault_in(name, assets[name]):
            yield Finding(
                FOLDER + name,
                "",
                _UNFIT[fault.what],
                "Export the picture anew: a PNG, or a plain SVG of shapes in one file.",
                values={"word": fault.word},
                line=fault.line or 1,
                column=1,
            )


def _colours(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in BESIDE:
        colour = _text(settings, name)
        if COLOUR.fullmatch(colour):
            yield name, colour


def _weak(name: str, colour: str) -> tuple[float, str] | None:
    """Returns the least contrast of a colour, and with which other, where it is not enough."""
    found = weakest(colour, BESIDE[name])
    return found if found[0] < ENOUGH else None


def _pictures(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for use in PICTURES:
        name = _text(settings, use)
        if name.endswith((".svg", ".png")) and "/" not in name:
            yield use, name


def _text(settings: Mapping[str, Any], name: str) -> str:
    theme = settings.get("theme")
    value = theme.get(name) if isinstance(theme, dict) else None
    return value if isinstance(value, str) else ""


def _properties(colours: Mapping[str, str], scheme: str) -> str:
    """Returns the declarations of a scheme; the spine of a cover has the colour at hand."""
    spine = "link_dark" if scheme else "bar"
    named = {"bar": f"bar{scheme}", "spine": spine, "link": f"link{scheme}"}
    return " ".join(f"--{name}: {colours[of]};" for name, of in named.items() if of in colours)
