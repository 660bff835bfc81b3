"""Hand-written pages: about the portal, help, glossary, and whatever an office adds.

Through Python-Markdown, for its table of contents, definition lists and footnotes.
"""

from __future__ import annotations

from functools import cache

import nh3

from officerepo.portal.markdown import ATTRIBUTES, SCHEMES, TAGS


def page_html(text: str) -> tuple[str, str]:
    """Returns a hand-written page's title (its first heading) and its HTML."""
    import markdown

    first, _, rest = text.lstrip("\ufeff\n").partition("\n")
    title = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    converted = markdown.markdown(
        rest if title else text,
        extensions=["toc", "def_list", "footnotes", "tables"],
        extension_configs={"toc": {"toc_depth": "2-3"}},
        output_format="html",
    )
    return title, _pages_cleaner().clean(converted)


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
