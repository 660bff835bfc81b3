"""What the rules about ways past the rules say beyond their own blocks."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample

SANCTION = """
        set CND-2025-01 type = sanction
        set CND-2025-01 label = restricted
        set CND-2025-01 article = REG-conduct-v1/A2
        set CND-2025-01 acts = [{do: propose, at: 2025-03-06T09:00, by: PER-ivadolargo},
          {do: offer_hearing, at: 2025-03-07T09:00, by: PER-cremanso, until: 2025-03-12},
          {do: hear, at: 2025-03-11T09:00, by: PER-cremanso, outcome: waived, text: a note},
          {do: decide, at: 2025-03-12T09:00, by: PER-cremanso, digest: auto},
          {do: notify, at: 2025-03-13T09:00, by: PER-farroyuelo, appeal_until: 2025-03-24}]
        """
BODY = "set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-OFI-01}, {post: POST-DIR-02}]"
NOBODY = "Nobody who has no part in CND-2025-01 could decide an appeal against it."

#: Edits, and all that is said about them: rule and sentence.
CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "nobody proposes a reward for themselves": (
        "set CND-2025-01 acts.propose.by = PER-lmeandro",
        [("self-approval", "PER-lmeandro did `propose` on 2025-03-06, and is `subject`.")],
    ),
    "a sanction that can no longer be appealed against needs no judge": (SANCTION, []),
    "an appeal waits for somebody who did not decide": (
        SANCTION
        + "add CND-2025-01 acts = {do: appeal, at: 2025-03-20, by: PER-lmeandro, text: too hard}",
        [("appeal-without-judge", NOBODY)],
    ),
    "whoever proposed does not decide the appeal": (
        SANCTION
        + """
        set CND-2025-01 acts.notify.appeal_until = 2025-04-24
        set POST-OFI-06 versions.0.powers = [dispatch_vehicle, keep_assets, sanction]
        """,
        [("appeal-without-judge", NOBODY)],
    ),
    "somebody acting may decide the appeal": (
        SANCTION
        + """
        set CND-2025-01 acts.notify.appeal_until = 2025-04-24
        set POST-DIR-03 headcount = 2
        add PER-etorrente appointments = {post: POST-DIR-03, from: 2025-03-01, type: acting,
          instrument: Note of 28 February}
        """,
        [],
    ),
    "a law from outside is no ground for a reward": (
        """
        set REG-conduct-v1 scope = external
        set REG-conduct-v1 issuer = UNIT-DCA
        """,
        [
            (
                "article-not-on-conduct",
                "REG-conduct-v1/A1 stands in a regulation from outside, not in one of the house.",
            )
        ],
    ),
    "an article that forbids rewards nobody": (
        "set CND-2025-01 article = REG-conduct-v1/A2",
        [
            (
                "article-not-on-conduct",
                "The effect of REG-conduct-v1/A2 is `forbids`, and the case is a `reward`.",
            )
        ],
    ),
    "a person is no fact": (
        "set CND-2025-01 facts = [PER-lmeandro]",
        [
            (
                "facts-after-proposal",
                (
                    "Nothing that is named as a fact was on record on 2025-03-06, "
                    "when it was proposed."
                ),
            )
        ],
    ),
    "facts of a unit are those of its people": (
        """
        set CND-2025-01 subject = UNIT-HID
        set CND-2025-01 facts = [TSK-2025-0001]
        """,
        [],
    ),
    "a deputy sits for a member, and each post counts once": (
        f"""
        {BODY}
        set MTG-2025-001 attendance.present = [PER-amanantial, PER-dcuencas, PER-etorrente,
          PER-hrepresa]
        add PER-etorrente appointments = {{post: POST-OFI-01, from: 2025-01-08, to: 2025-01-08,
          type: deputy, instrument: Note, limits: [assign_task]}}
        set MTG-2025-001 quorum = 3
        """,
        [
            (
                "decided-without-members",
                "Decisions are recorded; 2 members of UNIT-DIR were present, and 3 are needed.",
            )
        ],
    ),
    "who became a member later was none": (
        """
        set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-OFI-05},
          {post: POST-OFI-01, from: 2025-01-09}, {post: POST-DIR-02, to: 2025-01-07}]
        """,
        [
            (
                "outsider-counted-present",
                "PER-dcuencas is noted as present and was no member of UNIT-DIR on 2025-01-08.",
            )
        ],
    ),
    "a meeting that decides nothing may be attended by anybody": (
        f"""
        {BODY}
        set UNIT-DIR quorum = {{number: 3, from: 2025-02-01}}
        set MTG-2025-002 attendance.present = [PER-amanantial, PER-hrepresa, PER-jribera]
        """,
        [],
    ),
    "a secretary without a seat has no vote": (
        f"""
        {BODY}
        set MTG-2025-001 decisions.D1.mode = vote
        set MTG-2025-001 decisions.D1.votes = {{in_favour: 3, against: 0, abstained: 0}}
        """,
        [
            (
                "more-votes-than-members",
                "D1 has 3 votes; 2 were present, 0 of them recused.",
            )
        ],
    ),
    "nobody rides alone on their own approval": (
        """
        set TRIP-2025-0001 passengers = [PER-bcaudales]
        set TRIP-2025-0001 acts.check.by = PER-bcaudales
        """,
        [
            (
                "trip-approved-for-oneself",
                "PER-bcaudales approved the trip, and nobody else travels.",
            )
        ],
    ),
    "a driver of another vehicle keeps no stock": (
        "set AST-consumable-0001 acts.countersign.by = PER-jribera",
        [
            (
                "adjustment-not-countersigned",
                (
                    "PER-jribera signed for what PER-ivadolargo adjusted on 2025-03-03, "
                    "without power to."
                ),
            )
        ],
    ),
    "a superior's letter allows a write-off": (
        """
        add AST-room-0001 acts =
          {do: write_off, at: 2025-03-28T09:00, by: PER-ivadolargo, ref: IN-2025-0003, reason: old}
        """,
        [],
    ),
    "a letter of the house allows it once approved": (
        """
        add AST-room-0001 acts =
          {do: write_off, at: 2025-02-18T09:00, by: PER-ivadolargo, ref: OUT-2025-0001, reason: old}
        set RCP-2025-001 programme.0.place = Hall
        """,
        [
            (
                "written-off-before-approval",
                "It was written off on 2025-02-18; OUT-2025-0001 did not allow it by then.",
            )
        ],
    ),
    "a letter of others announces guests where the record says why": (
        """
        set IN-2025-0003 sender = Saddlery Brook
        set RCP-2025-001 exemption_reason = the saddler drives them
        set TSK-2025-0002 acts.extend =
        set TSK-2025-0002 acts.ask_extension =
        """,
        [],
    ),
    "a new version of the rule named is the change that was promised": (
        """
        set REG-seals-v1 acts.enter_into_force.at = 2024-03-01T08:00
        new REG-seals-v2 like REG-seals-v1
        set REG-seals-v2 supersedes = REG-seals-v1
        set REG-seals-v2 effective = 2025-03-18
        set REG-seals-v2 acts.enter_into_force.at = 2025-03-18
        add REG-seals-v1 acts = {do: supersede, at: 2025-03-18, by: PER-farroyuelo,
          successor: REG-seals-v2}
        set MED-2025-01 settlement.rule_change = regulation
        set MED-2025-01 settlement.governed_by = REG-seals-v1
        set MED-2025-01 followup_due = 2025-03-28
        add MED-2025-01 acts = {do: follow_up, at: 2025-03-28T09:00, by: PER-bcaudales,
          remarks: both content}
        """,
        [],
    ),
    "a post that got a new version is one too": (
        """
        add POST-OFI-06 versions = {n: 2, from: 2025-03-10, basis: Note of 8 March,
          powers: [dispatch_vehicle, keep_assets],
          duties: [{id: U1, text: Order a week ahead, standard: Without delay}]}
        set MED-2025-01 followup_due = 2025-03-28
        add MED-2025-01 acts = {do: follow_up, at: 2025-03-28T09:00, by: PER-bcaudales,
          remarks: both content}
        """,
        [],
    ),
    "a unit rates by its head": (
        """
        set REQ-2025-0001 from = UNIT-HID
        new REQ-2025-0002 like REQ-2025-0001
        set REQ-2025-0002 acts.confirm.by = PER-farroyuelo
        """,
        [
            (
                "rated-by-another",
                "`confirm` is for UNIT-HID to do, and PER-farroyuelo did it.",
            )
        ],
    ),
    "whoever answered does not write the rating down": (
        """
        set REQ-2025-0001 acts.confirm.entered_by = PER-ivadolargo
        set REQ-2025-0001 acts.confirm.how = voice
        """,
        [
            (
                "approval-entered-by-applicant",
                "PER-ivadolargo entered `confirm` of a matter of their own.",
            )
        ],
    ),
    "a post without duties asks for none": (
        """
        set TSK-2025-0004 duty =
        set TSK-2025-0004 source = POST-HID-01/U1
        """,
        [],
    ),
    "the dossier of a request is no answer to it": (
        """
        set REQ-2025-0001 acts.confirm.rating = 1
        new DOS-220-2025-002 like DOS-220-2025-001
        set DOS-220-2025-002 items = [REQ-2025-0001]
        set DOS-220-2025-002 index =
        set DOS-220-2025-002 acts = [{do: open, at: 2025-03-28T09:00, by: PER-gpozohondo}]
        """,
        [
            (
                "low-rating-without-follow-up",
                "The answer was rated 1 on 2025-03-06, and nothing followed from it.",
            )
        ],
    ),
    "a distance that the office's setting allows": (
        """
        set office kilometres_a_day = 20
        set TRIP-2025-0002 odometer.back = 48262
        set TRIP-2025-0002 out = 2025-03-26T08:00
        set TRIP-2025-0002 acts.dispatch.at = 2025-03-26T07:55
        """,
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str) -> None:
    edits, expected = CASES[name]
    sample = Sample()
    sample.edit(edits)
    found = [(f.rule, fill(f.message, f.values)) for f in sample.findings()]
    assert sorted(found) == sorted(expected)
