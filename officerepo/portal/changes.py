"""What a record's page says of its versions: when, by which commit, and what changed, in names.

No earlier value is shown, nobody's name, nor a word of a commit's message. Where an earlier version
was not for the audience, nothing is said of any.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from officerepo.difference import Difference
from officerepo.history.life import Life, Lives
from officerepo.kind import Kind, say
from officerepo.portal.audience import RANKS
from officerepo.portal.language import Language
from officerepo.portal.pieces import Html, escaped, joined
from officerepo.record import Record

FORK_ABOVE = 500
"""Lives to read above which more processes pay."""

Rows = list[list[Any]]
"""By version: day, commit, what, names of fields, names of acts, whether the text changed."""


class Told(NamedTuple):
    """A note for the next build: the numbers a life rests on, its digest, its strictest label.

    `rows` are what may be told of it to those who may read all of its versions.
    """

    names: list[str]
    digest: str
    label: str
    rows: Rows


def collect(
    records: Mapping[str, Record],
    lives: Lives | None,
    audience: str,
    known: Mapping[str, Sequence[Any]],
    jobs: int = 1,
) -> tuple[dict[str, Rows], dict[str, Told]]:
    """Returns what to tell of the versions of each record, and the notes for the next build.

    `lives` is None where the history cannot be proved. `known` are the notes of the last build: a
    life in which nothing happened since is not read again.
    """
    if lives is None:
        return {}, {}
    notes = noted(records, lives, known, jobs)
    shown = {
        name: note.rows
        for name, note in notes.items()
        if max(RANKS[note.label], RANKS.get(records[name].label, 2)) <= RANKS[audience]
    }
    return shown, notes


def noted(
    names: Iterable[str], lives: Lives, known: Mapping[str, Sequence[Any]], jobs: int = 1
) -> dict[str, Told]:
    """Returns notes on the lives of records, or of those that had a number once."""
    wanted = list(names)
    notes = {name: Told(*known[name]) for name in wanted if name in known}
    fresh = [
        name
        for name in wanted
        if name not in notes or notes[name].digest != lives.digest(notes[name].names)
    ]
    notes.update(_read(fresh, lives, jobs))
    return notes


def _read(names: Sequence[str], lives: Lives, jobs: int) -> Iterator[tuple[str, Told]]:
    if jobs < 2 or len(names) < FORK_ABOVE:
        yield from _told(names, lives)
        return
    global _work
    _work = (names, lives)
    chunks = [range(start, len(names), jobs * 4) for start in range(jobs * 4)]
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for part in pool.imap_unordered(_read_chunk, chunks):
                yield from part
    finally:
        _work = None


_work: tuple[Sequence[str], Lives] | None = None


def _read_chunk(chosen: range) -> list[tuple[str, Told]]:
    assert _work is not None
    names, lives = _work
    return list(_told([names[number] for number in chosen], lives))


def _told(names: Sequence[str], lives: Lives) -> Iterator[tuple[str, Told]]:
    for name, life in lives.of(names).items():
        yield name, Told(list(life.names), lives.digest(life.names), life.label, _rows(life))


def _rows(life: Life) -> Rows:
    return [
        [
            version.commit.committer.at[:10],
            version.commit.short,
            "unreadable" if version.unreadable else version.what,
            list(dict.fromkeys(change.names[0] for change in version.difference.fields)),
            _acts(version.difference),
            version.difference.text is not None,
        ]
        for version in life.versions
    ]


def _acts(found: Difference) -> list[str]:
    acts = (change.after or change.before or {} for change in found.acts)
    return list(dict.fromkeys(str(act.get("do")) for act in acts))


def digest(rows: Rows | None) -> str:
    """Returns a text that differs whenever something else is told."""
    return hashlib.blake2b(repr(rows).encode(), digest_size=8).hexdigest() if rows else ""


# -- in words -------------------------------------------------------------------------------------


def worded(rows: Rows, kind: Kind, language: Language) -> Html:
    """Returns the entries of a list of versions, oldest first."""
    return joined(_entry(row, kind, language) for row in rows)


def _entry(row: list[Any], kind: Kind, language: Language) -> Html:
    day, commit, what, fields, acts, text = row
    gettext, between = language.gettext, language.marks.item
    titles = [*_titles(fields, kind, language)]
    if text:
        titles.append(gettext("Text"))
    parts = [between.join(titles)] if titles else []
    done = [say(kind.acts[do].title, language.code) for do in acts if do in kind.acts]
    if done:
        parts.append(gettext("acts: {acts}").replace("{acts}", between.join(done)))
    head = Html(f"<b>{escaped(gettext(_WHAT[what]))}</b>")
    said = "".join(f" · {escaped(part)}" for part in parts)
    aside = f' <span class="meta">(<span class="folio">{escaped(commit)}</span>)</span>'
    return Html(f"<li>{language.short(day)}<div>{head}{said}{aside}</div></li>")


def _titles(names: Sequence[str], kind: Kind, language: Language) -> Iterator[str]:
    """Yields the titles of fields; a name that the kind does not know is not repeated."""
    unknown = False
    for name in names:
        spec = kind.fields.get(name)
        title = say(spec.title, language.code) if spec else ""
        unknown = unknown or spec is None
        if spec:
            yield title or name
    if unknown:
        yield language.gettext("other fields")


_WHAT: Mapping[str, str] = {
    "added": "First version",
    "changed": "Changed",
    "reformatted": "Written otherwise",
    "merged": "Merged",
    "moved": "Moved",
    "renamed": "Renamed",
    "removed": "Removed",
    "restored": "Put back",
    "unreadable": "Could not be read",
}
