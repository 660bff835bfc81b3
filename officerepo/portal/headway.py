"""What the page of a plan shows of its headway: how each item stands on the day, and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from officerepo.domain.plans import UNDER_WAY
from officerepo.domain.progress import LATE, OVER, STANDINGS, Step, steps, summary
from officerepo.portal.listings import Listing, table
from officerepo.portal.paths import anchor
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, in_language, joined, tag
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import Record


def headway_key(site: Site, record: Record) -> str:
    """Returns a text for what the page of a plan shows of its headway; else nothing."""
    rows = (
        f"{step.item} {step.standing} {step.figure} {[site.link('', n) for n in _through(step)]}"
        for step in _steps(site, record)
    )
    return "|".join(rows)


def table_of(site: Site, record: Record, values: Values) -> Iterator[Listing]:
    """Yields the table of how the items of a plan stand, below what that comes to."""
    found = _steps(site, record)
    if not found:
        return
    gettext, language = site.language.gettext, site.language
    lang = site.lang_of(record)
    rows = [
        [
            _item(step, lang),
            standing_shown(site, step.standing),
            in_language(escaped(step.figure), lang) if step.figure else NOTHING,
            language.short(due) if (due := step.item.says("due")) else NOTHING,
            joined([site.link(values.root, name) for name in _through(step)], "<br>"),
        ]
        for step in found
    ]
    names = [gettext("Item"), gettext("State"), gettext("Came to"), gettext("Due")]
    names.append(gettext("Tasks, items that serve it"))
    words = escaped(gettext("How the items stand"))
    told = escaped(language.say(summary(Counter(step.standing for step in found))))
    shown = f"<p>{told}</p>{table(words, list(map(escaped, names)), rows)}"
    yield Listing(words, Html(f'<div lang="{language.code}">{shown}</div>' if lang else shown))


def standing_shown(site: Site, standing: str) -> Html:
    """Returns how an item stands, in words; late ones are marked."""
    words = site.language.say(STANDINGS[standing])
    return tag(words, "late") if standing == LATE else escaped(words)


def _steps(site: Site, record: Record) -> list[Step]:
    """Returns the items of a plan that was agreed; of a draft, nothing is to be reached yet."""
    agreed = record.kind == "plan" and record.state in (*UNDER_WAY, *OVER)
    return list(steps(site.index, record, site.today)) if agreed else []


def _item(step: Step, lang: str) -> Html:
    name, text = step.item.name, in_language(escaped(step.item.says("text")), lang)
    return Html(f'<a href="#{anchor(name)}">{folio(name)}</a> {text}')


def _through(step: Step) -> tuple[str, ...]:
    """Returns the numbers of the tasks and of the items of other plans by which it is reached."""
    return (*(task.id for task in step.tasks), *step.served_by)
