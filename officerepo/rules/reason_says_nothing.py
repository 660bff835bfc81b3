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

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R28", "R32")
_REASONS = ("reason", "explanation", "because")
_SENTENCE = 20  # characters from which words say something
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
    for kind in index.office.kinds.values():
        own, within = _asked(kind.fields), {n: _asked(f.parts) for n, f in kind.fields.items()}
        lists = {name: inside for name, inside in within.items() if inside}
        for record in index.of(kind.name):
            for at, word in _reasons(record, own, lists):
                if len(word) < _SENTENCE and _plain(word) in _NOTHING:
                    yield Finding(
                        record.path,
                        at,
                        "A reason is asked for here, and `{word}` gives none.",
                        "Say in a few words why, so that somebody else can follow it.",
                        values={"word": word},
                    )


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold().rstrip(".。")


def _asked(fields: Iterable[str]) -> list[str]:
    return [name for name in fields if name.endswith(_REASONS)]


def _reasons(
    record: Record, own: list[str], lists: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the places and words of the reasons in a record, its groups and lists, and its acts.

    `own` are the fields that ask for one, `lists` those whose parts do, with these parts.
    """
    places: list[tuple[str, Any, list[str]]] = [("", record.data, own)]
    for name, inside in lists.items():
        node = record.data.get(name)
        if isinstance(node, list):
            places += [(f"{name}[{n}].", item, inside) for n, item in enumerate(node)]
        else:
            places.append((f"{name}.", node, inside))
    for before, data, names in places:
        for name in names if isinstance(data, dict) else ():
            if isinstance(word := data.get(name), str):
                yield f"{before}{name}", word
    for number, act in enumerate(record.acts):
        if isinstance(word := act.data.get("reason"), str):
            yield f"acts[{number}].reason", word
