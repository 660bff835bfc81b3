"""A kind in lines of text: what it is for, its fields, acts and states, and a whole example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from officerepo.edit import digest_of
from officerepo.kind import ActSpec, Field, Kind, say
from officerepo.office import Office
from officerepo.output import Translate
from officerepo.splice import block
from officerepo.table import fit, width
from officerepo.text import safe

MANY_STATES = 7
"""An act that may follow more states than this may follow almost any: they are not listed."""


def kind_sheet(office: Office, kind: Kind, gettext: Translate) -> Iterator[str]:
    """Yield what a clerk has to know to write a record of the kind."""
    language = office.language
    yield f"{click.style(kind.name, bold=True)}  {say(kind.plural, language)}"
    yield say(kind.about, language).strip()
    yield ""
    facts = {
        gettext("Numbers"): kind.id,
        gettext("Folder"): f"records/{kind.folder}/",
        gettext("Access"): say(office.kernel.fields["label"].values[kind.label], language),
        gettext("Series"): kind.series,
    }
    yield from _aligned({name: fact for name, fact in facts.items() if fact})
    yield from _title(gettext("Fields"))
    for name, spec in kind.fields.items():
        if name in kind.own_fields or name == "title":
            yield from _field(name, spec, kind, language, gettext, "  ")
    common = [name for name in kind.fields if name not in kind.own_fields and name != "title"]
    yield ""
    yield f"  {gettext('Any record may also have:')} {', '.join(common)}."
    if kind.has_acts:
        yield from _title(gettext("Acts"))
        for act in kind.acts.values():
            yield from _act(act, kind, language, gettext)
    yield from _title(gettext("Example"))
    yield from example_file(kind).splitlines()


def _title(words: str) -> Iterator[str]:
    yield ""
    yield click.style(words, bold=True)


def _aligned(facts: Mapping[str, str]) -> Iterator[str]:
    wide = max(map(width, facts))
    yield from (f"{click.style(fit(name, wide), dim=True)}  {fact}" for name, fact in facts.items())


def _field(
    name: str, spec: Field, kind: Kind, language: str, gettext: Translate, indent: str
) -> Iterator[str]:
    """Yield a field's name, title and form, its help, and the fields inside it."""
    facts = [say(spec.title, language), _form(spec, gettext)]
    if spec.required:
        facts.append(gettext("needed"))
    elif spec.required_from:
        state = kind.states[spec.required_from]
        facts.append(f"{gettext('needed from')}: {say(state.title, language)}")
    yield f"{indent}{click.style(name, bold=True)}  {' · '.join(filter(None, facts))}"
    if help_text := " ".join(say(spec.help, language).split()):
        yield f"{indent}    {help_text}"
    for value, words in (spec.of or spec).values.items():
        yield f"{indent}    {value}  {say(words, language)}"
    for part in spec.parts.values():
        yield from _field(part.name, part, kind, language, gettext, indent + "    ")
    if spec.outside:
        yield f"{indent}    {gettext('or, for a document from outside:')}"
    for part in spec.outside.values():
        yield from _field(part.name, part, kind, language, gettext, indent + "      ")


def _form(spec: Field, gettext: Translate) -> str:
    """Return what a value looks like, in words."""
    if spec.type == "list":
        inner = _form(spec.of, gettext) if spec.of else gettext("groups")
        return f"{gettext('list')}: {inner}"
    if spec.type == "link":
        targets = gettext("any record") if spec.to == ("any",) else ", ".join(spec.to)
        text = f", {gettext('or text')}" if spec.or_text else ""
        return f"{gettext('number')}: {targets}{text}"
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
        "choice": gettext("one of these:"),
        "map": gettext("group"),
        "any": gettext("any form"),
    }
    return forms[spec.type]


def _act(act: ActSpec, kind: Kind, language: str, gettext: Translate) -> Iterator[str]:
    """Yield an act's name, title, where it leads, and what it needs."""
    head = f"  {click.style(act.name, bold=True)}  {say(act.title, language)}"
    if act.to:
        head += f" → {say(kind.states[act.to].title, language)}"
    yield head
    if help_text := " ".join(say(act.help, language).split()):
        yield f"      {help_text}"
    sources = act.sources or ()
    facts = {
        gettext("from"): ", ".join(state for state in kind.states if state in sources),
        gettext("with the power"): ", ".join(act.powers),
        gettext("by"): ", ".join(act.who),
        gettext("not by who did"): ", ".join(act.not_by),
        gettext("needs"): ", ".join(act.needs),
    }
    if len(sources) > MANY_STATES:
        del facts[gettext("from")]
    said = [f"{name}: {fact}" for name, fact in facts.items() if fact]
    if said:
        yield f"      {'; '.join(said)}"


def example_file(kind: Kind) -> str:
    """Return the kind's example as the file it would be, with the digests it would have."""
    data = {name: value for name, value in kind.example.items() if name != "body"}
    body = str(kind.example.get("body", ""))
    text = _file(kind, data, body)
    digest = digest_of(kind, f"example{kind.suffix}", text.encode())
    return safe(_file(kind, _with_digest(data, digest), body))


def _file(kind: Kind, data: Mapping[str, Any], body: str) -> str:
    yaml_text = block(data)
    return f"---\n{yaml_text}---\n\n{body}" if kind.format == "markdown" else yaml_text


def _with_digest(data: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """Return the example with the digest in place of every `digest: auto`."""
    acts = [
        {**act, "digest": digest} if act.get("digest") == "auto" else act
        for act in data.get("acts", [])
    ]
    return {**data, "acts": acts} if acts else dict(data)
