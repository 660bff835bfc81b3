"""What forges and CI servers read of a check: each format by its own reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from sarif_pydantic import Sarif

from officerepo.finding import Finding
from officerepo.forges import FORMATS, not_judged
from officerepo.output import Translate, as_json
from officerepo.verdict import Verdict

TRANSLATE = Translate("en", {})
HOSTILE = "\x1b[31m::error::]]> <b>&\u202e \x9b\n##[group]"


def verdict(*findings: Finding) -> Verdict:
    ran = tuple(sorted({"broken-link", *(found.rule for found in findings)}))
    return Verdict(3, findings, ran, (("odometer-gap", ("trip",)), ("record-removed", ())))


def finding(path: str = "records/x/a b.yaml", **values: str) -> Finding:
    said: Mapping[str, str] = values
    return Finding(
        path, "title", "There is no record {id}.", "Look.", "broken-link", "error", said, 3, 5
    )


WARNING = Finding("records/y.yaml", "", "It is late.", "Hurry.", "overdue", "warning")
ALL = (finding(id="IN-2025-0001"), finding(id=HOSTILE), finding(id=HOSTILE), WARNING)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_readable_too(form: str) -> None:
    said = FORMATS[form](verdict(), TRANSLATE)
    assert "broken-link" not in said or form == "junit"


@pytest.mark.parametrize("form", FORMATS)
def test_no_record_can_steer_whoever_shows_it(form: str) -> None:
    said = FORMATS[form](verdict(*ALL), TRANSLATE)
    assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(said)
    assert "##[" not in said
    commands = [line for line in said.splitlines() if line.startswith("::")]
    assert len(commands) == (len(ALL) if form == "github" else 0)


@pytest.mark.parametrize("form", FORMATS)
def test_what_could_not_be_judged_is_no_pass(form: str) -> None:
    said = not_judged(form, f"The clone is shallow. {HOSTILE}", ["late-entry", "record-removed"])
    assert said != FORMATS[form](verdict(), TRANSLATE)
    assert "The clone is shallow." in said
    assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(said)
    assert len(said.splitlines()) == 1 or form != "github"


def test_a_failed_run_is_read_by_the_readers_of_each_format() -> None:
    said = {form: not_judged(form, "It is shallow.", ["late-entry"]) for form in FORMATS}
    assert said["github"] == "::error title=officerepo::It is shallow."
    (issue,) = json.loads(said["gitlab"])
    assert (issue["severity"], issue["location"]["path"]) == ("blocker", "records/office.yaml")
    (run,) = Sarif.model_validate_json(said["sarif"]).runs
    assert run.results is None
    assert run.invocations is not None
    assert run.invocations[0].execution_successful is False
    (suite,) = ElementTree.fromstring(said["junit"])
    assert (suite.get("errors"), suite.get("skipped"), suite.get("failures")) == ("1", "1", "0")
    assert suite[0][0].get("message") == "It is shallow."


def test_gitlab_tells_findings_apart() -> None:
    issues = json.loads(FORMATS["gitlab"](verdict(*ALL), TRANSLATE))
    assert len({issue["fingerprint"] for issue in issues}) == len(ALL)
    assert [issue["severity"] for issue in issues] == ["major", "major", "major", "minor"]
    assert issues[0] == {
        "description": "There is no record IN-2025-0001. Look.",
        "check_name": "broken-link",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "records/x/a b.yaml", "lines": {"begin": 3}},
    }


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    moved = Finding(*[*ALL[0].as_row()[:7], 30, 5])
    names = [
        json.loads(FORMATS["gitlab"](verdict(each), TRANSLATE))[0]["fingerprint"]
        for each in (ALL[0], moved)
    ]
    assert names[0] == names[1]


def test_sarif_is_read_by_a_sarif_reader() -> None:
    log = Sarif.model_validate_json(FORMATS["sarif"](verdict(*ALL), TRANSLATE))
    (run,) = log.runs
    results = run.results or []
    assert [result.rule_id for result in results] == [found.rule for found in ALL]
    place: Any = (results[0].locations or [])[0].physical_location
    assert place.artifact_location.uri == "records/x/a%20b.yaml"
    assert (place.region.start_line, place.region.start_column) == (3, 5)


def test_sarif_names_every_rule_that_did_not_run() -> None:
    (run,) = json.loads(FORMATS["sarif"](verdict(), TRANSLATE))["runs"]
    (invocation,) = run["invocations"]
    told = invocation["toolConfigurationNotifications"]
    assert invocation["executionSuccessful"] is True
    assert [each["associatedRule"]["id"] for each in told] == ["odometer-gap", "record-removed"]
    assert told[0]["message"]["text"] == "The office does not use the kinds: trip."


def test_junit_has_a_test_for_each_rule() -> None:
    (suite,) = ElementTree.fromstring(FORMATS["junit"](verdict(*ALL), TRANSLATE))
    cases = {case.get("name"): case for case in suite}
    assert set(cases) == {"broken-link", "overdue", "odometer-gap", "record-removed"}
    assert suite.get("tests") == "4"
    assert suite.get("failures") == "1"
    assert suite.get("skipped") == "2"
    failure = cases["broken-link"].find("failure")
    assert failure is not None
    assert "records/x/a b.yaml:3:5: There is no record IN-2025-0001. Look." in (failure.text or "")
    assert cases["overdue"].find("failure") is None
    assert "It is late." in (cases["overdue"].findtext("system-out") or "")


def test_json_names_every_rule_that_did_not_run() -> None:
    rules = json.loads(as_json(verdict(), TRANSLATE))["rules"]
    assert {each["rule"]: each["reason"] for each in rules["skipped"]} == {
        "odometer-gap": "The office does not use the kinds: trip.",
        "record-removed": "There is nothing to compare with: name a branch with --base.",
    }
