"""The office's own colours and pictures: what is measured, what is refused, what is said of it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

import pytest

from officerepo.contrast import COLOUR, contrast, luminance, readable
from officerepo.finding import fill
from officerepo.picture import PICTURE_CAP, fault_in
from officerepo.resources import resource
from officerepo.source import locate
from officerepo.theme import BESIDE, read_theme, unfit_pictures, weak_colours

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">%s</svg>'


# -- contrast -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),  # and its neighbour that just passes
        ("#0b5563", "#ffffff", 8.4),
        ("#7fd0db", "#101716", 10.3),
        ("#FF0000", "#0000ff", 2.15),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(one, other) == contrast(other, one)


def test_luminance_goes_from_black_to_white() -> None:
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#00ff00") == pytest.approx(0.7152)


def hues() -> Iterator[str]:
    for red in range(0, 256, 51):
        for green in range(0, 256, 51):
            for blue in range(0, 256, 51):
                yield f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("name", BESIDE)
def test_of_every_hue_there_is_a_colour_that_can_be_read(name: str) -> None:
    for colour in hues():
        found = readable(colour, BESIDE[name])
        assert COLOUR.fullmatch(found)
        assert min(contrast(found, other) for other in BESIDE[name]) >= 4.5
        if min(contrast(colour, other) for other in BESIDE[name]) >= 4.5:
            assert found == colour


def test_the_nearest_colour_is_the_nearest() -> None:
    assert readable("#777777", ["#ffffff"]) == "#767676"
    assert readable("#ffffff", ["#ffffff"]) == "#767676"
    assert readable("#808080", ["#ffffff", "#000000"], 5) == ""


def test_colours_are_measured_with_those_of_the_style_sheet() -> None:
    style = (resource("site") / "assets/portal.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root(?:\[data-theme=\"dark\"\])? \{(.*?)\}", style, re.DOTALL)[:2]
    for scheme, name in ((light, "link"), (dark, "link_dark")):
        grounds = [dict(re.findall(r"--(\S+): (#\w+);", scheme))[g] for g in GROUNDS]
        assert [f"#{g[1:] * (2 if len(g) == 4 else 1)}" for g in grounds] == list(BESIDE[name])
    assert all(letters in style for letters in ("color: #fff", "color: #cfe6e4"))


GROUNDS = ("paper", "band", "red-wash")


# -- what the check says --------------------------------------------------------------------------


def test_a_weak_colour_is_named_with_ratio_line_and_remedy() -> None:
    raw = b'name: Station\ntheme:\n  bar: "#0e3b43"\n  link: "#2F86C9"\n'
    [found] = weak_colours({"theme": {"bar": "#0e3b43", "link": "#2F86C9"}})
    assert locate(found.path, raw, found.at)[0] == 4
    assert fill(found.message, found.values) == (
        "`#2F86C9` has a contrast of 3.37 with `#fbebe9`; reading needs 4.5."
    )
    nearest = str(found.values["nearest"])
    assert nearest in fill(found.hint, found.values)
    assert list(weak_colours({"theme": {"link": nearest}})) == []


def test_a_ratio_just_below_is_not_rounded_up() -> None:
    [found] = weak_colours({"theme": {"bar_dark": "#506875"}})
    assert contrast(*(str(found.values[name]) for name in ("colour", "other"))) > 4.495
    assert found.values["ratio"] == "4.49"


@pytest.mark.parametrize("theme", [None, "red", ["#fff"], {"bar": "red", "crest": ["a.svg"]}, {}])
def test_what_is_no_theme_has_no_finding_here(theme: object) -> None:
    assert list(weak_colours({"theme": theme})) == []
    assert list(unfit_pictures({"theme": theme}, {})) == []
    assert read_theme({"theme": theme}, {}).style == ""


# -- pictures -------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


UNFIT = {
    "element": [
        b"<script>alert(1)</script>",
        b"<foreignObject/>",
        b'<image href="a.png"/>',
        b'<use href="#a"/>',
        b"<style>*{fill:red}</style>",
        b'<a href="https://x.example"/>',
        b'<animate attributeName="x"/>',
        b'<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
        b"<svg/>",
        b'<?xml-stylesheet href="a.css"?>',
    ],
    "reference": [
        b'<path onload="alert(1)"/>',
        b'<path fill="url(https://x.example/a)"/>',
        b"<path style=\"fill: url( 'a.svg#b')\"/>",
        b'<path style="fill: u\\72l(a)"/>',
        b'<linearGradient href="a.svg#b"/>',
        b'<linearGradient xmlns:x="http://www.w3.org/1999/xlink" x:href="//x.example"/>',
    ],
    "svg": [b"<path>", b"&none;", b"\xff"],
}


@pytest.mark.parametrize(("what", "part"), [(w, part) for w in UNFIT for part in UNFIT[w]])
def test_an_svg_that_is_more_than_drawing_is_refused(what: str, part: bytes) -> None:
    fault = fault_in("crest.svg", SVG % (b"\n" + part))
    assert fault is not None
    assert (fault.what, fault.line) == (what, 2)


def test_other_unfit_pictures_are_refused() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"&a;"
    cases = {
        "doctype": ("a.svg", bomb),
        "size": ("a.svg", SVG % (b" " * PICTURE_CAP)),
        "png": ("a.png", SVG % b""),
        "pixels": ("a.png", png(2001, 1)),
        "svg": ("a.svg", png(2, 2)),
    }
    for what, (name, raw) in cases.items():
        fault = fault_in(name, raw)
        assert fault is not None
        assert fault.what == what


def test_drawings_are_fit() -> None:
    drawing = b"""<title>Crest</title><defs><linearGradient id="g"><stop offset="0"/></linearGradient>
      <clipPath id="c"><circle r="3"/></clipPath></defs>
      <g fill="url(#g)" clip-path="url('#c')"><path d="M0 0h8"/></g>"""
    assert fault_in("crest.svg", b'<?xml version="1.0"?>\n' + SVG % drawing) is None
    assert fault_in("crest.png", png(20, 30)) is None
    icon = (resource("site") / "assets/icon.svg").read_bytes()
    assert fault_in("icon.svg", icon) is None


def test_every_fault_of_a_picture_has_its_sentence() -> None:
    settings = {"theme": {"crest": "a.svg"}}
    for parts in UNFIT.values():
        for part in parts:
            [found] = unfit_pictures(settings, {"a.svg": SVG % (b"\n" + part)})
            assert (found.path, found.line) == ("site/assets/a.svg", 2)
            assert "{" not in fill(found.message, found.values)
    [missing] = unfit_pictures(settings, {})
    assert (missing.path, missing.at) == ("records/office.yaml", "theme.crest")
