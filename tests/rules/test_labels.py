"""What stands behind a label is not repeated in front of it, be it in a field or in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from officerepo.git import TreeFile, blob_id
from officerepo.load import Tree, load
from officerepo.verdict import judge_loaded
from tests.rules.edits import TODAY, signed

BRIEFING = "records/briefings/2025/BRF-2025-001.md"
LETTER = "records/letters-out/2025/OUT-2025-0002.md"
WORDS = b"The readings are enclosed,\none line a day."


def judged(root: Path, label: str, letter: bytes) -> list[tuple[str, str]]:
    """What is said when a briefing of a label has a text, and a public letter names it."""
    files = signed()
    files[BRIEFING] = files[BRIEFING].replace(b"\n", b"\nlabel: " + label.encode() + b"\n", 1)
    files[BRIEFING] += b"\n\n" + WORDS + b"\n"
    head = b"\nlabel: public\nrefs: {cites: [BRF-2025-001]}\n"
    files[LETTER] = files[LETTER].replace(b"\n", head, 1) + letter
    tree = {path: TreeFile(path, blob_id(raw), raw) for path, raw in files.items()}
    verdict = judge_loaded(load(Tree(root, tree, "", True)), TODAY)
    return [
        (found.path, found.severity)
        for found in verdict.findings
        if found.rule == "restricted-text-repeated"
    ]


@pytest.mark.parametrize(
    "letter", [WORDS, b"\n\nThey write: the readings are enclosed, one line a day. So be it."]
)
def test_a_passage_of_a_text_is_found_in_another(letter: bytes, tmp_path: Path) -> None:
    assert judged(tmp_path, "restricted", letter) == [(LETTER, "warning")]
    assert judged(tmp_path, "internal", letter) == []


def test_a_number_alone_gives_nothing_away(tmp_path: Path) -> None:
    assert judged(tmp_path, "restricted", b"\nSee BRF-2025-001, one line a day.\n") == []
