"""Ways around the rules that a dishonest insider tries, and the honest work beside each."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample, found

# -- four eyes ------------------------------------------------------------------------------------

ACTS = """add OUT-2025-0002 acts = {do: review, at: 2025-03-04T09:00, by: PER-etorrente}
add OUT-2025-0002 acts = {do: redraft, at: 2025-03-04T10:00, by: PER-dcuencas, reason: too long%s}
add OUT-2025-0002 acts = {do: review, at: 2025-03-04T11:00, by: PER-%s}"""


def test_who_writes_the_new_version_does_not_review_it() -> None:
    said = found(ACTS % ("", "dcuencas"))
    assert said == {"self-approval": "PER-dcuencas did `review` on 2025-03-04, and `redraft` too."}
    assert found(ACTS % ("", "etorrente")) == {}


def test_who_sends_a_draft_back_to_its_writer_reviews_it_again() -> None:
    assert found(ACTS % (", writer: PER-jribera", "dcuencas")) == {}
    said = found(ACTS % (", writer: PER-etorrente", "etorrente"))
    assert list(said) == ["self-approval"]


@pytest.mark.parametrize(
    ("act", "scribe"),
    [("TSK-2025-0001 acts.verify", "lmeandro"), ("SEAL-2025-0002 acts.stamp", "jribera")],
)
def test_nobody_enters_what_they_may_not_do(act: str, scribe: str) -> None:
    said = found(f"set {act}.how = voice\nset {act}.entered_by = PER-{scribe}")
    assert "approval-entered-by-applicant" in said


def test_what_comes_later_does_not_count_against_an_act() -> None:
    later = (
        "add PER-etorrente appointments = {post: POST-HID-01, from: 2025-03-03, type: acting, instrument: Note}",
        "add TSK-2025-0001 acts = {do: reopen, at: 2025-03-24T09:00, by: PER-dcuencas, reason: faded}",
        "add TSK-2025-0001 acts = {do: claim_done, at: 2025-03-25T09:00, by: PER-etorrente}",
    )
    assert found(*later) == {}


# -- regulations and meetings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (
            "set REG-seals-v2 effective = 2025-03-25\nset REG-seals-v2 acts.enter_into_force.at = 2025-03-25",
            "REG-seals-v2 was not in force on 2025-03-20; it does not replace this rule yet.",
        ),
        (
            "set REG-seals-v2 scope = external\nset REG-seals-v2 issuer = The county",
            "REG-seals-v2 comes from outside or from before; it ends no rule of the house.",
        ),
        ("", ""),
    ],
)
def test_a_rule_ends_when_one_of_the_house_takes_its_place(edits: str, message: str) -> None:
    said = found(
        "new REG-seals-v2 like REG-seals-v1",
        "set REG-seals-v2 effective = 2025-03-20",
        "set REG-seals-v2 acts.enter_into_force.at = 2025-03-20",
        "add REG-seals-v1 acts ="
        " {do: supersede, at: 2025-03-20, by: PER-farroyuelo, successor: REG-seals-v2}",
        edits,
    )
    assert said.get("successor-not-in-force", "") == message


LATER = "set MTG-2025-001 acts.approve.in = MTG-2025-002"
HELD = "set MTG-2025-001 acts.approve.at = 2025-02-05T10:10"


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (
            (LATER,),
            "MTG-2025-002 had not been held when it approved these minutes on 2025-01-15.",
        ),
        (
            (LATER, HELD, "set MTG-2025-002 unit = UNIT-OFI"),
            "The minutes were approved in MTG-2025-002, a meeting of another unit.",
        ),
        (
            ("set MTG-2025-001 acts.approve.in = MTG-2025-001",),
            "The minutes were approved in MTG-2025-001, which is no later meeting.",
        ),
    ],
)
def test_minutes_are_approved_by_those_who_met(edits: tuple[str, ...], message: str) -> None:
    assert found(*edits)["minutes-approved-elsewhere"] == message


# -- the seal -------------------------------------------------------------------------------------

OUT = """set SEAL-2025-0002 offsite = {place: Town hall, escort: PER-jribera}
set SEAL-2025-0002 acts.2 = {do: take_out, at: 2025-03-11T09:40, by: PER-etorrente}"""


def test_a_seal_taken_out_is_back_on_the_next_working_day() -> None:
    assert found(OUT, "today 2025-03-12").get("seal-out-of-house") is None
    assert found(OUT, "today 2025-03-13")["seal-out-of-house"] == (
        "The seal left the house at 2025-03-11T09:40, and is not back on the next working day."
    )


def test_without_a_print_run_the_sealed_copies_are_those_that_are_sent() -> None:
    unprinted = "set OUT-2025-0001 print =\nset OUT-2025-0001 acts.print ="
    assert found(unprinted)["more-sealed-than-printed"] == (
        "3 copies of OUT-2025-0001 were sealed; 2 are sent, and none is said to be printed."
    )
    assert found(unprinted, "set SEAL-2025-0001 copies = 1") == {}


def test_a_later_meeting_gave_no_authority() -> None:
    said = found(
        "new MTG-2025-003 like MTG-2025-001",
        "shift MTG-2025-003 +48",
        "set SEAL-2025-0001 authority = MTG-2025-003/D1",
    )
    assert said["authority-of-another"] == (
        "It was approved on 2025-02-18 by MTG-2025-003/D1, which had not been decided then."
    )


# -- what a superior set --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edit",
    [
        "set IN-2025-0003 sender = Town hall",
        "shift IN-2025-0003 -2\nset IN-2025-0003 dated = 2025-02-11",
        "set TSK-2025-0002 acts.extend.at = 2025-02-12T10:00",
        "set TSK-2025-0002 acts.extend.evidence = [IN-2025-0001]",
        "set TSK-2025-0002 origin = own\nset TSK-2025-0002 acts.extend.evidence =",
    ],
)
def test_a_superiors_date_is_moved_by_the_superiors_answer(edit: str) -> None:
    assert "extension-without-consent" in found(edit)


def test_a_superior_may_move_the_date_unasked() -> None:
    assert found("set TSK-2025-0002 acts.4 =") == {}
    late = found("set TSK-2025-0002 acts.4 =", "set TSK-2025-0002 due = 2025-02-12")
    assert late == {
        "late-request-for-extension": (
            "More time was granted unasked on 2025-02-13, after 2025-02-12 had passed."
        )
    }


@pytest.mark.parametrize("giver", ["PER-etorrente", "PER-amanantial"])
def test_a_seal_is_handed_over_between_two(giver: str) -> None:
    sample = Sample()
    sample.edit(f"set SL-oficial acts.2.by = {giver}\nset SL-oficial acts.2.received_by = {giver}")
    said = [fill(f.message, f.values) for f in sample.findings() if f.rule == "broken-custody"]
    assert f"{giver} handed the seal over on 2025-03-10, and received it too." in said


# -- corrections ----------------------------------------------------------------------------------

CORRECTED = (
    "set SEAL-2025-0001 purpose = report",
    """add SEAL-2025-0001 acts = {do: correct, at: 2025-03-28, by: PER-farroyuelo, field: purpose,
      was: report to the county, is: report, reason: shorter}""",
)


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        (("today 2025-03-31",), "warning"),
        (("today 2025-04-01",), "error"),
        (("set office grace = {seal-use: 5}", "today 2025-04-04"), "warning"),
        (("set office grace = {default: 5}", "today 2025-04-07"), "error"),
        (("set office grace = {seal-use: 0}", "today 2025-03-31"), "error"),
        (("add SEAL-2025-0001 acts = {do: countersign, at: TODAY, by: PER-dcuencas}",), ""),
        (("set SEAL-2025-0001 acts.correct.by = PER-dcuencas",), "warning"),
    ],
)
def test_a_correction_of_approved_words_needs_a_second_person(
    more: tuple[str, ...], severity: str
) -> None:
    sample = Sample()
    for edit in (*CORRECTED, *more):
        sample.edit(edit)
    said = {f.severity for f in sample.findings() if f.rule == "correction-not-countersigned"}
    assert said == ({severity} if severity else set())


def test_what_the_approval_does_not_cover_is_corrected_by_one() -> None:
    print_run = (
        "set OUT-2025-0001 print.copies = 4",
        "set OUT-2025-0001 print.reserve = 1",
        """add OUT-2025-0001 acts = {do: correct, at: 2025-03-03, by: PER-farroyuelo,
          field: print.reserve, was: 0, is: 1, reason: counted again}""",
    )
    assert found(*print_run) == {}


# -- plans ----------------------------------------------------------------------------------------

AMENDED = """add PLN-2025-annual acts = {do: amend, at: %s, by: PER-amanantial,
  item: I01, to: 14 marks, in: %s}"""
SAID = "`amend` of %s rests on MTG-2025-00%s"


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (
            (AMENDED % ("2025-01-07", "MTG-2025-001/D1"),),
            SAID % ("2025-01-07", "1/D1; its meeting had not begun then."),
        ),
        (
            (AMENDED % ("2025-02-05", "MTG-2025-002/D1"), "set MTG-2025-002 acts.circulate ="),
            SAID % ("2025-02-05", "2/D1; its minutes have not gone round."),
        ),
        (
            ("shift PLN-2025-annual +25", AMENDED % ("2025-01-28", "MTG-2025-001/D1")),
            SAID % ("2025-01-28", "1/D1, older than the approved plan."),
        ),
    ],
)
def test_a_plan_is_amended_by_a_later_decision(edits: tuple[str, ...], message: str) -> None:
    assert found(*edits)["plan-without-decision"] == message


# -- what passes to others ------------------------------------------------------------------------


def passed(accepted: str, *more: str) -> dict[str, str]:
    acts = (
        "{do: accept, at: 2025-03-17T10:00, by: PER-lmeandro}",
        "{do: reassign, at: 2025-03-18T10:00, by: PER-dcuencas, owner: POST-OFI-06, reason: gauges}",
        f"{{do: accept, at: 2025-03-18T11:00, by: {accepted}}}",
        *more,
    )
    return found(*(f"add TSK-2025-0004 acts = {act}" for act in acts))


def test_a_task_that_was_passed_on_is_for_its_new_owner() -> None:
    assert passed("PER-ivadolargo") == {}
    assert "without-authority" in passed("PER-lmeandro")


def test_whoever_worked_on_a_task_before_it_was_passed_on_stays_barred() -> None:
    urged = "{do: urge, at: 2025-03-24T10:00, by: %s, level: reminder}"
    assert "self-approval" in passed("PER-ivadolargo", urged % "PER-lmeandro")
    assert "self-approval" in passed("PER-ivadolargo", urged % "PER-ivadolargo")
    assert passed("PER-ivadolargo", urged % "PER-etorrente") == {}
