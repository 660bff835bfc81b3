"""Personal data in texts: what is taken for it, what is not, and where it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.finding import fill
from officerepo.git import TreeFile, blob_id
from officerepo.load import Tree, load
from officerepo.office import read_office
from officerepo.personal import finder, personal_data
from officerepo.source import Source
from officerepo.verdict import judge_loaded
from tests.rules.edits import TODAY, signed

NOTE = "records/tasks/2025/TSK-2025-0004.yaml"
LETTER = "records/letters-out/2025/OUT-2025-0002.md"
SETTINGS = "records/office.yaml"


def judged(root: Path, **added: str) -> list[tuple[str, int, str, str]]:
    """The warnings about personal data when texts are added to the sample: path, line, words."""
    files = signed()
    for path, text in {NOTE: "note", LETTER: "letter", SETTINGS: "settings"}.items():
        files[path] += added.get(text, "").encode()
    tree = {path: TreeFile(path, blob_id(raw), raw) for path, raw in files.items()}
    verdict = judge_loaded(load(Tree(root, tree, "", True)), TODAY)
    return [
        (found.path, found.line, found.severity, fill(found.message, found.values))
        for found in verdict.findings
        if found.rule == "personal-data"
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("DNI 12345678Z of the applicant", "an identity number of a person"),
        ("NIE X1234567-L", "an identity number of a person"),
        ("身份证11010519491231002X", "an identity number of a person"),
        ("pay to ES91 2100 0418 4502 0005 1332 THIS WEEK", "a bank account"),
        ("pay to DE89370400440532013000.", "a bank account"),
        ("born on 3 May 1971", "a date of birth"),
        ("Fecha de nacimiento: 3 de mayo", "a date of birth"),
        ("出生日期：1971年5月3日", "a date of birth"),
        ("Home address: Calle del Pozo 3", "a home address"),
        ("móvil 612 345 678", "a private telephone number"),
        ("call +34 612 345 678", "a private telephone number"),
        ("手机：13812345678", "a private telephone number"),
        ("call 612 345 678", "a private telephone number"),
        ("ring Ana on 722-34-56-78 after six", "a private telephone number"),
        ("Tel.: 612345678", "a private telephone number"),
        ("llámame al 612 34 56 78", "a private telephone number"),
        ("Teléfono 612.345.678", "a private telephone number"),
        ("请致电138 1234 5678", "a private telephone number"),
        ("电话：13812345678", "a private telephone number"),
        ("home phone 912 345 678", "a private telephone number"),
        ("teléfono particular: 912 34 56 78", "a private telephone number"),
        ("宅电 010-12345678", "a private telephone number"),
        ("tnivel@gmail.com", "a private e-mail address"),
    ],
)
def test_what_is_taken_for_personal_data(text: str, what: str, tmp_path: Path) -> None:
    for line in (text, f"We write again: {text}"):
        said = (f"This looks like {what}.",)
        assert [found[3:] for found in judged(tmp_path, letter=line)] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "12345678A",  # the letter does not follow from the number
        "110105194912310021",
        "ES92 2100 0418 4502 0005 1332",
        "612 345 678 cubic metres",
        "the phone of the desk is 201",
        "call the registry on 912 345 678",
        "they bring 612 345 678 litres",
        "电话 010-12345678",
        "for the call of 2025: 612 345 679 01",
        "registry@emea.example",
        "the river is born on the north side, and a date of birth is never asked for",
        "there is no room for a home address",
        "a" * 30_000,
        "1" * 30_000,
    ],
)
def test_what_is_not(text: str, tmp_path: Path) -> None:
    assert judged(tmp_path, letter=text) == []


pieces = st.sampled_from(
    [
        *("12345678", "12345678Z", "X1234567-L", "11010519491231002X", "1", "Z", "ES91", "2100"),
        *(
            "DE89370400440532013000",
            "Born on ",
            "NACIDA EL ",
            "Fecha de nacimiento: ",
            "出生日期：",
        ),
        *("home address: ", "家庭住址: ", "MOBILE 612 345 678", "MÓVIL 612 345 678", "movil "),
        *("+34 612 345 678", "+86 13812345678", "手机13812345678", "a@GMAIL.com", "a@qq.com"),
        *(" ", "\n", "-", "é", "x", "A"),
    ]
)


@given(st.lists(pieces, max_size=6).map("".join))
def test_nothing_is_passed_over_unseen(text: str) -> None:
    body = Source({}, text)
    never = [("nothing", finder("never written"))]  # with patterns of its own everything is read
    every, found = (list(personal_data("", text.encode(), body, own)) for own in (never, ()))
    assert found == every


def test_it_is_shown_where_it_stands(tmp_path: Path) -> None:
    words = "This looks like an identity number of a person."
    lines = signed()[NOTE].count(b"\n")
    assert judged(tmp_path, note="notes: for 12345678Z\n") == [(NOTE, lines + 1, "warning", words)]
    lines = signed()[LETTER].count(b"\n")
    found = judged(tmp_path, letter="\nFor\n12345678Z\n")
    assert found == [(LETTER, lines + 3, "warning", words)]


def test_it_can_be_waived(tmp_path: Path) -> None:
    waiver = (
        "waive:\n  - {rule: personal-data, because: the court asks for it, "
        "by: PER-dcuencas, until: 2025-04-30}\n"
    )
    assert judged(tmp_path, note="notes: for 12345678Z\n" + waiver) == []


def test_an_office_adds_patterns_of_its_own(tmp_path: Path) -> None:
    card = "personal_data:\n  - {name: a staff card number, pattern: 'SC-[0-9]{6}|Nr[.] [0-9]+'}\n"
    words = "This looks like a staff card number."
    long = "x" * 1990 + " SC-123456 " + "y" * 1500
    for text in ("the card SC-123456 was found", "Nr. 7", long):
        assert [found[3] for found in judged(tmp_path, letter=text, settings=card)] == [words]
    assert judged(tmp_path, letter="SC-12345", settings=card) == []


@pytest.mark.parametrize("pattern", ["(", ")|(", "(?=x)", "x" * 300])
def test_a_pattern_that_cannot_be_used_is_said(pattern: str) -> None:
    text = f"personal_data:\n  - {{name: card, pattern: '{pattern}'}}\n"
    found = read_office({SETTINGS: text.encode()})
    assert [f.at for f in found.findings if f.at.startswith("personal")] == [
        "personal_data[0].pattern"
    ]
    assert found.personal == ()
