"""What an adoption would do, in lines to read before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from officerepo.finding import Value, fill
from officerepo.importers.minutes import Adoption
from officerepo.text import safe

PLACES = {
    "name": "name",
    "folder": "folder",
    "front matter": "front matter",
    "heading": "heading",
    "dated line": "dated line",
    "first lines": "first lines",
    "first line": "first line",
    "date": "date",
    "month": "month only",
    "year": "year only",
    "adoption": "not found",
}
SENTENCES = {
    "counts": "Files: {files}; records: {records}, not taken: {refused}, adopted before: {before}.",
    "dates": "Dates: {counts}.",
    "titles": "Titles: {counts}.",
    "remarks": "Records with something to look at, marked `!`: {count}.",
    "entry": "{id}  {day} ({day_from})  {title} ({title_from})",
    "refused": "Not taken: {path}",
    "already": "Adopted before: {path} is {id}",
}


def lines(
    adoption: Adoption, translate: Callable[[str], str] = str, language: str = "en"
) -> Iterator[str]:
    """Yields the report line by line: totals, every record, every file that is not taken.

    The same files give the same lines. Characters that could steer a terminal are made visible.
    """

    def say(name: str, **values: Value) -> str:
        return _shown(fill(translate(SENTENCES[name]), values, language))

    def counted(places: Counter[str]) -> list[str]:
        return [f"{translate(PLACES[p])} {places[p]}" for p in PLACES if places[p]]

    drafts = adoption.drafts
    counts = {"records": len(drafts), "refused": len(adoption.refused)}
    counts["before"] = len(adoption.already)
    yield say("counts", files=str(sum(counts.values())), **{k: str(n) for k, n in counts.items()})
    if drafts:
        yield say("dates", counts=counted(Counter(draft.day_from for draft in drafts)))
        yield say("titles", counts=counted(Counter(draft.title_from for draft in drafts)))
        yield say("remarks", count=str(sum(bool(draft.notes) for draft in drafts)))
    for draft in drafts:
        yield ""
        yield say(
            "entry",
            id=draft.id,
            day=draft.day.isoformat(),
            day_from=translate(PLACES[draft.day_from]),
            title=draft.title,
            title_from=translate(PLACES[draft.title_from]),
        )
        yield f"  {_shown(str(draft.source))}"
        for remark in draft.notes:
            yield f"  ! {_shown(remark.sentence(translate))}"
    for refused in adoption.refused:
        yield ""
        yield say("refused", path=str(refused.path))
        yield f"  ! {_shown(refused.why.sentence(translate))}"
    for path, record_id in adoption.already:
        yield ""
        yield say("already", path=str(path), id=record_id)


def _shown(text: str) -> str:
    """Return a text as one line that a terminal may show, line feeds in names made visible too."""
    return safe(text).replace("\n", "U+000A")
