"""A text about people speaks of somebody by name and does not list them as named.

Whoever is told about agrees first, and the consent is asked of those listed under `named`. A name
that stands in the text alone would pass unasked. Those who wrote it need no consent of their own.

Good:
    set WRT-2025-001 type = staff_story
    set WRT-2025-001 claims =
Bad:
    set WRT-2025-001 type = experience
    set WRT-2025-001 claims =
    set WRT-2025-001 named =
    set WRT-2025-001 consents =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R66", "R95")
KINDS = ("writing",)
_ABOUT_PEOPLE = ("staff_story", "experience", "news")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each person in the words of a shown text who is not listed."""
    for text in index.of("writing"):
        if text.data.get("type") not in _ABOUT_PEOPLE or text.adopted:
            continue
        if not (text.last("publish") or text.last("deliver")):
            continue
        if index.kind(text).phase_of(text.state) == "dropped":
            continue
        listed = {
            str(person)
            for field in ("named", "authors")
            if isinstance(people := text.data.get(field), list)
            for person in people
        }
        words = " ".join(f"{text.title} {index.body(text)}".split())
        for person in index.of("person"):
            if person.id in listed or person.title in listed:
                continue
            if person.title != person.id and _speaks_of(words, person.title):
                yield Finding(
                    text.path,
                    "named",
                    "The text speaks of {name}, and {person} is not among those named.",
                    "Add {person} to `named` and the consent to `consents`, or take the name out.",
                    values={"name": person.title, "person": person.id},
                )


def _speaks_of(words: str, name: str) -> bool:
    """Whether a name stands in a text, and not as a part of a longer word."""
    start = words.find(name)
    while start >= 0:
        around = words[start - 1 : start] + words[start + len(name) : start + len(name) + 1]
        if not any(sign.lower() != sign.upper() for sign in around):  # scripts with capitals
            return True
        start = words.find(name, start + 1)
    return False
