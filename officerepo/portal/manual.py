"""The manual that comes from the program itself: what kinds, rules and counters say of themselves.

It depends on the program, the settings and the kinds alone, which every key covers; on no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from officerepo.domain.counters import COUNTERS
from officerepo.explain import act_facts, form, narrowed_by
from officerepo.kind import Field, Kind
from officerepo.portal.site import Site
from officerepo.portal.trust import sentence
from officerepo.profile import STRUCTURE
from officerepo.rulebook import ERROR, Entry, rulebook
from officerepo.text import fold


@dataclass(slots=True)
class ShownField:
    """A field in the portal's words, with the values it may have and the fields inside it."""

    name: str
    title: str
    facts: list[str]
    help: str
    values: list[tuple[str, str]]
    parts: list[ShownField]


def manual_titles(site: Site) -> dict[str, str]:
    """Returns the pages of the manual by name, each with its title."""
    gettext = site.language.gettext
    return {
        "kinds": gettext("Kinds of records"),
        "rules": gettext("Rules of the check"),
        "counters": gettext("What can be counted"),
    }


# -- kinds ----------------------------------------------------------------------------------------


def kinds(site: Site) -> dict[str, Any]:
    """Returns every kind that the office keeps, with its fields, acts and states."""
    office, say = site.office, site.language.say
    labels = office.kernel.fields["label"].values
    return {
        "title": manual_titles(site)["kinds"],
        "kinds": [
            {
                "kind": kind,
                "title": say(kind.plural),
                "about": " ".join(say(kind.about).split()),
                "label": say(labels[kind.label]),
                "fields": _fields(site, kind, ("title", *kind.own_fields)),
                "acts": _acts(site, kind, (n for n in kind.acts if n not in office.kernel.acts)),
                "states": [
                    (name, say(state.title), site.tone(state.phase))
                    for name, state in kind.states.items()
                ],
            }
            for kind in office.kinds.values()
        ],
        "common": _common(site),
    }


def kinds_in_words(site: Site) -> list[tuple[str, str, str]]:
    """Returns the kinds in the order of their titles: title, address of the register, about."""
    say = site.language.say
    found = (
        (say(kind.title), f"{kind.folder}/index.html", " ".join(say(kind.about).split()))
        for kind in site.office.kinds.values()
    )
    return sorted(found, key=lambda each: fold(each[0]))


def _common(site: Site) -> dict[str, Any]:
    """Returns the fields and acts that records of every kind may have."""
    kernel = site.office.kernel
    kind = next(iter(site.office.kinds.values()), None)
    if kind is None:
        return {"fields": [], "acts": []}
    names = [name for name in kernel.fields if name not in kind.own_fields and name != "title"]
    acting = next((each for each in site.office.kinds.values() if each.has_acts), None)
    return {
        "fields": _fields(site, kind, names),
        "acts": _acts(site, acting, kernel.acts) if acting else [],
    }


def _fields(site: Site, kind: Kind, names: Iterable[str]) -> list[ShownField]:
    known = (name for name in dict.fromkeys(names) if name in kind.fields)
    return [_field(site, kind, kind.fields[name]) for name in known]


def _field(site: Site, kind: Kind, spec: Field) -> ShownField:
    gettext, say = site.language.gettext, site.language.say
    facts = [form(spec, site.office.kinds, site.language.code, gettext).rstrip(":：")]
    if spec.required:
        facts.append(gettext("needed"))
    elif spec.required_from:
        state = kind.states[spec.required_from]
        facts.append(gettext("needed from") + site.language.marks.colon + say(state.title))
    inner = [*spec.parts.values(), *(spec.of.parts.values() if spec.of else ())]
    return ShownField(
        spec.name,
        say(spec.title),
        facts,
        " ".join(say(spec.help).split()),
        [(value, say(words)) for value, words in (spec.of or spec).values.items()],
        [_field(site, kind, part) for part in (*inner, *spec.outside.values())],
    )


def _acts(site: Site, kind: Kind, names: Iterable[str]) -> list[dict[str, Any]]:
    gettext, say = site.language.gettext, site.language.say
    return [
        {
            "name": name,
            "title": say(act.title),
            "to": say(kind.states[act.to].title) if act.to else "",
            "help": " ".join(say(act.help).split()),
            "facts": act_facts(kind, act, site.language.code, gettext),
        }
        for name, act in ((name, kind.acts[name]) for name in names)
    ]


# -- rules and counters ---------------------------------------------------------------------------


def rules(site: Site) -> dict[str, Any]:
    """Returns every rule with its weight and what it forbids: on files, of kinds, across records.

    A rule of a kind is given in the words of its message.
    """
    gettext = site.language.gettext
    entries = rulebook(site.office.kinds)
    groups: Mapping[str, list[Entry]] = {"file": [], "kind": [], "across": []}
    for entry in entries.values():
        where = "kind" if entry.rule else "file" if entry.id in STRUCTURE else "across"
        groups[where].append(entry)
    words = {
        "file": gettext("On every file"),
        "kind": gettext("Within one record"),
        "across": gettext("Across records"),
    }
    return {
        "title": manual_titles(site)["rules"],
        "count": len(entries),
        "groups": [
            (name, words[name], [(entry, _forbids(site, entry)) for entry in found])
            for name, found in groups.items()
            if found
        ],
        "severe": ERROR,
    }


def _forbids(site: Site, entry: Entry) -> Markup:
    language = site.language
    said = language.say(entry.rule.message) if entry.rule else language.gettext(entry.forbids)
    return sentence(" ".join(said.split()))


def counters(site: Site) -> dict[str, Any]:
    """Returns every counter over records that the office keeps, with what may narrow it."""
    say, known = site.language.say, site.office.kinds
    return {
        "title": manual_titles(site)["counters"],
        "counters": [
            {
                "name": name,
                "title": say(counter.title),
                "counts": say(counter.counts),
                "kind": known[counter.kind],
                "narrowed": narrowed_by(
                    counter, known[counter.kind], known, site.language.code, site.language.gettext
                ),
            }
            for name, counter in COUNTERS.items()
            if counter.kind in known
        ],
        "year": site.office.settings.get("began", "")[:4] or str(site.today.year),
    }
