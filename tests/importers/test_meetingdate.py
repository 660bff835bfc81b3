"""The date of a meeting: where it is found, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from officerepo.importers.minutes import Act
from officerepo.importers.remarks import RECORD_NOTES
from officerepo.kind import Kind
from officerepo.source import parse
from tests.importers.folders import ACT, adopted, names, one, record_of

ACTA = (
    "En la casa de compuertas, siendo las diez horas del día catorce de mayo de dos mil "
    "veintitrés, se reúnen en sesión ordinaria las personas que al margen se relacionan.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "day", "where"),
    [
        ("2018-08-22.md", "x", "2018-08-22", "name"),
        ("20240313_minutes.md", "x", "2024-03-13", "name"),
        ("2025/ 20250528_minutes.md", "x", "2025-05-28", "name"),
        ("会议纪要2023年5月14日.txt", "x", "2023-05-14", "name"),
        ("2023-5-14.md", "x", "2023-05-14", "name"),
        ("acta 14 de mayo de 2023.md", "x", "2023-05-14", "name"),
        ("acta 14-05-2023.md", "x", "2023-05-14", "name"),
        ("2024/14 mayo.md", "x", "2024-05-14", "name"),
        ("2024/5月14日.md", "x", "2024-05-14", "name"),
        ("2025-07-09/notes.md", "x", "2025-07-09", "folder"),
        ("2024/05/14.md", "x", "2024-05-14", "folder"),
        ("a.md", "---\ndate: 2023-05-14\n---\nx", "2023-05-14", "front matter"),
        ("a.md", "---\ntitle: Council of 14 May 2023\n---\nx", "2023-05-14", "front matter"),
        ("a.md", "# Council - 12 July, 2023\n", "2023-07-12", "heading"),
        ("a.md", "**Council - 12 July, 2023**\n", "2023-07-12", "heading"),
        ("a.md", "Data 日期： 2023-11-8\n", "2023-11-08", "dated line"),
        ("a.md", "Place: lock house\nMeeting:   20 February 2019\n", "2019-02-20", "dated line"),
        ("a.md", "| Fecha | 14/05/2023 |\n", "2023-05-14", "dated line"),
        ("a.md", "会议日期：2023年5月14日\n", "2023-05-14", "dated line"),
        ("2020/a.txt", "12月24日水务委员会\n", "2020-12-24", "first lines"),
        ("a.md", ACTA, "2023-05-14", "first lines"),
        ("2024/0514_minutes.md", "x", "2024-05-14", "name"),
        ("2024/0514_minutes.md", "Date: 2024-05-15\n", "2024-05-15", "dated line"),
    ],
)
def test_the_date_is_found(meeting: Kind, path: str, text: str, day: str, where: str) -> None:
    draft = one(meeting, path, text)
    assert (draft.day.isoformat(), draft.day_from) == (day, where)
    assert parse(draft.path, draft.text).data["starts"] == day  # type: ignore[index]
    assert draft.id.startswith(f"MTG-{day[:4]}-")


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of 3 May 2023 were approved.\n",
        "Next meeting date: 2023-06-01\n",
        "下次会议时间：2023-06-01\n",
        "- 2023-05-14 the lock was painted\n",
        "议题征集截至日期：2023-06-01\n",
        "See https://example.org/2023-05-14\n",
        "one\n" * 60 + "Date: 2023-05-14\n",
    ],
)
def test_another_date_is_not_taken_for_the_meeting(meeting: Kind, text: str) -> None:
    draft = one(meeting, "council.md", text)
    assert draft.day_from == "adoption"
    assert names(draft.notes) == ["no-date"]
    assert draft.day.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("path", "text", "day", "name"),
    [
        ("2022/actions.md", "# Actions\n", "2022-01-01", "only-a-year"),
        ("council 2021.md", "x", "2021-01-01", "only-a-year"),
        ("2022/a.md", "# Council - March, 2022\n", "2022-03-01", "only-a-month"),
        ("2022-03.md", "x", "2022-03-01", "only-a-month"),
        ("actions.md", "x", "2026-03-02", "no-date"),
    ],
)
def test_a_date_that_stands_in_is_said_in_report_and_record(
    meeting: Kind, path: str, text: str, day: str, name: str
) -> None:
    draft = one(meeting, path, text)
    assert draft.day.isoformat() == day
    assert names(draft.notes)[0] == name
    data = record_of(meeting, draft).data
    assert data["notes"] == RECORD_NOTES[name]["en"].format(day=day)
    spanish = one(meeting, path, text, Act(ACT.at, ACT.by, "es", "minutes", ACT.began))
    assert RECORD_NOTES[name]["es"].format(day=day) in spanish.text.decode()


def test_a_date_with_two_readings(meeting: Kind) -> None:
    def days(files: Mapping[str, str], language: str = "en") -> list[str]:
        act = Act(ACT.at, ACT.by, language, "minutes", ACT.began)
        return sorted(d.day.isoformat() for d in adopted(meeting, files, act).drafts)

    assert names(one(meeting, "03-04-2023 council.md", "x").notes) == ["two-readings"]
    assert days({"03-04-2023.md": "x"}, "es") == ["2023-04-03"]
    assert days({"03-04-2023.md": "Date: 4 March 2023\n"}) == ["2023-03-04"]
    assert days({"03-04-2023.md": "x", "25-04-2023.md": "y"}) == ["2023-04-03", "2023-04-25"]
    assert days({"03-04-2023.md": "x", "04-25-2023.md": "y"}) == ["2023-03-04", "2023-04-25"]


def test_a_text_that_gives_another_date_is_pointed_out(meeting: Kind) -> None:
    draft = one(meeting, "2023-12-13.md", "# Council - December 8, 2023\n")
    assert draft.day.isoformat() == "2023-12-13"
    (remark,) = draft.notes
    assert remark.name == "heading-differs"
    assert remark.sentence() == "The name says 2023-12-13, but a heading says 2023-12-08."
    assert one(meeting, "2023-12-13.md", "# Council - 13 December 2023\n").notes == ()
    dated = "---\ndate: 2023-12-12\n---\n# Council\n\nDate: 2023-12-11\n"
    differing = ["front-matter-differs", "dated-line-differs"]
    assert names(one(meeting, "2023-12-13.md", dated).notes) == differing


def test_minutes_of_the_running_office_are_not_adopted(meeting: Kind) -> None:
    (refused,) = adopted(meeting, {"2026-03-03 council.md": "x"}).refused
    assert refused.why.sentence() == (
        "It is of 2026-03-03; what is younger than 2026-03-02 is entered as a new record."
    )
    assert adopted(meeting, {"2026-03-02 council.md": "x"}).refused == ()
    earlier = replace(ACT, began="2025-01-07")
    assert len(adopted(meeting, {"2026-03-02 council.md": "x"}, earlier).refused) == 1
    assert one(meeting, "council.md", "x", earlier).day == date(2025, 1, 7)


def test_a_file_with_several_meetings_is_pointed_out(meeting: Kind) -> None:
    text = "2021-12-29\nwater\n\n2021-12-15\nlocks\n\n2021年12月1日\nsluices\n"
    draft = one(meeting, "2021/Council_records.txt", text)
    assert draft.day.isoformat() == "2021-12-29"
    assert draft.title == "Council records"
    assert names(draft.notes) == ["several-meetings"]
