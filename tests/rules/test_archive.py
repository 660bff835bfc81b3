"""What the rules about dossiers, disposals, copies and conduct say beyond their own blocks."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample

DOSSIER, GONE, LOG = "DOS-220-2025-001", "DOS-145-2014-001", "DISP-2025-01"

#: Edits, and all that is said about them: rule and sentence.
CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a review opens another way": (
        f"""
        set {LOG} type = review
        set {LOG} because = two drawings may be of use
        shift {LOG} -5
        set {GONE} acts.destroy.disposal = DISP-2025-02
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = transfer
        set DISP-2025-02 receiver = Municipal archive
        shift DISP-2025-02 +5
        set {GONE} acts.destroy.do = transfer
        """,
        [],
    ),
    "a review that came after opens nothing": (
        f"""
        set {LOG} type = transfer
        set {LOG} receiver = Municipal archive
        set {GONE} acts.destroy.do = transfer
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = review
        set DISP-2025-02 because = too late
        shift DISP-2025-02 +5
        """,
        [
            (
                "disposal-against-plan",
                f"{GONE} is of series 145; the file plan says `destroy`, not `transfer`.",
            )
        ],
    ),
    "kept for ever without a review": (
        f"add {DOSSIER} acts = {{do: keep, at: 2025-03-03, by: PER-gpozohondo}}",
        [
            (
                "disposal-against-plan",
                f"{DOSSIER} is of series 220; the file plan says `destroy`, not `permanent`.",
            )
        ],
    ),
    "an old dossier without dates": (
        f"set {GONE} span =",
        [
            (
                "disposed-too-early",
                f"{GONE} was disposed of on 2025-03-10, and does not say when it was closed.",
            )
        ],
    ),
    "an extension that was not waited for": (
        f"""
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = extend
        set DISP-2025-02 because = a lawsuit
        set DISP-2025-02 until = 2025-03-09
        set DISP-2025-02 acts.execute.at = 2025-03-06T09:00
        """,
        [],
    ),
    "an extension that was waited for in vain": (
        f"""
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = extend
        set DISP-2025-02 because = a lawsuit
        set DISP-2025-02 until = 2025-03-10
        set DISP-2025-02 acts.execute.at = 2025-03-06T09:00
        """,
        [
            (
                "disposed-too-early",
                f"{GONE} was disposed of on 2025-03-10; its time is up on 2025-03-11.",
            )
        ],
    ),
    "held by a disposal": (
        f"""
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = hold
        set DISP-2025-02 because = a wage claim
        set DISP-2025-02 acts.execute.at = 2025-03-06T09:00
        """,
        [
            (
                "destroyed-despite-hold",
                f"{GONE} was destroyed on 2025-03-10 while it was held: DISP-2025-02.",
            )
        ],
    ),
    "held only afterwards": (
        f"""
        new DISP-2025-02 like {LOG}
        set DISP-2025-02 type = hold
        set DISP-2025-02 because = a wage claim
        shift DISP-2025-02 +1
        """,
        [],
    ),
    "destroyed on the word of a transfer": (
        f"""
        set {GONE} acts.destroy.do = transfer
        """,
        [
            (
                "disposal-not-carried-over",
                f"The disposal was carried out on 2025-03-10, and {GONE} still is `transferred`.",
            ),
            (
                "dossier-without-disposal",
                f"The dossier is marked `transfer` on 2025-03-10, and {LOG} does not cover that.",
            ),
        ],
    ),
    "closed before the answer was out": (
        f"set {DOSSIER} acts.close.at = 2025-02-20T13:30\nset {DOSSIER} acts.open.at = 2025-02-19",
        [],
    ),
    "closed on the day before the answer": (
        f"set {DOSSIER} acts.close.at = 2025-02-19T16:00\nset {DOSSIER} acts.open.at = 2025-02-19",
        [
            (
                "dossier-closed-too-early",
                f"The dossier was closed on 2025-02-19; {paper} was finished only on 2025-02-20.",
            )
            for paper in ("OUT-2025-0001", "IN-2025-0001")
        ],
    ),
    "a paper in two lists": (
        """
        new DOS-210-2025-001 like DOS-220-2025-001
        set DOS-210-2025-001 series = "210"
        """,
        [
            ("filed-in-two-dossiers", f"{paper} stands in DOS-210-2025-001 too.")
            for paper in ("OUT-2025-0001", "IN-2025-0001")
        ],
    ),
    "a paper that names another dossier than lists it": (
        """
        new DOS-210-2025-001 like DOS-220-2025-001
        set DOS-210-2025-001 series = "210"
        set DOS-210-2025-001 items =
        set DOS-210-2025-001 index =
        set DOS-210-2025-001 acts.close =
        set IN-2025-0001 dossier = DOS-210-2025-001
        """,
        [
            (
                "filed-in-two-dossiers",
                f"The record names DOS-210-2025-001 as its dossier, and {DOSSIER} lists it.",
            )
        ],
    ),
    "a destroyed dossier taken out of the inventory": (
        f"drop {GONE}",
        [("broken-link", f"There is no record {GONE}.")],
    ),
    "a draft confirmed": (
        """
        new ACK-OUT-2025-0002-PER-hrepresa like ACK-REG-duties-v1-PER-hrepresa
        set ACK-OUT-2025-0002-PER-hrepresa of = OUT-2025-0002
        """,
        [
            (
                "acknowledged-before-issue",
                "It was confirmed at 2025-01-10T09:00, and OUT-2025-0002 has not been issued.",
            )
        ],
    ),
    "two copies with one number": (
        "set COPY-2025-0002 copy_no = 1",
        [
            (
                "copy-numbers-not-consecutive",
                "Copy 1 of REG-seals-v1 stands twice in the register.",
            )
        ],
    ),
    "a refused copy takes no number and reproduces nothing": (
        """
        set IN-2025-0003 no_reproduction = yes
        set COPY-2025-0002 of = IN-2025-0003
        set COPY-2025-0002 acts.destroy =
        set COPY-2025-0002 acts.issue = {do: refuse, at: 2025-01-16, by: PER-cremanso, reason: one is enough}
        """,
        [],
    ),
    "judged by somebody from a part of the unit": (
        """
        set UNIT-HID parent = UNIT-OFI
        set CND-2025-01 subject = UNIT-OFI
        set CND-2025-01 acts.propose.by = PER-bcaudales
        set POST-HID-01 versions.0.powers = [reward]
        set CND-2025-01 acts.decide.by = PER-lmeandro
        """,
        [
            (
                "judged-own-unit",
                "PER-lmeandro decided about UNIT-OFI on 2025-03-07, and works there.",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str) -> None:
    edits, expected = CASES[name]
    sample = Sample()
    sample.edit(edits)
    found = [(f.rule, fill(f.message, f.values)) for f in sample.findings()]
    assert sorted(found) == sorted(expected)


def test_the_head_of_a_unit_is_excluded_once() -> None:
    sample = Sample()
    sample.edit("set CND-2025-01 subject = UNIT-HID\nset CND-2025-01 acts.decide.by = PER-lmeandro")
    sample.edit("set POST-HID-01 versions.0.powers = [reward]")
    assert [f.rule for f in sample.findings()] == ["self-approval"]


def test_an_unnamed_post_duty_asks_every_holder_once_it_applies_to_the_unit() -> None:
    sample = Sample()
    sample.edit("set REG-duties-v1 applies_to = [UNIT-HID, UNIT-OFI]")
    asked = {f.values["post"] for f in sample.findings() if f.rule == "duties-not-acknowledged"}
    assert asked == {f"POST-OFI-0{n}" for n in (1, 2, 3, 4, 6, 7)} | {"POST-HID-01"}


@pytest.mark.parametrize(("day", "findings"), [("2025-01-09", 1), ("2025-01-08", 0)])
def test_understanding_the_post_counts_when_it_came_after_its_duties(
    day: str, findings: int
) -> None:
    sample = Sample()
    sample.edit("drop ACK-REG-duties-v1-PER-hrepresa")
    ack = "ACK-POST-OFI-05-PER-hrepresa"
    acts = [{"do": "acknowledge", "at": day, "by": "PER-hrepresa"}]
    tree = {"of": "POST-OFI-05", "who": "PER-hrepresa", "level": "understood", "acts": acts}
    sample.trees[ack], sample.bodies[ack], sample.kinds[ack] = tree, "", "acknowledgement"
    rules = [f.rule for f in sample.findings()]
    assert rules == ["duties-not-acknowledged"] * (1 - findings)


def test_settings_that_say_nothing_leave_the_usual_time() -> None:
    sample = Sample()
    sample.edit("drop OUT-2025-0002\ndrop ACK-REG-duties-v1-PER-hrepresa")
    sample.trees["REG-duties-v1"]["effective"] = "2025-03-17"
    sample.edit("set REG-duties-v1 acts.enter_into_force.at = 2025-03-17T08:00")
    assert sample.findings() == ()  # ten working days from the 17th end today, on the 31st
    sample.edit("today 2025-04-01")
    assert [f.rule for f in sample.findings()] == ["duties-not-acknowledged"]


def test_offices_without_the_kind_are_not_asked() -> None:
    sample = Sample()
    sample.edit("drop ACK-REG-duties-v1-PER-hrepresa")
    kinds = sample.trees["office"]["kinds"]
    kinds.remove("acknowledgement")
    assert sample.findings() == ()


@pytest.mark.parametrize("number", ["9" * 5000, "², yes", "-1"])
def test_numbers_beyond_reason_are_no_trouble(number: str) -> None:
    sample = Sample()
    sample.trees["COPY-2025-0002"]["copy_no"] = number
    for name in ("acknowledge_duties_within", "acknowledge_circulars_within", "file_within_days"):
        sample.trees["office"][name] = number
    assert "wrong-value" in {f.rule for f in sample.findings()}


def test_posts_and_appointments_that_cannot_be_read_are_no_trouble() -> None:
    sample = Sample()
    sample.trees["POST-OFI-07"]["unit"] = ["UNIT-OFI"]
    sample.trees["PER-hrepresa"]["appointments"][0]["from"] = "2025-02-30"
    sample.edit("drop ACK-REG-duties-v1-PER-hrepresa")
    assert "duties-not-acknowledged" not in {f.rule for f in sample.findings()}
