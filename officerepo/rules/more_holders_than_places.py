"""More people are appointed to a post than it has places.

Titular and acting appointments count, deputies do not; an acting holder stands in for an absent
titular one and is counted once with them.

Good:
    set POST-OFI-03 headcount = 2
Bad:
    set POST-OFI-03 headcount = 0
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each day on which a post becomes overfilled."""
    for post in index.of("post"):
        places = str(post.data.get("headcount", ""))
        if not places.isdigit():
            continue
        for holding in index.authority.appointments(post.id):
            if holding.type != "titular":
                continue
            others = index.authority.holders(post.id, holding.start)
            people = sorted({h.person for h in others if h.type == "titular"})
            if len(people) > int(places):
                yield Finding(
                    index.records[holding.person].path,
                    "appointments",
                    "On {day} {count} people hold {post}, which has {places} places: {people}.",
                    "End an appointment, or raise the post's headcount by decision.",
                    values={
                        "day": holding.start,
                        "count": str(len(people)),
                        "post": post.id,
                        "places": places,
                        "people": ", ".join(people),
                    },
                )
                break
