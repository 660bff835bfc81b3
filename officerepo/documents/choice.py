"""Which document a record is printed as, and by which template."""

from __future__ import annotations

from officerepo.documents.document import Document, Numbering, language_of, speaking
from officerepo.documents.letters import CIRCULARS, letter
from officerepo.documents.minutes import minutes
from officerepo.documents.names import LETTERS
from officerepo.documents.sheets import sheet
from officerepo.portal.site import Site
from officerepo.record import Record


def document_of(
    site: Site, record: Record, template: str = "", *, speaks: dict[str, Site] | None = None
) -> tuple[Site, Document]:
    """Returns a record as a document, and the site that speaks the document's language.

    A numbered copy is printed as the record that it is a copy of. Without `template` an outgoing
    document is a letter or circular as the office's settings say, a meeting its minutes, and any
    other record a sheet with its cover and content. `speaks` keeps the sites by language.
    """
    record, numbering = _original(site, record)
    sites = {} if speaks is None else speaks
    code = language_of(site, record)
    site = sites.setdefault(code, sites.get(code) or speaking(site, code))
    chosen = template or usual_template(site, record)
    if chosen in LETTERS and record.kind == "outgoing":
        return site, letter(site, record, f"{chosen}.html", numbering)
    if chosen == "minutes" and record.kind == "meeting":
        return site, minutes(site, record, numbering)
    return site, sheet(site, record, numbering)


def usual_template(site: Site, record: Record) -> str:
    """Returns the name of the template that a record is printed by unless another is asked for."""
    if record.kind == "meeting":
        return "minutes"
    if record.kind != "outgoing":
        return "record"
    chosen = str(site.office.settings.get("letter_template") or "european")
    if chosen == "european" and record.data.get("doc_type") in CIRCULARS:
        return "circular"
    return f"letter-{chosen}"


def fits(template: str, record: Record) -> bool:
    """Whether a template is meant for records of that kind."""
    if template in LETTERS:
        return record.kind == "outgoing"
    return template != "minutes" or record.kind == "meeting"


def _original(site: Site, record: Record) -> tuple[Record, Numbering | None]:
    """Returns the record that a numbered copy is of, with number and holder of the copy."""
    if record.kind != "copy" or record.data.get("mode") != "numbered_copy":
        return record, None
    original = site.records.get(str(record.data.get("of") or "").partition("/")[0])
    number = record.data.get("copy_no")
    if original is None or not number:
        return record, None
    holder = str(record.data.get("holder") or "")
    known = site.records.get(holder)
    return original, Numbering(str(number), known.title if known else holder)
