"""That a decision was changed or superseded, in words: on which day, and by what if it is told."""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.domain.decisions import Decision, amendments
from officerepo.portal.language import Language
from officerepo.portal.pieces import Html, escaped, folio
from officerepo.portal.site import Site
from officerepo.withheld import Amendment


def amended(site: Site, decision: Decision) -> Iterator[Html]:
    """Yields words for each change of a decision by the day of the build, the earliest first."""
    for each in amendments(site.index, decision, site.today):
        words = escaped(_words(each, site.language)).replace("{record}", folio(each.by))
        yield Html(words.replace("{date}", site.language.short(each.day)))


def _words(change: Amendment, language: Language) -> str:
    gettext = language.gettext
    if change.supersedes:
        known, unknown = gettext("superseded by {record} ({date})"), gettext("superseded on {date}")
    else:
        known, unknown = gettext("changed by {record} ({date})"), gettext("changed on {date}")
    return known if change.by else unknown
