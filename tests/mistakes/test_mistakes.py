"""The gallery of mistakes: a file with one mistake, and what `check` prints about it.

`RULE.yaml` or `RULE-VARIANT.yaml` is put into the sample office and judged; what is printed stands
in the `.txt` beside it. `pytest --update tests/mistakes` writes what comes out now: read the diff
as the clerk would who made the mistake.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from officerepo.git import FILE_CAP, TOO_LARGE, TreeFile, blob_id
from officerepo.kindfile import texts
from officerepo.load import Tree, load
from officerepo.output import Translate, as_text
from officerepo.profile import STRUCTURE
from officerepo.source import BODY_CAP, LINE_CAP, YAML_CAP, too_large
from officerepo.store import FOLDER as STORE_FOLDER
from officerepo.verdict import judge_loaded
from officerepo.yamlevents import NODE_CAP
from tests.rules.edits import TODAY, signed

HERE = Path(__file__).parent
TASK = "records/tasks/2025/TSK-2025-0005.yaml"
LETTER = "records/letters-out/2025/OUT-2025-0003.md"

# Where a file lies that is neither a task nor a letter.
PLACES = {
    "act-without-time": "records/seal-uses/2025/SEAL-2025-0004.yaml",
    "bad-file-name": "records/tasks/2025/paint.yaml",
    "duplicate-id": "records/tasks/2024/TSK-2025-0001.yaml",
    "duplicate-part": "records/plans/2025/PLN-2025-second.yaml",
    "format-too-new": "records/office.yaml",
    "kind-file": "records/kinds/loan.yaml",
    "kind-file-rule": "records/kinds/loan.yaml",
    "misplaced-file": "records/tasks/TSK-2025-0005.yaml",
    "misplaced-file-number": "records/letters-in/2025/TSK-2025-0005.yaml",
    "unknown-kind": "records/office.yaml",
    "unknown-series": "records/file-plan.yaml",
    "unsafe-file": "records/tasks/2025/con.yaml",
}
# Files too large, or too absent, to lie here.
MADE = {
    "long-line": b"title: Paint\nnotes: " + b"grey " * (LINE_CAP // 5) + b"\n",
    "missing-settings": b"",
    "too-large": b"# grey\n" * (YAML_CAP // 7 + 1),
    "too-many-values": b"title: Paint\nwith:\n" + b"  - UNIT-HID\n" * NODE_CAP,
    "tracked-index": b"SQLite format 3\0",
}
# One mistake may be seen from two sides.
ALSO = {"unknown-field": {"missing-field"}}

NAMES = sorted({path.stem for path in HERE.glob("*.[ym]*") if path.stem != "__init__"} | set(MADE))


def rule_of(name: str) -> str:
    """The rule that a file of the gallery is about."""
    return max((rule for rule in STRUCTURE if name.startswith(rule)), key=len)


def printed(name: str, root: Path) -> tuple[set[str], str]:
    """The rules that a mistake breaks, and what is printed about it."""
    tree = {path: TreeFile(path, blob_id(raw), raw) for path, raw in signed().items()}
    found = next(iter(HERE.glob(f"{name}.[ym]*")), None)
    raw = found.read_bytes() if found else MADE[name]
    path = PLACES.get(name, LETTER if found and found.suffix == ".md" else TASK)
    if name == "missing-settings":
        del tree["records/calendar.yaml"]
    elif name == "tracked-index":
        path = f"{STORE_FOLDER}/index.sqlite"
    if raw:
        tree[path] = TreeFile(path, blob_id(raw), raw)
    if name.startswith("kind-file"):
        office = tree["records/office.yaml"].raw.replace(b"kinds: [", b"kinds: [loan, ")
        tree["records/office.yaml"] = TreeFile("records/office.yaml", blob_id(office), office)
    loaded = load(Tree(root, tree, name, True))
    verdict = judge_loaded(loaded, TODAY)
    own = {k: w for kind in loaded.index.office.kinds.values() for k, w in texts(kind).items()}
    translate = Translate("en", own)
    lines = [
        line
        for finding in verdict.findings
        for line in as_text(finding, translate, getattr(tree.get(finding.path), "raw", b""))
    ]
    return {finding.rule for finding in verdict.findings}, "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed_about_a_mistake(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rules, text = printed(name, tmp_path)
    expected = HERE / f"{name}.txt"
    if request.config.getoption("--update"):
        expected.write_text(text, encoding="utf-8")
    rule = rule_of(name)
    assert rule in rules
    assert rules <= {rule, *ALSO.get(rule, ())}
    assert text == expected.read_text(encoding="utf-8")


def test_the_gallery_has_every_structural_rule() -> None:
    assert {rule_of(name) for name in NAMES} == set(STRUCTURE)
    assert {path.stem for path in HERE.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("path", [TASK, LETTER, "records/tasks/2025/scan.pdf"])
def test_a_file_too_large_to_be_looked_at_is_called_the_same(path: str, tmp_path: Path) -> None:
    tree = {name: TreeFile(name, blob_id(raw), raw) for name, raw in signed().items()}
    tree[path] = TreeFile(path, "", b"", TOO_LARGE)
    loaded = load(Tree(tmp_path, tree, path, True))
    [found] = [f for f in judge_loaded(loaded, TODAY).findings if f.path == path]
    cap = {".yaml": YAML_CAP, ".md": BODY_CAP}.get(Path(path).suffix, FILE_CAP)
    assert found == too_large(path, cap)
