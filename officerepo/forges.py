"""Findings as forges and CI servers read them: GitHub, GitLab, SARIF, JUnit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from officerepo import __version__, table
from officerepo.finding import Finding
from officerepo.office import SETTINGS
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
    """Return the verdict as SARIF 2.1.0 (OASIS), the format of code scanning services.

    Each rule that did not run is a notification about the tool's configuration (3.20.22).
    """
    rules = sorted({finding.rule for finding in verdict.findings})
    places = {rule: number for number, rule in enumerate(rules)}
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
    told = [
        {
            "associatedRule": {"id": each["rule"]},
            "level": "note",
            "message": {"text": harmless(one_line(each["reason"]))},
        }
        for each in skipped_rules(verdict, translate)
    ]
    run = {"executionSuccessful": True, "toolConfigurationNotifications": told}
    return _sarif_run(rules, invocations=[run], results=results)


def _sarif_run(rules: Iterable[str], **said: Any) -> str:
    driver = {"name": "officerepo", "version": __version__, "rules": [{"id": r} for r in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", **said}
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
    cases = [_case(name) for name in names]
    for name, case in zip(names, cases, strict=True):
        _add(case, found.get(name, []), translate)
    for each in skipped_rules(verdict, translate):
        cases.append(_case(each["rule"]))
        ElementTree.SubElement(cases[-1], "skipped", message=each["reason"])
    return _suite(cases)


def _case(name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname="officerepo", name=name)


def _suite(cases: Sequence[ElementTree.Element]) -> str:
    """Return the tests as a document, with how many of them have come out in which way."""
    ways = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {name: sum(c.find(way) is not None for c in cases) for name, way in ways.items()}
    suite = ElementTree.Element("testsuite", name="officerepo", tests=str(len(cases)))
    for name, count in counts.items():
        suite.set(name, str(count))
    suite.extend(cases)
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
        facts = (finding.rule, finding.path, finding.at, finding.message, *finding.filling())
        text = "\0".join(facts).encode("utf-8", "surrogateescape")
        name = hashlib.sha256(text).hexdigest()
        seen[name] = seen.get(name, 0) + 1
        yield finding, name if seen[name] == 1 else f"{name}-{seen[name]}"


# -- where nothing could be judged ----------------------------------------------------------------


def not_judged(form: str, reason: str, rules: Sequence[str]) -> str:
    """Return what a format says where nothing could be judged: never what it says of a pass.

    `reason` is a translated text, `rules` are those that did not run.
    """
    return _NOT_JUDGED[form](harmless(one_line(reason)), rules)


def _github_failure(reason: str, rules: Sequence[str]) -> str:
    return f"::error title=officerepo::{_data(reason)}"


def _gitlab_failure(reason: str, rules: Sequence[str]) -> str:
    """Return a report of one trouble: an empty one would say that all is well."""
    where = {"path": SETTINGS[0], "lines": {"begin": 1}}
    trouble = {"description": reason, "check_name": _FAILED, "fingerprint": _FAILED}
    return table.as_json([{**trouble, "severity": "blocker", "location": where}])


def _sarif_failure(reason: str, rules: Sequence[str]) -> str:
    """Return a run that failed; it has no `results` (SARIF 2.1.0, 3.14.23)."""
    told = {"level": "error", "message": {"text": reason}}
    run = {"executionSuccessful": False, "toolExecutionNotifications": [told]}
    return _sarif_run(rules, invocations=[run])


def _junit_failure(reason: str, rules: Sequence[str]) -> str:
    failed = _case(_FAILED)
    ElementTree.SubElement(failed, "error", message=reason)
    skipped = [_case(rule) for rule in rules]
    for case in skipped:
        ElementTree.SubElement(case, "skipped", message=reason)
    return _suite([failed, *skipped])


_FAILED = "not-judged"
_NOT_JUDGED: Mapping[str, Callable[[str, Sequence[str]], str]] = {
    "github": _github_failure,
    "gitlab": _gitlab_failure,
    "sarif": _sarif_failure,
    "junit": _junit_failure,
}

Written = Callable[[Verdict, Translate], str]
FORMATS: Mapping[str, Written] = {
    "github": as_github_log,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""What `check --format` can write for others, by name."""
