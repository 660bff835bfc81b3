"""Where a reason is asked for, a word stands that gives none.

A reason is there so that somebody else can see later why it was done so. `none`, a dash or the like
fills the line and says nothing.

Good:
    set MTG-2025-001 decisions.D2.no_task_reason = none of us has a key; the town hall closes it
Bad:
    set MTG-2025-001 decisions.D2.no_task_reason = none
    set RCP-2025-001 exemption_reason = "-"
    set TSK-2025-0002 acts.extend.reason = N/A
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R28", "R32")
_REASONS = ("reason", "explanation", "because")
_NOTHING = frozenset(
    (
        *("", "-", "--", "—", "–", ".", "..", "...", "…", "?", "/", "x", "xx", "xxx", "0", "*"),
        *("none", "no", "nil", "null", "nothing", "na", "n/a", "n.a", "tbd", "todo", "reason"),
        *("no reason", "ninguno", "ninguna", "nada", "sin motivo", "motivo", "n/c"),
        *("无", "没有", "无理由", "无原因", "略", "同上", "不详"),
    )
)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reason of a record or of its acts that is none."""
    for record in index.records.values():
        for at, word in _reasons(record.data):
            if " ".join(word.split()).casefold().rstrip(".。") in _NOTHING:
                yield Finding(
                    record.path,
                    at,
                    "A reason is asked for here, and `{word}` gives none.",
                    "Say in a few words why, so that somebody else can follow it.",
                    values={"word": word},
                )


def _reasons(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the places and words of the reasons in a record, its list items and its acts."""
    for name, value in data.items():
        if isinstance(value, str):
            if name.endswith(_REASONS):
                yield name, value
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    for at, word in _reasons(item):
                        yield f"{name}[{number}].{at}", word
        elif isinstance(value, dict):
            for at, word in _reasons(value):
                yield f"{name}.{at}", word
