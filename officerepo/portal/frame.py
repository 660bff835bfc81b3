"""Templates, and the frame around every page: rendered once for each place, then only joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from officerepo.failure import Failure
from officerepo.portal.language import NAMES
from officerepo.portal.navigation import about, sections
from officerepo.portal.site import Site
from officerepo.portal.templates import environment_of, place_of

BLOCKS = ("title", "crumbs", "content")
"""The blocks that every page template has; the frame says where they go.

The page's own path may stand there too: where it is, in another language.
"""

HEAD = "head"
"""A block that a page template may have: what belongs into the head of the page."""

_SLOT = re.compile("\x02(title|crumbs|content|head|path)\x03")


def _failure(place: str, what: str) -> Failure:
    """Says which template of the office cannot be used: the built-in ones are tested."""
    what = what.rstrip(".")
    return Failure(
        "templates/portal/{place}: the portal cannot be made with this template: {what}.",
        "Mend it, or remove the file to use the built-in template.",
        place=place,
        what=what,
    )


def _ahead(site: Site) -> str:
    """Returns what has to be said where things are judged as of a day that records are past."""
    if not site.ahead:
        return ""
    words = site.language.gettext(
        "Records have acts after {day}; the portal shows them as they are now."
    )
    return words.replace("{day}", Markup(site.language.date(str(site.today))).striptags())


class Frame:
    """Composes pages of an office; `own` are the office's own templates by file name."""

    def __init__(self, site: Site, own: Mapping[str, str]) -> None:
        self.site = site
        self._own = own
        self._pieces: dict[tuple[str, str], tuple[bytes, list[tuple[str, bytes]]]] = {}
        self._templates: dict[str, Template] = {}

    @cached_property
    def environment(self) -> Environment:
        """The Jinja environment; an office's own templates come from its repository: sandboxed."""
        environment = environment_of("portal", self._own, self.site.language)
        environment.globals["office"] = self.site.office
        environment.globals["audience"] = self.site.audience
        environment.globals["ahead"] = _ahead(self.site)
        return environment

    def compose(self, template: str, path: str, current: str, content: Mapping[str, Any]) -> bytes:
        """Returns a whole page: the blocks of its template in the frame for its place."""
        root = "../" * path.count("/")
        try:
            page = self._template(template)
            context = page.new_context({**content, "root": root})
            pieces = self._pieces.get((root, current))
            if pieces is None:
                pieces = self._pieces[root, current] = self._framed(root, current)
            start, rest = pieces
            parts = [start]
            for name, after in rest:
                if name == "path":
                    text = path
                else:
                    block = page.blocks.get(name)
                    text = "".join(block(context)) if block else ""
                parts += (text.encode("utf-8", "replace"), after)
            return b"".join(parts)
        except Exception as error:
            place = place_of(error, template, self._own)
            if not place:
                raise
            raise _failure(place, str(error) or type(error).__name__) from error

    def _template(self, name: str) -> Template:
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = self.environment.get_template(name)
            for block in BLOCKS:
                if block not in found.blocks:
                    raise _failure(name, f"it has no block `{block}`")
        return found

    def _framed(self, root: str, current: str) -> tuple[bytes, list[tuple[str, bytes]]]:
        """Renders the frame: its start, then the name of each block with what follows it."""
        framed = self.environment.get_template("frame.html").render(
            root=root,
            current=current,
            navigation=sections(self.site),
            about=about(self.site),
            theme=self.site.theme,
            editions=self._editions(root, current),
            search_key=self.site.office.settings.get("search_key") not in ("no", "false"),
            stale_after=str(self.site.office.settings.get("stale_after_days") or 3),
            slot={name: f"\x02{name}\x03" for name in (*BLOCKS, HEAD, "path")},
        )
        start, *rest = _SLOT.split(framed)
        for block in BLOCKS:
            if block not in rest[::2]:
                raise _failure("frame.html", f"it has no place for `slot.{block}`")
        after = [text.encode("utf-8", "replace") for text in rest[1::2]]
        return start.encode("utf-8", "replace"), list(zip(rest[::2], after, strict=True))

    def _editions(self, root: str, current: str) -> list[tuple[str, str, str]]:
        """Returns the languages of the portal: code, name, and where each has the same page.

        A page that the office wrote in one language alone has none in the others.
        """
        name = current.removeprefix("about/")
        written = name != current and name in self.site.pages
        found = []
        for code, pages in self.site.editions.items():
            there = "index.html" if written and name not in pages else "\x02path\x03"
            found.append((code, NAMES[code], f"{root}../{code}/{there}"))
        return found
