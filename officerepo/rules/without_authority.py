"""An act is done by somebody who on that day held no post with the power for it.

Everybody acts within their post: in place, and not overstepping. What counts are the
appointments and the post's version in force on the day of the act, not today's.

Good:
    set TSK-2025-0001 acts.assign.as = POST-OFI-01
Bad:
    set TSK-2025-0001 acts.assign.by = PER-jribera
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.authority import ANY_POST
from officerepo.domain.entitlement import entitled, wanted_powers
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import ActSpec
from officerepo.record import Act, Record

SERVES = ("R37", "R39")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act without a power or entitlement, or any post at all."""
    authority = index.authority
    people = {person.id for person in index.of("person")}
    for record in index.records.values():
        if not record.acts:
            continue
        acts = index.kind(record).acts
        for number, act in enumerate(record.acts):
            do, at, by, data = act
            if by not in people:
                continue
            spec = acts[do]
            held = authority.powers(by, at[:10])
            powers = spec.powers
            if spec.varies:
                filled = wanted_powers(index, spec, record)
                if filled is None:
                    continue  # a field that the power depends on is missing: has its own finding
                powers = filled
            elif not powers and not spec.who:
                powers = (ANY_POST,)
            if powers and powers[0] in held and "as" not in data:
                continue
            giving = [post for power in powers for post in held.get(power, ())]
            named = spec.who and by in entitled(index, spec.who, record, at[:10], act)
            if giving or named:
                post = data.get("as")
                posts = [h.post for h in authority.holdings(by, at[:10])] if named else giving
                if post and post not in posts:
                    yield _wrong_post(record, number, act, str(post), posts)
                continue
            yield _unauthorised(index, record, number, act, powers, spec)


def _wrong_post(record: Record, number: int, act: Act, post: str, giving: list[str]) -> Finding:
    return Finding(
        record.path,
        f"acts[{number}].as",
        "{person} could not do `{act}` as {post} on {day}.",
        "Write {giving}, or leave `as` out." if giving else "Leave `as` out, or correct the post.",
        values={
            "post": post,
            "person": act.by,
            "act": act.do,
            "day": act.at[:10],
            "giving": " / ".join(giving),
        },
    )


def _unauthorised(
    index: Index,
    record: Record,
    number: int,
    act: Act,
    powers: tuple[str, ...],
    spec: ActSpec,
) -> Finding:
    day = act.at[:10]
    could = set(index.authority.who_could(powers, day))
    could |= set(entitled(index, spec.who, record, day, act))
    could &= index.records.keys()
    unsaid = [
        name for name in spec.who if name in index.kind(record).fields and not record.data.get(name)
    ]
    names = [f"{index.records[person].title} ({person})" for person in sorted(could)]
    if powers == (ANY_POST,):
        message = "{person} held no post on {day} and could not do `{act}`."
    elif powers:
        message = "{person} did not have the power {power} on {day} and could not do `{act}`."
    else:
        message = "`{act}` was not for {person} to do on {day}."
    if unsaid and not names:
        hint = "It is for whoever `{fields}` names: fill that in first."
    elif unsaid:
        hint = (
            "It could be done by: {names}; or by whoever `{fields}` names, once that is filled in."
        )
    elif names:
        hint = "It could be done by: {names}. An absence is recorded as an acting appointment."
    else:
        hint = "Nobody could that day: appoint somebody to a post with this power first."
    return Finding(
        record.path,
        f"acts[{number}].by",
        message,
        hint,
        values={
            "person": act.by,
            "act": act.do,
            "day": day,
            "power": " / ".join(powers),
            "names": names,
            "fields": " / ".join(unsaid),
        },
    )
