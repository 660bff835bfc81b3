"""The small parts that pages repeat by the thousand, as HTML.

They are made here and not in templates because a template's loop costs 2 µs a value: over ten
thousand record pages that is four seconds. Only what has been escaped is `Html`; a template is
given `Markup`, and anything else it escapes.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import NewType

Html = NewType("Html", str)
"""HTML whose texts have been escaped. A type of its own costs nothing when the program runs."""

NOTHING = Html("")


def escaped(text: str) -> Html:
    """Returns a text as HTML, fit for element content and for quoted attributes."""
    return Html(html.escape(text))


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Returns pieces one after the other."""
    return Html(between.join(parts))


def tag(words: str, tone: str = "") -> Html:
    """Returns the tag of a state; nothing when there are no words."""
    kind = f"tag {tone}" if tone else "tag"
    return Html(f'<span class="{kind}">{html.escape(words)}</span>') if words else NOTHING


def folio(number: str) -> Html:
    """Returns a record's number as plain text."""
    return Html(f'<span class="folio">{html.escape(number)}</span>')


def in_language(shown: Html, lang: str) -> Html:
    """Returns text marked with its language where that is not the page's."""
    return Html(f'<span lang="{html.escape(lang)}">{shown}</span>') if lang else shown


def listed(items: Iterable[Html], more: str = "") -> Html:
    """Returns a plain list; `more` are the words for all but its beginning, in tables."""
    shown = f"<li>{'</li><li>'.join(items)}</li>"
    if more:
        return Html(f'<ul class="plain long">{shown}<li class="printed">{escaped(more)}</li></ul>')
    return Html(f'<ul class="plain">{shown}</ul>')


def fact(title: Html, shown: Html, *, long: bool = False) -> Html:
    """Returns one titled value of a definition list; a long one takes a whole line."""
    start = '<div class="long">' if long else "<div>"
    return Html(f"{start}<dt>{title}</dt><dd>{shown}</dd></div>")
