"""What pictures an office may show on every page: PNG, and SVG that holds nothing but drawing.

An SVG can carry scripts, load other files, and take minutes to draw. So drawing alone is let
through: known elements, and no reference that leads out of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

SUFFIXES = (".svg", ".png")
PICTURE_CAP = 65_536
"""Bytes of a picture at most: it comes with every page."""

PIXEL_CAP = 2000
"""Pixels of a PNG at most, across and down: each takes four bytes on the reader's computer."""

# Not `use`: drawings of drawings of drawings take a short file to draw for minutes.
_DRAWING = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask"),
    }
)
_SVG = "http://www.w3.org/2000/svg"
_LINKED = re.compile(r"url\((?!\s*['\"]?#)|@import|javascript:|\\", re.IGNORECASE)
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """What makes a picture unfit: one of the words below, the line it is in, and what is there."""

    what: Literal["size", "png", "pixels", "svg", "element", "reference", "doctype"]
    word: str = ""
    line: int = 0


class _Unfit(Exception):
    """Carries a fault out of the parser."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def fault_in(name: str, raw: bytes) -> Fault | None:
    """Returns the first thing for which a picture cannot be shown; None where it can be."""
    if len(raw) > PICTURE_CAP:
        return Fault("size", f"{-(-len(raw) // 1024)}")
    return _fault_in_png(raw) if name.endswith(".png") else _fault_in_svg(raw)


def _fault_in_png(raw: bytes) -> Fault | None:
    if not raw.startswith(_PNG) or raw[12:16] != b"IHDR" or raw[-8:-4] != b"IEND":
        return Fault("png")
    width, height = (int.from_bytes(raw[at : at + 4], "big") for at in (16, 20))
    if not (0 < width <= PIXEL_CAP and 0 < height <= PIXEL_CAP):
        return Fault("pixels", f"{width} × {height}")
    return None


def _fault_in_svg(raw: bytes) -> Fault | None:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    open_elements = 0

    def unfit(what: Literal["element", "reference", "doctype"], word: str) -> _Unfit:
        return _Unfit(Fault(what, word, parser.CurrentLineNumber))

    def starts(tag: str, attributes: dict[str, str]) -> None:
        nonlocal open_elements
        space, _, name = tag.rpartition(" ")
        if space != _SVG or name not in _DRAWING or (open_elements == 0) != (name == "svg"):
            raise unfit("element", f"<{name}>")
        open_elements += 1
        for key, value in attributes.items():
            short = key.rpartition(" ")[2]
            leads_out = short == "href" and not value.startswith("#")
            if short.startswith("on") or leads_out or _LINKED.search(value):
                raise unfit("reference", short)

    def ends(tag: str) -> None:
        nonlocal open_elements
        open_elements -= 1

    def declares(*parts: object) -> None:
        raise unfit("doctype", "<!DOCTYPE>")

    def instructs(target: str, data: str) -> None:
        raise unfit("element", f"<?{target}?>")

    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.StartDoctypeDeclHandler, parser.ProcessingInstructionHandler = declares, instructs
    try:
        parser.Parse(raw, True)
    except _Unfit as found:
        return found.fault
    except expat.ExpatError as error:
        return Fault("svg", line=error.lineno)
    return None
