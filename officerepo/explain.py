"""What a field, an act or a count asks for, in words: for sheets in a terminal and for pages."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from officerepo.domain.counting import countable_fields
from officerepo.domain.tally import Counter
from officerepo.kind import ActSpec, Field, Kind
from officerepo.marks import marks_of

Translate = Callable[[str], str]

MANY_STATES = 7
"""An act that may follow more states than this may follow almost any: they are not listed."""


def form(spec: Field, kinds: Container[str], language: str, gettext: Translate) -> str:
    """Return what a value of a field looks like; `kinds` are those that the office uses."""
    marks = marks_of(language)
    if spec.type == "list":
        inner = form(spec.of, kinds, language, gettext) if spec.of else gettext("groups")
        return f"{gettext('list')}{marks.colon}{inner}"
    if spec.type == "link":
        known = [to for to in spec.to if to.partition("/")[0] in kinds]
        targets = gettext("any record") if "any" in spec.to else marks.item.join(known or spec.to)
        text = marks.clause + gettext("or text") if spec.or_text else ""
        return f"{gettext('number')}{marks.colon}{targets}{text}"
    forms = {
        "text": gettext("text"),
        "integer": gettext("whole number"),
        "decimal": gettext("number with decimals"),
        "boolean": gettext("yes or no"),
        "date": gettext("day: 2025-01-31"),
        "moment": gettext("day and time: 2025-01-31T09:50"),
        "time": gettext("time: 09:50"),
        "digest": gettext("digest"),
        "sha256": gettext("digest of a file"),
        "email": gettext("e-mail address"),
        "power": gettext("power"),
        "public_key": gettext("public key of SSH: ssh-ed25519 AAAA…"),
        "choice": gettext("one of these:"),
        "map": gettext("group"),
        "any": gettext("any form"),
    }
    return forms[spec.type]


def act_facts(kind: Kind, act: ActSpec, language: str, gettext: Translate) -> dict[str, str]:
    """Return from where, by whom and with what an act is done, each under its words."""
    between = marks_of(language).item
    sources = [state for state in kind.states if state in (act.sources or ())]
    facts = {
        gettext("from"): between.join(sources) if len(sources) <= MANY_STATES else "",
        gettext("with the power"): between.join(act.powers),
        gettext("where"): act.powers_if.text if act.powers_if else "",
        gettext("instead with"): between.join(act.powers_then),
        gettext("or by") if act.powers else gettext("by"): between.join(
            _who(name, language, gettext) for name in act.who
        ),
        gettext("not by who did"): between.join(act.not_by),
        gettext("needs"): between.join(act.needs),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _who(name: str, language: str, gettext: Translate) -> str:
    """Return whom a name stands for: a field of the record, or who did an earlier act."""
    earlier = name.removeprefix("act:")
    return name if earlier == name else gettext("who did") + marks_of(language).blank + earlier


def narrowed_by(
    counter: Counter, kind: Kind, kinds: Container[str], language: str, gettext: Translate
) -> Mapping[str, str]:
    """Return what may narrow a count, `period` and `unit` first, each with what is written."""
    found = {
        "period": "2025, 2025-H1, 2025-Q1, 2025-03, 2025-01-01..2025-03-31",
        "unit": form(Field("unit", "link", to=("unit",)), kinds, language, gettext),
    }
    for name, spec in countable_fields(counter, kind).items():
        single = spec.of if spec.type == "list" and spec.of else spec
        if single.type == "choice":
            found[name] = marks_of(language).item.join(single.values)
        elif single.type == "boolean":
            found[name] = marks_of(language).item.join(("yes", "no"))
        else:
            found[name] = form(single, kinds, language, gettext)
    return found
