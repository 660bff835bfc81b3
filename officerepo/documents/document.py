"""What can be printed: a template, and what it is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from officerepo.catalogue import catalogue
from officerepo.documents.text import clipped
from officerepo.domain.unread import unread_paths
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.portal.audience import visible
from officerepo.portal.language import Language
from officerepo.portal.site import Site
from officerepo.record import Record


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it is laid out: `name` is that of its file, without an ending.

    `running` are the words at the head of every page after the first, `number` those at its foot.
    `control` says whether a copy is controlled; where it is empty, nothing is said of that. What is
    `stamped` says at the foot of what state of the records it is; what goes out does not.
    """

    template: str
    name: str
    title: str
    running: str
    number: str
    control: str
    content: Mapping[str, Any] = field(repr=False)
    stamped: bool = True
    has_letterhead: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number and the holder of a copy that is kept track of."""

    number: str
    holder: str


def copy_of(
    site: Site,
    record: Record,
    template: str,
    content: Mapping[str, Any],
    numbering: Numbering | None,
) -> Document:
    """Returns a record as a document that stays in the house: a copy, numbered or uncontrolled."""
    title, _ = site.title_of(record)
    named = named_by(record, title)
    return Document(
        template=template,
        name=record.id,
        title=named,
        running=clipped(named),
        number=record.id,
        control=_control(site, numbering),
        content=content,
    )


def named_by(record: Record, title: str) -> str:
    """Returns number and title of a record; the number alone where it has no other title."""
    return f"{record.id} {title}" if title != record.id else title


def _control(site: Site, numbering: Numbering | None) -> str:
    """Returns what a printed copy is worth: its number and holder, where it has them."""
    gettext = site.language.gettext
    if numbering is None:
        return gettext("Printed copy: uncontrolled unless numbered.")
    words = gettext("Numbered copy {number}, held by {holder}.")
    return words.replace("{number}", numbering.number).replace("{holder}", numbering.holder)


def whole_site(
    index: Index, bodies: Mapping[str, str], today: date, language: str, revision: str
) -> Site:
    """Returns what documents may read where they are printed for the office itself.

    That is what a portal for restricted readers shows: of confidential records, the number alone.
    `bodies` are the Markdown texts by record id.
    """
    records, hidden = visible(index.records, "restricted", {}, "")
    return Site(
        index=Index(index.office, records, index.findings, index.files),
        hidden=hidden,
        mentioned={},
        audience="restricted",
        today=today,
        language=Language(language, catalogue(language)),
        digest="",
        revision=revision,
        unread=unread_paths(index),
        body=lambda record: "" if record.label == "confidential" else bodies.get(record.id, ""),
    )


def language_of(site: Site, record: Record) -> str:
    """Returns the language in which a record's document speaks: its own, where we speak it."""
    wanted = record.data.get("lang") or site.office.language
    code = str(wanted).partition("-")[0]
    return code if code in LANGUAGES else site.language.code


def speaking(site: Site, language: str) -> Site:
    """Returns the same site with its words in another language."""
    if language == site.language.code:
        return site
    return replace(
        site,
        language=Language(language, catalogue(language)),
        _faces={},
        _face_keys={},
        _links={},
        _once={},
    )
