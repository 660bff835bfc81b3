"""A kind in lines of text: what it is for, its fields, acts and states, and a whole example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from officerepo.edit import digest_of
from officerepo.explain import act_facts, form
from officerepo.finding import fill
from officerepo.kind import ActSpec, Field, Kind, say
from officerepo.marks import marks_of
from officerepo.office import Office
from officerepo.output import Translate
from officerepo.splice import block
from officerepo.table import fit, width
from officerepo.text import safe


class KindSheet:
    """Shows what a clerk has to know to write a record of a kind."""

    def __init__(self, office: Office, kind: Kind, gettext: Translate) -> None:
        self.office = office
        self.kind = kind
        self.language = office.language
        self.marks = marks_of(office.language)
        self.gettext = gettext

    def lines(self) -> Iterator[str]:
        """Yield the whole sheet."""
        kind, gettext = self.kind, self.gettext
        yield f"{click.style(kind.name, bold=True)}  {say(kind.plural, self.language)}"
        yield " ".join(say(kind.about, self.language).split())
        yield ""
        yield from self._facts()
        yield from heading(gettext("Fields"))
        common = []
        for name, spec in kind.fields.items():
            if name in kind.own_fields or name == "title":
                yield from self._field(spec, "  ")
            else:
                common.append(name)
        yield ""
        also = gettext("Any record may also have: {fields}.")
        yield f"  {fill(also, {'fields': common}, self.language)}"
        if kind.has_acts:
            yield from heading(gettext("Acts"))
            for act in kind.acts.values():
                yield from self._act(act)
        yield from heading(gettext("Example"))
        yield from example_file(kind).splitlines()

    def _facts(self) -> Iterator[str]:
        labels = self.office.kernel.fields["label"].values
        facts = {
            self.gettext("Numbers"): self.kind.id,
            self.gettext("Folder"): f"records/{self.kind.folder}/",
            self.gettext("Access"): say(labels[self.kind.label], self.language),
            self.gettext("Series"): self.kind.series,
        }
        wide = max(map(width, facts))
        for name, fact in facts.items():
            if fact:
                yield f"{click.style(fit(name, wide), dim=True)}  {fact}"

    def _field(self, spec: Field, indent: str) -> Iterator[str]:
        """Yield a field's name, title and form, its help, and the fields inside it."""
        gettext = self.gettext
        facts = [
            say(spec.title, self.language),
            form(spec, self.office.kinds, self.language, gettext),
        ]
        if spec.required:
            facts.append(gettext("needed"))
        elif spec.required_from:
            state = self.kind.states[spec.required_from]
            facts.append(
                gettext("needed from") + self.marks.colon + say(state.title, self.language)
            )
        yield f"{indent}{click.style(spec.name, bold=True)}  {' · '.join(filter(None, facts))}"
        if help_text := " ".join(say(spec.help, self.language).split()):
            yield f"{indent}    {help_text}"
        for value, words in (spec.of or spec).values.items():
            yield f"{indent}    {value}  {say(words, self.language)}"
        for part in spec.parts.values():
            yield from self._field(part, indent + "    ")
        if spec.outside:
            yield f"{indent}    {gettext('or, for a document from outside:')}"
        for part in spec.outside.values():
            yield from self._field(part, indent + "      ")

    def _act(self, act: ActSpec) -> Iterator[str]:
        """Yield an act's name, title, where it leads, and what it needs."""
        gettext = self.gettext
        head = f"  {click.style(act.name, bold=True)}  {say(act.title, self.language)}"
        if act.to:
            head += f" → {say(self.kind.states[act.to].title, self.language)}"
        yield head
        if help_text := " ".join(say(act.help, self.language).split()):
            yield f"      {help_text}"
        facts = act_facts(self.kind, act, self.language, gettext)
        if facts:
            said = (f"{name}{self.marks.colon}{fact}" for name, fact in facts.items())
            yield f"      {self.marks.group.join(said)}"


def heading(words: str) -> Iterator[str]:
    """Yield the title of a part of a sheet, with the empty line before it."""
    yield ""
    yield click.style(words, bold=True)


def example_file(kind: Kind) -> str:
    """Return the kind's example as the file it would be, with the digests it would have."""
    data = dict(kind.example)
    body = str(data.pop("body", "")) if kind.format == "markdown" else ""
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
