"""The file as it was before adoption: taken apart, written into a record, and rebuilt from it.

Nothing is lost: the body's bytes stand unchanged after the record's own front matter, everything
before them is kept as text under `x-adopted`, and `rebuild` gives the file back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.source import YAML_CAP, parse, split_front_matter
from officerepo.text import UNFIT

BOM = b"\xef\xbb\xbf"
FRONT_MATTER_CAP = YAML_CAP - 16 * 1024  # characters as kept; the record's own fields come on top
CHUNK = 2000  # characters of a quoted line, far below what a source line may have

_FENCE = re.compile(r"(---|\+\+\+) *\r?\n")
_KEYS = re.compile(r"""["']?[^\W\d_][^\n:=]{0,60}["']?[ \t]*(?::([ \t\r\n]|$)|=)""")
_INSIDE = re.compile(r"[ \t\r#]|-([ \t\r]|$)|[\]}\[]|$")
_PLAIN = re.compile(r"[^\W_](?:(?:[\w (),'/.;–—+=~、。，（）《》·-]|:(?=\w))*[\w)）》。.])?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Original:
    """An original file in its parts; put together again, they are its bytes.

    The parts before the body have LF as line end; `crlf` says that the file has CRLF there.
    """

    byte_order_mark: bool
    crlf: bool
    opening: str
    front_matter: str
    closing: str
    body: bytes

    @property
    def bytes(self) -> bytes:
        """Return the file these are the parts of."""
        head = self.opening + self.front_matter + self.closing
        if self.crlf:
            head = head.replace("\n", "\r\n")
        return (BOM if self.byte_order_mark else b"") + head.encode() + self.body


def take_apart(data: bytes) -> tuple[Original, str]:
    """Return the parts of a file, and the remark on why its front matter stays in the body, or "".

    Raises UnicodeDecodeError for what is not UTF-8. A leading `---` counts as front matter when
    it is closed and every line between can be one of its fields; else it is a thematic break.
    """
    marked = data.startswith(BOM)
    text = (data[len(BOM) :] if marked else data).decode()
    head = _head(text)
    if head is None:
        return Original(marked, False, "", "", "", text.encode()), ""
    length = sum(map(len, head))
    crlf = text[:length].count("\r\n") == text.count("\n", 0, length)
    opening, inside, closing = (part.replace("\r\n", "\n") if crlf else part for part in head)
    why = ""
    if UNFIT.search(opening + inside + closing):
        why = "front-matter-unfit"
    elif len(_long_text(inside)) > FRONT_MATTER_CAP:
        why = "front-matter-too-long"
    if why:
        return Original(marked, False, "", "", "", text.encode()), why
    return Original(marked, crlf, opening, inside, closing, text[length:].encode()), ""


def adopted_fields(original: Original, path: str, sha256: str) -> str:
    """Return the YAML of `x-adopted`: where the file came from, and what stood before its body."""
    lines = ["x-adopted:", f"  path: {scalar(path)}", f"  sha256: {sha256}"]
    if original.byte_order_mark:
        lines.append("  byte_order_mark: yes")
    if original.opening:
        if original.crlf:
            lines.append("  line_ends: crlf")
        if (original.opening, original.closing) != ("---\n", "---\n"):
            fences = f"[{quoted(original.opening)}, {quoted(original.closing)}]"
            lines.append(f"  fences: {fences}")
        lines.append("  front_matter: " + _long_text(original.front_matter))
    return "\n".join(lines) + "\n"


def rebuild(record: bytes) -> bytes:
    """Return the bytes of the file that a record was adopted from.

    Raises ValueError for a record that was not adopted, or cannot be read.
    """
    source = parse("adopted.md", record)
    kept: Any = (source.data or {}).get("x-adopted")
    parts = split_front_matter(record.decode())
    if not isinstance(kept, Mapping) or parts is None:
        raise ValueError("The record has no `x-adopted`.")
    usual = "---\n" if "front_matter" in kept else ""
    opening, closing = kept.get("fences", (usual, usual))
    return Original(
        kept.get("byte_order_mark") == "yes",
        kept.get("line_ends") == "crlf",
        opening,
        kept.get("front_matter", ""),
        closing,
        parts[1].encode(),
    ).bytes


def foreign_field(original: Original, *names: str) -> str:
    """Return the text of the first of these fields in the original's front matter, or ""."""
    for name in names:
        found = re.search(
            rf"^{name}[ \t]*[:=](.*)((?:\n[ \t]+.*)*)",
            original.front_matter,
            re.MULTILINE | re.IGNORECASE,
        )
        if found:
            text = found[1].strip()
            folded = text.rstrip("+-") in ("|", ">", "")
            return " ".join(found[2].split()) if folded else _unquoted(text)
    return ""


def scalar(text: str, flow: bool = False) -> str:
    """Return a text as one YAML scalar: as it is where that is safe, else in double quotes.

    `flow` says that it stands between `{` and `}`, where a comma ends it.
    """
    safe = _PLAIN.fullmatch(text) and len(text) <= CHUNK and not (flow and "," in text)
    return text if safe else quoted(text)


def quoted(text: str) -> str:
    """Return a text between double quotes, everything invisible in it escaped."""
    return '"' + "".join(_ESCAPES.get(c) or _visible(c) for c in text) + '"'


def without_unfit(text: str) -> str:
    """Return a text with what a record may not carry written as `U+202E`."""
    return UNFIT.sub(lambda match: f"U+{ord(match[0]):04X}", text)


def _head(text: str) -> tuple[str, str, str] | None:
    opening = _FENCE.match(text)
    if opening is None:
        return None
    ends = r"(?:---|\.\.\.)" if opening[1] == "---" else r"\+\+\+"
    closing = re.compile(rf"^{ends} *(?:\r?\n|\Z)", re.MULTILINE).search(text, opening.end())
    if closing is None:
        return None
    inside = text[opening.end() : closing.start()]
    lines = inside.split("\n")
    keys = [bool(_KEYS.match(line)) for line in lines]
    fields = all(key or _INSIDE.match(line) for key, line in zip(keys, lines, strict=True))
    if not fields or (inside.strip() and not any(keys)):
        return None
    return opening[0], inside, closing[0]


def _long_text(text: str) -> str:
    """Return a text of several lines: literal where YAML keeps it as it is, else quoted by line."""
    if text[:1].strip() and text.endswith("\n") and not text.endswith("\n\n"):
        lines = text.removesuffix("\n").split("\n")
        if all(len(line) <= CHUNK and (line.strip() or not line) for line in lines):
            return "|\n" + "\n".join(f"    {line}" if line else "" for line in lines)
    pieces = [
        line[start : start + CHUNK]
        for line in text.splitlines(keepends=True)
        for start in range(0, len(line), CHUNK)
    ]
    if len(pieces) < 2:
        return quoted(text)
    inner = "\\\n".join("    " + _piece(piece) for piece in pieces)
    return f'"\\\n{inner}"'


def _piece(text: str) -> str:
    """Return one quoted line; YAML would drop the spaces it begins with, unless one is escaped."""
    inner = quoted(text)[1:-1]
    return f"\\{inner}" if inner.startswith(" ") else inner


def _visible(character: str) -> str:
    if character.isprintable() or character == "\u3000":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return re.sub(r"[ \t]+#.*", "", text)
