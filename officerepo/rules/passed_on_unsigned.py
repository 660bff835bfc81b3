"""A copy or loan was passed on, and the two who had it and have it did not both sign.

A numbered copy that goes from hand to hand stays traceable only while the one gives it up and the
other takes it on: whoever gives it had it, or belongs to the post or unit that had it, and whoever
receives it belongs to the new holder. One person does not sign for both.

Good:
    add COPY-2025-0001 acts = {do: pass_on, at: 2025-03-20T10:00, by: PER-gpozohondo,
      given_by: PER-lmeandro, holder: UNIT-OFI, received_by: PER-jribera}
Bad:
    add COPY-2025-0001 acts = {do: pass_on, at: 2025-03-20T10:00, by: PER-gpozohondo,
      given_by: PER-hrepresa, holder: UNIT-OFI, received_by: PER-jribera}
    add COPY-2025-0001 acts = {do: pass_on, at: 2025-03-21T10:00, by: PER-gpozohondo,
      given_by: PER-jribera, holder: POST-OFI-01, received_by: PER-lmeandro}
    add COPY-2025-0001 acts = {do: pass_on, at: 2025-03-24T10:00, by: PER-gpozohondo,
      given_by: PER-dcuencas, holder: UNIT-OFI, received_by: PER-dcuencas}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R50", "R96")
KINDS = ("copy",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each signature of somebody who had no part in the handover."""
    for copy in index.of("copy"):
        for number, act in enumerate(copy.acts):
            if act.do != "pass_on":
                continue
            sides = {
                "given_by": index.in_force(copy, "holder", act),
                "received_by": str(act.data.get("holder", "")),
            }
            signed = {key: str(act.data.get(key, "")) for key in sides}
            for key, holder in sides.items():
                if not _stands_for(index, signed[key], holder, act.at[:10]):
                    message = "{person} signed on {day} for {holder}, and does not belong there."
                elif key == "received_by" and len(set(signed.values())) == 1:
                    message = "{person} both gave and received the copy on {day}."
                else:
                    continue
                yield Finding(
                    copy.path,
                    f"acts[{number}].{key}",
                    message,
                    "Write who signed for {holder}, or who has the copy.",
                    values={"person": signed[key], "day": act.at[:10], "holder": holder},
                )


def _stands_for(index: Index, person: str, holder: str, day: str) -> bool:
    """Whether a person is the holder, or holds a post of the holder; visitors are only named."""
    named = index.records.get(holder)
    if named is None or person == holder:
        return True
    posts = {holding.post for holding in index.authority.holdings(person, day)}
    if named.kind == "post":
        return holder in posts
    units = (index.records[post].data.get("unit") for post in posts if post in index.records)
    return named.kind == "unit" and holder in units
