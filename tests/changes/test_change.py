"""What history proves: each rule over a change, through commits and the command line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officerepo.resources import built_in_kinds
from officerepo.rules import rules_of_change
from tests.changes.repository import FOLLOW_UP, REGISTRAR, TASK, TODAY, VERIFIER, Repository, copy

REQUESTS = "records/requests/2025"
LETTER = "records/letters-in/2025/IN-2025-0001.yaml"
POST = "records/posts/POST-HID-01.yaml"
PERSON = "records/people/PER-lmeandro.yaml"
RULES = "records/regulations/REG-seals-v1.md"
OFFICE = "records/office.yaml"
OWNER = "lmeandro@emea.example"
POWERS = (
    "  - {n: 2, from: 2025-03-31, basis: Decision of 31 March 2025, powers: [assign_task],\n"
    "    duties: [{id: U1, text: Read the gauges, standard: Without delay}]}\n"
)
REOPEN = "  - {do: reopen, at: 2025-03-31T10:00, by: PER-lmeandro, reason: two years are missing}\n"
CORRECT = (
    "  - {do: correct, at: 2025-03-31T10:00, by: PER-farroyuelo, field: dated, was: 2025-01-30,"
    " is: 2025-01-29, reason: misread}\n"
)

Scenario = Callable[[Repository], object]


def follow_up(r: Repository, text: str = FOLLOW_UP, author: str = VERIFIER) -> None:
    r.append(TASK, text)
    r.commit(author=author)


def request(r: Repository, number: str, day: str = "2025-03-31", author: str = REGISTRAR) -> None:
    """Enter a new request, as far as the registrar carries it."""
    text = r.read(f"{REQUESTS}/REQ-2025-0001.yaml").partition("acts:")[0]
    text = text.replace("2025-03-07", "2025-04-07").replace("PER-ivadolargo", "PER-farroyuelo")
    text += f"acts:\n  - {{do: receive, at: {day}T09:00, by: PER-farroyuelo}}\n"
    r.write(f"{REQUESTS}/{number}.yaml", text)
    r.commit(author=author)


# -- what is right ---------------------------------------------------------------------------------


def nothing(r: Repository) -> None:
    pass


def an_act_is_added(r: Repository) -> None:
    follow_up(r)


def a_slip_is_corrected(r: Repository) -> None:
    r.replace(LETTER, "dated: 2025-01-30", "dated: 2025-01-29")
    r.append(LETTER, CORRECT)
    r.commit()


def the_next_number(r: Repository) -> None:
    request(r, "REQ-2025-0002")


def powers_alone(r: Repository) -> None:
    r.append(POST, POWERS)
    r.commit()


def an_end_of_an_appointment(r: Repository) -> None:
    r.replace(PERSON, "type: titular", "type: titular, to: 2026-12-31")
    r.commit()


def reopened_and_proved_anew(r: Repository) -> None:
    r.append(TASK, REOPEN.replace("PER-lmeandro", "PER-dcuencas"))
    r.commit(author="dcuencas@emea.example")
    r.replace(TASK, "says: one line a day", "says: twelve years")
    r.commit()


def entered_for_another(r: Repository) -> None:
    follow_up(
        r,
        FOLLOW_UP.replace("by: PER-etorrente", "by: PER-etorrente, entered_by: PER-farroyuelo"),
        REGISTRAR,
    )


def altered_and_put_back(r: Repository) -> None:
    text = r.read(TASK)
    r.write(TASK, text.replace("2025-02-19T12:00", "2025-02-25T12:00"))
    r.commit()
    r.write(TASK, text)
    r.commit()


def main_goes_on(r: Repository) -> None:
    follow_up(r)
    r.git("switch", "-q", "main")
    request(r, "REQ-2025-0002")
    r.git("switch", "-q", "day")


def main_takes_a_number_and_the_next_is_ours(r: Repository) -> None:
    r.git("switch", "-q", "main")
    request(r, "REQ-2025-0002")
    r.git("switch", "-q", "day")
    request(r, "REQ-2025-0003")


def main_renames_whoever_acts(r: Repository) -> None:
    r.append(TASK, FOLLOW_UP)
    r.commit(author=VERIFIER)
    r.git("switch", "-q", "main")
    assert r.run("rename", "PER-etorrente", "PER-eva", "--today", TODAY).code == 0
    r.commit()
    r.git("switch", "-q", "day")


def a_branch_is_merged_in(r: Repository) -> None:
    main_goes_on(r)
    r.git("merge", "-q", "main", "-m", "Merge main")


SCAN = "{{name: {0}, path: {0}.txt, sha256: {1}}}"


def attached(r: Repository, *names: str, text: str = "scanned") -> None:
    """Give the letter these files, in place of those it had."""
    scans = []
    for name in names:
        r.write(f"{LETTER.rpartition('/')[0]}/{name}.txt", text)
        scans.append(SCAN.format(name, sha256(text.encode()).hexdigest()))
    lines = [x for x in r.read(LETTER).splitlines(True) if not x.startswith("attachments")]
    r.write(LETTER, f"attachments: [{', '.join(scans)}]\n" + "".join(lines))
    r.commit()


def a_letter_with_a_scan(r: Repository) -> None:
    """Have a registered letter on the main branch whose scan is in the repository."""
    r.git("switch", "-q", "main")
    attached(r, "scan")
    r.git("switch", "-q", "-C", "day")


def a_person_of_before_the_office_began(r: Repository) -> None:
    text = r.read(PERSON).replace("Leocadia", "Leocadio").replace("lmeandro@", "leo@")
    text = text.replace("type: titular", "type: deputy, limits: [register]")
    r.write(PERSON.replace("lmeandro", "leo"), text.replace("POST-HID-01", "POST-OFI-03"))
    r.commit()


def a_further_scan(r: Repository) -> None:
    a_letter_with_a_scan(r)
    attached(r, "scan", "envelope")


def a_telephone_beside_acts(r: Repository) -> None:
    r.append(PERSON, "contact: {phone: ext. 214}\n")
    follow_up(r)


def began_put_back(r: Repository) -> None:
    r.git("switch", "-q", "main")
    r.replace(OFFICE, "began: 2025-01-02\n", "")
    r.commit()
    r.git("switch", "-q", "-C", "day")
    r.append(OFFICE, "began: 2025-01-02\n")
    r.commit()


def broken_file_mended(r: Repository) -> None:
    before = r.read(TASK)
    broken(r, TASK, before + "acts: [\n")
    r.write(TASK, before + FOLLOW_UP)
    r.commit(author=VERIFIER)


GOOD: list[Scenario] = [
    a_telephone_beside_acts,
    a_person_of_before_the_office_began,
    a_further_scan,
    began_put_back,
    broken_file_mended,
    nothing,
    an_act_is_added,
    a_slip_is_corrected,
    the_next_number,
    powers_alone,
    an_end_of_an_appointment,
    reopened_and_proved_anew,
    entered_for_another,
    altered_and_put_back,
    main_goes_on,
    main_takes_a_number_and_the_next_is_ours,
    main_renames_whoever_acts,
    a_branch_is_merged_in,
]


@pytest.mark.parametrize("scenario", GOOD, ids=lambda f: f.__name__)
@pytest.mark.parametrize("head", ["committed", "working"])
def test_what_is_right_passes(scenario: Scenario, head: str, repository: Repository) -> None:
    scenario(repository)
    result = repository.check(*(["--head", "day"] if head == "committed" else []))
    overdue = {"step-overdue"} if scenario is reopened_and_proved_anew else set()
    assert (result.code, result.rules) == (0, overdue)
    assert set(result.data["rules"]["ran"]) >= set(rules_of_change())


# -- what is not -----------------------------------------------------------------------------------


def altered(r: Repository) -> None:
    r.replace(TASK, "claim_done, at: 2025-02-19T09:00", "claim_done, at: 2025-02-14T09:00")
    r.commit()


def taken_out(r: Repository) -> None:
    lines = r.read(TASK).splitlines(keepends=True)
    r.write(TASK, "".join(lines[:-1]))
    r.commit()


def inserted_before_the_last(r: Repository) -> None:
    lines = r.read(TASK).splitlines(keepends=True)
    act = FOLLOW_UP.replace("2025-03-31T10:00", "2025-02-19T11:30")
    r.write(TASK, "".join([*lines[:-1], act, lines[-1]]))
    r.commit(author=VERIFIER)


def two_changed_places(r: Repository) -> None:
    *lines, one, two = r.read(TASK).splitlines(keepends=True)
    r.write(TASK, "".join([*lines, two, one]))
    r.commit()


def entered_twice(r: Repository) -> None:
    *_, last = r.read(TASK).splitlines(keepends=True)
    r.append(TASK, last)
    r.commit()


def moved_to_another_record(r: Repository) -> None:
    *lines, last = r.read(TASK).splitlines(keepends=True)
    r.write(TASK, "".join(lines))
    r.append("records/tasks/2025/TSK-2025-0001.yaml", last)
    r.commit()


def an_appointment_altered(r: Repository) -> None:
    r.replace(PERSON, "from: 2020-01-01", "from: 2019-01-01")
    r.commit()


def deleted_and_made_anew(r: Repository) -> None:
    text = r.read(TASK)
    r.git("rm", "-q", TASK)
    r.git("commit", "-q", "-m", "Away")
    r.write(TASK, text.replace("2025-02-19T12:00", "2025-02-25T12:00"))
    r.commit("Again")


def fixed_field_altered(r: Repository) -> None:
    r.replace(LETTER, "dated: 2025-01-30", "dated: 2025-01-29")
    r.commit()


def approved_text_altered(r: Repository) -> None:
    r.append(RULES, "\nAnd the seal may be lent.\n")
    r.commit()


def evidence_of_a_closed_task_swapped(r: Repository) -> None:
    r.replace(TASK, "says: one line a day", "says: one line a week")
    r.commit()


def scan_swapped(r: Repository) -> None:
    a_letter_with_a_scan(r)
    attached(r, "scan", text="another")


def scan_taken_out(r: Repository) -> None:
    a_letter_with_a_scan(r)
    r.write(LETTER, r.read(LETTER).partition("\n")[2])
    r.commit()


def evidence_removed(r: Repository) -> None:
    r.git("switch", "-q", "main")
    r.write("records/tasks/2025/marks.jpg", "pixels")
    r.commit()
    r.git("switch", "-q", "-C", "day")
    (r.root / "records/tasks/2025/marks.jpg").unlink()
    r.commit()


def altered_what_main_has_fixed_meanwhile(r: Repository) -> None:
    r.git("switch", "-q", "main")
    draft = r.read(LETTER).partition("  - {do: register")[0]
    second = LETTER.replace("0001", "0004")
    r.write(second, draft.replace("2025-02-03", "2025-03-31"))
    r.commit()
    r.git("switch", "-q", "-C", "day")
    r.replace(second, "dated: 2025-01-30", "dated: 2025-01-29")
    r.commit()
    r.git("switch", "-q", "main")
    r.append(second, "  - {do: register, at: 2025-03-31T09:40, by: PER-farroyuelo}\n")
    r.commit()
    r.git("switch", "-q", "day")


def removed(r: Repository) -> None:
    (r.root / f"{REQUESTS}/REQ-2025-0001.yaml").unlink()
    r.commit()


def moved_out_of_the_way(r: Repository) -> None:
    (r.root / "old").mkdir()
    r.git("mv", f"{REQUESTS}/REQ-2025-0001.yaml", "old/")
    r.commit()


def renumbered(r: Repository) -> None:
    r.git("mv", f"{REQUESTS}/REQ-2025-0001.yaml", f"{REQUESTS}/REQ-2025-0002.yaml")
    r.append(f"{REQUESTS}/REQ-2025-0002.yaml", "formerly: [REQ-2025-0001]\n")
    r.commit()


def a_folder_is_a_submodule(r: Repository) -> None:
    r.git("rm", "-rq", "--cached", REQUESTS)
    commit = r.git("rev-parse", "HEAD")
    r.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{REQUESTS}")
    r.git("commit", "-q", "-m", "Requests elsewhere")
    r.git("reset", "-q", "--hard")


def back_dated(r: Repository) -> None:
    follow_up(r, FOLLOW_UP.replace("2025-03-31T10:00", "2025-03-10T10:00"))


def back_dated_by_day(r: Repository) -> None:
    follow_up(r, FOLLOW_UP.replace("2025-03-31T10:00", "2025-03-10"))


def dated_ahead(r: Repository) -> None:
    follow_up(r, FOLLOW_UP.replace("2025-03-31T10:00", "2025-03-31T23:00"))


def back_dated_commit(r: Repository) -> None:
    r.append(TASK, FOLLOW_UP.replace("2025-03-31T10:00", "2025-03-10T10:00"))
    r.git("add", "-A")
    r.git("commit", "-q", "-m", "On the day", "--date=2025-03-10T10:00:00Z", author=VERIFIER)


def late_without_a_second(r: Repository) -> None:
    late = "late: {reason: forgotten, countersigned_by: PER-etorrente}"
    text = FOLLOW_UP.replace("2025-03-31T10:00", "2025-03-10T10:00")
    follow_up(r, text.replace("remarks:", f"{late}, remarks:"))


def written_by_a_colleague(r: Repository) -> None:
    follow_up(r, author="jribera@emea.example")


def written_by_nobody_known(r: Repository) -> None:
    follow_up(r, author="e.torrente@home.example")


def an_act_of_before_again(r: Repository) -> None:
    r.append(TASK, "  - " + r.read(TASK).rpartition("  - ")[2])
    r.commit(author="jribera@emea.example")


def an_address_of_two(r: Repository) -> None:
    r.git("switch", "-q", "main")
    r.replace("records/people/PER-jribera.yaml", "[jribera@", f"[{VERIFIER}, jribera@")
    r.commit()
    r.git("switch", "-q", "day")
    follow_up(r)


def brought_by_a_merge(r: Repository) -> None:
    r.git("switch", "-q", "-c", "side", "main")
    request(r, "REQ-2025-0002")
    r.git("switch", "-q", "day")
    r.git("merge", "-q", "--no-ff", "--no-commit", "side")
    r.append(TASK, FOLLOW_UP)
    r.commit("Merge", author="jribera@emea.example")


def not_the_next_number(r: Repository) -> None:
    request(r, "REQ-2025-0004")


def number_taken(r: Repository) -> None:
    request(r, "REQ-2025-0002")
    r.git("switch", "-q", "main")
    request(r, "REQ-2025-0002", author="ivadolargo@emea.example")
    r.replace(f"{REQUESTS}/REQ-2025-0002.yaml", "A key", "Two keys")
    r.commit()
    r.git("switch", "-q", "day")


def a_right_given_and_used(r: Repository) -> None:
    r.append(POST, POWERS)
    r.append(TASK, REOPEN)
    r.commit(author=OWNER)


def a_kind_loosened_and_used(r: Repository) -> None:
    text = built_in_kinds()["task"].decode()
    line = next(line for line in text.splitlines() if line.startswith("  reopen:"))
    r.write("records/kinds/task.yaml", text.replace(line, line.replace("power: assign_task, ", "")))
    r.append(TASK, REOPEN)
    r.commit(author=OWNER)


def a_kind_loosened_and_relied_on(r: Repository) -> None:
    """No act comes with it: routines have none."""
    text = built_in_kinds()["routine"].decode()
    needed = "owner_post:\n    type: link\n    to: post\n    required: true\n"
    assert needed in text
    r.write("records/kinds/routine.yaml", text.replace(needed, needed.replace("true", "no")))
    routine = "records/routines/RTN-leadership-meeting.yaml"
    without = re.sub("owner_post: .*\n", "", r.read(routine))
    r.write("records/routines/RTN-another-meeting.yaml", without)
    r.commit()


def settings_beside_acts(r: Repository) -> None:
    r.append(OFFICE, "stale_after_days: 45\n")
    follow_up(r)


def guard_beside_acts(r: Repository) -> None:
    r.write(".github/CODEOWNERS", "* @jribera\n")
    follow_up(r)


def an_address_beside_acts(r: Repository) -> None:
    r.replace(PERSON, "git_emails: [", "git_emails: [clerk2@home.example, ")
    follow_up(r)


def powers_beside_acts(r: Repository) -> None:
    r.append(POST, POWERS)
    follow_up(r)


def a_seal_permitted_and_used(r: Repository) -> None:
    seal, use = "records/seals/SL-oficial.yaml", "records/seal-uses/2025/SEAL-2025-0004.yaml"
    r.git("switch", "-q", "main")
    text = r.read(seal)
    r.write(seal, text.replace("permits: [letter, report-up]", "permits: [letter]"))
    r.commit()
    r.git("switch", "-q", "-C", "day")
    r.write(seal, text)
    r.write(use, r.read(use.replace("0004", "0002")))
    r.commit()


APPOINTED = "  - {post: POST-OFI-01, from: 2025-03-03, type: acting, instrument: by word}\n"


def an_appointment_dated_back(r: Repository) -> None:
    r.append(PERSON, APPOINTED)
    r.commit()


def settings_put_back(r: Repository) -> None:
    r.git("switch", "-q", "main")
    before = r.read(OFFICE)
    r.append(OFFICE, "stale_after_days: 45\n")
    r.commit()
    r.git("switch", "-q", "-C", "day")
    r.write(OFFICE, before)
    r.commit()


def began_moved(r: Repository) -> None:
    r.replace(OFFICE, "began: 2025-01-02", "began: 2025-03-24")
    r.commit()


def began_taken_out(r: Repository) -> None:
    r.replace(OFFICE, "began: 2025-01-02\n", "")
    r.commit()


def began_taken_out_and_written_anew(r: Repository) -> None:
    r.git("switch", "-q", "main")
    began_taken_out(r)
    r.git("switch", "-q", "-C", "day")
    r.append(OFFICE, "began: 2025-03-24\n")
    r.commit()


def kind_switched_off(r: Repository) -> None:
    r.replace(OFFICE, ", request,", ",")
    r.commit()


def kind_switched_off_and_moved_away(r: Repository) -> None:
    kind_switched_off(r)
    r.git("mv", "records/requests", "requests")
    r.commit()


def label_lowered(r: Repository) -> None:
    r.write(TASK, "label: public\n" + r.read(TASK))
    r.commit()


def hold_taken_out(r: Repository) -> None:
    r.git("switch", "-q", "main")
    before = r.read(TASK)
    r.write(TASK, "hold: The county's auditors want it\n" + before)
    r.commit()
    r.git("switch", "-q", "-C", "day")
    r.write(TASK, before)
    r.commit()


def broken(r: Repository, path: str, text: str) -> None:
    """Have a file on the main branch that cannot be read."""
    r.git("switch", "-q", "main")
    r.write(path, text)
    r.commit()
    r.git("switch", "-q", "-C", "day")


def broken_file_altered(r: Repository) -> None:
    before = r.read(TASK)
    broken(r, TASK, before + "acts: [\n")
    r.write(TASK, before.replace("2025-02-19T12:00", "2025-02-25T12:00"))
    r.commit()


def broken_file_removed(r: Repository) -> None:
    broken(r, f"{REQUESTS}/REQ-2025-0001.yaml", "x: [\n")
    (r.root / f"{REQUESTS}/REQ-2025-0001.yaml").unlink()
    r.commit()


def never_read_and_removed(r: Repository) -> None:
    broken(r, f"{REQUESTS}/REQ-2025-0002.yaml", "x: [\n")
    (r.root / f"{REQUESTS}/REQ-2025-0002.yaml").unlink()
    r.commit()


def never_read_and_mended(r: Repository) -> None:
    broken(r, f"{REQUESTS}/REQ-2025-0002.yaml", "x: [\n")
    request(r, "REQ-2025-0002")


BAD: dict[Scenario, str] = {
    altered: "rewritten-entry",
    taken_out: "rewritten-entry",
    inserted_before_the_last: "rewritten-entry",
    two_changed_places: "rewritten-entry",
    moved_to_another_record: "rewritten-entry",
    entered_twice: "act-entered-twice",
    an_appointment_altered: "rewritten-entry",
    deleted_and_made_anew: "rewritten-entry",
    fixed_field_altered: "changed-after-capture",
    approved_text_altered: "changed-after-capture",
    evidence_of_a_closed_task_swapped: "changed-after-capture",
    scan_swapped: "changed-after-capture",
    scan_taken_out: "changed-after-capture",
    evidence_removed: "attached-file-removed",
    altered_what_main_has_fixed_meanwhile: "changed-after-capture",
    removed: "record-removed",
    moved_out_of_the_way: "record-removed",
    renumbered: "record-removed",
    a_folder_is_a_submodule: "record-removed",
    back_dated: "back-dated-act",
    back_dated_by_day: "back-dated-act",
    back_dated_commit: "back-dated-act",
    dated_ahead: "back-dated-act",
    late_without_a_second: "late-not-countersigned",
    written_by_a_colleague: "written-by-another",
    written_by_nobody_known: "written-by-another",
    an_act_of_before_again: "written-by-another",
    an_address_of_two: "written-by-another",
    brought_by_a_merge: "written-by-another",
    not_the_next_number: "number-not-next",
    number_taken: "number-taken",
    a_right_given_and_used: "relies-on-changed-rules",
    a_kind_loosened_and_relied_on: "relies-on-changed-rules",
    a_kind_loosened_and_used: "relies-on-changed-rules",
    settings_beside_acts: "rules-changed-beside-acts",
    guard_beside_acts: "rules-changed-beside-acts",
    an_address_beside_acts: "rules-changed-beside-acts",
    powers_beside_acts: "rules-changed-beside-acts",
    a_seal_permitted_and_used: "relies-on-changed-rules",
    an_appointment_dated_back: "back-dated-right",
    settings_put_back: "settings-put-back",
    began_moved: "beginning-moved",
    began_taken_out: "beginning-moved",
    began_taken_out_and_written_anew: "beginning-moved",
    kind_switched_off: "kind-taken-away",
    kind_switched_off_and_moved_away: "record-removed",
    label_lowered: "shown-to-more",
    hold_taken_out: "hold-taken-out",
    broken_file_altered: "rewritten-entry",
    broken_file_removed: "record-removed",
    never_read_and_removed: "record-removed",
    never_read_and_mended: "unread-before",
}


@pytest.mark.parametrize("scenario", BAD, ids=lambda f: f.__name__)
def test_what_is_wrong_is_found(scenario: Scenario, repository: Repository) -> None:
    scenario(repository)
    result = repository.check("--head", "day", "--fail-on", "warning")
    assert result.code == 1
    assert BAD[scenario] in result.rules
    assert repository.check("--fail-on", "warning").data == result.data  # before it is committed


def test_every_rule_over_a_change_is_broken_once() -> None:
    assert set(rules_of_change()) - set(BAD.values()) == set()


# -- in general ------------------------------------------------------------------------------------

STEPS: list[Scenario] = [
    *(an_act_is_added, fixed_field_altered, the_next_number, altered, removed, label_lowered),
    *(powers_alone, settings_beside_acts, approved_text_altered),
]


# -- what is not committed yet ---------------------------------------------------------------------


def uncommitted(r: Repository, where: str, base: str) -> set[str]:
    r.git("config", "user.email", REGISTRAR)
    r.git("add", "-A")
    head = ("--head", r.git("write-tree")) if where == "staged" else ()
    return r.check(*head, base=base).rules


def merge_unfinished(r: Repository) -> None:
    """On `main` the verifier entered something, and `day`, where a request came in, takes it in."""
    request(r, "REQ-2025-0002")
    r.git("switch", "-q", "main")
    follow_up(r)
    r.git("switch", "-q", "day")
    r.git("merge", "-q", "--no-commit", "--no-ff", "main")


NOT_COMMITTED = pytest.mark.parametrize("where", ["folder", "staged"])


@NOT_COMMITTED
@pytest.mark.parametrize("base", ["main", "refs/heads/main", "HEAD"])
def test_what_a_merge_brings_is_not_whoever_concludes_it(
    where: str, base: str, repository: Repository
) -> None:
    merge_unfinished(repository)
    assert uncommitted(repository, where, base) == set()
    told = repository.run("diff", base).out
    assert ("REQ-2025-0002" in told) is (base != "HEAD")
    assert ("TSK-2025-0002" in told) is (base == "HEAD")


@NOT_COMMITTED
@pytest.mark.parametrize("base", ["main", "HEAD"])
def test_what_a_merge_brings_by_itself_is_of_whoever_concludes_it(
    where: str, base: str, repository: Repository
) -> None:
    merge_unfinished(repository)
    repository.append(TASK, FOLLOW_UP.replace("10:00", "11:00"))
    assert uncommitted(repository, where, base) == {"written-by-another"}


@NOT_COMMITTED
def test_a_tag_is_no_merge(where: str, repository: Repository) -> None:
    follow_up(repository)
    repository.git("tag", "MERGE_HEAD")
    repository.git("reset", "-q", "--hard", "main")
    repository.append(TASK, FOLLOW_UP)
    assert uncommitted(repository, where, "main") == {"written-by-another"}


@NOT_COMMITTED
def test_an_own_commit_that_nobody_has_is_written_anew(where: str, repository: Repository) -> None:
    """`commit --amend` takes the place of a commit: the branch it is proposed to never had it."""
    request(repository, "REQ-2025-0002")
    repository.replace(f"{REQUESTS}/REQ-2025-0002.yaml", "2025-03-31T09:00", "2025-03-31T09:15")
    assert uncommitted(repository, where, "main") == set()
    assert "rewritten-entry" in uncommitted(repository, where, "HEAD")


@pytest.mark.parametrize("there", [True, False])
def test_a_number_that_the_branch_has_by_now_is_no_hole(
    there: bool, repository: Repository
) -> None:
    text = repository.read(LETTER)
    if there:
        repository.git("switch", "-q", "main")
        repository.write(LETTER.replace("0001", "0004"), text)
        repository.commit()
        repository.git("switch", "-q", "day")
    repository.write(LETTER.replace("0001", "0005"), text)
    assert ("gap-in-register" in uncommitted(repository, "staged", "main")) is not there
    assert "gap-in-register" in repository.run("check", "--today", TODAY, "--format", "json").rules


def test_a_name_from_refs_on_is_no_other(repository: Repository) -> None:
    """Tags that are called like the branch, its short or its full name, choose no base."""
    follow_up(repository)
    for name in ("main", "refs/heads/main", "heads/main", "HEAD"):
        repository.git("update-ref", f"refs/tags/{name}", "day")
    told = repository.run("diff", "refs/heads/main..HEAD").out
    assert "TSK-2025-0002" in told
    repository.replace(TASK, "do: follow_up", "do: follow-up")
    repository.commit()
    assert repository.check("--head", "HEAD", base="refs/heads/main").code == 1
    gone = repository.check(base="refs/heads/gone")
    assert gone.code == 3
    repository.git("update-ref", "refs/tags/refs/heads/gone", "day")
    assert repository.check(base="refs/heads/gone").code == 3


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), unique=True, max_size=3))
def test_a_change_is_judged_beside_its_records(
    steps: list[Scenario], pristine: Repository, tmp_path: Path
) -> None:
    """With --base there is what plain `check` says, and what the rules over changes add."""
    shutil.rmtree(tmp_path / "office", ignore_errors=True)
    repository = copy(pristine, tmp_path / "office")
    for step in steps:
        try:
            step(repository)
        except (AssertionError, FileNotFoundError):
            continue  # an earlier step has taken away what this one alters
    repository.commit()
    plain = repository.run("check", "--format", "json", "--today", TODAY).data["findings"]
    judged = repository.check("--head", "day").data["findings"]
    of_change = rules_of_change().keys()
    assert [found for found in judged if found["rule"] not in of_change] == plain
    assert plain == [found for found in plain if found["rule"] not in of_change]
    if not repository.git("diff", "--name-only", "main", "day"):
        assert judged == plain
    same = repository.check("--head", "day", base="day").data["findings"]
    assert same == plain
