"""Letters by the body or person outside with whom they were exchanged, and who owes whom an answer.

We owe an answer to each letter that is to be acted on and has none yet; they owe one to each
request that we sent upwards and that no letter of theirs refers to. Void entries and letters within
the house do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from officerepo.domain.letters import awaits_answer, is_outside
from officerepo.index import Index
from officerepo.record import Record, entries_in
from officerepo.report import Row, column, words

TITLE = words("Correspondence", "Correspondencia", "往来函件")
GROUP = "registers"
KINDS = ("incoming", "outgoing")
DATED = "last"
SERVES = ("R01", "R09")

columns = (
    column("with", "link", "With", "Con", "往来对象"),
    column("in", "integer", "In", "Entradas", "来文"),
    column("out", "integer", "Out", "Salidas", "去文"),
    column("we_owe", "integer", "We owe an answer", "Debemos respuesta", "待我方答复"),
    column("they_owe", "integer", "They owe one", "Nos la deben", "待对方答复"),
    column("last", "date", "Last letter", "Última carta", "最近往来"),
)


@dataclass(slots=True)
class _Exchange:
    """What was exchanged with one counterpart."""

    came: int = 0
    went: int = 0
    we_owe: int = 0
    they_owe: int = 0
    last: str = ""


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each counterpart, the one with the most letters first."""
    found: dict[str, _Exchange] = {}
    for letter in index.of("incoming"):
        sender = str(letter.data.get("sender", ""))
        if letter.void or not sender or not is_outside(index, sender):
            continue
        exchange = found.setdefault(sender, _Exchange())
        exchange.came += 1
        exchange.we_owe += awaits_answer(index, letter)
        exchange.last = max(exchange.last, letter.acts[0].at[:10] if letter.acts else "")
    for letter in index.of("outgoing"):
        issued, to = letter.last("issue"), letter.data.get("to")
        if letter.void or issued is None:
            continue
        for name in entries_in(to):
            if isinstance(name, str) and is_outside(index, name):
                exchange = found.setdefault(name, _Exchange())
                exchange.went += 1
                exchange.they_owe += _asks(letter) and not _is_answered(index, letter)
                exchange.last = max(exchange.last, issued.at[:10])
    for name, each in sorted(
        found.items(), key=lambda item: (-item[1].came - item[1].went, item[0])
    ):
        numbers = (each.came, each.went, each.we_owe, each.they_owe)
        yield name, *map(str, numbers), each.last


def _asks(letter: Record) -> bool:
    return letter.data.get("doc_type") == "request-up" and letter.state in ("issued", "filed")


def _is_answered(index: Index, letter: Record) -> bool:
    return any(
        record.kind == "incoming" and not record.void for record, _ in index.links_to(letter.id)
    )
