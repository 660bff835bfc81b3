"""The page of one record: cover, body, fields, lists, relations both ways, acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from officerepo.computed import RETENTION
from officerepo.domain import plans
from officerepo.domain.establishment import answering
from officerepo.domain.owed import late_of
from officerepo.kind import Field, Kind
from officerepo.portal import headway, posts, timeline, turns
from officerepo.portal.changes import worded
from officerepo.portal.forge import Forge
from officerepo.portal.listings import Listing, is_long, listing
from officerepo.portal.markdown import Bodies
from officerepo.portal.navigation import titled
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, joined, tag
from officerepo.portal.proposals import Proposals
from officerepo.portal.relations import Relations
from officerepo.portal.site import Site
from officerepo.portal.values import UNPUBLISHED, Values
from officerepo.record import Act, Record, entries_in
from officerepo.register import field_at, is_only_asked_for, kept, pick, stated

ELSEWHERE = frozenset({"title", "label", "lang", "series", "refs", "attachments", "acts"})
"""Fields that have their own place on the page."""

_HEAD_OF_ACTS = frozenset({"do", "at", "by", "as", "how", "entered_by"})

TAKEN = ("main", "menu", "find", "stamp", "fields", "refers", "cited", "history", "changes")
"""The page's own anchors, which the number of a sub-record does not take."""


class Records:
    """Prepares record pages; what all of them share is worked out once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._forge = Forge(site.office.settings, site.language.gettext)
        self._proposals = Proposals(site, self._forge)
        self._bodies = Bodies(site.language.gettext)
        self._relations = Relations(site)
        self._labels = site.office.kernel.fields["label"].values
        self._values: dict[str, Values] = {}
        self._covers: dict[str, list[tuple[str, Any, bool]]] = {}
        self._actors: dict[tuple[str, str, str, str], Html] = {}
        self._plans: dict[str, list[tuple[str, Field, Html]]] = {}
        self._acts: dict[tuple[str, str], tuple[Html, dict[str, Field]]] = {}
        gettext = site.language.gettext
        self._entered = escaped(gettext("entered by"))
        self._on_hold = Html(f" {tag(gettext('On hold'), 'wait')}")
        self._asked_for = escaped(gettext("{what} (asked for)"))

    def content(self, record: Record) -> dict[str, Any]:
        """Returns what the template of a record page needs."""
        site, say = self.site, self.site.language.say
        kind, face = site.office.kinds[record.kind], site.face_of(record)
        lang, title_lang = site.lang_of(record), face.lang
        root = "../" * face.url.count("/")
        values = self._values.get(root)
        if values is None:
            values = self._values[root] = Values(site, root)
        label = record.label if record.label in self._labels else "restricted"
        fields, lists = self._parts(record, kind, values)
        history = joined(self._act(act, kind, values) for act in record.acts)
        if lang:
            fields, history = self._in_own_language(fields), self._in_own_language(history)
            lists = [Listing(each.title, self._in_own_language(each.shown)) for each in lists]
        return {
            "record": record,
            "title": face.title,
            "title_lang": Markup(f' lang="{escaped(title_lang)}"' if title_lang else ""),
            "lang": Markup(f' lang="{escaped(lang)}"' if lang else ""),
            "state_tag": Markup(face.tag + (self._on_hold if _is_held(site, record) else NOTHING)),
            "kind_title": say(kind.title),
            "plural": say(kind.plural),
            "register": f"{kind.folder}/index.html",
            "label": say(self._labels[label]),
            "open_label": label in ("public", "internal"),
            "cover": Markup(self._cover(record, kind, values)),
            "notices": [Markup(notice) for notice in self._notices(record, values)],
            "edit": self._forge.edit(record.path),
            "report": self._forge.report(record.id, record.path),
            "write": self._forge.write(record.id, record.path),
            "becomes": Markup(self._proposals.words(record.kind, root)),
            "commits": self._forge.history(record.path),
            "source": self._forge.view(record.path),
            "printed": site.printed.get(record.id, ""),
            "ways": list(_ways(site, record)),
            "body": Markup(self._body(record, root)),
            "fields": Markup(fields),
            "lists": [(Markup(each.title), Markup(each.shown)) for each in lists],
            "relations": Markup(self._relations.out(record, root)),
            "cited": Markup(self._relations.back(record, root)),
            "history": Markup(history),
            "changes": Markup(worded(site.changes.get(record.id, []), kind, site.language)),
            "past_unread": site.past_unread,
        }

    def _in_own_language(self, shown: Html) -> Html:
        """Marks the titles among a foreign record's values as being in the portal's language."""
        code = self.site.language.code
        return Html(
            shown.replace("<dt>", f'<dt lang="{code}">').replace("<b>", f'<b lang="{code}">')
        )

    def _cover(self, record: Record, kind: Kind, values: Values) -> Html:
        site = self.site
        plan = self._covers.get(kind.name)
        if plan is None:
            plan = self._covers[kind.name] = []
            for path in kind.views.cover:
                spec = field_at(kind, self.site.office.kernel.keys, path)
                links = spec is not None and "link" in (spec.type, spec.of.type if spec.of else "")
                plan.append((path, spec, links))
        facts = []
        for path, spec, brief in plan:
            raw = stated(site.index, record, path) if path in RETENTION else pick(record, path)
            shown = values.show(spec, raw, brief=brief or isinstance(raw, dict))
            if path == "series":
                shown = values.series(raw)
            if shown and path == kind.views.due:
                shown = self._due(record, shown)
            elif shown and path == kind.views.owner:
                shown = self._owner(record, raw, spec, shown, values)
            if shown:
                title = values.title(spec, path.rpartition(".")[2])
                if spec is not None and is_only_asked_for(record, spec):
                    title = Html(self._asked_for.replace("{what}", title))
                facts.append(fact(title, shown))
        return joined(
            [*posts.cover(site, record, values), *facts, *turns.cover(site, record, values)]
        )

    def _due(self, record: Record, first: Html) -> Html:
        """Returns the date a record is due; after an extension, the first date beside it."""
        due = self.site.language.date(self.site.index.due(record))
        if due == first:
            return first
        words = escaped(self.site.language.gettext("first {date}")).replace("{date}", first)
        return Html(f'{due} <span class="meta">({words})</span>')

    def _owner(
        self, record: Record, first: Any, spec: Field | None, shown: Html, values: Values
    ) -> Html:
        """Returns who answers for a record; where it was passed on, who did first beside it."""
        owner = self.site.index.owner(record)
        if owner in (first, ""):
            return shown
        words = escaped(self.site.language.gettext("at first {name}")).replace("{name}", shown)
        return Html(f'{values.show(spec, owner)} <span class="meta">({words})</span>')

    def _notices(self, record: Record, values: Values) -> Iterator[Html]:
        """Yields what a reader must know before reading on."""
        gettext, site = self.site.language.gettext, self.site
        if record.label == "confidential":
            yield escaped(gettext("Of a confidential record only the number is kept here."))
        if record.state == "void":
            act = record.last("void")
            reason = site.text(values.root, str(act.data.get("reason", ""))) if act else NOTHING
            words = gettext("This number is void. It stays in the register and is not used again.")
            said = Html(f"{site.language.marks.blank}<q>{reason}</q>") if reason else NOTHING
            yield joined((escaped(words), said))
        for late in late_of(site.index, record, site.today):
            words = gettext("Late: it was due on {date} ({step}).")
            words = escaped(words.replace("{step}", site.language.say(late.step)))
            yield Html(words.replace("{date}", site.language.date(late.day)))
        for other, link in site.index.links_to(record.id):
            if link.at.startswith(("supersedes", "refs.supersedes")):
                words = escaped(gettext("Superseded by {record}."))
                yield Html(words.replace("{record}", site.link(values.root, other.id)))

    def _body(self, record: Record, root: str) -> Html:
        text = self.site.body(record)
        if not text or text.isspace():
            return NOTHING
        page_of = self.site.page_of_file
        spoken = [reference for reference in self.site.reads(record) if reference in text]
        return self._bodies.render(
            text,
            title=record.title,
            links=self.site.addresses(root, spoken),
            path=record.path,
            page_of=lambda path: root + page if (page := page_of(path)) else None,
        )

    def _parts(self, record: Record, kind: Kind, values: Values) -> tuple[Html, list[Listing]]:
        """Divides the fields that are not on the cover into titled values and lists of groups."""
        anchors = set(TAKEN)
        plan = self._plans.get(kind.name)
        if plan is None:
            covered = {*kind.views.cover, *ELSEWHERE, *UNPUBLISHED, kind.views.title}
            covered |= turns.SAID if kind.name == "routine" else set()
            plan = self._plans[kind.name] = [
                (name, spec, values.title(spec, name))
                for name, spec in kind.fields.items()
                if name not in covered
            ]
        lists = [
            *posts.before(self.site, record, values),
            *turns.table_of(self.site, record, values),
            *headway.table_of(self.site, record, values),
        ]
        facts: list[Html] = []
        data = record.data
        for name, spec, title in plan:
            if name not in data or (name == "hold" and _is_held(self.site, record)):
                continue  # the cover says why it is held
            raw = data[name]
            if spec.type == "list" and spec.parts and isinstance(raw, list):
                lists += self._listing(record, kind, name, values, anchors)
                continue
            if isinstance(raw, dict):
                raw = {key: raw[key] for key in raw if f"{name}.{key}" not in kind.views.cover}
            shown = values.show(spec, raw)
            if shown:
                facts.append(fact(title, shown))
        facts += [
            fact(values.title(None, name), values.show(None, data[name]))
            for name in data
            if name not in kind.fields and name != "acts"
        ]
        series = record.data.get("series") or kind.series
        shown = NOTHING if "series" in kind.views.cover else values.series(series)
        if shown:
            facts.append(fact(values.title(kind.fields.get("series"), "series"), shown))
        lists += posts.held(self.site, record, values)
        lists += self._listing(record, kind, "attachments", values, anchors)
        return joined(facts), lists

    def _listing(
        self, record: Record, kind: Kind, name: str, values: Values, anchors: set[str]
    ) -> Iterator[Listing]:
        raw, spec = record.data.get(name), kind.fields.get(name)
        if (kind.name, name) == ("plan", "items"):
            raw = [item.data for item in plans.in_force(record)]
        groups = [item for item in entries_in(raw) if isinstance(item, dict)]
        if groups and spec:
            yield listing(self.site, record, spec, groups, values, anchors)

    def _act(self, act: Act, kind: Kind, values: Values) -> Html:
        """Returns an act of the history: when, what, who in which post, how, and what was said."""
        site, spec, data = self.site, kind.acts.get(act.do), act.data
        known = self._acts.get((kind.name, act.do))
        if known is None:
            words = escaped(site.language.say(spec.title) if spec else act.do)
            known = words, {**site.office.kernel.keys, **(spec.keys if spec else {})}
            self._acts[kind.name, act.do] = known
        words, keys = known
        who = self._who(act, values.root)
        how, by = data.get("how", "git"), data.get("entered_by")
        between = site.language.marks.clause
        asides = [values.show(keys["how"], how)] if how != "git" else []
        if isinstance(by, str):
            asides.append(Html(f"{self._entered} {site.link(values.root, by, brief=True)}"))
        aside = f' <span class="meta">({between.join(asides)})</span>' if asides else ""
        facts = []
        for name, raw in data.items():
            if name not in _HEAD_OF_ACTS:
                key = keys.get(name)
                shown = values.show(key, raw, brief=name == "digest")
                if shown:
                    facts.append(fact(values.title(key, name), shown, long=is_long(key)))
        more = f'<dl class="facts">{joined(facts)}</dl>' if facts else ""
        when = site.language.short(act.at)
        return Html(f"<li>{when}<div><b>{words}</b>{who}{aside}{more}</div></li>")

    def _who(self, act: Act, root: str) -> Html:
        """Returns the person, and the post as the act says it or as it was held that day."""
        named = act.data.get("as")
        key = (act.by, act.at[:10], named if isinstance(named, str) else "", root)
        found = self._actors.get(key)
        if found is None:
            posts = [key[2]] if key[2] else answering(self.site.index, act.by, key[1])[:2]
            shown = " / ".join(self.site.link(root, post, brief=True) for post in posts)
            person = self.site.link(root, act.by, brief=True) if act.by else ""
            both = self.site.language.marks.clause.join(filter(None, (person, shown)))
            found = self._actors[key] = Html(f" · {both}" if both else "")
        return found


def _is_held(site: Site, record: Record) -> bool:
    """Whether a record's cover says that it may not be disposed of, whatever its state."""
    cover = site.office.kinds[record.kind].views.cover
    return "retention.held" in cover and bool(kept(site.index, record)["retention.held"])


def _ways(site: Site, record: Record) -> Iterator[tuple[str, str]]:
    """Yields words and address of what tells how a plan comes on, or what comes to a post."""
    yield from posts.ways(site, record)
    if record.kind == "plan":
        pages = site.once(titled)
        for page in ("reports/plans-progress.html", timeline.address(site)):
            if page in pages:
                yield pages[page], page
