"""The facts of a case: the records that a reward or sanction names, and whom they concern."""

from __future__ import annotations

from officerepo.index import Index
from officerepo.record import Record

_ORGANISATION = ("person", "post", "unit")  # nearly every record leads there


def facts_of(index: Index, case: Record) -> list[Record] | None:
    """Return the facts of a case that show something happening: records with acts, not void.

    None where one of them is not there to be looked at.
    """
    named = case.data.get("facts")
    names = [str(name).partition("/")[0] for name in named] if isinstance(named, list) else []
    found = [index.records[name] for name in names if name in index.records]
    if len(found) < len(names):
        return None
    return [fact for fact in found if fact.acts and not fact.void]


def concerns(index: Index, fact: Record, subject: Record) -> bool:
    """Whether it can be seen that a fact has to do with a person or unit.

    It names them, a post or unit of theirs, or somebody of the unit; or a record beside it does,
    one that it names or that names it.
    """
    names = _names(index, subject, {fact.acts[0].at[:10], fact.acts[-1].at[:10]})
    beside = [index.records.get(link.target) for link in fact.links]
    beside += [record for record, _ in index.links_to(fact.id) if record.kind != "conduct"]
    return any(
        not names.isdisjoint(link.target for link in record.links)
        for record in (fact, *beside)
        if record is not None and record.kind not in _ORGANISATION
    )


def _names(index: Index, subject: Record, days: set[str]) -> set[str]:
    """Return the ids that stand for a person or unit on some days (ISO dates)."""
    authority, names = index.authority, {subject.id}
    if subject.kind == "unit":
        names |= {post.id for post in index.of("post") if post.data.get("unit") == subject.id}
        return names | {
            h.person
            for post in names
            for h in authority.appointments(post)
            if any(h.start <= day <= h.end for day in days)
        }
    for holding in (h for day in days for h in authority.holdings(subject.id, day)):
        post = index.records.get(holding.post)
        names |= {holding.post, str(post.data.get("unit", "")) if post else holding.post}
    return names
