"""What the program says: in the office's language, and harmless to terminals and logs.

The language is the office's own. Where a command is about no office, it is the user's, as the
environment names it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from officerepo.catalogue import catalogue
from officerepo.failure import Failure
from officerepo.finding import as_values, fill
from officerepo.git import read_file
from officerepo.text import harmless, safe

_office: Path | None = None
_language = ""  # empty until somebody speaks


def speak(language: str = "", office: Path | None = None) -> None:
    """Speak a language from now on: the one given, else the office's, else the user's."""
    global _language, _office
    _language, _office = language, office


def language() -> str:
    """Return the language that is spoken: en, es or zh."""
    global _language
    if not _language:
        _language = (_language_of(_office) if _office else "") or _language_of_user()
    return _language


def _language_of(office: Path) -> str:
    """Return the language in an office's settings, or an empty string."""
    from officerepo.kind import LANGUAGES  # with these two, 70 ms that `--version` can do without
    from officerepo.office import SETTINGS
    from officerepo.source import parse

    found = read_file(office, SETTINGS[0])
    settings: Any = parse(found.path, found.raw).data if found else None
    named = settings.get("language") if isinstance(settings, dict) else None
    return named if named in LANGUAGES else ""


def _language_of_user() -> str:
    from officerepo.kind import LANGUAGES

    names = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, names), "")[:2].lower()
    return wanted if wanted in LANGUAGES else "en"


def gettext(sentence: str, **values: object) -> str:
    """Return a sentence in the language that is spoken, with its values."""
    words = catalogue(language()).gettext(sentence) if sentence else ""
    return fill(words, as_values(values), language())


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of a sentence that goes with a number, and the number in it as {n}."""
    return fill(catalogue(language()).ngettext(one, many, n), {"n": f"{n:,}"})


def put(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text, no line of which a forge's runner takes for a command."""
    click.echo(harmless(text), err=err, nl=nl)


def put_failure(error: Failure) -> None:
    """Print why a command cannot go on, and what to do."""
    put(f"officerepo: {safe(gettext(error.message, **error.values))}", err=True)
    if error.advice:
        hint = safe(gettext(error.advice, **error.values))
        put(f"  {gettext('hint')}: {hint}", err=True)
