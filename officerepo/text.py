"""Text as people search for it and as a terminal may safely show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

# Han, kana and hangul are written without spaces: two characters are the unit people search for.
CJK = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
CJK_RUN = re.compile(f"[{CJK}]+")
# Bytes of UTF-8 with which none of them begins: accents and dashes need no look at each sign.
_BEFORE_CJK = bytes(range(0xE2))

# Characters that reverse the reading order of what follows (Trojan Source, CVE-2021-42574).
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Characters that show nothing: those of Unicode's class Cf but for the joiners (U+200C, U+200D)
# and signs of a few scripts, which shape what stands beside them; and fillers.
INVISIBLE = (
    "\xad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f"
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
)
# Characters that end a line or steer a terminal, but for tab, line feed and carriage return.
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
# What no value of a record may carry, raw or escaped: everything named above but the line feed.
UNFIT = re.compile(f"[{CONTROL}\t\r{INVISIBLE}{BIDI}]")
_JOINTS = re.compile(r"[-.]")
# What the runner of a forge reads as a command in a log: `::` first in a line, `##[` anywhere.
_COMMAND = re.compile(r"^[^\S\n]*(:):|##(\[)", re.MULTILINE)


def fold(text: str) -> str:
    """Return the text as search compares it: no accents, no case, compatibility forms unified.

    NFKD, combining marks removed, lower case, final sigma as sigma. The portal's search script
    does the same, so that both answer alike.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text)
    for character in set(text):  # few are different: 4 times as fast as looking at each
        if character >= "\u0300" and unicodedata.category(character)[0] == "M":
            text = text.replace(character, "")
    return text.lower().replace("\u03c2", "\u03c3")


def bigrams(text: str) -> str:
    """Return the overlapping two-character strings of every run of CJK characters.

    SQLite's `unicode61` reads a Chinese sentence as one word and `trigram` finds nothing for two
    characters; a column of bigrams, asked for as a phrase, finds every substring.
    """
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _BEFORE_CJK):
        return ""
    runs = CJK_RUN.findall(text)
    return " ; ".join(" ".join(_pairs(run)) for run in runs)


def _pairs(run: str) -> Iterable[str]:
    if len(run) == 1:
        return (run,)
    return (run[i : i + 2] for i in range(len(run) - 1))


def safe(text: str) -> str:
    """Return the text with every character that could steer a terminal or log made visible.

    Control characters other than the line feed, bidirectional controls and characters that show
    nothing appear as `U+202E`.
    """
    return UNFIT.sub(lambda match: f"U+{ord(match[0]):04X}", text)


def harmless(text: str) -> str:
    """Return the text with no line that a forge's runner would obey as it copies it into its log.

    The sign that makes it a command appears as `U+003A` or `U+005B`.
    """
    if "::" not in text and "##[" not in text:
        return text
    return _COMMAND.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    sign = match[1] or match[2]
    return match[0].replace(sign, f"U+{ord(sign):04X}", 1)


def conflict_in(text: str) -> int:
    """Return where git left two versions of a text one below the other; -1 where it did not."""
    start = 0 if text.startswith("<<<<<<< ") else text.find("\n<<<<<<< ") + 1
    if not (start or text.startswith("<<<<<<< ")):
        return -1
    middle = text.find("\n=======", start)
    return start if 0 <= middle < text.find("\n>>>>>>> ", middle) else -1


def near(word: str, known: Iterable[str], likeness: float = 0) -> str:
    """Return the known word that was meant by a misspelt one, or an empty string.

    That is the one most like it, else one that it is a part of, as `seal` is of `seal-use`.
    """
    import difflib  # 4 ms to import, and needed only when something is misspelt

    # At 0.6 `nope` is like `copies`; at 0.7 `atc` is not like `act`.
    least = likeness or (0.7 if len(word) > 3 else 0.6)
    names = list(known)
    found = difflib.get_close_matches(word, names, n=1, cutoff=least)
    if not found and len(word) > 3 and word.isalpha():
        longer = [name for name in names if word in _JOINTS.split(name)]
        found = difflib.get_close_matches(word, longer, n=1, cutoff=0)
    return found[0] if found else ""


def near_titled(word: str, titles: Mapping[str, str]) -> str:
    """Return the known word that was meant by a misspelt one, which may be its title, too."""
    by_title = {fold(title): name for name, title in titles.items()}
    return near(word, titles) or by_title.get(near(fold(word), by_title), "")
