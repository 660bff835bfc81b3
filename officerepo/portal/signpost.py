"""Small pages that lead on without script: to a renamed record, to the first of the languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from officerepo.kind import Kind
from officerepo.portal.paths import url_at
from officerepo.portal.pieces import Html, escaped
from officerepo.portal.site import Site
from officerepo.record import ID_SHAPE, Record, names_before
from officerepo.theme import STYLE


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that a record had under a former name, and the record."""

    path: str
    former: str
    record: Record


def moved(site: Site) -> list[Moved]:
    """Returns the addresses under which records of this portal were once found.

    A name that a record has now, or that two claim, leads nowhere else.
    """
    found = [
        Moved(url_at(kind.path_of(former)), former, record)
        for record in site.records.values()
        for kind in [site.office.kinds[record.kind]]
        for former in former_numbers(site, record, kind)
    ]
    claims = Counter(each.former for each in found)
    return [each for each in found if claims[each.former] == 1]


def former_numbers(site: Site, record: Record, kind: Kind) -> Iterator[str]:
    """Yields the numbers of its kind that a record had, and that no other has now."""
    for name in names_before(record.data):
        known = ID_SHAPE.fullmatch(name) and kind.id_pattern.fullmatch(name)
        if known and name not in site.records:
            yield name


def moved_page(site: Site, place: Moved) -> bytes:
    """Returns the page that stands where a renamed record was."""
    root = "../" * place.path.count("/")
    face = site.face_of(place.record)
    words = escaped(site.language.gettext("{former} is now {number}."))
    said = words.replace("{former}", escaped(place.former)).replace("{number}", face.id)
    body = Html(f"<p>{site.link(root, face.id)}</p>")
    return signpost(site, Html(said), root + face.url, body, assets=f"{root}assets/")


POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"


def signpost(site: Site, title: Html, target: str, body: Html, *, assets: str) -> bytes:
    """Returns a page that a browser leaves at once for `target`; `body` has links to follow."""
    style = (STYLE,) if site.theme.style else ()
    sheets = "\n".join(
        f'<link rel="stylesheet" href="{assets}{name}">' for name in ("portal.css", *style)
    )
    return f"""<!DOCTYPE html>
<html lang="{site.language.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title} · {escaped(site.office.name)}</title>
<link rel="canonical" href="{target}">
{sheets}
<link rel="icon" href="{assets}icon.svg" type="image/svg+xml">
</head>
<body>
<main class="wide">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
""".encode("utf-8", "replace")
