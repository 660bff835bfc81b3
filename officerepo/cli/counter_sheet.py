"""A counter in lines of text: what it counts, what may narrow it, and what it counts today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import click

from officerepo.cli.kind_sheet import heading
from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import Ledger, Uncountable, read_count
from officerepo.domain.tally import Counter
from officerepo.explain import narrowed_by
from officerepo.index import Index
from officerepo.kind import say
from officerepo.office import Office
from officerepo.output import Translate
from officerepo.table import fit, width
from officerepo.text import safe


def counter_lines(index: Index, counter: Counter, gettext: Translate, today: date) -> Iterator[str]:
    """Yield the whole sheet of a counter."""
    office = index.office
    yield f"{click.style(counter.name, bold=True)}  {say(counter.title, office.language)}"
    yield say(counter.counts, office.language)
    query = f"{counter.name} period={today.year}"
    yield ""
    try:
        counted = Ledger(index).count(read_count(query, index), today.isoformat())
    except Uncountable as refused:
        yield safe(gettext.said(refused.finding, refused.finding.message))
        return
    kind = office.kinds[counter.kind]
    yield f"{gettext('Looks at')}  {kind.name}  {say(kind.title, office.language)}"
    yield from heading(gettext("What may narrow it"))
    narrowed = narrowed_by(counter, kind, office.kinds, office.language, gettext)
    wide = max(map(width, narrowed))
    for name, values in narrowed.items():
        yield f"  {click.style(fit(name, wide), bold=True)}  {values}"
    yield from heading(gettext("Example"))
    yield f"  query: {query}"
    yield f"  {gettext('today')}: {_shown(counter, counted, gettext)}"


def counter_list(office: Office) -> Iterator[str]:
    """Yield a line for each counter."""
    wide = max(map(width, COUNTERS))
    for name, counter in COUNTERS.items():
        yield f"{click.style(fit(name, wide), bold=True)}  {say(counter.title, office.language)}"


def _shown(counter: Counter, counted: Decimal | None, gettext: Translate) -> str:
    if counted is None:
        return gettext("nothing to count")
    return f"{counted:.1f}" if counter.among else f"{counted:f}"
