"""What a check found: one frozen value, without rendering, colour or position look-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from officerepo.marks import listed

Severity = Literal["error", "warning"]
Value = str | list[str]
"""What fills a slot of a sentence: words, or several names that the language puts together."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding says what is wrong at one place of one file, and what to do about it.

    `path` is relative to the office, with forward slashes. `at` is a field path such as
    `acts[2].by`; line and column (1-based, in characters) are looked up at output unless the
    finding already knows them (0 = unknown). `message` and `hint` are English templates whose
    `{names}` are filled from `values` after translation. `commit` is the id of the commit that
    did it, where history was judged; the path is then one of that commit's.
    """

    path: str
    at: str
    message: str
    hint: str
    rule: str = ""
    severity: Severity = "error"
    values: Values = field(default_factory=dict)
    line: int = 0
    column: int = 0
    commit: str = ""

    def stamped(self, rule: str, severity: Severity) -> Finding:
        """Return this finding with the id and severity of the rule that found it."""
        return replace(self, rule=rule, severity=severity)

    def filling(self) -> Iterator[str]:
        """Yield what fills the sentences, several names one by one."""
        for value in self.values.values():
            yield from [value] if isinstance(value, str) else value

    def as_row(self) -> list[Any]:
        """Return the finding as a JSON-lossless list, for the index."""
        return [
            self.path,
            self.at,
            self.message,
            self.hint,
            self.rule,
            self.severity,
            dict(self.values),
            self.line,
            self.column,
            self.commit,
        ]

    @classmethod
    def from_row(cls, row: list[Any]) -> Finding:
        """Rebuild a finding from `as_row`."""
        return cls(*row)

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the order in which findings are shown: by file, place and rule."""
        return (self.path, self.line, self.column, self.at, self.rule)


def as_values(given: Mapping[str, object]) -> dict[str, Value]:
    """Return anything that is to fill sentences as words or lists of words."""
    return {
        name: [str(item) for item in value] if isinstance(value, list) else str(value)
        for name, value in given.items()
    }


NAME = re.compile(r"\{([A-Za-z_][\w.]*)\}")


def fill(template: str, values: Values, language: str = "en") -> str:
    """Fill `{names}` of a template that is in a language, several names as it lists them.

    Other braces, and names without a value, stay as written.
    """
    if "{" not in template:
        return template

    def filled(slot: re.Match[str]) -> str:
        value, before = values.get(slot[1], slot[0]), template[: slot.start()]
        return value if isinstance(value, str) else listed(value, language, before)

    return NAME.sub(filled, template)
