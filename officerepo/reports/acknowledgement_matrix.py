"""For each rule to be confirmed and each post it applies to: how many holders have confirmed it.

Duties of posts count when they are understood, other rules when they are confirmed in any way;
rules that nobody has confirmed and nobody is asked to are left out. No names are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.acknowledged import readers
from officerepo.domain.force import is_in_force
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Acknowledgements by post", "Acuses por puesto", "各岗位签收情况")
GROUP = "rules"
KINDS = ("regulation", "acknowledgement")
OWNED = "post"
LABEL = "internal"
SERVES = ("R35", "R71")

columns = (
    column("record", "link", "Rule", "Norma", "制度"),
    column("post", "link", "Post", "Puesto", "岗位"),
    column("holders", "integer", "Holders", "Titulares", "在任人数"),
    column("acknowledged", "integer", "Acknowledged", "Con acuse", "已签收"),
    column("missing", "integer", "Missing", "Faltan", "未签收"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (rule, post, holders, those who confirmed, those who did not)."""
    day = today.isoformat()
    for rule in index.of("regulation"):
        duties = rule.data.get("type") == "post_duties"
        if not is_in_force(rule, day):
            continue
        found = readers(index, rule, day)
        if not duties and not any(reader.level for reader in found):
            continue
        by_post: dict[str, list[bool]] = {}
        for reader in found:
            said = reader.understood if duties else bool(reader.level)
            by_post.setdefault(reader.post, []).append(said)
        for post, confirmed in sorted(by_post.items()):
            number, done = len(confirmed), sum(confirmed)
            yield rule.id, post, str(number), str(done), str(number - done)
