"""What becomes of a proposal: said beside the link, before anybody follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from officerepo.domain.owners import owned
from officerepo.portal.forge import Forge
from officerepo.portal.pieces import Html, escaped, joined
from officerepo.portal.site import Site

SHOWN = 2
"""Posts that are named: a reader wants to know who looks at it, not everybody who may."""


def reviewers(site: Site) -> Mapping[str, Sequence[str]]:
    """Returns the posts that review changes of each kind's records, as CODEOWNERS names them.

    Under the empty name are those for all other kinds. Only posts of this portal are named.
    """
    return {
        each.kind: [post for post, _ in each.why if post in site.records]
        for each in owned(site.index, site.today.isoformat())
    }


class Proposals:
    """Words what the links of a record's page do; worked out once for each kind."""

    def __init__(self, site: Site, forge: Forge) -> None:
        self._site = site
        self._forge = forge
        self._said: dict[tuple[str, str], Html] = {}

    def words(self, kind: str, root: str) -> Html:
        """Returns what happens to a proposed change and to a report; nothing without links."""
        found = self._said.get((kind, root))
        if found is None:
            found = self._said[kind, root] = self._words(kind, root)
        return found

    def key(self, kind: str) -> str:
        """Returns a text that differs whenever the words of a kind do."""
        posts = self._posts(kind)
        return "".join(f" {post}:{self._site.face_key(post)}" for post in posts)

    def _posts(self, kind: str) -> Sequence[str]:
        if not self._forge.edit(""):
            return ()
        known = self._site.once(reviewers)
        return known.get(kind, known.get("", ()))[:SHOWN]

    def _words(self, kind: str, root: str) -> Html:
        gettext = self._site.language.gettext
        parts = []
        if self._forge.edit(""):
            posts = self._posts(kind)
            said = escaped(
                gettext(
                    "A proposal opens the text file in the forge; "
                    "your change is reviewed by {posts} before it counts."
                )
                if posts
                else gettext(
                    "A proposal opens the text file in the forge; "
                    "your change is reviewed before it counts."
                )
            )
            between = f" {escaped(gettext('or'))} "
            links = joined((self._site.link(root, post, brief=True) for post in posts), between)
            parts.append(said.replace("{posts}", links))
        if self._forge.reports_by_form:
            parts.append(escaped(gettext("A report opens a form with the number filled in.")))
        elif self._forge.report("", ""):
            words = escaped(gettext("A report opens a message to {address}."))
            parts.append(words.replace("{address}", escaped(self._forge.mailto)))
        return Html(self._site.language.marks.blank.join(parts))
