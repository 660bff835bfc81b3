"""Acts in words: who did what, from which state to which, and why.

What is told is what the pages of the records tell: acts of visible records. Commits are not quoted,
for their messages may speak of what is above the audience.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from officerepo.course import states
from officerepo.domain.establishment import answering
from officerepo.portal.language import parse_day
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, in_language, joined
from officerepo.portal.site import Site
from officerepo.record import LINK_SHAPE, Act, Record

WHY = ("reason", "remarks", "text")
"""What an act may say of why it was done, or of what was found."""


class Deed(NamedTuple):
    """An act of a record by its place there, and the states before and after it."""

    record: Record
    number: int
    before: str
    after: str

    @property
    def act(self) -> Act:
        """The act itself."""
        return self.record.acts[self.number]

    @property
    def order(self) -> tuple[str, str, int]:
        """A sort key: by moment, then by record."""
        return self.act.at, self.record.id, self.number


def deeds(site: Site) -> list[Deed]:
    """Returns all acts that were done by today, the newest first."""
    end = site.today.isoformat() + "~"
    found = []
    for record in site.records.values():
        before = ""
        for number, after in enumerate(states(record.acts, site.office.kinds[record.kind])):
            if record.acts[number].at < end and parse_day(record.acts[number].at):
                found.append(Deed(record, number, before, after))
            before = after
    return sorted(found, key=lambda deed: deed.order, reverse=True)


def has_acts(site: Site) -> bool:
    """Whether the office has a kind whose records are acted upon."""
    return any(kind.has_acts for kind in site.office.kinds.values())


class Wording:
    """Words acts for pages that lie one folder below the portal's top; titles are kept."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._who: dict[tuple[str, str, str], str] = {}
        self._links: dict[str, Html] = {}

    def key(self, deed: Deed) -> str:
        """Returns a text that differs whenever an act would be told otherwise."""
        why, face_key = self.why(deed.act), self.site.face_key
        spoken = [face_key(match[1]) for match in LINK_SHAPE.finditer(why)] if "-" in why else []
        lang = self.site.lang_of(deed.record)
        names = (
            f"{lang}|{face_key(deed.record.id)}|{face_key(self.who(deed.act))}|{'|'.join(spoken)}"
        )
        return f"{deed.number}|{deed.act.do}|{deed.act.at}|{deed.before}|{deed.after}|{why}|{names}"

    def line(self, deed: Deed) -> Html:
        """Returns an act as an item of a list."""
        site, record, act = self.site, deed.record, deed.act
        face = site.face_of(record)
        hour = escaped(act.at[11:16])
        when = f'<time datetime="{escaped(act.at)}">{hour}</time>' if hour else "<span></span>"
        lang = f' lang="{escaped(face.lang)}"' if face.lang else ""
        title = f" <span{lang}>{escaped(face.title)}</span>" if face.title != face.id else ""
        link = f'<a href="../{face.url}">{folio(face.id)}{title}</a>'
        aside = joined(filter(None, (self._by(act), escaped(self.step(deed)))), " · ")
        why = in_language(joined(self._why(act), " "), site.lang_of(record))
        more = f"<p>{why}</p>" if why else ""
        return Html(
            f"<li>{when}<div><b>{escaped(self.what(deed))}</b> {link}"
            f'<span class="meta">{aside}</span>{more}</div></li>\n'
        )

    def what(self, deed: Deed) -> str:
        """Returns the name of the act in words."""
        spec = self.site.office.kinds[deed.record.kind].acts.get(deed.act.do)
        return self.site.language.say(spec.title) if spec and spec.title else deed.act.do

    def step(self, deed: Deed) -> str:
        """Returns how the act moved the record on: Draft → Approved; nothing where it did not."""
        known = self.site.office.kinds[deed.record.kind].states
        shown = [
            self.site.language.say(known[name].title)
            for name in (deed.before, deed.after)
            if name in known
        ]
        return " → ".join(shown) if deed.before != deed.after else ""

    def who(self, act: Act) -> str:
        """Returns the post in which the act was done, else who did it, as the record's id."""
        named = act.data.get("as")
        key = (act.by, act.at[:10], named if isinstance(named, str) else "")
        found = self._who.get(key)
        if found is None:
            held = answering(self.site.index, act.by, key[1])
            posts = [key[2]] if key[2] in self.site.records else held
            found = self._who[key] = posts[0] if posts else act.by
        return found

    def why(self, act: Act) -> str:
        """Returns what the act says of its reason, as it is written."""
        said = (act.data.get(name) for name in WHY)
        return " ".join(words for words in said if isinstance(words, str) and words)

    def _why(self, act: Act) -> Iterator[Html]:
        words = self.why(act)
        if words:
            yield self.site.text("../", words)

    def _by(self, act: Act) -> Html:
        who = self.who(act)
        found = self._links.get(who)
        if found is None:
            found = self._links[who] = self.site.link("../", who, brief=True) if who else NOTHING
        return found
