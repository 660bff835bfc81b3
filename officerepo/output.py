"""Findings as people and programs read them: text and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from officerepo import table
from officerepo.catalogue import catalogue
from officerepo.finding import Finding, fill
from officerepo.kind import Kind, Words, say
from officerepo.text import safe
from officerepo.titles import fill_titled
from officerepo.verdict import Verdict

Lines = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Translate:
    """Puts English sentences into a language, and the keys that findings name beside their titles.

    `own` are the sentences that kind files bring, in all their languages; `kinds` are by folder.
    Keys are English words, and an English reader is shown them as they stand in the files.
    """

    language: str
    own: Mapping[str, Words]
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def __call__(self, sentence: str) -> str:
        """Return a sentence in the language."""
        if sentence in self.own:
            return say(self.own[sentence], self.language)
        return catalogue(self.language).gettext(sentence) if sentence else ""

    def said(self, finding: Finding, sentence: str) -> str:
        """Return a sentence of a finding in the language, with the finding's values in it."""
        if self.language == "en":
            return fill(self(sentence), finding.values)
        return fill_titled(finding, self(sentence), self.kinds, self.language)


def message_of(finding: Finding, translate: Translate) -> str:
    """Return a finding's sentence, in the reader's language and safe for a terminal."""
    return one_line(translate.said(finding, finding.message))


def hint_of(finding: Finding, translate: Translate) -> str:
    """Return a finding's advice, in the reader's language and safe for a terminal."""
    return one_line(translate.said(finding, finding.hint))


def one_line(text: str) -> str:
    """Return a text on one line, without anything that could steer a terminal."""
    return safe(text.replace("\n", " "))


def as_text(finding: Finding, translate: Translate, raw: bytes) -> Iterator[str]:
    """Yield the lines that show a finding: place and sentence, the source line, the hint."""
    place = f"{finding.path}:{finding.line or 1}:{finding.column or 1}"
    if finding.commit:  # as git names a file of a commit: `git show 1234567890:records/…`
        place = f"{finding.commit[:10]}:{place}" if finding.path else finding.commit[:10]
    severity = translate(finding.severity)
    yield f"{one_line(place)}: {severity}: {message_of(finding, translate)} [{finding.rule}]"
    lines = raw.decode("utf-8", "replace").splitlines()
    if 0 < finding.line <= len(lines):
        yield from _source_line(lines[finding.line - 1], finding.line, finding.column)
    if finding.hint:
        yield f"  {translate('hint')}: {hint_of(finding, translate)}"


def _source_line(line: str, number: int, column: int) -> Iterator[str]:
    """Show a line of the file with a caret below the column; long lines are cut around it."""
    start = max(0, column - 60) if len(line) > 100 else 0
    shown = line[start : start + 100]
    gutter = f"{number:>5} | "
    before = safe(shown[: max(column - 1 - start, 0)])
    yield gutter + safe(shown)
    yield " " * 5 + " | " + " " * _width(before) + "^"


def _width(text: str) -> int:
    """Return the columns a text takes on a terminal: East Asian wide characters take two."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def as_json(verdict: Verdict, translate: Translate, **more: Any) -> str:
    """Return the whole verdict as one JSON object (the layout is documented in the manual).

    `more` is what a command has to say besides.
    """
    findings = [as_data(finding, translate) for finding in verdict.findings]
    rules = {"ran": list(verdict.ran), "skipped": skipped_rules(verdict, translate)}
    whole = {"records": verdict.records, "findings": findings, "rules": rules, **more}
    return table.as_json(whole)


def as_data(finding: Finding, translate: Translate) -> dict[str, Any]:
    """Return a finding as an object of JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "at": finding.at,
        "message": message_of(finding, translate),
        "hint": hint_of(finding, translate),
        **({"commit": finding.commit} if finding.commit else {}),
    }


def failure_as_json(message: str, hint: str, rules: Iterable[str]) -> str:
    """Return, as JSON, why nothing could be judged, in its reader's words, and the rules not run.

    There are no `findings`: an empty list would say that all is well.
    """
    message, hint = one_line(message), one_line(hint)
    skipped = [{"rule": rule, "reason": message} for rule in rules]
    whole = {
        "failure": {"message": message, "hint": hint},
        "rules": {"ran": [], "skipped": skipped},
    }
    return table.as_json(whole)


def skipped_rules(verdict: Verdict, translate: Translate) -> list[dict[str, str]]:
    """Return the rules that did not run, each with the reason in the reader's language."""
    unused = translate("The office does not use the kinds: {kinds}.")
    alone = translate("There is nothing to compare with: name a branch with --base.")
    unasked = translate("It was not asked for: {kinds}.")
    skipped = []
    for rule, kinds in verdict.skipped:
        why = alone if not kinds else unasked if kinds[0].startswith("--") else unused
        skipped.append({"rule": rule, "reason": fill(why, {"kinds": [*kinds]}, translate.language)})
    return skipped
