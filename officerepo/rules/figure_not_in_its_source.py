"""A figure names a record in which it does not stand.

Whoever follows a figure to its source finds it there. What can be read is held against it: the
figures that a summary, briefing, letter or evaluation lists itself, and the numbers in the words of
a decision or plan item. Papers from outside, and records that state no figures, are taken at their
word.

Good:
    set BRF-2025-001 claims = [{text: The float was jammed for three days., value: 3,
      refs: [WRT-2025-001, IN-2025-0001, MTG-2025-001/D1]}]
    set PLN-2025-annual items.I01.text = 12 marks can be read
    set OUT-2025-0002 claims = [{text: twelve marks, value: 12, refs: [PLN-2025-annual/I01]}]
Bad:
    set BRF-2025-001 claims =
      [{text: The float was jammed for four days., value: 4, refs: [WRT-2025-001]}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from officerepo.domain.figures import Figure, figures
from officerepo.fields import decimal
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.numeral import alike, figures_in, holds
from officerepo.record import Record, look_up
from officerepo.source import leaves

SERVES = ("R62",)
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record named as the source of a figure that it does not state."""
    listed: dict[str, list[Decimal]] = {}
    cited: list[tuple[Figure, Decimal]] = []
    for figure in figures(index):
        try:
            value = decimal(figure.value)
        except ValueError:
            continue  # has its own finding, or is a result in words
        listed.setdefault(figure.record.id, []).append(value)
        if figure.words and figure.documents and not figure.query:
            cited.append((figure, value))
    for figure, value in cited:
        for number, name in enumerate(figure.documents):
            target, _, part = name.partition("/")
            source = index.records.get(target)
            if source is None:
                continue
            states = listed.get(target, []) if not part else []
            words = _words(index, source, part) if part else []
            silent = not states and not any(map(figures_in, words))
            if silent or any(alike(stated, value) for stated in states):
                continue
            if not any(holds(text, value) for text in (*words, *_texts(index, source))):
                yield Finding(
                    figure.record.path,
                    f"{figure.at}.refs[{number}]",
                    "{said} does not stand in {source}.",
                    "Correct the figure, or name the record in which it stands.",
                    severity="error" if figure.binding and states else "warning",
                    values={"said": figure.value, "source": name},
                )


def _words(index: Index, source: Record, part: str) -> list[str]:
    """Return the words of a part of a record, and what a plan item was changed to."""
    place = index.parts(source).get(part)
    words = [text for _, text in leaves(look_up(source.data, place))] if place else []
    changed = (act.data.get("to") for act in source.acts if act.data.get("item") == part)
    return [*words, *(text for text in changed if isinstance(text, str))]


def _texts(index: Index, record: Record) -> Iterator[str]:
    """Yield what a reader finds in a record: its number and title, its fields and its text."""
    yield record.id
    for name, value in record.data.items():
        if name != "acts":
            yield from (text for _, text in leaves(value))
    yield index.body(record)
