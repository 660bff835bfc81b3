"""The program's own styles and scripts as they are shipped: without comments and indentation.

They are read by whoever works on the portal and loaded by everybody else: a third of their bytes
explain them. An office's own files are published as they are.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r'(?P<comment>/\*.*?\*/)|(?P<text>"[^"\n]*")', re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*")


def compact(name: str, raw: bytes) -> bytes:
    """Returns a file of the program as it is shipped; what is no style or script stays as it is."""
    if name.endswith(".css"):
        return _style(raw.decode()).encode()
    if name.endswith(".js"):
        return _script(raw.decode()).encode()
    return raw


def _style(text: str) -> str:
    """Takes out comments, and white space that separates nothing; texts stay whole."""
    parts: list[str] = []
    last = 0
    for piece in _PIECE.finditer(text):
        parts += (_squeezed(text[last : piece.start()]), piece["text"] or "")
        last = piece.end()
    found = "".join((*parts, _squeezed(text[last:])))
    return found.replace(";}", "}").replace("}", "}\n").strip() + "\n"


def _squeezed(text: str) -> str:
    text = _AROUND.sub(r"\1", re.sub(r"\s+", " ", text))
    return text.replace(": ", ":")


def _script(text: str) -> str:
    """Takes out comments that fill lines, and indentation; every other line stays one."""
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())
