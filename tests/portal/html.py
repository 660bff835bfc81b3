"""What can be wrong with a page, read as a browser reads it: shape, references, what could run."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib

LABELLED = frozenset({"input", "select", "textarea"})
REFERENCES = ("for", "list", "form", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-activedescendant", "aria-errormessage", "aria-flowto")  # fmt: skip
ADDRESSES = ("href", "src", "action", "poster", "data", "formaction", "cite", "srcset")  # fmt: skip
SCHEMES = frozenset({"", "http", "https", "mailto", "webcal"})
NEVER = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "portal"})
HEADING = re.compile(r"h[1-6]")


@dataclass
class Document:
    """A page as a tree; `path` is its address within the portal."""

    path: str
    raw: bytes
    errors: list[str] = field(default_factory=list)

    @cached_property
    def tree(self) -> Any:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(self.raw, transport_encoding="utf-8")
        for (line, _), code, values in parser.errors:
            self.errors.append(f"line {line}: {code} {values}")
        return tree

    @cached_property
    def elements(self) -> list[Any]:
        return [element for element in self.tree.iter() if isinstance(element.tag, str)]

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.elements if element.get("id") is not None]

    @property
    def scripts(self) -> list[str]:
        """Addresses of the scripts of the page, within the portal."""
        found = [e.get("src") for e in self.elements if e.tag == "script"]
        return [normpath(f"{dirname(self.path)}/{src}").lstrip("/") if src else "" for src in found]

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Yields every address in the page: the attribute and what it says."""
        for element in self.elements:
            for name, value in element.attrib.items():
                if str(name).rpartition("}")[2] in ADDRESSES:  # {…/xlink}href
                    yield f"{element.tag} {name}", value
            if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
                yield "refresh", element.get("content").partition("url=")[2]

    # -- what is wrong ------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """What a validator would not accept, and what somebody who cannot see the page misses."""
        assert self.tree is not None
        found = list(self.errors)
        found += [f"id {name!r} stands twice" for name in {*self.ids} if self.ids.count(name) > 1]
        found += [
            f"id {name!r} has a gap" for name in self.ids if not name or re.search(r"\s", name)
        ]
        found += self._references()
        found += self._headings()
        found += self._labels()
        found += self._frame()
        return found

    def _references(self) -> Iterator[str]:
        known = set(self.ids)
        for element in self.elements:
            for name in REFERENCES:
                for target in (element.get(name) or "").split():
                    if target not in known:
                        yield f"{element.tag} {name} leads to {target!r}, which is not there"

    def _headings(self) -> Iterator[str]:
        levels = [int(e.tag[1]) for e in self.elements if HEADING.fullmatch(e.tag)]
        if levels.count(1) != 1 or levels[0] != 1:
            yield f"not one h1 before all other headings: {levels[:9]}"
        for before, after in itertools.pairwise(levels):
            if after > before + 1:
                yield f"h{after} follows h{before}"
        for element in self.elements:
            if HEADING.fullmatch(element.tag) and not text_of(element):
                yield f"an empty {element.tag}"

    def _labels(self) -> Iterator[str]:
        pointed = {e.get("for") for e in self.elements if e.tag == "label"}
        named_parts = (e for e in self.elements if e.get("aria-label") or e.get("aria-labelledby"))
        under_a_name = {id(e) for part in named_parts for e in part.iter()}
        within = {id(e) for label in self.tree.iter("label") for e in label.iter()}
        for e in self.elements:
            named = e.get("aria-label") or e.get("aria-labelledby")
            to_fill = e.tag in LABELLED and e.get("type") not in ("hidden", "submit")
            if to_fill and not named and e.get("id") not in pointed and id(e) not in within:
                yield f"{e.tag} {e.get('name')} has no label"
            if e.tag in ("a", "button", "summary") and not named and not text_of(e):
                yield f"{e.tag} {e.get('href')} has no words"
            if e.tag == "img" and e.get("alt") is None:
                yield "img without alt"
            said = e.tag != "table" or id(e) in under_a_name
            if not said and e.find("caption") is None and next(e.iter("th"), None) is None:
                yield "a table without caption, label or headings"
            if e.tag == "nav" and not named:
                yield "nav without a name"
            if e.tag == "svg" and not (named or e.get("aria-hidden") == "true"):
                yield "svg without a name"

    def _frame(self) -> Iterator[str]:
        root = self.tree
        if not root.get("lang"):
            yield "no language"
        titles = [text_of(e) for e in self.elements if e.tag == "title"]
        if not titles or not titles[0]:
            yield "no title"
        mains = [e for e in self.elements if e.tag == "main"]
        if len(mains) != 1:
            yield f"{len(mains)} main elements"
        first = next((e for e in self.elements if e.tag == "a"), None)
        if first is None or not (first.get("href") or "").startswith("#"):
            yield "the first link skips to no place"

    def could_run(self) -> list[str]:
        """Whatever could do something besides our own scripts, or lead to an odd scheme."""
        found = [f"<{e.tag}>" for e in self.elements if e.tag in NEVER]
        found += [f"script {src!r}" for src in self.scripts if not OWN_SCRIPT.fullmatch(src)]
        found += ["words in a script" for e in self.elements if e.tag == "script" and e.text]
        for element in self.elements:
            for name in map(str, element.attrib):
                if name.lower().startswith("on") or name in ("style", "srcdoc"):
                    found.append(f"{element.tag} has {name}")
            if element.tag == "style":
                found.append("a style element")
        for at, address in self.links:
            if scheme_of(address) not in SCHEMES:
                found.append(f"{at} is {address[:60]!r}")
        return found


OWN_SCRIPT = re.compile(r"(?:assets|search)/[a-z0-9-]+\.js")


def scheme_of(address: str) -> str:
    """The scheme as a browser finds it: it passes over blanks and control characters."""
    plain = re.sub(r"[\x00-\x20\x7f-\x9f]+", "", address)
    try:
        return urlsplit(plain).scheme.lower()
    except ValueError:
        return ""


def text_of(element: Any) -> str:
    """The words of an element and of the pictures in it."""
    more = [e.get("alt") or e.get("aria-label") or "" for e in element.iter()]
    return "".join((*element.itertext(), *more)).strip()


def broken_links(pages: Mapping[str, Document], files: Mapping[str, bytes]) -> list[str]:
    """Local links of pages that lead to no file, or to no place in its page."""
    anchors: dict[str, set[str]] = {}
    found = []
    for page in pages.values():
        for at, address in page.links:
            if re.match(r"[a-z]+:", address):
                continue
            local, _, anchor = address.partition("#")
            local = unquote(local.partition("?")[0])
            target = normpath(f"{dirname(page.path)}/{local}").lstrip("/") if local else page.path
            if local.startswith("/") or target not in files:
                found.append(f"{page.path}: {at} {address}")
            elif anchor and target.endswith(".html"):
                if target not in anchors:
                    anchors[target] = set(re.findall(r'id="([^"]+)"', files[target].decode()))
                if unquote(anchor) not in anchors[target]:
                    found.append(f"{page.path}: {at} {address} (no such place)")
    return found
