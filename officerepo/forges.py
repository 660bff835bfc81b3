"""Findings as forges and CI servers read them: GitHub, GitLab, SARIF, JUnit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from officerepo import __version__, table
from officerepo.finding import Finding
from officerepo.output import Translate, hint_of, message_of, one_line, skipped_rules
from officerepo.text import harmless
from officerepo.verdict import Verdict


def as_github(finding: Finding, translate: Translate) -> str:
    """Return a finding as a GitHub workflow command, which becomes an annotation of the change."""
    text = _said(finding, translate)
    place = {
        "file": finding.path,
        "line": str(finding.line or 1),
        "col": str(finding.column or 1),
        "title": finding.rule,
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in place.items())
    return f"::{finding.severity} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


def as_github_log(verdict: Verdict, translate: Translate) -> str:
    """Return all findings as lines of a GitHub Actions log."""
    return "\n".join(as_github(finding, translate) for finding in verdict.findings)


def as_gitlab(verdict: Verdict, translate: Translate) -> str:
    """Return the findings as a GitLab code quality report, which shows them beside the change.

    Source: GitLab's "Code Quality", report format (a subset of the CodeClimate specification).
    """
    severities = {"error": "major", "warning": "minor"}
    return table.as_json(
        [
            {
                "description": _said(finding, translate),
                "check_name": finding.rule,
                "fingerprint": print_,
                "severity": severities[finding.severity],
                "location": {"path": finding.path, "lines": {"begin": finding.line or 1}},
            }
            for finding, print_ in _fingerprints(verdict)
        ]
    )


def as_sarif(verdict: Verdict, translate: Translate) -> str:
    """Return the verdict as SARIF 2.1.0 (OASIS), the format of code scanning services."""
    rules = sorted({finding.rule for finding in verdict.findings})
    places = {rule: number for number, rule in enumerate(rules)}
    driver = {
        "name": "officerepo",
        "version": __version__,
        "rules": [{"id": rule} for rule in rules],
    }
    results = [
        {
            "ruleId": finding.rule,
            "ruleIndex": places[finding.rule],
            "level": finding.severity,
            "message": {"text": _said(finding, translate)},
            "locations": [{"physicalLocation": _place(finding)}],
            "partialFingerprints": {"officerepo/v1": print_},
        }
        for finding, print_ in _fingerprints(verdict)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return table.as_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def as_junit(verdict: Verdict, translate: Translate) -> str:
    """Return the verdict as JUnit XML: each rule is a test, which fails where it finds errors.

    Warnings stand in the output of their test, and a rule that did not run is skipped.
    """
    found: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        found.setdefault(finding.rule, []).append(finding)
    names = sorted({*verdict.ran, *found})
    skipped = skipped_rules(verdict, translate)
    suite = ElementTree.Element(
        "testsuite",
        name="officerepo",
        tests=str(len(names) + len(skipped)),
        failures=str(sum(any(f.severity == "error" for f in each) for each in found.values())),
        skipped=str(len(skipped)),
    )
    for name in names:
        case = ElementTree.SubElement(suite, "testcase", classname="officerepo", name=name)
        _add(case, found.get(name, []), translate)
    for each in skipped:
        case = ElementTree.SubElement(suite, "testcase", classname="officerepo", name=each["rule"])
        ElementTree.SubElement(case, "skipped", message=each["reason"])
    whole = ElementTree.Element("testsuites")
    whole.append(suite)
    ElementTree.indent(whole)
    return ElementTree.tostring(whole, "unicode")


def _add(case: ElementTree.Element, findings: list[Finding], translate: Translate) -> None:
    def lines(severity: str) -> str:
        return "\n".join(
            f"{one_line(f.path)}:{f.line or 1}:{f.column or 1}: {_said(f, translate)}"
            for f in findings
            if f.severity == severity
        )

    if errors := lines("error"):
        failure = ElementTree.SubElement(case, "failure", message=errors.split("\n")[0])
        failure.text = errors
    if warnings := lines("warning"):
        ElementTree.SubElement(case, "system-out").text = warnings


def _place(finding: Finding) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(finding.path.encode("utf-8", "surrogateescape"))},
        "region": {"startLine": finding.line or 1, "startColumn": finding.column or 1},
    }


def _said(finding: Finding, translate: Translate) -> str:
    return harmless(f"{message_of(finding, translate)} {hint_of(finding, translate)}".strip())


def _fingerprints(verdict: Verdict) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a name that stays the same while lines before it come and go."""
    seen: dict[str, int] = {}
    for finding in verdict.findings:
        facts = (finding.rule, finding.path, finding.at, finding.message, *finding.values.values())
        text = "\0".join(facts).encode("utf-8", "surrogateescape")
        name = hashlib.sha256(text).hexdigest()
        seen[name] = seen.get(name, 0) + 1
        yield finding, name if seen[name] == 1 else f"{name}-{seen[name]}"


Written = Callable[[Verdict, Translate], str]
FORMATS: Mapping[str, Written] = {
    "github": as_github_log,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""What `check --format` can write for others, by name."""
