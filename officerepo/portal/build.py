"""The whole build: who may see what, which pages that makes, which of them are new, publish."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from officerepo.catalogue import catalogue
from officerepo.domain.unread import unread_paths
from officerepo.failure import Failure
from officerepo.finding import Finding
from officerepo.history.life import Lives
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.portal import changes
from officerepo.portal.audience import Hidden, visible
from officerepo.portal.checkpoints import latest_checkpoint
from officerepo.portal.editions import Editions
from officerepo.portal.excerpts import index_for
from officerepo.portal.files import FILES
from officerepo.portal.keys import library_versions, settle
from officerepo.portal.language import Language
from officerepo.portal.mentions import Mentions, collect
from officerepo.portal.navigation import sections_key
from officerepo.portal.page import FileType, PageType
from officerepo.portal.pages import PAGES
from officerepo.portal.papers import papers
from officerepo.portal.publish import Place
from officerepo.portal.render import Progress, Renderer
from officerepo.portal.site import Site
from officerepo.portal.unlabelled import unlabelled
from officerepo.record import Record
from officerepo.resources import code_digest, package_file, resource
from officerepo.text import safe
from officerepo.theme import STYLE, read_theme


class Shelf(Protocol):
    """Documents ready as PDF: what they depend on, where they lie, and how they are made."""

    @property
    def digest(self) -> str:
        """What every document depends on besides the records."""

    @property
    def files(self) -> FileType:
        """The documents as files of the portal."""

    def addresses(self, site: Site) -> Mapping[str, str]:
        """Returns the address of each document: by record id, or by `folder/year` of a book."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: how many files the portal has, and how many had to be written."""

    pages_total: int
    pages_written: int


def build(
    index: Index,
    findings: Sequence[Finding],
    *,
    bodies: Callable[[Record], str],
    output: Path,
    audience: str,
    today: date,
    languages: Sequence[str],
    revision: str,
    built: str,
    files: Mapping[str, bytes] | None = None,
    unread: Mapping[str, str] | None = None,
    lives: Lives | None = None,
    past_unread: bool = False,
    notes: Path | None = None,
    office: Path | None = None,
    inputs: str = "",
    jobs: int = 1,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> BuildResult:
    """Builds the portal of an office for an audience and publishes it whole at `output`.

    `findings` know their line. `bodies` is also called in forked processes. `files` are the
    office's own `templates/portal/` and `site/` files by path, `unread` what kept one from being
    read. `lives` tell the past of the records; without them nothing is said of it, or, where it is
    `past_unread`, just that. `shelf` holds documents ready as PDF. The same arguments give the same
    bytes; if only `built`, an ISO moment, is another than last time, nothing is done. With several
    `languages` each has its own folder, and the first is the default. `revision` is empty where not
    all was committed. `notes` is where a build leaves word for the next one. `office` is the
    office's folder: an output that seems to be in it is. Raises Failure where `output` cannot be
    published.
    """
    place = Place(output, notes, office)
    own = {code: _Own(files or {}, code) for code in languages}
    for each in own.values():
        each.refuse(unread or {})
    program = code_digest() + code_digest("portal", "reports") + library_versions()
    spoken = LANGUAGES if shelf else languages  # a document speaks the language of its record
    words = (_catalogue_file(code).hex() for code in spoken)
    themes = (repr(read_theme(index.office.settings, each.assets)) for each in own.values())
    said = (*(each.digest for each in own.values()), *themes, shelf.digest if shelf else "")
    digest = _digest(program, *words, index.office.digest, audience, *languages, *said)
    with place.locked(), _without_collecting():
        noted = place.notes(digest)
        mentioned, kept = collect(index.records, bodies, noted.get("mentions", {}), jobs)
        told: Mapping[str, Any] = noted.get("changes", {})
        records: dict[str, Any] = {}
        renderers: dict[str, Renderer] = {}
        closed, gone = unlabelled(
            index, mentioned, lives, audience, told, past_unread=past_unread, jobs=jobs
        )
        for code in languages:
            shared = (mentioned, closed, bodies, audience, today)
            site = _site(index, *shared, code, digest + code, own[code])
            menu = f"{code} {sections_key(site)}"  # it stands in the frame of every page
            site.digest += menu
            site.changes, told = changes.collect(site.records, lives, audience, told, jobs)
            site.past_unread = past_unread
            site.revision = revision or site.language.gettext("uncommitted")
            site.built, site.findings = built, findings
            if len(own) > 1:
                site.editions = {other: each.pages for other, each in own.items()}
            if shelf:
                site.printed = shelf.addresses(site)
            records[menu] = settle(site, noted.get("records", {}).get(menu, {}))
            renderers[code] = _renderer(site, own[code], shelf, jobs, progress)
        editions = Editions(renderers)
        written = place.update(editions.keys, inputs, editions.write)
        place.note(digest, {"mentions": kept, "records": records, "changes": {**gone, **told}})
    return BuildResult(len(editions.keys), written)


def _renderer(
    site: Site, own: _Own, shelf: Shelf | None, jobs: int, progress: Progress | None
) -> Renderer:
    """Returns what makes the pages of a site; which pages there are is settled."""
    renderer = Renderer(site, own.templates, jobs, progress)
    kinds: tuple[PageType | FileType, ...] = (*PAGES, *FILES, *([shelf.files] if shelf else []))
    for kind in kinds:
        for page in kind.pages(site):
            renderer.add(kind, page)
    return renderer


def inputs_of(
    tree: str,
    findings: Sequence[Finding],
    *,
    audience: str,
    today: date,
    languages: Sequence[str],
    revision: str,
    past: str = "",
    ready: str = "",
) -> str:
    """Return a digest of all that a portal depends on but the moment of its build.

    `tree` stands for the bytes of all the office's files, `past` for their provable history, and
    `ready` for the making of documents as PDF.
    """
    folders = (
        resource("templates") / "portal",
        resource("site") / "assets",
        resource("site") / "pages",
    )
    shipped = (path for folder in folders for path in folder.rglob("*.*"))
    return _digest(
        *(code_digest(), code_digest("portal", "reports"), library_versions()),
        *(_catalogue_file(code).hex() for code in languages),
        *(f"{path.name} {path.read_bytes().hex()}" for path in sorted(shipped) if path.is_file()),
        *(tree, audience, str(today), *languages, revision, past, ready),
        *(json.dumps(finding.as_row()) for finding in findings),
    )


def published(output: Path, inputs: str) -> int | None:
    """Return the number of pages at `output` if they were built from these inputs, else None."""
    return Place(output).pages_from(inputs)


def _site(
    index: Index,
    mentioned: Mentions,
    closed: frozenset[str],
    bodies: Callable[[Record], str],
    audience: str,
    today: date,
    language: str,
    digest: str,
    own: _Own,
) -> Site:
    """Returns what the pages may read: the records that the audience sees, and no more."""
    theme = read_theme(index.office.settings, own.assets)
    words = Language(language, catalogue(language))
    mark = words.gettext("[withheld]")
    records, hidden = visible(index.records, audience, mentioned, mark, closed)
    shown = index_for(index, records, hidden, audience=audience, today=today, mark=mark)
    body = _shown(bodies, hidden, mark)
    return Site(
        index=shown,
        hidden=hidden,
        unread=unread_paths(index),
        mentioned=mentioned,
        audience=audience,
        today=today,
        language=words,
        digest=digest,
        body=body,
        papers=papers(index, records, hidden, [f"assets/{name}" for name in own.assets]),
        pages=own.pages,
        assets=own.assets,
        theme=theme,
        checkpoint=latest_checkpoint(shown, bodies),
    )


class _Own:
    """The office's own templates, hand-written pages and assets over the built-in ones."""

    def __init__(self, files: Mapping[str, bytes], language: str) -> None:
        built_in = resource("templates") / "portal"
        given = {path.name: path.read_bytes() for path in sorted(built_in.glob("*.html"))}
        templates = _below(files, "templates/portal/")
        self.templates = {
            name: raw.decode("utf-8", "replace")
            for name, raw in templates.items()
            if raw != given.get(name)
        }
        self.assets = _below(files, "site/assets/")
        pages = {
            name: raw.decode("utf-8", "replace")
            for folder in dict.fromkeys(("en", language))
            for name, raw in self._written(files, folder)
        }
        self.pages = {name: pages[name] for name in sorted(pages, key=_page_order)}
        self._paths = [
            *(f"templates/portal/{name}" for name in templates),
            *(f"site/assets/{name}" for name in self.assets),
            *(path for path in files if _PAGE.fullmatch(path)),
        ]
        self.digest = _digest(
            *(f"{name}\0{raw!r}" for name, raw in (given | templates).items()),
            *(name + text.partition("\n")[0] for name, text in self.pages.items()),
        )

    def refuse(self, unread: Mapping[str, str]) -> None:
        """Raises Failure for a file that cannot become a part of the portal."""
        for path in (*self._paths, *filter(_FOLDER.fullmatch, unread)):
            folder, _, name = path.rpartition("/")
            if path in unread:
                raise Failure(
                    "{path} cannot be read: {reason}.",
                    "Put what it leads to there, each file of up to 4 MiB, or remove it.",
                    path=safe(path),
                    reason=unread[path],
                )
            if safe(path) != path or not (folder == "site/assets" or _PLAIN.fullmatch(name)):
                raise Failure(
                    "{path} has a name that cannot be part of a web address.",
                    "Rename it: letters a to z, digits and hyphens.",
                    path=safe(path),
                )
            if folder.startswith("site/pages/") and name.lower() in _TAKEN:
                raise Failure(
                    "{path}: the portal makes a page of that name itself.",
                    "Give the file another name.",
                    path=path,
                )
            if folder == "site/assets" and name in _MADE:
                raise Failure(
                    "{path}: the portal makes a file of that name itself.",
                    "Give the file another name.",
                    path=path,
                )

    @staticmethod
    def _written(files: Mapping[str, bytes], folder: str) -> Iterator[tuple[str, bytes]]:
        """Yields hand-written pages of a language by name: about, help, glossary."""
        for path in sorted((resource("site") / "pages" / folder).glob("*.md")):
            yield path.stem, path.read_bytes()
        for name, raw in _below(files, f"site/pages/{folder}/").items():
            if name.endswith(".md"):
                yield name.removesuffix(".md"), raw


_PAGE = re.compile(r"site/pages/[^/]+/[^/]+\.md")
_FOLDER = re.compile(r"templates|templates/portal|site/assets|site/pages(?:/[^/]+)?")
_PLAIN = re.compile(r"[A-Za-z0-9._ -]*")
_MADE = ("build.js", STYLE)
_TAKEN = ("build.md", "counters.md", "index.md", "kinds.md", "rules.md")


def _page_order(name: str) -> tuple[int, str]:
    """Returns a sort key: the built-in pages as a reader needs them, then the office's own."""
    built_in = (
        *("about", "not-shown", "help", "checking", "glossary", "keyboard"),
        *("accessibility", "privacy"),
    )
    return (built_in.index(name) if name in built_in else len(built_in), name)


def _below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """Returns the files that lie directly in a folder, by name."""
    names = {path: path.removeprefix(folder) for path in files if path.startswith(folder)}
    return {name: files[path] for path, name in sorted(names.items()) if "/" not in name}


def _shown(bodies: Callable[[Record], str], hidden: Hidden, mark: str) -> Callable[[Record], str]:
    """Returns the bodies as the audience sees them: without the numbers of hidden records."""

    def body(record: Record) -> str:
        if record.label == "confidential":
            return ""
        text = bodies(record)
        return hidden.silenced(text, mark) if "~" in record.blob else text

    return body


def _catalogue_file(language: str) -> bytes:
    try:
        return package_file(f"locale/{language}/LC_MESSAGES/officerepo.mo")
    except FileNotFoundError:
        return b""  # not compiled yet: the portal speaks English


def _digest(*parts: str) -> str:
    return hashlib.blake2b(
        "\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


@contextmanager
def _without_collecting() -> Iterator[Any]:
    """Keeps the collector from walking hundreds of thousands of objects that all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
