"""More people are appointed to a post than it has places.

Titular appointments count; who acts or deputises stands in for somebody else.

Good:
    set POST-OFI-03 headcount = 2
    new PER-second like PER-farroyuelo
Bad:
    new PER-second like PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R87",)
KINDS = ("post",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for the first day on which a post is overfilled."""
    for post in index.of("post"):
        places = str(post.data.get("headcount", ""))
        if places != str(count_in(places)):
            continue  # has its own finding
        for holding in index.authority.appointments(post.id):
            if holding.type != "titular":
                continue
            others = index.authority.holders(post.id, holding.start)
            people = sorted({h.person for h in others if h.type == "titular"})
            if len(people) > count_in(places):
                yield Finding(
                    index.records[holding.person].path,
                    "appointments",
                    "On {day} {post} is held by {people}; its headcount is {places}.",
                    "End an appointment, or raise the post's headcount by decision.",
                    values={
                        "day": holding.start,
                        "post": post.id,
                        "places": places,
                        "people": people,
                    },
                )
                break
