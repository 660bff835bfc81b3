"""Letters and circulars: what an outgoing document says on the office's own paper.

The date of a document is the day on which it was approved, and its signer is whoever approved it.
What a record does not say is left empty: a place on paper to be filled in is better than a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from officerepo.documents.document import Document, Numbering, named_by
from officerepo.documents.text import body_of, clipped
from officerepo.domain.establishment import answering
from officerepo.fields import count_in, is_yes
from officerepo.portal.pieces import escaped
from officerepo.portal.site import Site
from officerepo.record import LINK_SHAPE, Act, Record, entries_in

CIRCULARS = frozenset({"circular", "notice", "bulletin", "announcement", "public-notice"})
"""Types of document that go to many readers at once, without an address on them."""

_OPEN = frozenset({"public", "internal"})


def letter(site: Site, record: Record, template: str, numbering: Numbering | None) -> Document:
    """Returns an outgoing document as a letter or circular, by the template of that name."""
    language, kind = site.language, site.office.kinds[record.kind]
    signed = record.last("approve")
    title, _ = site.title_of(record)
    data, text = record.data, body_of(site, record)
    addressees = list(_names(site, data.get("to")))
    content: dict[str, Any] = {
        "record": record,
        "title": title,
        "doc_type": _choice(site, record, "doc_type"),
        "is_upward": data.get("direction") == "up",
        "addressees": addressees,
        "names_addressee": _first_line(text) in addressees,
        "addresses": [address for _, address in _addressees(site, data.get("to"))],
        "copies_to": list(_names(site, data.get("cc"))),
        "distribution": list(_distribution(site, data.get("distribution"))),
        "enclosures": list(_enclosures(site, data.get("attachments"))),
        "your_reference": _your_reference(site, record),
        "code": _code(site, record),
        "place": str(site.office.settings.get("place") or ""),
        "dated": Markup(language.date(signed.at[:10])) if signed else Markup(""),
        "signer": _signer(site, signed),
        "post": _post(site, signed),
        "sealed": is_yes(data.get("sealed")),
        "acknowledge": _choice(site, record, "ack_required", but="none"),
        "urgency": _choice(site, record, "urgency", but="normal"),
        "secrecy": "" if record.label in _OPEN else _label(site, record),
        "secret_until": Markup(language.date(str(data.get("label_until") or ""))),
        "copy_number": numbering.number if numbering else "",
        "printed_by": str(site.office.settings.get("unit") or site.office.name),
        "printed_on": _day(site, record.last("print")),
        "text": text,
        "draft": "" if signed or record.state == "void" else language.gettext("Draft"),
        "gone": _gone(site, record),
    }
    return Document(
        template=template,
        name=record.id,
        title=named_by(record, title),
        running=clipped(f"{language.say(kind.title)} {record.id}"),
        number=record.id,
        control="",
        content=content,
        stamped=False,
        has_letterhead=template != "letter-gbt9704.html",
    )


def _choice(site: Site, record: Record, name: str, but: str = "") -> str:
    """Returns the words of a choice; nothing where none was made, or the one that goes unsaid."""
    raw = record.data.get(name)
    spec = site.office.kinds[record.kind].fields.get(name)
    if not isinstance(raw, str) or raw == but:
        return ""
    words = spec.values.get(raw) if spec else None
    return (site.language.say(words) if words else "") or raw


def _label(site: Site, record: Record) -> str:
    words = site.office.kernel.fields["label"].values.get(record.label)
    return site.language.say(words) if words else record.label


def _name(site: Site, raw: str) -> str:
    """Returns the name of a unit, post or person, or the text that stands in its place."""
    known = site.records.get(raw) if LINK_SHAPE.fullmatch(raw) else None
    return known.title if known else raw


def _texts(raw: object) -> Iterator[str]:
    for each in raw if isinstance(raw, list) else [raw]:
        if isinstance(each, str) and each:
            yield each


def _names(site: Site, raw: object) -> Iterator[str]:
    for each in _texts(raw):
        yield _name(site, each)


def _addressees(site: Site, raw: object) -> Iterator[tuple[str, list[str]]]:
    """Yields each addressee's name with the lines of the address, as far as it is on record."""
    for each in _texts(raw):
        known = site.records.get(each)
        address = known.data.get("address") if known else None
        lines = [part.strip() for part in str(address).split(",")] if address else []
        yield _name(site, each), [_name(site, each), *lines]


def _distribution(site: Site, raw: object) -> Iterator[tuple[str, str]]:
    for each in entries_in(raw):
        if isinstance(each, dict):
            yield _name(site, str(each.get("to") or "")), str(each.get("copies") or "")


def _enclosures(site: Site, raw: object) -> Iterator[str]:
    for each in entries_in(raw):
        if isinstance(each, dict) and each.get("name"):
            pages = str(each.get("pages") or "")
            if count_in(pages):
                words = site.language.ngettext("{n} page", "{n} pages", count_in(pages))
                yield f"{each['name']} ({words.replace('{n}', pages)})"
            else:
                yield str(each["name"])


def _your_reference(site: Site, record: Record) -> Markup:
    """Returns what the letter that is answered calls itself, and its day."""
    answered = site.records.get(str(record.data.get("reply_to") or ""))
    if answered is None:
        return Markup("")
    number = str(answered.data.get("sender_ref") or "")
    day = site.language.date(str(answered.data.get("dated") or ""))
    parts = (Markup(part) for part in (escaped(number), day) if part)
    return Markup(site.language.marks.clause).join(parts)


def _code(site: Site, record: Record) -> dict[str, str]:
    """Returns the parts of the number as GB/T 9704 writes it: the serial without its zeros."""
    match = site.office.kinds[record.kind].id_pattern.fullmatch(record.id)
    found = match.groupdict() if match else {}
    return {
        "agency": str(site.office.settings.get("fonds") or ""),
        "year": found.get("year") or "",
        "serial": (found.get("serial") or "").lstrip("0"),
    }


def _first_line(text: Markup) -> str:
    """Returns the first paragraph of a text without the mark that ends an address."""
    return text.partition("</p>")[0].striptags().rstrip(" .,:：，。") if text else ""


def _signer(site: Site, signed: Act | None) -> str:
    return _name(site, signed.by) if signed and signed.by else ""


def _post(site: Site, signed: Act | None) -> str:
    if signed is None or not signed.by:
        return ""
    named = signed.data.get("as")
    held = answering(site.index, signed.by, signed.at[:10])[:1]
    posts = [named] if isinstance(named, str) else held
    return site.language.marks.item.join(_name(site, post) for post in posts)


def _day(site: Site, act: Act | None) -> Markup:
    return Markup(site.language.date(act.at[:10])) if act else Markup("")


def _gone(site: Site, record: Record) -> Markup:
    """Returns what a reader must know of a letter that does not count, or not any more."""
    act = record.last(record.state) or record.last({"withdrawn": "withdraw"}.get(record.state, ""))
    if record.state not in ("void", "withdrawn") or act is None:
        return Markup("")
    state = site.office.kinds[record.kind].states.get(record.state)
    words = escaped(site.language.say(state.title) if state else record.state)
    reason = site.text("", str(act.data.get("reason", "")))
    marks, day = site.language.marks, site.language.date(act.at[:10])
    return Markup(f"{words}{marks.clause}{day}{marks.stop if reason else ''}{reason}")
