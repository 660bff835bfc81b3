"""Text trees of a closed language: each part read as what it has to be, and findings collected."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from officerepo.expression import Expression, ExpressionError
from officerepo.fields import decimal
from officerepo.finding import Finding, Value
from officerepo.kind import Words
from officerepo.pattern import TEXT_CAP, Pattern, PatternError
from officerepo.text import near
from officerepo.workdays import Calendar


class TreeReader:
    """Reads parts of one file's text tree; what cannot be read becomes a finding of `rule`."""

    def __init__(self, path: str, rule: str) -> None:
        self.path = path
        self.rule = rule
        self.findings: list[Finding] = []

    def closed(self, data: Any, keys: tuple[str, ...], at: str) -> None:
        """Find the keys that the language does not know."""
        for key in data if isinstance(data, dict) else ():
            if key not in keys:
                like = near(key, keys)
                hint = "Write `{like}`." if like else "Remove it; the keys are {keys}."
                place = f"{at}.{key}" if at else key
                self.say(
                    f"{place}:key",
                    "`{key}` is not a key here.",
                    hint,
                    key=key,
                    like=like,
                    keys=[*keys],
                )

    def map(self, data: Any, at: str) -> Iterable[tuple[str, Any]]:
        """Return names with their descriptions; anything else is a finding."""
        if data is None or data == "":
            return ()
        if not isinstance(data, dict):
            self.say(
                at, "Names with their descriptions were expected here.", "Write `name: {…}` lines."
            )
            return ()
        return data.items()

    def list(self, data: Any) -> tuple[str, ...]:
        """Return one word or a list of words as a tuple."""
        if not data:
            return ()
        return tuple(str(item) for item in data) if isinstance(data, list) else (str(data),)

    def words(self, data: Any, at: str) -> Words:
        """Return words by language; plain words are the same in all."""
        if isinstance(data, str):
            return {"en": data} if data else {}
        if isinstance(data, dict) and all(isinstance(v, str) for v in data.values()):
            return data
        self.say(
            at, "Words by language were expected here.", "Write for example {en: Seal, es: Sello}."
        )
        return {}

    def one_of(self, value: Any, allowed: tuple[str, ...], at: str) -> Any:
        """Return a word of a vocabulary; another one is a finding."""
        if value in allowed:
            return value
        self.say(
            at,
            "`{value}` is not one of these: {allowed}.",
            "Choose one of them.",
            value=str(value),
            allowed=[*allowed],
        )
        return allowed[0]

    def number(self, value: Any, at: str) -> Decimal | None:
        """Return a number, or None."""
        try:
            return None if value is None else decimal(value)
        except (TypeError, ValueError):
            self.say(at, "`{value}` is not a number.", "Write a number.", value=str(value))
            return None

    def pattern(self, value: Any, at: str) -> Pattern | None:
        """Return a pattern, or None."""
        if not value:
            return None
        try:
            return Pattern(str(value))
        except PatternError:
            self.say(
                at,
                "`{value}` cannot be used as a pattern.",
                "Write a regular expression of up to {cap} characters from letters, sets such as"
                " [A-Z], groups, `|`, `?`, `*`, `+` and small numbers of repeats; nothing that"
                " looks back or ahead.",
                value=str(value),
                cap=str(TEXT_CAP),
            )
            return None

    def formula(self, value: Any, at: str, calendar: Calendar) -> Expression | None:
        """Return a compiled expression, or None."""
        if value is None:
            return None
        try:
            return Expression(str(value), calendar)
        except ExpressionError as error:
            self.say(
                at,
                "`{value}` cannot be used: {why}.",
                "Correct the formula.",
                value=str(value),
                why=str(error),
            )
            return None

    def say(self, at: str, message: str, hint: str, **values: Value) -> None:
        """Add a finding at a field path."""
        self.findings.append(Finding(self.path, at, message, hint, self.rule, values=values))
