"""Templates, and the frame around every page: rendered once for each place, then only joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from traceback import walk_tb
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
)
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from officerepo.failure import Failure
from officerepo.portal.agenda import has_entries
from officerepo.portal.chronicle import has_acts
from officerepo.portal.manual import manual_titles
from officerepo.portal.reports import address, shown
from officerepo.portal.site import Site
from officerepo.report import GROUPS
from officerepo.resources import resource

BLOCKS = ("title", "crumbs", "content")
"""The blocks that every page template has; the frame says where they go."""

HEAD = "head"
"""A block that a page template may have: what belongs into the head of the page."""

_SLOT = re.compile("\x02(title|crumbs|content|head)\x03")


class _Translate(NodeTransformer):
    """Puts the words of the portal's language in place of `_("…")` when a template is compiled.

    They are the same on every page: a call costs 1 µs, and a record page has a dozen of them.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (the visitor's name)
        if isinstance(node.node, nodes.Name) and node.node.name == "_":
            (words,) = node.args
            if isinstance(words, nodes.Const):
                gettext: Any = self._environment.globals["_"]
                return nodes.Const(gettext(words.value), lineno=node.lineno)
        return self.generic_visit(node)


class _Environment(Environment):
    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Translate(self).visit(tree)
        return tree


class _SandboxedEnvironment(SandboxedEnvironment, _Environment):
    """For templates of the office: they come from its repository, like everything it writes."""


def _failure(place: str, what: str) -> Failure:
    """Says which template of the office cannot be used: the built-in ones are tested."""
    what = what.rstrip(".")
    return Failure(
        "templates/portal/{place}: the portal cannot be made with this template: {what}.",
        "Mend it, or remove the file to use the built-in template.",
        place=place,
        what=what,
    )


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
        built_in: BaseLoader = FileSystemLoader(resource("templates") / "portal")
        loader = ChoiceLoader([DictLoader(dict(self._own)), built_in]) if self._own else built_in
        make = _SandboxedEnvironment if self._own else _Environment
        environment = make(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        language = self.site.language
        environment.globals["_"] = language.gettext
        environment.globals["ngettext"] = language.ngettext
        environment.globals["language"] = language
        environment.globals["office"] = self.site.office
        environment.globals["audience"] = self.site.audience
        environment.filters["count"] = language.count
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
                block = page.blocks.get(name)
                text = "".join(block(context)) if block else ""
                parts += (text.encode("utf-8", "replace"), after)
            return b"".join(parts)
        except Exception as error:
            place = self._place(error, template)
            if not place:
                raise
            raise _failure(place, str(error) or type(error).__name__) from error

    def _place(self, error: Exception, asked: str) -> str:
        """Returns where in an office's own template an error arose; nothing for a built-in one."""
        place = asked if asked in self._own else ""
        if isinstance(error, TemplateSyntaxError) and error.name in self._own:
            return f"{error.name}:{error.lineno}"
        for frame, line in walk_tb(error.__traceback__):
            template = frame.f_globals.get("__jinja_template__")
            if isinstance(template, Template) and template.name in self._own:
                place = f"{template.name}:{template.get_corresponding_lineno(line)}"
        return "" if isinstance(error, Failure) else place

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
            navigation=self._navigation(),
            about=self._about(),
            stale_after=str(self.site.office.settings.get("stale_after_days") or 3),
            slot={name: f"\x02{name}\x03" for name in (*BLOCKS, HEAD)},
        )
        start, *rest = _SLOT.split(framed)
        for block in BLOCKS:
            if block not in rest[::2]:
                raise _failure("frame.html", f"it has no place for `slot.{block}`")
        after = [text.encode("utf-8", "replace") for text in rest[1::2]]
        return start.encode("utf-8", "replace"), list(zip(rest[::2], after, strict=True))

    def _about(self) -> list[tuple[str, str, str]]:
        """Returns the hand-written pages and the manual for the footer: section, title, address."""
        written = [
            (
                f"about/{name}",
                text.lstrip("\ufeff\n").partition("\n")[0].removeprefix("# ").strip(),
                "about/index.html" if name == "about" else f"about/{name}.html",
            )
            for name, text in self.site.pages.items()
        ]
        manual = manual_titles(self.site).items()
        return [*written, *((f"about/{n}", title, f"about/{n}.html") for n, title in manual)]

    def _navigation(self) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """Returns the sections: title, then (section, words, address, kind to count) each."""
        gettext, say = self.site.language.gettext, self.site.language.say
        kinds = self.site.office.kinds
        groups: dict[str, list[tuple[str, str, str, str]]] = {name: [] for name in GROUPS}
        groups["today"].append(("home", gettext("Home"), "index.html", ""))
        if "task" in kinds:
            board = ("board", gettext("Board of tasks"), "board/index.html", "")
            groups["today"].append(board)
        if has_entries(self.site):
            page = ("calendar", gettext("Calendar"), "calendar/index.html", "")
            groups["today"].append(page)
        if has_acts(self.site):
            groups["today"].append(("changes", gettext("Changes"), "changes/index.html", ""))
        if "unit" in kinds:
            page = ("organisation", gettext("Organisation"), "organisation/index.html", "")
            groups["organisation"].append(page)
        for name, kind in kinds.items():
            group = groups.get(kind.group, groups["registers"])
            group.append((name, say(kind.plural), f"{kind.folder}/index.html", name))
            if name == "meeting":
                group.append(
                    ("decisions", gettext("Decisions"), "decisions/index.html", "decisions")
                )
            if name == "dossier":
                group.append(
                    ("retention", gettext("Retention calendar"), "retention/index.html", "")
                )
        for report in self.site.once(shown):
            if report.prominent:
                section = f"reports/{report.name}"
                groups[report.group].append((section, say(report.title), address(report), ""))
        groups["today"].append(("reports", gettext("Reports"), "reports/index.html", ""))
        groups["trust"] += [
            ("quality", gettext("Quality of the data"), "quality/index.html", "findings"),
            ("requirements", gettext("What is enforced"), "quality/requirements.html", ""),
            ("downloads", gettext("Downloads"), "downloads/index.html", ""),
        ]
        return [(say(GROUPS[name]), items) for name, items in groups.items() if items]
