"""Hand-written pages: about the portal, help, glossary, and whatever an office adds.

Through Python-Markdown, for its table of contents, definition lists and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import nh3

from officerepo.failure import Failure
from officerepo.portal.markdown import (
    ATTRIBUTES,
    SCHEMES,
    TAGS,
    instead_of_picture,
    is_too_deep,
)

SIGNS = 2000
"""Brackets in one paragraph above which Python-Markdown takes more than a second."""

_BLANK = re.compile(r"\n[ \t]*\n")
# In what nh3 writes, attribute values stand in double quotes and may hold a bare `>`.
_PICTURE = re.compile(r'<(?P<close>/?)a\b|<img(?P<picture>(?:[^>"]|"[^"]*")*)>')
_REMOTE = re.compile(r' src="\s*(?:[a-z][a-z0-9+.-]*:|[/\\]\s*[/\\])', re.IGNORECASE)
_SIGN = re.compile(r"[\[<]")


def page_html(name: str, text: str, gettext: Callable[[str], str]) -> tuple[str, str]:
    """Returns a hand-written page's title (its first heading) and its HTML.

    Raises Failure for a page that would take minutes, or more than the interpreter's stack.
    """
    import markdown

    if any(len(_SIGN.findall(block)) > SIGNS for block in _BLANK.split(text)):
        raise _failure(name, "a paragraph of it has too many brackets")

    first, _, rest = text.lstrip("\ufeff\n").partition("\n")
    title = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    try:
        converted = markdown.markdown(
            rest if title else text,
            extensions=["toc", "def_list", "footnotes", "tables"],
            extension_configs={"toc": {"toc_depth": "2-3"}},
            output_format="html",
        )
    except RecursionError as error:
        raise _failure(name, "it has too many lists or quotes within each other") from error
    if is_too_deep(converted):
        raise _failure(name, "it has too much within each other")
    return title, _without_remote_pictures(_pages_cleaner().clean(converted), gettext("picture"))


def _without_remote_pictures(shown: str, picture: str) -> str:
    """Puts links in place of pictures from elsewhere, which tell their server who reads a page."""
    inside_link = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal inside_link
        if match["picture"] is None:
            inside_link = not match["close"]
        elif _REMOTE.search(match["picture"]):
            return instead_of_picture(match["picture"], inside_link, picture)
        return match[0]

    return _PICTURE.sub(replaced, shown)


def _failure(name: str, what: str) -> Failure:
    return Failure(
        "site/pages/…/{name}.md cannot be laid out: {what}.",
        "Make it simpler.",
        name=name,
        what=what,
    )


@cache
def _pages_cleaner() -> nh3.Cleaner:
    attributes = {**ATTRIBUTES, "*": {"id", "lang"}, "img": {"alt", "src", "width", "height"}}
    return nh3.Cleaner(
        tags=TAGS | {"img", "nav"},
        clean_content_tags=set(),
        attributes=attributes,
        allowed_classes={"div": {"toc", "footnote"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
