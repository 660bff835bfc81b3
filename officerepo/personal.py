"""Personal data that has no business in a record: what gives it away in a text.

A record says who acted in which post; identity numbers, bank accounts, birth dates, private
telephones, mailboxes and homes it does not need, and git never forgets them. Numbers that carry a
check digit count only when it is right, so that a measurement is not taken for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from officerepo.finding import Finding
from officerepo.pattern import VALUE_CAP, Pattern
from officerepo.source import Source, leaves

Own = Sequence[tuple[str, Pattern]]
"""The office's own patterns, each with the name of what it looks like."""

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHORTEST_IBAN = 15
_MAILBOXES = "gmail|googlemail|hotmail|outlook|yahoo|icloud|qq|163|126"
_START, _END = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"
# A Spanish or Chinese mobile as it is written; near a word for calling, for it may count anything.
_MOBILE = (
    r"(?:[67][0-9]{2}(?:[\ .-]?[0-9]{3}){2}|[67][0-9]{2}(?:[\ .-]?[0-9]{2}){3}"
    r"|1[3-9][0-9](?:[\ .-]?[0-9]{4}){2})"
)

_FORMS = re.compile(
    rf"""
    (?P<dni>{_START}[0-9XYZ][0-9]{{7}}-?[A-Z]{_END})
    | (?P<resident>{_START}[1-9][0-9]{{16}}[0-9X]{_END})
    | (?P<iban>{_START}[A-Z]{{2}}[0-9]{{2}}(?:\ ?[A-Z0-9]{{4}}){{2,7}}(?:\ ?[A-Z0-9]{{1,3}})?{_END})
    | (?P<birth>(?i:date\ of\ birth|born\ on|fecha\ de\ nacimiento|nacid[oa]\ el|出生日期|出生年月)
        \s*[:：]?\s*(?:\w+\s)?[0-9])
    | (?P<home>(?i:home\ address|domicilio\ particular|家庭住址)\s*[:：]\s*\w)
    | (?P<phone>(?i:mobile|m[óo]vil|手机)[^\w+]{{0,3}}\+?[0-9][0-9\ .-]{{6,18}}[0-9]
        | \+34[\ .-]?[67][0-9]{{2}}(?:[\ .-]?[0-9]){{6}}{_END}
        | \+86[\ .-]?1[3-9][0-9](?:[\ .-]?[0-9]){{8}}{_END}
        | (?:(?<![a-z])(?i:call|ring|phone|telephone|tel|tel[ée]f|ll[aá]m|marc)|电话|致电|拨打)
          [^0-9\n]{{0,20}}{_START}{_MOBILE}{_END}
        | (?i:home\ (?:tele)?phone|at\ home\ on|fono\ particular|fono\ de\ casa|家庭电话|宅电)
          [^\w+]{{0,3}}\+?[0-9][0-9\ .-]{{6,18}}[0-9])
    | (?P<mailbox>(?<![\w.+-])[\w.+-]{{1,64}}@(?:{_MAILBOXES})\.[a-z]{{2,3}}{_END})
    """,
    re.VERBOSE,
)

# What one of the forms cannot do without. It is looked for first, in the bytes: 25 µs a file where
# patterns take 84. An outline says of each sign what it is: digit, capital, small letter or other.
_OUTLINE = bytes(
    ord("0" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.islower() else " ")
    for sign in (chr(code) if code < 128 else " " for code in range(256))
)
_OUTLINES = (
    *(b" 00000000", b"A0000000", b"AA00"),  # identity numbers, an account
    *(b" 000 00", b" 00000 00", b" 000000 000", b" 0000000 00"),  # a mobile in groups
)
_WORDS = tuple(
    word.encode()
    for word in (
        *("date of birth", "born on", "fecha de nacimiento", "nacido el", "nacida el", "出生"),
        *("home address", "domicilio particular", "家庭住址", "mobile", "móvil", "mÓvil", "movil"),
        *("home phone", "home telephone", "at home on", "fono particular", "fono de casa"),
        *("家庭电话", "宅电", "手机", "+34", "+86"),
    )
)
_MAILBOX = tuple(f"@{name}.".encode() for name in _MAILBOXES.split("|"))

_MESSAGES: Mapping[str, str] = {
    "dni": "This looks like an identity number of a person.",
    "resident": "This looks like an identity number of a person.",
    "iban": "This looks like a bank account.",
    "birth": "This looks like a date of birth.",
    "home": "This looks like a home address.",
    "phone": "This looks like a private telephone number.",
    "mailbox": "This looks like a private e-mail address.",
    "own": "This looks like {name}.",
}
_HINT = (
    "Leave it out, or keep the paper elsewhere and give its `location` under `attachments`; "
    "if it has to stand here, waive the warning and say why."
)


def finder(pattern: str) -> Pattern:
    """Return a pattern that fits every text in which the given one occurs somewhere."""
    Pattern(pattern)  # a stray bracket of it is not to close the group below
    return Pattern(f".*(?:{pattern}).*")


def personal_data(path: str, raw: bytes, source: Source, own: Own) -> Iterator[Finding]:
    """Yield a warning for each value, and each line of the body, with personal data in it."""
    if not own and not _worth_a_look(raw):
        return
    places = [(at, 0, text) for at, text in leaves(source.data or {})]
    first = raw.count(b"\n") - source.body.count("\n") + 1
    places += [("", first + n, line) for n, line in enumerate(source.body.split("\n"))]
    for at, line, text in places:
        if seen := _seen(text, own):
            form, name = seen
            message, values = _MESSAGES[form], {"name": name} if name else {}
            column = 1 if line else 0
            yield Finding(
                path, at, message, _HINT, "personal-data", "warning", values, line, column
            )


def _worth_a_look(raw: bytes) -> bool:
    """Whether anything in a file can be of one of the forms; most files have nothing at all."""
    outline = b" " + raw.translate(_OUTLINE)
    if any(form in outline for form in _OUTLINES):
        return True
    small = raw.lower()  # of ASCII alone
    return any(word in small for word in _WORDS) or (
        b"@" in small and any(word in small for word in _MAILBOX)
    )


def _seen(text: str, own: Own) -> tuple[str, str] | None:
    """Return the form of the first personal data in a text, and the office's name of it."""
    for found in _FORMS.finditer(text):
        form = str(found.lastgroup)
        if form not in _CHECKS or _CHECKS[form](found[0]):
            return form, ""
    for name, pattern in own:
        if any(pattern.fullmatch(piece) for piece in _pieces(text)):
            return "own", name
    return None


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines of a text, long ones cut into pieces that overlap."""
    for line in text.split("\n"):
        for start in range(0, len(line), VALUE_CAP // 2):
            yield line[start : start + VALUE_CAP]


def _is_dni(number: str) -> bool:
    """Whether the letter of a Spanish identity number follows from its digits (RD 1553/2005)."""
    digits = number[:8].translate(str.maketrans("XYZ", "012"))
    return _DNI_LETTERS[int(digits) % 23] == number[-1]


def _is_resident_number(number: str) -> bool:
    """Whether the last sign of a Chinese identity number follows from the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1]


def _is_iban(number: str) -> bool:
    """Whether the check digits of an account number are right (ISO 13616).

    Words in capitals behind the number look like groups of it, and are left out one by one.
    """
    groups = number.split(" ")
    for count in range(len(groups), 0, -1):
        joined = "".join(groups[:count])
        turned = joined[4:] + joined[:4]
        if (
            len(joined) >= _SHORTEST_IBAN
            and int("".join(str(int(s, 36)) for s in turned)) % 97 == 1
        ):
            return True
    return False


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "dni": _is_dni,
    "resident": _is_resident_number,
    "iban": _is_iban,
}
