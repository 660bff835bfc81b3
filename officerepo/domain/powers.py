"""What powers are called, what each allows, and which posts give it on a day.

A power is a word, or a word and what it is limited to: `authorise_seal:SL-oficial`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from officerepo.domain.establishment import existing
from officerepo.index import Index
from officerepo.kind import LANGUAGES, ActSpec, Kind, Words, say
from officerepo.marks import marks_of
from officerepo.office import Office
from officerepo.record import entries_in

_EVERY = {"en": "Every register", "es": "Todos los registros", "zh": "各登记簿"}


def target_of(power: str) -> str:
    """Return the number of what a power is limited to; nothing for one without limits."""
    return power.partition(":")[2]


def title(office: Office, power: str) -> Words:
    """Return what a power is called, without what it is limited to; else the word itself."""
    name = power.partition(":")[0]
    for powers in (*(kind.powers for kind in office.kinds.values()), office.kernel.powers):
        if name in powers:
            return powers[name]
    return dict.fromkeys(LANGUAGES, name.replace("_", " ").capitalize())


def asked(office: Office) -> Mapping[str, list[tuple[Kind, ActSpec]]]:
    """Return by power, without its limits, the acts that ask for it, in the order of the kinds."""
    found: dict[str, list[tuple[Kind, ActSpec]]] = {}
    for kind in office.kinds.values():
        for act in kind.acts.values():
            for name in dict.fromkeys(each.partition(":")[0] for each in _powers(act)):
                found.setdefault(name, []).append((kind, act))
    return found


def allowed(office: Office, acts: Iterable[tuple[Kind, ActSpec]]) -> Words:
    """Return acts in words, under the kinds of records: `Letters out: Approved, Returned`.

    What may be done with records of whatever kind is said once.
    """
    every = office.kernel.acts
    by_kind: dict[str, tuple[Words, list[Words]]] = {}
    for kind, act in acts:
        common = act.name in every and kind.acts[act.name].powers == every[act.name].powers
        name, words = ("", _EVERY) if common else (kind.name, kind.plural)
        titles = by_kind.setdefault(name, (words, []))[1]
        if act.title not in titles:
            titles.append(act.title)
    found = {}
    for language in LANGUAGES:
        marks = marks_of(language)
        found[language] = marks.group.join(
            say(plural, language)
            + marks.colon
            + marks.item.join(say(each, language) for each in titles)
            for plural, titles in by_kind.values()
        )
    return found


def given(index: Index, day: str) -> Mapping[str, list[str]]:
    """Return by power, with its limits, the posts that give it on a day (ISO date)."""
    found: dict[str, list[str]] = {}
    for post in existing(index, "post", day):
        for power in of_post(index, post.id, day):
            found.setdefault(power, []).append(post.id)
    return found


def of_post(index: Index, post: str, day: str) -> list[str]:
    """Return the powers of a post on a day, each once, as its version in force lists them."""
    version = index.authority.version(post, day) or {}
    powers = version.get("powers")
    listed = entries_in(powers)
    return list(dict.fromkeys(power for power in listed if isinstance(power, str)))


def _powers(act: ActSpec) -> tuple[str, ...]:
    return (*act.powers, *act.powers_then)
