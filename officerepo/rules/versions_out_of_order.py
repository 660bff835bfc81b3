"""The versions of a post do not follow each other in number and time.

Which duties and powers a post had on a day is read from its versions: each has a higher number and
a later first day than the one before.

Good:
    add POST-OFI-02 versions =
      {n: 2, from: 2025-03-01, basis: REG-seals-v1, powers: [verify_task, review_out],
      duties: [{id: U1, text: See to it, standard: Soon}]}
Bad:
    add POST-OFI-02 versions =
      {n: 2, from: 2020-01-01, basis: REG-seals-v1, powers: [verify_task, review_out],
      duties: [{id: U1, text: See to it, standard: Soon}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R10", "R39")
KINDS = ("post",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each version that is not later than the one before it."""
    for post in index.of("post"):
        versions = post.data.get("versions")
        earlier: dict[str, str] = {}
        for number, version in enumerate(entries_in(versions)):
            if not isinstance(version, dict):
                continue
            later = {key: str(version.get(key, "")) for key in ("n", "from")}
            if earlier and not (
                later["from"] > earlier["from"] and count_in(later["n"]) > count_in(earlier["n"])
            ):
                yield Finding(
                    post.path,
                    f"versions[{number}].from",
                    "Version {n} of {day} follows version {before} of {start}.",
                    "Put the versions in order, each with a later day than the one before.",
                    values={
                        "n": later["n"],
                        "day": later["from"],
                        "before": earlier["n"],
                        "start": earlier["from"],
                    },
                )
            earlier = later
