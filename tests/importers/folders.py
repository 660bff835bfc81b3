"""What the tests of the importer share: folders in memory, and records made of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from officerepo.conform import conform
from officerepo.importers.minutes import Act, Adoption, Draft, File, adopt
from officerepo.importers.remarks import Remark
from officerepo.kind import Kind
from officerepo.office import kernel
from officerepo.record import Record
from officerepo.source import parse

ACT = Act("2026-03-02T09:30", "PER-farroyuelo", "en", "minutes", "2026-03-02")


def adopted(
    kind: Kind,
    files: Mapping[str, str | bytes],
    act: Act = ACT,
    taken: Iterable[str] = (),
    before: Mapping[str, str] | None = None,
) -> Adoption:
    sources = [
        File(PurePosixPath(path), text.encode() if isinstance(text, str) else text)
        for path, text in files.items()
    ]
    return adopt(sources, kind, act, set(taken), before)


def one(kind: Kind, path: str, text: str | bytes, act: Act = ACT) -> Draft:
    (draft,) = adopted(kind, {path: text}, act).drafts
    return draft


def record_of(kind: Kind, draft: Draft) -> Record:
    source = parse(draft.path, draft.text)
    assert [f for f in source.findings if f.severity == "error"] == []
    record, findings = conform(kind, kernel(), draft.path, "", source)
    assert findings == []
    return record


def names(remarks: Iterable[Remark]) -> list[str]:
    return [remark.name for remark in remarks]
