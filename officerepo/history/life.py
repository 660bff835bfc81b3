"""The life of a record: what every commit changed in it, in words of its fields and acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from officerepo.blobs import read_blobs
from officerepo.commits import Commit, read_commits
from officerepo.conform import label_of
from officerepo.difference import NO_FIELDS, NOTHING, Difference, first_acts, own_doing
from officerepo.finding import Finding
from officerepo.history.lineage import Line, lines
from officerepo.history.steps import History, Side, Step
from officerepo.kind import LABELS, Fields
from officerepo.office import Office
from officerepo.record import entries_in, names_before
from officerepo.source import Source, parse

ABSENT = Source({})


@dataclass(frozen=True, slots=True)
class Version:
    """What a commit did to a record.

    `what` is one of added, changed, reformatted (it says the same), merged (a merge that changed
    nothing itself), moved, renamed, removed, restored. `former` is the number it had before it was
    renamed, or the path before it was moved. `unreadable` says what keeps its front matter from
    being read.
    """

    id: str
    path: str
    commit: Commit
    what: str
    difference: Difference = NOTHING
    former: str = ""
    unreadable: Finding | None = None


class Life(NamedTuple):
    """All versions of a record, oldest first, and the strictest label that one of them had.

    `names` are the numbers whose past it rests on: its own and those that it says it had, be it
    right or wrong.
    """

    versions: tuple[Version, ...]
    label: str
    names: tuple[str, ...]


class Lives:
    """Reads lives out of a history; the kinds of the office name the fields."""

    def __init__(self, root: Path, history: History, office: Office) -> None:
        self.root = root
        self.history = history
        self.office = office
        self._sources: dict[Side, Source] = {}
        self._steps: dict[str, list[Step]] = {}
        self._known: dict[str, list[Line]] = {}

    def of(self, ids: Iterable[str]) -> dict[str, Life]:
        """Return the lives of records, with what they were under former numbers.

        All files are read at once. Raises GitError when one is missing.
        """
        wanted = list(dict.fromkeys(ids))
        self._read(wanted)
        families = {name: self._family(name) for name in wanted}
        shown = {
            step.commit for steps in families.values() for each in steps.values() for step in each
        }
        commits = read_commits(self.root, sorted(shown))
        return {name: self._life(family, commits) for name, family in families.items()}

    def digest(self, names: Iterable[str]) -> str:
        """Return a text that differs whenever something else happened to records."""
        whole = repr([(name, self.history.steps(name)) for name in names])
        return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def _read(self, names: Iterable[str]) -> None:
        """Read the files of what happened to records, each content once."""
        for name in names:
            if name not in self._steps:
                self._steps[name] = self.history.steps(name)
        steps = (step for name in names for step in self._steps[name])
        files = {file for step in steps for file in (*step.before, step.after)}
        fresh = sorted(f for f in files if f[1] and f not in self._sources)
        raw = read_blobs(self.root, (blob for _, blob in fresh))
        alike: dict[tuple[str, str], Source] = {}
        for path, blob in fresh:
            ending = path.rpartition(".")[2], blob
            if ending not in alike:
                alike[ending] = parse(path, raw[blob])
            self._sources[path, blob] = alike[ending]

    def _source(self, file: Side) -> Source | None:
        return self._sources[file] if file[1] else None

    # -- which record -----------------------------------------------------------------------------

    def _lines(self, name: str) -> list[Line]:
        """Return the records that had a number, one after the other or in several branches."""
        if name not in self._known:
            self._read([name])
            self._known[name] = lines(
                self._steps[name], self.history.follows, self._is_alike, self._is_arrival
            )
        return self._known[name]

    def _is_alike(self, step: Step, side: Side) -> bool:
        """Whether a step's file begins with the same act as one before it."""
        acts = [_acts(self._source(file)) for file in (step.after, side)]
        return bool(acts[0] and acts[1]) and acts[0][0] == acts[1][0]

    def _is_arrival(self, step: Step) -> bool:
        """Whether a file says a former number, as none before it did, that was given up with it."""
        before = {name for file in step.before for name in formerly(self._source(file))}
        return any(
            any(other.commit == step.commit for other in self.history.steps(name))
            for name in formerly(self._source(step.after))
            if name not in before
        )

    def _family(self, name: str) -> dict[str, list[Step]]:
        """Return a record's steps by number: its own and all that its versions say it had before.

        It is the one that lies there, else the one that did last.
        """
        known = sorted(self._lines(name), key=lambda line: (line.alive, line.steps[-1].order()))
        family = {name: known[-1].steps if known else []}
        waiting = [name]
        for member in waiting:
            for step in family[member]:
                for former in reversed([*formerly(self._source(step.after))]):
                    if not family.get(former):
                        family[former] = self._left(former, step.commit)
                        waiting += [former] if family[former] else []
        return family

    def _left(self, name: str, commit: str) -> list[Step]:
        """Return the past of the record that gave up a number by a commit or before; else nothing.

        What still lies there has a life of its own.
        """
        found = []
        for line in self._lines(name):
            steps = line.steps
            if line.alive or len(self._lines(name)) > 1:
                reached = [s for s in steps if self._is_reached(s.commit, commit)]
                if not reached or (line.alive and reached[-1].after[1]):
                    continue
                steps = reached if line.alive else steps
            found.append((line.ends_with(commit), steps[-1].order(), steps))
        return max(found)[-1] if found else []

    def _is_reached(self, earlier: str, commit: str) -> bool:
        return earlier == commit or self.history.follows(commit, earlier)

    # -- one life ---------------------------------------------------------------------------------

    def _life(self, family: Mapping[str, list[Step]], commits: Mapping[str, Commit]) -> Life:
        ordered = sorted(
            ((step, name) for name, steps in family.items() for step in steps),
            key=lambda found: (found[0].place, found[0].commit, not found[0].after[1]),
        )
        versions: list[Version] = []
        last: dict[str, Source] = {}  # by number: the version that could be read
        left: set[tuple[str, str]] = set()  # numbers given up by a commit for another one
        rank = 0
        for step, name in ordered:
            source = self._source(step.after)
            if source is None and (name, step.commit) in left:
                continue
            version = Version(name, step.after[0], commits[step.commit], "removed")
            if source is None:
                versions.append(replace(version, path=step.before[0][0]))
                continue
            rank = max(rank, LABELS.index(self._label(step.after[0], source)))
            versions.append(self._version(version, step, source, last))
            if versions[-1].what == "renamed":
                left.add((versions[-1].former, step.commit))
            if source.data is not None:
                last[name] = source
        return Life(tuple(versions), LABELS[rank], tuple(family))

    def _version(
        self, version: Version, step: Step, source: Source, last: Mapping[str, Source]
    ) -> Version:
        """Return what a step did, compared with the versions before that could be read."""
        fields = self._fields(step.after[0])
        parents = [self._source(file) or ABSENT for file in step.before]
        known = last.get(version.id)
        parents = [known or ABSENT if p.data is None else p for p in parents]
        what, former = "changed", ""
        if not any(blob for _, blob in step.before):
            names = [name for name in formerly(source) if name in last]
            what = "restored" if known else "renamed" if names else "added"
            former = names[-1] if what == "renamed" else ""
            parents = [known or last.get(former) or ABSENT]
        elif step.after[0] not in (path for path, _ in step.before):
            what, former = "moved", step.before[0][0]
        if source.data is None:
            return replace(version, what=what, former=former, unreadable=source.findings[0])
        if what == "added":
            return replace(version, what=what, difference=first_acts(source))
        found = own_doing(parents, source, fields)
        if what == "renamed":
            kept = (change for change in found.fields if change.names[0] != "formerly")
            found = replace(found, fields=tuple(kept))
        elif what == "changed" and not found:
            unread = any((self._source(file) or ABSENT).data is None for file in step.before)
            merges = len(version.commit.parents) > 1
            what = "restored" if unread else "merged" if merges else "reformatted"
        return replace(version, what=what, former=former, difference=found)

    def _fields(self, path: str) -> Fields:
        kind = self.office.folders.get(path.split("/")[1])
        return kind.fields if kind else NO_FIELDS

    def _label(self, path: str, source: Source) -> str:
        kind = self.office.folders.get(path.split("/")[1])
        if kind is None or source.data is None:
            return "restricted"
        return label_of(kind, source.data)


def _acts(source: Source | None) -> list[Any]:
    return entries_in((source.data or {}).get("acts") if source else None)


def formerly(source: Source | None) -> Iterator[str]:
    """Yield the numbers that a version says the record had before."""
    yield from names_before(source.data or {}) if source else ()
