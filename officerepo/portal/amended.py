"""That a decision was changed since, in words: on which day, and by what if that may be told."""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.domain.decisions import Decision, amendments
from officerepo.portal.pieces import Html, escaped, folio
from officerepo.portal.site import Site


def amended(site: Site, decision: Decision) -> Iterator[Html]:
    """Yields words for each change of a decision by the day of the build, the earliest first."""
    for each in amendments(site.index, decision, site.today):
        gettext = site.language.gettext
        known = gettext("changed by {record} ({date})") if each.by else gettext("changed on {date}")
        words = escaped(known).replace("{record}", folio(each.by))
        yield Html(words.replace("{date}", site.language.short(each.day)))
