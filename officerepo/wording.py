"""Changes of fields and acts in plain words: titles of the kind, values as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.difference import ActChange, Difference, FieldChange, TextChange
from officerepo.finding import fill
from officerepo.kind import Field, Kind, say
from officerepo.office import Office
from officerepo.register import Translate, in_words

Names = Callable[[str], str]
Dress = Callable[[str], str]

_HARMLESS = re.compile(r"[^\W\d_]+\.?(?:[ ’'-][^\W\d_]+\.?)*")
_HEAD_OF_ACTS = ("do", "at", "by", "digest")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words a difference in the office's language.

    `name_of` returns the name of a person by number; `dress` is put around everything that somebody
    typed, to cut it and to take its power from it.
    """

    office: Office
    gettext: Translate
    name_of: Names
    dress: Dress

    def lines(self, kind: Kind | None, found: Difference) -> Iterator[str]:
        """Yield a sentence for each field, act and text that differs."""
        for change in found.fields:
            yield self.field(kind, change)
        for act in found.acts:
            yield self.act(kind, act)
        if found.text is not None:
            yield self.text(found.text)

    def field(self, kind: Kind | None, change: FieldChange) -> str:
        """Return what became of a field: `Due: 2025-05-03 → 2025-05-10`."""
        title, spec = self._title(kind.fields if kind else {}, change.names)
        return self._became(title, spec, change.before, change.after)

    def act(self, kind: Kind | None, change: ActChange) -> str:
        """Return which act came, went or is another one, and what it says."""
        act = change.after if change.after is not None else change.before or {}
        values = {"act": self._act_title(kind, act), "name": self._name(act.get("by"))}
        values["date"] = self.dress(_plain(act.get("at"))[:16].replace("T", " "))
        if change.before is None:
            sentence = "{act} by {name}, {date}"
        elif change.after is None:
            sentence = "removed: {act} by {name}, {date}"
        else:
            sentence = "altered: {act} by {name}, {date}"
        head = fill(self.gettext(sentence), values)
        keys = self._keys(kind, act)
        if change.before is not None and change.after is not None:
            said = [
                self._became(*self._title(keys, c.names), c.before, c.after) for c in change.fields
            ]
        else:
            said = [
                f"{self._title(keys, (name,))[0]}: {self._shown(keys.get(name), act[name])}"
                for name in act
                if name not in _HEAD_OF_ACTS
            ]
        return f"{head}. {'; '.join(said)}" if said else head

    def text(self, change: TextChange) -> str:
        """Return how much of a text is new and how much is gone."""
        if not change.added and not change.removed:
            return self.gettext("the text has other line breaks")
        values = {"added": f"{change.added:,}", "removed": f"{change.removed:,}"}
        return fill(self.gettext("lines of the text: {added} new, {removed} gone"), values)

    def titles(self, kind: Kind | None, found: Difference) -> tuple[list[str], list[str]]:
        """Return the titles of the fields and of the acts that differ, each once."""
        fields = (self._title(kind.fields if kind else {}, c.names[:1])[0] for c in found.fields)
        acts = (self._act_title(kind, c.after or c.before or {}) for c in found.acts)
        return list(dict.fromkeys(fields)), list(dict.fromkeys(acts))

    def _became(self, title: str, spec: Field | None, before: Any, after: Any) -> str:
        values = {"field": title, "before": "", "after": ""}
        if before is None:
            values["after"] = self._shown(spec, after)
            return fill(self.gettext("{field}: {after} (new)"), values)
        if after is None:
            values["before"] = self._shown(spec, before)
            return fill(self.gettext("{field}: {before} (removed)"), values)
        if _is_listing(before) and _is_listing(after):
            added = [item for item in after if item not in before]
            gone = [item for item in before if item not in after]
            if added or gone:
                parts = [f"+ {self._shown(spec, item)}" for item in added]
                parts += [f"− {self._shown(spec, item)}" for item in gone]
                return f"{title}: {', '.join(parts)}"
        return f"{title}: {self._shown(spec, before)} → {self._shown(spec, after)}"

    def _shown(self, spec: Field | None, raw: Any) -> str:
        if spec and "person" in spec.to and isinstance(raw, str) and raw:
            return self._name(raw)
        words = in_words(spec, raw, self.office.language, self.gettext)
        return self.dress(words) if words else self.gettext("nothing")

    def _title(
        self, fields: Mapping[str, Field], names: tuple[str, ...]
    ) -> tuple[str, Field | None]:
        """Return the titles of a field and of what it is part of: `Decisions D2, Due`."""
        words: list[str] = []
        spec: Field | None = None
        known = fields
        inside = False  # whether the next name is that of a sub-record
        for name in names:
            if inside:
                words[-1] += f" {self.dress(name)}"
                inside = False
                continue
            spec = known.get(name)
            title = say(spec.title, self.office.language) if spec else ""
            words.append(self._titled(title or name, bool(title)))
            inside = spec is not None and spec.type == "list" and bool(spec.parts)
            known = {**spec.parts, **spec.outside} if spec else {}
        return ", ".join(words), spec

    def _keys(self, kind: Kind | None, act: Mapping[str, Any]) -> Mapping[str, Field]:
        spec = kind.acts.get(_plain(act.get("do"))) if kind else None
        return {**self.office.kernel.keys, **(spec.keys if spec else {})}

    def _act_title(self, kind: Kind | None, act: Mapping[str, Any]) -> str:
        do = _plain(act.get("do"))
        spec = kind.acts.get(do) if kind else None
        title = say(spec.title, self.office.language) if spec else ""
        return self._titled(title or do or "?", bool(title))

    def _titled(self, words: str, is_title: bool) -> str:
        """Return a title as it is; the office's own kinds could put anything there."""
        return words if is_title and _HARMLESS.fullmatch(words) else self.dress(words)

    def _name(self, by: Any) -> str:
        return self.dress(self.name_of(by) if isinstance(by, str) and by else "?")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_listing(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
