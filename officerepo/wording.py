"""Changes of fields and acts in plain words: titles of the kind, values as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from officerepo.difference import ActChange, Difference, FieldChange, TextChange
from officerepo.excerpt import contrast, on_one_line
from officerepo.finding import fill
from officerepo.kind import Field, Kind, say
from officerepo.marks import Marks, marks_of
from officerepo.office import Office
from officerepo.register import Translate, in_words

Names = Callable[[str], str]
Dress = Callable[..., str]
"""What is put around what somebody typed: of a text, and of the characters it may have."""

_HARMLESS = re.compile(r"[^\W\d_]+\.?(?:[ ’'-][^\W\d_]+\.?)*")
_HEAD_OF_ACTS = ("do", "at", "by", "digest")


RIGHTS_CAP = 4000  # characters of a value that gives rights


def _in_full(dress: Dress, text: str) -> str:
    return dress(text, RIGHTS_CAP)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words a difference in the office's language.

    `name_of` returns the name of a person by number; `dress` is put around everything that somebody
    typed, to cut it and to take its power from it. Of two long values `cap` characters are shown,
    around what differs.
    """

    office: Office
    gettext: Translate
    name_of: Names
    dress: Dress
    cap: int

    @property
    def _marks(self) -> Marks:
        return marks_of(self.office.language)

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
        words = self
        if kind and change.names[0] in kind.rights:  # whoever reviews a right sees all of it
            words = replace(self, dress=partial(_in_full, self.dress), cap=RIGHTS_CAP)
        return words._became(title, spec, change.before, change.after)

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
                self._title(keys, (name,))[0]
                + self._marks.colon
                + self._shown(keys.get(name), act[name])
                for name in act
                if name not in _HEAD_OF_ACTS
            ]
        return f"{head}{self._marks.stop}{self._marks.group.join(said)}" if said else head

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
            if (added or gone) and (items := self._exchanged(spec, gone, added)):
                return f"{title}{self._marks.colon}{items}"
        return f"{title}{self._marks.colon}{self._contrasted(spec, before, after)}"

    def _exchanged(self, spec: Field | None, gone: list[str], added: list[str]) -> str:
        """Return which items of a list came and went; nothing where two of them look the same."""
        shown: dict[tuple[str, str], str] = {}
        for old, new in zip(sorted(gone), sorted(added), strict=False):
            places, _ = self._places(spec, old, new)
            if not places:
                return ""
            shown["−", old], shown["+", new] = map(self._dressed, places[0])
        signed = [("+", item) for item in added] + [("−", item) for item in gone]
        return self._marks.item.join(
            f"{each[0]} {shown.get(each) or self._shown(spec, each[1])}" for each in signed
        )

    def _contrasted(self, spec: Field | None, before: Any, after: Any) -> str:
        """Return two values that differ, and never the same words for both."""
        places, more = self._places(spec, before, after)
        if not places:
            return self.gettext("only spaces, line breaks or signs that are not seen differ")
        said = [f"{self._dressed(one)} → {self._dressed(other)}" for one, other in places]
        if more:
            said.append(fill(self.gettext("… and elsewhere ({n})"), {"n": str(more)}))
        return self._marks.group.join(said)

    def _places(
        self, spec: Field | None, before: Any, after: Any
    ) -> tuple[list[tuple[str, str]], int]:
        """Return where two values differ as they are shown, else as they are written, or nowhere.

        Two people may have one name.
        """
        one, other = (on_one_line(self._words(spec, value)) for value in (before, after))
        if one == other:
            one, other = (on_one_line(_as_written(value)) for value in (before, after))
        return contrast(one, other, self.cap) if one != other else ([], 0)

    def _shown(self, spec: Field | None, raw: Any) -> str:
        return self._dressed(self._words(spec, raw))

    def _dressed(self, words: str) -> str:
        return self.dress(words) if words else self.gettext("nothing")

    def _words(self, spec: Field | None, raw: Any) -> str:
        if spec and "person" in spec.to and isinstance(raw, str) and raw:
            return self.name_of(raw)
        return in_words(spec, raw, self.office.language, self.gettext)

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
        return self._marks.item.join(words), spec

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


def _as_written(value: Any) -> str:
    is_text = isinstance(value, str) and value.strip()
    return value if is_text else json.dumps(value, ensure_ascii=False)


def _is_listing(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
