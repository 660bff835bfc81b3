"""The number of an asset says another class than the asset itself.

AST-vehicle-0001 is a vehicle: people read the class off the number.

Good:
    new AST-room-0002 like AST-room-0001
Bad:
    new AST-vehicle-0002 like AST-room-0001
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R55",)
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each asset whose class its number contradicts."""
    for asset in index.of("asset"):
        found = index.kind(asset).id_pattern.fullmatch(asset.id)
        said = found.groupdict().get("class") if found else None
        written = str(asset.data.get("class", ""))
        if said and written and said != written:
            yield Finding(
                asset.path,
                "class",
                "The class is {written}, and the number {asset} says {said}.",
                "Correct the class, or enter the asset anew under the right number.",
                values={"written": written, "asset": asset.id, "said": said},
            )
