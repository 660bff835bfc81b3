"""What the page of a routine shows: its schedule in words, and what became of its turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officerepo.domain.routines import Turn, horizon, is_provable, satisfied_by, turns
from officerepo.kind import Kind
from officerepo.portal.listings import Listing, table
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, folio, joined, tag
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import LINK_SHAPE, Record
from officerepo.register import field_at

SAID = frozenset({"every", "on", "due_offset", "satisfied_by"})
"""Fields of a routine that its cover says in words."""

SHOWN = 12
"""So many turns are listed, the latest first, and the next one above them."""

_CLAUSE = re.compile(r"([a-z_.]+) == '([^']*)'|'([^']*)' in ([a-z_.]+)")


def turns_key(site: Site, record: Record) -> str:
    """Returns a text for what the page of a routine shows of its turns; else nothing."""
    if record.kind != "routine":
        return ""
    names = [LINK_SHAPE.fullmatch(value) for _, value in _conditions(record)]
    looks = [site.face_key(name[0]) for name in names if name]
    rows = (f"{t} {site.face_key(t.proof)} {site.face_key(t.by)}" for t in _turns(site, record))
    return "|".join((*looks, *rows))


def cover(site: Site, record: Record, values: Values) -> Iterator[Html]:
    """Yields how often a routine comes back and until when it is due, and what shows it."""
    if record.kind != "routine":
        return
    gettext, kind = site.language.gettext, site.office.kinds["routine"]
    schedule = escaped(_schedule(site, record))
    if schedule:
        yield fact(escaped(gettext("Schedule")), schedule)
    shown = _shown_by(site, record, values)
    if shown:
        yield fact(values.title(kind.fields.get("satisfied_by"), "satisfied_by"), shown)


def table_of(site: Site, record: Record, values: Values) -> Iterator[Listing]:
    """Yields the table of a routine's turns: the next one, and the last ones."""
    found = _turns(site, record) if record.kind == "routine" else []
    if not found:
        return
    gettext, language = site.language.gettext, site.language
    rows = [
        [
            folio(turn.period.name),
            language.short(turn.period.due.isoformat()),
            _outcome(site, turn),
            language.short(turn.day) if turn.day else NOTHING,
            site.link(values.root, turn.proof) if turn.proof else NOTHING,
            site.link(values.root, turn.by, brief=True) if turn.by else NOTHING,
        ]
        for turn in found
    ]
    names = [gettext("Turn"), gettext("Due"), gettext("Outcome")]
    names += [gettext("Done on"), gettext("Shown by"), gettext("By")]
    words = escaped(gettext("Turns"))
    shown = table(words, list(map(escaped, names)), rows)
    code = f'<div lang="{language.code}">{shown}</div>' if site.lang_of(record) else shown
    yield Listing(words, Html(code))


def _turns(site: Site, record: Record) -> list[Turn]:
    """Returns the next turn and then the last ones, the latest first."""
    if not is_provable(site.index, record):
        return []
    found = turns(site.index, record, horizon(site.today))
    coming = [t for t in found if t.outcome in ("due", "missed") and t.period.due >= site.today]
    past = [t for t in found if t.outcome in ("done", "late") or t.period.due < site.today]
    return [*coming[:1], *past[: -SHOWN - 1 : -1]]


def _outcome(site: Site, turn: Turn) -> Html:
    gettext = site.language.gettext
    if turn.outcome == "done":
        return tag(gettext("done"), "ok")
    if turn.outcome == "late":
        return tag(gettext("done late"), "wait")
    if turn.period.due < site.today:
        return tag(gettext("missed"), "late")
    return tag(gettext("due"), "wait")


def _schedule(site: Site, record: Record) -> str:
    """Returns how often a routine comes back and when it is due, in words."""
    gettext, ngettext = site.language.gettext, site.language.ngettext
    often = {
        "week": gettext("Every week"),
        "month": gettext("Every month"),
        "quarter": gettext("Every quarter"),
        "half-year": gettext("Every half-year"),
        "year": gettext("Every year"),
    }.get(str(record.data.get("every")), "")
    written = str(record.data.get("due_offset", "0"))
    days = written.removeprefix("-")
    if not often or not days.isdecimal():
        return ""
    number = int(days) if len(days) < 4 else 0
    first, before = record.data.get("on") == "first", written.startswith("-")
    if not number:
        due = gettext("due on its first day") if first else gettext("due on its last day")
    elif first and before:
        due = ngettext(
            "due {n} working day before its first day",
            "due {n} working days before its first day",
            number,
        )
    elif first:
        due = ngettext(
            "due {n} working day after its first day",
            "due {n} working days after its first day",
            number,
        )
    elif before:
        due = ngettext(
            "due {n} working day before its last day",
            "due {n} working days before its last day",
            number,
        )
    else:
        due = ngettext(
            "due {n} working day after its last day",
            "due {n} working days after its last day",
            number,
        )
    whole = gettext("{often}, {due}").replace("{often}", often)
    return whole.replace("{due}", due.replace("{n}", str(number)))


def _conditions(record: Record) -> list[tuple[str, str]]:
    """Returns the conditions of a routine as field and value, ~ before a part of one.

    None where its formula says more than that each of them holds.
    """
    where = satisfied_by(record).get("where")
    clauses = where.split(" and ") if isinstance(where, str) else []
    found = [_CLAUSE.fullmatch(clause.strip()) for clause in clauses]
    if not all(found):
        return []
    return [(m[1] or m[4], m[2] if m[1] else f"~{m[3]}") for m in found if m]


def _shown_by(site: Site, record: Record, values: Values) -> Html:
    """Returns which records show that a routine is kept: their kind, the act, the conditions."""
    said = satisfied_by(record)
    kind = site.office.kinds.get(str(said.get("kind", "")))
    if kind is None:
        return escaped(str(said.get("kind", "")))
    plural = escaped(site.language.say(kind.plural))
    parts = [Html(f'<a href="{values.root}{kind.folder}/index.html">{plural}</a>')]
    act = kind.acts.get(str(said.get("act", "")))
    if act is not None:
        parts.append(escaped(site.language.say(act.title) or act.name))
    where = said.get("where")
    conditions = _conditions(record)
    parts += [_condition(site, kind, name, value, values) for name, value in conditions]
    if isinstance(where, str) and where and not conditions:
        parts.append(Html(f"<code>{escaped(where)}</code>"))
    return joined(parts, " · ")


def _condition(site: Site, kind: Kind, name: str, value: str, values: Values) -> Html:
    spec = field_at(kind, site.office.kernel.keys, name)
    title = values.title(spec or site.office.kernel.fields.get(name), name)
    colon = site.language.marks.colon
    if value.startswith("~"):
        return Html(f"{title}{colon}… {escaped(value[1:])} …")
    return Html(f"{title}{colon}{values.show(spec, value, brief=True)}")
