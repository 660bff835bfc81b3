"""Which powers there are, what each allows, which posts give it, and who has it today.

Titular and acting holders have all powers of their post, deputies only those that their appointment
names. A power that acts ask for and no post gives is listed too: then nobody may take such a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.establishment import holders
from officerepo.domain.powers import allowed, asked, given, target_of, title
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Who may do what", "Quién puede hacer qué", "职权一览")
GROUP = "organisation"
KINDS = ("post", "person")
OWNED = "posts"
PROMINENT = True
SERVES = ("R10", "R24", "R37", "R39")

columns = (
    column("power", "words", "Power", "Facultad", "职权"),
    column("limited_to", "link", "Limited to", "Limitada a", "限于"),
    column("allows", "words", "What it allows", "Qué permite", "可办事项"),
    column("posts", "link", "Posts", "Puestos", "岗位"),
    column("holders", "link", "Holders today", "Titulares hoy", "现任人员"),
    column("deputies", "link", "Deputies", "Suplentes", "受托人"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (power, what it is limited to, what it allows, posts, holders, deputies)."""
    day = today.isoformat()
    acts = asked(index.office)
    posts = given(index, day)
    named = {power.partition(":")[0] for power in posts}
    free = [name for name in acts if name not in named]
    for power in sorted([*posts, *free]):
        if _is_past(index, target_of(power), day):
            continue
        giving = posts.get(power, [])
        held = [each for post in giving for each in holders(index, post, day)]
        people = [each.person for each in held if each.type != "deputy"]
        deputies = [each.person for each in held if each.type == "deputy" and power in each.limits]
        yield (
            title(index.office, power),
            target_of(power),
            allowed(index.office, acts.get(power.partition(":")[0], ())),
            giving,
            list(dict.fromkeys(people)),
            list(dict.fromkeys(deputies)),
        )


def _is_past(index: Index, name: str, day: str) -> bool:
    """Whether what a power is limited to is no more that day, as a seal that was destroyed."""
    record = index.records.get(name)
    if record is None or not record.acts or index.is_open(record):
        return False
    return record.acts[-1].at[:10] <= day
