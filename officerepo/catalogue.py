"""Words in the reader's language: gettext catalogues for the program's own sentences."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

_LOCALE = Path(__file__).resolve().parent / "locale"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English sentences where there is none."""
    return gettext.translation("officerepo", _LOCALE, [language], fallback=True)
