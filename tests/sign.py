"""Signs the demo office again after somebody edited an approved text: `python -m tests.sign`.

In the story the text was always so; its approval, what quotes the approval's digest (uses of seals,
indexes of dossiers), and the anchor in the minutes of the closing follow. `tests/test_demo.py`
fails until this was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from officerepo.approval import approvals_in_force, approving_act, as_approved, digest
from officerepo.record import Record
from tests.mutations.demo import ROOT, Demo, demo

CLOSING = "MTG-2025-027"
BOOKS = {"Entry": "incoming", "Exit": "outgoing", "Seals": "seal-use", "Minutes": "meeting"}
ANCHOR = re.compile(r"^    [0-9a-f]{32}\n    [0-9a-f]{32}$", re.MULTILINE)


def records(office: Demo) -> list[Record]:
    """The records of the demo, as they were read."""
    return [office._unchanged(name, entry)[0] for name, entry in office.entries.items()]


def anchored(office: Demo) -> list[str]:
    """The lines of the anchor: number, first act, and digest of the approval, book after book."""
    found = records(office)
    lines = []
    for kind in BOOKS.values():
        for record in sorted((r for r in found if r.kind == kind), key=lambda r: r.id):
            if record.id != CLOSING:
                approved = approving_act(record, office.office.kinds[kind])
                signed = "-" if approved is None else record.acts[approved].data["digest"]
                lines.append(f"{record.id} {record.acts[0].at} {signed}\n")
    return lines


def anchor(lines: Iterable[str]) -> str:
    """The anchor as the minutes write it: 64 hex digits on two lines."""
    whole = sha256("".join(lines).encode()).hexdigest()
    return f"    {whole[:32]}\n    {whole[32:]}"


def stale(office: Demo) -> dict[str, str]:
    """The digests that cover a text as it was before, and what they have to be."""
    found = {}
    for record in records(office):
        entry = office.entries[record.id]
        for number in approvals_in_force(record, entry.kind):
            text = as_approved(record, entry.kind, number)
            now = digest(entry.kind, record.id, text, entry.body)
            before = str(record.acts[number].data.get("digest", ""))
            if before and before != now:
                found[before.removeprefix("sha256:")] = now.removeprefix("sha256:")
    return found


def _rewrite(swaps: dict[str, str], sign: str = "") -> None:
    for path in sorted((ROOT / "records").rglob("*")):
        if path.suffix in (".yaml", ".md"):
            text = before = path.read_text(encoding="utf-8")
            for old, new in swaps.items():
                text = text.replace(old, new)
            if sign and path.stem == CLOSING:
                text = ANCHOR.sub(sign, text)
            if text != before:
                path.write_text(text, encoding="utf-8")
                print(path.relative_to(ROOT))


def _settle() -> Demo:
    """Replace digests until none is stale: those of seals and dossiers cover others."""
    while swaps := stale(demo()):
        _rewrite(swaps)
        demo.cache_clear()
    return demo()


if __name__ == "__main__":
    _rewrite({}, anchor(anchored(_settle())))
    demo.cache_clear()
    _settle()
