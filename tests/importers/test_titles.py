"""Titles of minutes: from front matter, headings, first lines and names."""

from __future__ import annotations

import pytest

from officerepo.importers.titles import candidates, plain, says_which, title_of


@pytest.mark.parametrize(
    ("named", "body", "stem", "title", "where"),
    [
        ("Council", "# Other\n", "x", "Council", "front matter"),
        (
            "2018-08-22",
            "# Council - August 22, 2018\n",
            "x",
            "Council - August 22, 2018",
            "heading",
        ),
        ("", "# **Council - 9 May 2018** #\n\nText.\n", "x", "Council - 9 May 2018", "heading"),
        ("", "# ** Council - 9 May 2018**\n", "x", "Council - 9 May 2018", "heading"),
        ("", "Water council\n=============\n\nText.\n", "x", "Water council", "heading"),
        (
            "",
            "   Council at the lock house\n------\nText.\n",
            "x",
            "Council at the lock house",
            "heading",
        ),
        ("", "**Council of May**\n\n## Present\n", "x", "Council of May", "heading"),
        (
            "",
            "Water working group\n\nMeeting:  9 May 2018\n",
            "x",
            "Water working group",
            "first line",
        ),
        (
            "",
            "水务委员会第三次会议\n日期：2023-5-9\n",
            "20230509",
            "水务委员会第三次会议",
            "first line",
        ),
        ("", "日期：2023-5-9\n主持人：李\n", "20230509 水务例会", "水务例会", "name"),
        ("", "[logo](l.png)\n\n# Water council\n\n## Present\n", "x", "Water council", "heading"),
        (
            "",
            "Date: 2023\n\n## Sluices\n\n## Locks\n",
            "2023-05-09 lock_house",
            "lock house",
            "name",
        ),
        ("", "# Agenda\n\nText.\n", "budget-talks", "budget-talks", "name"),
        ("", "```\n# not a heading\n```\n", "2023-05-09", "", ""),
        ("", "日期：2023-5-9\n", "20230509_minutes", "", ""),
        ("Minutes", "Text that ends in a stop.\n", "x1", "Minutes", "front matter"),
        ("", "<h1 align=center>Water &amp; locks</h1>\n", "x", "Water & locks", "heading"),
        ("", "# [Council](http://example.org/a_b) of *May*\n", "x", "Council of May", "heading"),
    ],
)
def test_title(named: str, body: str, stem: str, title: str, where: str) -> None:
    assert title_of(named, body, stem, None, several=False) == (title, where)


def test_the_name_speaks_for_a_file_with_several_meetings() -> None:
    body = "Council of the ninth of May\n\ntext\n"
    assert title_of("", body, "Council_2023", 2023, several=True) == ("Council", "name")
    assert title_of("", body, "minutes", None, several=True)[1] == "first line"


def test_a_long_title_is_shortened() -> None:
    title, _ = title_of("", "# " + "water " * 100 + "\n", "x", None, several=False)
    assert len(title) <= 200
    assert title.endswith("…")


def test_a_date_and_the_word_minutes_say_nothing() -> None:
    assert not says_which("2023-05-14")
    assert not says_which("Minutes of 14 May 2023")
    assert not says_which("Acta de la reunión, 14 de mayo de 2023")
    assert not says_which("会议纪要 2023年5月14日")
    assert says_which("2022年度第一次线下会议")


def test_marks_and_invisible_characters_are_dropped() -> None:
    assert (
        plain("**a**\u202e _b_ `c`\u200b  <br> d\\_e &lt;f&gt; snake_case")
        == "a b c d_e <f> snake_case"
    )


def test_long_and_hostile_lines_are_read_in_no_time() -> None:
    for line in ("[" * 200_000, "# " + " " * 200_000 + "x", "*" * 200_000, "<a" * 100_000):
        assert list(candidates(line + "\nx\n")) is not None
