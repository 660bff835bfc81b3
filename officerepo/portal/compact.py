"""The program's own styles and scripts as they are shipped: without what only their readers need.

They are read by whoever works on the portal and loaded by everybody else: half of their bytes
explain and arrange them. An office's own files are published as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_STYLE = re.compile(r'(?P<comment>/\*.*?\*/)|(?P<whole>"[^"\n]*")', re.DOTALL)
_SCRIPT = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
    |(?P<whole>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`
    |/(?!\s)(?:\\.|\[(?:\\.|[^]\\\n])*]|[^/\\[\n])+/)""",  # a slash before a blank divides
    re.DOTALL | re.VERBOSE,
)


def compact(name: str, raw: bytes) -> bytes:
    """Returns a file of the program as it is shipped; what is no style or script stays as it is."""
    if name.endswith(".css"):
        return _compacted(raw.decode(), _STYLE, _style).encode()
    if name.endswith(".js"):
        return _compacted(raw.decode(), _SCRIPT, _script).encode()
    return raw


def _compacted(text: str, pieces: re.Pattern[str], squeezed: Callable[[str], str]) -> str:
    """Takes out comments, and squeezes all but what has to stay whole: texts and patterns."""
    bare = pieces.sub(lambda piece: piece["whole"] or "", text)
    parts: list[str] = []
    last = 0
    for piece in pieces.finditer(bare):
        parts += (squeezed(bare[last : piece.start()]), piece["whole"])
        last = piece.end()
    return "".join((*parts, squeezed(bare[last:]))).strip() + "\n"


def _style(text: str) -> str:
    text = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text))
    return text.replace(": ", ":").replace(";}", "}")


def _script(text: str) -> str:
    """Takes out white space that separates nothing; a line ends where a statement might."""
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text))
    text = re.sub(r" ?([{}()\[\];,=<>?:&|*!]) ?", r"\1", text)
    text = re.sub(r"(?<![+-]) ?([+-]) ?(?![+-])", r"\1", text)
    return re.sub(r"(?<=[{(\[;,=>?:&|])\n|\n(?=[})\].?:&|])", "", text)
