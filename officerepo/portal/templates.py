"""Jinja environments: the built-in templates of a folder, under those that an office keeps."""

from __future__ import annotations

from collections.abc import Mapping
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
from officerepo.portal.language import Language
from officerepo.resources import resource


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


def environment_of(folder: str, own: Mapping[str, str], language: Language) -> Environment:
    """Returns the environment of the templates in `templates/<folder>/`, speaking a language.

    `own` are the office's own templates by file name; they win over the built-in ones. They come
    from its repository, so where there are any all of them run sandboxed.
    """
    built_in: BaseLoader = FileSystemLoader(resource("templates") / folder)
    loader = ChoiceLoader([DictLoader(dict(own)), built_in]) if own else built_in
    make = _SandboxedEnvironment if own else _Environment
    environment = make(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["_"] = language.gettext
    environment.globals["ngettext"] = language.ngettext
    environment.globals["language"] = language
    environment.filters["count"] = language.count
    return environment


def place_of(error: Exception, asked: str, own: Mapping[str, str]) -> str:
    """Returns where in an office's own template an error arose; nothing for a built-in one."""
    place = asked if asked in own else ""
    if isinstance(error, TemplateSyntaxError) and error.name in own:
        return f"{error.name}:{error.lineno}"
    for frame, line in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name in own:
            place = f"{template.name}:{template.get_corresponding_lineno(line)}"
    return "" if isinstance(error, Failure) else place
