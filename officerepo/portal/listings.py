"""The lists inside a record: numbered entries such as decisions and duties, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.kind import Field
from officerepo.portal.paths import anchor
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, folio, joined
from officerepo.portal.site import Site
from officerepo.portal.values import Values, in_order
from officerepo.record import Record


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of a record, ready to show under its title."""

    title: Html
    shown: Html


def listing(
    site: Site,
    record: Record,
    spec: Field,
    groups: list[dict[str, Any]],
    values: Values,
    anchors: set[str] | None = None,
) -> Listing:
    """Returns a list of groups: numbered entries if they have numbers, else a table.

    Entries that hold lists themselves, as the versions of a post do, come newest first; what has
    its number in `anchors` already was shown in a newer one.
    """
    anchors = set() if anchors is None else anchors
    title = values.title(spec, spec.name)
    if not spec.key:
        names = [name for name in spec.parts if any(name in item for item in groups)]
        rows = [
            [
                _paper(site, record, spec, name, item, values)
                or values.show(spec.parts[name], item.get(name), brief=True)
                for name in names
            ]
            for item in groups
        ]
        return Listing(title, table(title, [values.title(spec.parts[n], n) for n in names], rows))
    nested = any(part.type == "list" and part.parts for part in spec.parts.values())
    ordered: Iterable[dict[str, Any]] = reversed(groups) if nested else groups
    entries = (_entry(site, record, spec, item, values, anchors) for item in ordered)
    return Listing(title, Html(f'<ol class="entries">{joined(entries)}</ol>'))


def table(title: Html, columns: list[Html], rows: list[list[Html]]) -> Html:
    """Returns a table that scrolls by itself where it is too wide."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    return Html(
        f'<div class="scroll" role="region" tabindex="0" aria-label="{title}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _entry(
    site: Site,
    record: Record,
    spec: Field,
    item: Mapping[str, Any],
    values: Values,
    anchors: set[str],
) -> Html:
    """Returns an entry: number, words, other values, what followed from it, lists inside it."""
    number = str(item.get(spec.key, ""))
    place, followed = "", Html("")
    mark = anchor(number)
    if mark and mark not in anchors:
        anchors.add(mark)
        place, followed = (
            f' id="{mark}"',
            _followed(site, record, number, values),
        )
    words = Html("")
    long: list[Html] = []
    short: list[Html] = []
    inner: list[Html] = []
    for name in in_order(spec.parts, item):
        part, raw = spec.parts.get(name), item[name]
        if name in (spec.key, "struck"):
            continue
        if part and part.type == "list" and part.parts and isinstance(raw, list):
            groups = [each for each in raw if isinstance(each, dict)]
            if groups:
                inside = listing(site, record, part, groups, values, anchors)
                inner.append(Html(f'<p class="inner">{inside.title}</p>{inside.shown}'))
            continue
        shown = values.show(part, raw, brief=part is not None and part.type in ("date", "moment"))
        if not words and name in ("text", "title", "name"):
            words = shown
        elif shown:
            chosen = long if is_long(part) else short
            chosen.append(fact(values.title(part, name), shown, long=chosen is long))
    struck = values.show(spec.parts.get("struck"), item.get("struck"), brief=True)
    if words:
        words = Html(f"<p><s>{words}</s></p>" if struck else f"<p>{words}</p>")
    if struck:
        said = escaped(site.language.gettext("Withdrawn")) + site.language.marks.colon
        words = Html(f'{words}<p class="meta">{said}{struck}</p>')
    gone = ' class="gone"' if struck else ""
    facts = f'<dl class="facts">{joined([*long, *short])}</dl>' if long or short else ""
    return Html(
        f"<li{place}{gone}>{folio(number)}<div>{words}{facts}{followed}{joined(inner)}</div></li>"
    )


def _paper(
    site: Site, record: Record, spec: Field, name: str, item: Mapping[str, Any], values: Values
) -> Html:
    """Returns the name of an attached file as a link to it; nothing where it is not published."""
    known = site.papers.get(record.id)
    if not known or (spec.name, name) != ("attachments", "path"):
        return NOTHING
    said = str(item.get(name))
    paper = known.get((said, str(item.get("sha256") or "").removeprefix("sha256:")))
    if paper is None:
        return NOTHING
    return Html(f'<a href="{values.root}{escaped(paper.address)}">{escaped(said)}</a>')


def _followed(site: Site, record: Record, number: str, values: Values) -> Html:
    """Returns the records that name this entry, with their states: the tasks of a decision."""
    sources = {
        source.id: site.link(values.root, source.id) + " " + site.face_of(source).tag
        for source, link in site.index.links_to(record.id)
        if link.sub == number and not link.at.startswith("acts")
    }
    if not sources:
        return Html("")
    return Html(f'<ul class="follows"><li>{"</li><li>".join(sources.values())}</li></ul>')


def is_long(spec: Field | None) -> bool:
    """Whether values of a field are sentences rather than names, dates and figures."""
    if spec is None or spec.type in ("text", "map", "any"):
        return True
    return spec.of is not None and spec.of.type in ("text", "link")
