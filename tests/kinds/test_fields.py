"""The field types: what each takes, what each refuses, and with which sentence."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.fields import COMPOUND, TYPES, meant
from officerepo.finding import fill
from officerepo.shape import _FORMS
from tests.kinds.conftest import BUILT_IN, all_types, judge, loan, valid

DIGEST = "0123456789abcdef" * 4
KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIExampleOnlyExampleOnlyExampleOnlyExampleOnl"

GOOD: dict[str, dict[str, object]] = {
    "text": {"": "", "no": "no", " x ": " x ", "公章": "公章"},
    "integer": {"0": 0, "7": 7, "-3": -3, "9" * 18: 10**18 - 1},
    "decimal": {
        "12": Decimal(12),
        "1.10": Decimal("1.10"),
        "-0.5": Decimal("-0.5"),
        "0": Decimal(0),
    },
    "boolean": {"yes": True, "no": False, "true": True, "false": False},
    "date": {"2025-01-31": "2025-01-31", "2024-02-29": "2024-02-29", "0001-01-01": "0001-01-01"},
    "moment": {
        text: text
        for text in ("2025-01-31", "2025-01-31T00:00", "2025-01-31T23:59", "2025-01-31T09:50:07")
    },
    "time": {"00:00": "00:00", "23:59": "23:59"},
    "digest": {f"sha256:{DIGEST}": f"sha256:{DIGEST}"},
    "sha256": {DIGEST: DIGEST, f"sha256:{DIGEST}": f"sha256:{DIGEST}"},
    "link": {
        text: text for text in ("OUT-2025-0008", "MTG-2025-003/D2", "PER-hrepresa", "SL-seco-lab")
    },
    "choice": {"letter": "letter"},
    "email": {"a.b@c.example": "a.b@c.example", "职员@单位.例": "职员@单位.例"},
    "power": {text: text for text in ("register", "approve_out", "authorise_seal:SL-oficial")},
    "public_key": {
        f"ssh-ed25519 {KEY}": f"ssh-ed25519 {KEY}",
        f"ssh-ed25519  {KEY} ada's old laptop": f"ssh-ed25519 {KEY}",
    },
}
BAD = {
    "integer": [
        "x",
        "1.0",
        "1,000",
        "1 000",
        "007",
        "+1",
        "1e3",
        "١٢",
        "-",
        "1" * 19,
        "½",
        " 1",
        "1\n",
    ],
    "decimal": [
        "x",
        "1,5",
        "1.",
        ".5",
        "1e3",
        "1.2.3",
        "NaN",
        "inf",
        "00.5",
        "1.0000000001",
        "5 %",
    ],
    "boolean": ["Yes", "NO", "on", "1", "maybe", "是", "sí"],
    "date": [
        *(
            "2025-02-30",
            "2025-13-01",
            "2025-00-10",
            "0000-01-01",
            "31/01/2025",
            "2025-1-31",
            "20250131",
        ),
        *(
            "2025-01-31T09:50",
            "today",
            "2025-01-31 ",
            "２０２５-01-31",
            "2025-W05-5",
            "2025-01-31\n",
        ),
    ],
    "moment": [
        *("2025-02-30T09:50", "2025-01-31T24:00", "2025-01-31T9:50", "2025-01-31 09:50", "09:50"),
        *("2025-01-31T09:60", "2025-01-31T09:50:61", "2025-01-31T09:50Z", "2025-01-31T09:50+01:00"),
        *("2025-01-31T", "2025-01-31T09", "2025-01-31T09:50:07.5"),
    ],
    "time": ["9:50", "24:00", "09:60", "09.50", "09:50:00", "noon"],
    "digest": [
        DIGEST,
        "sha256:",
        f"sha256:{DIGEST[1:]}",
        f"sha256:{DIGEST.upper()}",
        f"md5:{DIGEST}",
    ],
    "sha256": ["", DIGEST[1:], DIGEST + "0", DIGEST.upper(), f"sha1:{DIGEST}", "4f…"],
    "link": [
        "out-2025-0008",
        "OUT",
        "OUT-",
        "OUT 2025",
        "MTG-2025-003/",
        "A-1/b/c",
        "ÜN-1",
        "X-1",
        "公-1",
    ],
    "email": ["a", "a@b", "a@b.", "@b.c", "a b@c.d", "a@b@c.d", "a@.c d"],
    "public_key": [
        *(
            f"foo-ed25519 {KEY}",
            f"ssh-rsa {KEY}",
            f"ssh-ed25519 {KEY[:-4]}",
            f"ssh-ed25519 {KEY}AAAA",
        ),
        *("ssh-ed25519", KEY, f"ssh-ed25519{KEY}", "-----BEGIN OPENSSH PRIVATE KEY-----"),
        *("ssh-ed25519 AAAA", f"ssh-ed25519 {KEY[4:]}", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"),
    ],
    "power": ["Register", "approve out", "authorise_seal:", "authorise_seal:oficial", "9x", "a-b"],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts]
)
def test_a_good_value(name: str, text: str) -> None:
    assert TYPES[name](text) == GOOD[name][text]


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts]
)
def test_a_bad_value(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"^`\{value\}` is (not|neither) .*\.$"):
        TYPES[name](text)


def test_every_type_is_in_the_tables() -> None:
    assert set(GOOD) == set(TYPES)
    assert set(BAD) == set(TYPES) - {"text", "choice"}  # any text; what the field lists


@pytest.mark.parametrize("name", BUILT_IN)
def test_kinds_use_known_types_only(name: str) -> None:
    assert all_types(name) <= {*TYPES, *COMPOUND}


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=30))
def test_any_text_gives_a_value_or_a_sentence(name: str, text: str) -> None:
    with suppress(ValueError):
        TYPES[name](text)


MEANT = [
    ("date", "30/05/2025", "2025-05-30"),
    ("date", "05/30/2025", "2025-05-30"),
    ("date", "31/3/2025", "2025-03-31"),
    ("date", "3.3.2025", "2025-03-03"),
    ("date", "2025/3/31", "2025-03-31"),
    ("date", "20250331", "2025-03-31"),
    ("date", "2025年3月31日", "2025-03-31"),
    ("date", "03/04/2025", ""),  # the third of April here, the fourth of March there
    ("date", "31/02/2025", ""),
    ("date", "31/3/25", ""),
    ("date", "2025-03-31T09:30", ""),
    ("moment", "2025-03-31 09:30", "2025-03-31T09:30"),
    ("moment", "2025-03-31T9:30", "2025-03-31T09:30"),
    ("moment", "31/3/2025 9.30 h", "2025-03-31T09:30"),
    ("moment", "2025年3月31日 9:30", "2025-03-31T09:30"),
    ("moment", "31/3/2025", "2025-03-31"),
    ("moment", "2025-03-31T25:30", ""),
    ("moment", "2025-03-31T09:30Z", ""),
    ("time", "9:30", "09:30"),
    ("time", "9.30 h", "09:30"),
    ("time", "24:00", ""),
    ("integer", "007", "7"),
    ("integer", "+12", "12"),
    ("integer", "-03", "-3"),
    ("integer", "1,000", ""),
    ("decimal", "5,00", "5.00"),
    ("decimal", "1,000", ""),
    ("boolean", "Sí", "yes"),
    ("boolean", "否", "no"),
    ("boolean", "perhaps", ""),
    ("digest", DIGEST.upper(), f"sha256:{DIGEST}"),
    ("digest", "abc", ""),
    ("sha256", DIGEST.upper(), DIGEST),
    ("email", "mailto:a@b.example", "a@b.example"),
    ("power", "Register", ""),
    ("date", "1" * 10_000, ""),
]


@pytest.mark.parametrize(("name", "text", "expected"), MEANT)
def test_what_was_evidently_meant(name: str, text: str, expected: str) -> None:
    assert meant(name, text) == expected


@given(st.sampled_from(sorted(TYPES)), st.text(alphabet="0123456789-/.:T年月日 ,h+", max_size=20))
def test_what_was_meant_is_a_value(name: str, text: str) -> None:
    written = meant(name, text)
    if written:
        TYPES[name](written)


# -- in a record ----------------------------------------------------------------------------------

WRONG = [
    ({"pieces": "0"}, "wrong-value", "pieces", "`0` is less than 1."),
    ({"pieces": "10"}, "wrong-value", "pieces", "`10` is more than 9."),
    ({"pieces": "two"}, "wrong-value", "pieces", "`two` is not a whole number such as 12."),
    ({"pieces": ["1"]}, "wrong-value", "pieces", "A list stands where one value was expected."),
    ({"pieces": {"n": "1"}}, "wrong-value", "pieces", "A group of fields stands where one value"),
    ({"due": "2025-02-30"}, "wrong-value", "due", "`2025-02-30` is not a day of the calendar."),
    ({"deposit": "5,00"}, "wrong-value", "deposit", "`5,00` is not a number such as 12 or 12.50."),
    ({"borrower": "Tadeo"}, "wrong-value", "borrower", "`Tadeo` is not a record number"),
    ({"borrower": {"title": "x"}}, "wrong-value", "borrower", "A group of fields stands"),
    ({"place": "save"}, "unknown-choice", "place", "`save` is not one of the values of `place`."),
    ({"marks": "one"}, "wrong-value", "marks", "A list was expected here."),
    ({"marks": {"a": "b"}}, "wrong-value", "marks", "A list was expected here."),
    ({"marks": [["a"]]}, "wrong-value", "marks[0]", "A list stands where one value was expected."),
    ({"marks": ["a", ""]}, "wrong-value", "marks[1]", "An item of the list is empty."),
    ({"parts": ["a"]}, "wrong-value", "parts[0]", "A group of fields was expected here."),
    ({"parts": [{"id": "A"}, {"id": "A"}]}, "duplicate-part", "parts[1].id", "`A` stands twice"),
    ({"parts": [{"due": "2025-01-09"}]}, "missing-field", "parts[0]", "`id` is missing."),
    ({"parts": [{"id": "A", "dew": ""}]}, "unknown-field", "parts[0].dew:key", "no field `dew`"),
    ({"valid": "2025"}, "wrong-value", "valid", "A group of fields was expected here."),
    ({"valid": ["2025"]}, "wrong-value", "valid", "A group of fields was expected here."),
    ({"valid": {"form": "2025-01-01"}}, "unknown-field", "valid.form:key", "no field `form`"),
    ({"label": "secret"}, "unknown-choice", "label", "`secret` is not one of the values"),
    ({"lang": "Spanish"}, "wrong-value", "lang", "`Spanish` does not have the form of this field."),
    ({"refs": {"cites": ["a"]}}, "wrong-value", "refs.cites[0]", "`a` is not a record number"),
]


@pytest.mark.parametrize(("change", "rule", "at", "says"), WRONG, ids=lambda part: str(part)[:40])
def test_a_wrong_value_in_a_record(
    change: dict[str, object], rule: str, at: str, says: str
) -> None:
    _, findings = judge({**valid(loan()), **change})
    assert [(found.rule, found.at) for found in findings] == [(rule, at)]
    assert says in fill(findings[0].message, findings[0].values)


HINTS = [
    ({"due": "30/01/2025"}, "Write `2025-01-30`."),
    ({"due": "03/04/2025"}, "Write year, month and day, such as 2025-03-31."),
    ({"pieces": "two"}, "Write a whole number without blanks, points or unit, such as 12."),
    ({"pieces": "0"}, "Write 1 or more."),
    ({"pieces": "10"}, "Write 9 or less."),
    (
        {"deposit": "ten"},
        "Write a number with a point before its decimals, without unit, such as 12.50.",
    ),
    (
        {"marks": "one"},
        "Write each item on a line of its own below the field: `  - one`.",
    ),
    (
        {"parts": "one"},
        "Write each item on a line of its own below the field: `  - {id: …, due: …}`.",
    ),
    ({"parts": ["a"]}, "Write its parts between braces, those that apply: `{id: …, due: …}`."),
    (
        {"valid": "2025"},
        "Write its parts between braces, those that apply: `{from: …, to: …}`.",
    ),
    (
        {"lang": "Spanish"},
        (
            "Write it like the other records of this kind do; the form is"
            " `[a-z]{2,3}(-[A-Za-z0-9]{2,8})*`."
        ),
    ),
    ({"place": "dek"}, "Write `desk` or another of these: desk, safe."),
]


@pytest.mark.parametrize(("change", "hint"), HINTS, ids=lambda part: str(part)[:40])
def test_the_hint_shows_the_form(change: dict[str, object], hint: str) -> None:
    _, [found] = judge({**valid(loan()), **change})
    assert fill(found.hint, found.values) == hint


def test_every_type_that_can_be_wrong_has_its_form_shown() -> None:
    assert set(_FORMS) == set(BAD) - {"link"}  # which says how to find a number


@pytest.mark.parametrize(
    "change",
    [
        {"deposit": "", "marks": "", "parts": [], "valid": {}, "notes": ""},
        {"x-shelf": {"any": ["tree", {"of": "ours"}]}},
        {"parts": [{"id": "A"}, {"id": "B", "due": "2025-01-10", "x-mine": "1"}]},
        {"refs": {"cites": ["OUT-2025-0001", "MTG-2025-001/D2"]}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_a_record_may_also_say(change: dict[str, object]) -> None:
    record = {**valid(loan()), **change}
    record["acts"] = record["acts"][:1]  # not yet approved
    assert judge(record)[1] == []


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    _, [found] = judge({**valid(loan()), "borower": "PER-x"})
    assert (found.rule, found.at, found.values["like"]) == (
        "unknown-field",
        "borower:key",
        "borrower",
    )
    _, [found] = judge({**valid(loan()), "place": "dek"})
    assert (found.rule, found.values["like"]) == ("unknown-choice", "desk")
    _, [found] = judge({**valid(loan()), "qqq": "1"})
    assert "x-" in found.hint


def test_a_text_that_a_comment_cuts() -> None:
    _, [found] = judge({**valid(loan()), "thing": "Level"}, cut=("thing", "due", "pieces"))
    assert (found.rule, found.at) == ("cut-by-comment", "thing")
    _, [found] = judge({**valid(loan()), "notes": ""}, cut=("notes",))
    assert (found.rule, found.at) == ("cut-by-comment", "notes")


def test_thousands_of_unknown_fields_are_answered_in_time() -> None:
    record = valid(loan()) | {f"borrowed{number}": "x" for number in range(4_000)}
    _, findings = judge(record)
    assert len(findings) == 4_000
