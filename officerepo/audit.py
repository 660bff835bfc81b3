"""The audit of a history: every commit of the trunk judged by what was in force before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from officerepo.blobs import read_versions
from officerepo.check import check, check_change, check_past, rule_ids
from officerepo.commits import is_ancestor, resolve
from officerepo.failure import Failure
from officerepo.finding import Finding, fill
from officerepo.git import GitError, working_tree
from officerepo.history.accepted import Accepted, acceptances, divide
from officerepo.history.change import Change
from officerepo.history.checkpoint import Checkpoint
from officerepo.history.judged import Judged
from officerepo.history.merges import lost_acts
from officerepo.history.past import GOOD, Acceptance, Departed, Past, Saved, Signed
from officerepo.history.revisions import require_history, tree_at
from officerepo.history.signers import signed
from officerepo.history.trail import Departure, Trail, departures, other_beginnings, read_trail
from officerepo.history.unread import last_read, versions_of
from officerepo.history.walk import Step, steps
from officerepo.history.written import record_id
from officerepo.index import Index
from officerepo.layout import is_record
from officerepo.load import Loaded, Progress, Tree, load, tree_of
from officerepo.office import Office, read_office
from officerepo.record import Record, names_before
from officerepo.rows import read_file, record_of
from officerepo.rules import every_rule
from officerepo.store import FOLDER
from officerepo.verdict import Verdict, judge_loaded, placed

CHECKPOINT, SIGNATURES = "--checkpoint", "--signatures"
"""What some rules over the past need (`NEEDS`), by the option that asks for it."""

_STAYS = frozenset({"rewritten-entry", "changed-after-capture", "record-removed"})
"""The rules over a change that hold over any stretch of time, as between a checkpoint and now."""

_ASIDE = _STAYS | {
    *("settings-put-back", "beginning-moved", "kind-taken-away", "hold-taken-out", "shown-to-more")
}
"""The rules over a change by which a merge is held against a line of work that it brought in."""


_OF_THE_WHOLE = frozenset({"rewritten-history", "rewritten-register"})
"""The rules whose findings nobody can accept: they are of the history, not of a commit."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found, of which commit, and how many commits it looked at.

    `known` of them were judged before, without a finding. `skipped` of the verdict names what a
    rule would have needed. What the office accepted is not among the findings of the verdict.
    """

    tip: str
    date: str
    commits: int
    known: int
    verdict: Verdict
    accepted: tuple[Accepted, ...] = ()


def rule_names() -> list[str]:
    """Return the rules that an audit runs besides those of `check`."""
    return sorted(name for name, rule in every_rule().items() if rule.__name__.count(".") > 2)


def audit(
    root: Path,
    now: datetime,
    today: date,
    *,
    since: str = "",
    saved: Checkpoint | None = None,
    signatures: bool = False,
    thorough: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Audit:
    """Judge the commits that led to HEAD and what they left, taking all up to `since` as given.

    Where `since` is empty, only the founding commit is. Raises GitError or Failure with exit code
    3 where the history cannot be judged.
    """
    require_history(root)
    tip = resolve(root, "HEAD")
    since = resolve(root, since) if since else ""
    through = {since, saved.commit if saved else ""} - {""}
    trail = read_trail(root, tip, through)
    given = _given(trail, since)
    wanted = [name for name in trail.trunk[1:] if name not in given]
    loaded = load(tree_at(root, tip), jobs=jobs)

    trusted = not working_tree(root, [FOLDER])
    sort = "trunk" + "+thorough" * thorough + "+signatures" * signatures
    sort += "" if trail.is_plain else f"+through:{','.join(sorted(through))}"
    judged = Judged(root, sort, trusted=trusted)
    known = judged.commits()
    found: list[Finding] = []
    signs: list[Signed] = []
    clean: dict[str, bool] = {}
    unknown = [name for name in wanted if name not in known]
    for step in steps(trail, unknown, jobs=jobs, progress=progress):
        here = list(_of_step(root, step, thorough, jobs))
        there = list(signed(root, step.change, trail.commits)) if signatures else []
        found += here
        signs += there
        good = not here and all(each.state == GOOD for each in there)
        clean[step.commit.id] = good and clean.get(step.commit.id, True)
    if any(clean.values()):
        judged.keep(name for name, good in clean.items() if good)

    past = _past(trail, loaded.index, since, now, wanted)
    past = replace(
        past, saved=_saved(root, saved, tip, past.tip.aliases, jobs), signed=tuple(signs)
    )
    without = [CHECKPOINT] * (saved is None) + [SIGNATURES] * (not signatures)
    history = check_past(past, without)
    found += history.findings
    if saved and saved.commit not in (*wanted, since or trail.founding):
        found += _since_checkpoint(past, loaded, now, today)
    entries = list(acceptances(past.tip))
    found, accepted = divide(found, entries, _OF_THE_WHOLE)
    looked_for = {*rule_names(), *(rule_ids(past.tip) if thorough else ())}
    looked_for -= {name for name, _ in history.skipped}
    idle = _idle(entries, accepted, given, looked_for, past.tip)
    found += placed(loaded.tree, check_past(Past(past.tip, past.kinds, now, idle=idle)).findings)
    verdict = judge_loaded(loaded, today, jobs=jobs)
    order = {name: place for place, name in enumerate(trail.commits)}
    found.sort(key=lambda f: (order.get(f.commit, -1), f.sort_key()))
    return Audit(
        tip,
        trail.commits[tip].committer.at,
        len(wanted),
        len(wanted) - len(unknown),
        replace(
            verdict,
            findings=(*found, *verdict.findings),
            ran=tuple(sorted({*verdict.ran, *rule_names()} - {n for n, _ in history.skipped})),
            skipped=(*(s for s in verdict.skipped if s[1]), *history.skipped),
        ),
        tuple(accepted),
    )


def _given(trail: Trail, since: str) -> set[str]:
    """Return the commits that are not judged: those up to `since`, else to the founding one."""
    if since and since not in trail.commits:
        raise Failure(
            "The commit {commit} does not lead to the present one.",
            "Name a commit of this history, or compare with a checkpoint: --checkpoint FILE.",
            commit=since,
        )
    return trail.before(since or trail.founding)


def _idle(
    entries: Sequence[Acceptance],
    accepted: Sequence[Accepted],
    given: Collection[str],
    looked_for: Collection[str],
    tip: Index,
) -> tuple[Acceptance, ...]:
    """Return the acceptances that nothing was found for, of those that were looked for."""
    used = {each.acceptance for each in accepted}
    known = {*rule_ids(tip), *rule_names()} - _OF_THE_WHOLE
    return tuple(
        entry
        for entry in entries
        if entry not in used
        and entry.commit not in given
        and (not entry.name or entry.rule in looked_for or entry.rule not in known)
    )


def _of_step(root: Path, step: Step, thorough: bool, jobs: int) -> Iterator[Finding]:
    """Yield what the rules in force before a commit find in it."""
    day = date.fromisoformat(step.change.merged_at[:10])
    tree = Tree(root, step.change.own.files)
    found = list(check_change(step.change, day).findings)
    if step.aside:
        found = [each for each in found if each.rule in _ASIDE and not _is_lost_act(each)]
    elif thorough:
        known = {_said(f) for f in _all_rules(root, step.change.base, day, jobs)}
        found += (f for f in _all_rules(root, step.change.own, day, jobs) if _said(f) not in known)
    else:
        found += _unread_now(step.change)
    for finding in placed(tree, found):
        yield replace(finding, commit=step.commit.id)


def _is_lost_act(finding: Finding) -> bool:
    """Whether a finding about a merge says what `act-lost-in-merge` says of it."""
    return finding.rule == "rewritten-entry" and finding.at.startswith("acts")


def _unread_now(change: Change) -> Iterator[Finding]:
    """Yield why files cannot be read after a commit, for until they can nobody judges them."""
    broken = set(change.own.broken(change.files))
    return (found for found in change.own.findings if found.path in broken)


def _all_rules(root: Path, index: Index, day: date, jobs: int) -> Sequence[Finding]:
    tree = tree_of(root, index.files.values(), overlay=True)
    return check(load(tree, jobs=jobs).index, day).findings


def _said(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.path, finding.at, fill(finding.message, finding.values)


def _past(trail: Trail, tip: Index, since: str, now: datetime, wanted: Sequence[str]) -> Past:
    """Gather what the commits that are judged dropped, and when they say they were made."""
    judged = trail.commits.keys() - _given(trail, since)
    kinds = {**read_office({}).kinds, **tip.office.kinds}
    office = replace(tip.office, kinds=kinds, folders={k.folder: k for k in kinds.values()})
    gone = {
        path: departure
        for path, departure in departures(trail, office.folders, judged).items()
        if record_id(path) not in tip.records
    }
    last = last_read(trail.root, office, {path: [d.blob] for path, d in gone.items()})
    if lost := gone.keys() - last.keys():
        every = (change for changes in trail.changes.values() for change in changes)
        last |= last_read(trail.root, office, versions_of(every, lost))
    successors = _successors(trail, gone, office)
    departed = (
        Departed(record_of(row, kinds[row.kind]), gone[path].commit, successors.get(path))
        for path, (_, row) in last.items()
    )
    return Past(
        tip,
        kinds,
        now,
        tuple((trail.commits[trail.previous[n]], trail.commits[n]) for n in wanted),
        tuple(departed),
        tuple(lost_acts(trail, office.folders, judged, tip.aliases)),
        tuple(other_beginnings(trail, trail.before(since) if since else set())),
    )


def _successors(trail: Trail, gone: Mapping[str, Departure], office: Office) -> dict[str, Record]:
    """Return for the path of a record the one that took its place in the commit that dropped it."""
    commits = {departure.commit.id for departure in gone.values()}
    came = [
        (name, change)
        for name in commits
        for change in trail.changes[name]
        if change.after and not change.before and is_record(change.path, office.folders)
    ]
    files = read_versions(trail.root, ((change.path, change.after) for _, change in came))
    new: dict[tuple[str, str, str], Record] = {}  # commit, folder, former name
    for name, change in came:
        row = read_file(replace(files[change.after], path=change.path), office)
        if row.id:
            record = record_of(row, office.kinds[row.kind])
            new |= dict.fromkeys(
                (
                    (name, PurePosixPath(change.path).parts[1], former)
                    for former in names_before(record.data)
                ),
                record,
            )
    places = {p: (d.commit.id, PurePosixPath(p).parts[1], record_id(p)) for p, d in gone.items()}
    return {path: new[place] for path, place in places.items() if place in new}


# -- the checkpoint -------------------------------------------------------------------------------


def _saved(
    root: Path, saved: Checkpoint | None, tip: str, names: Mapping[str, str], jobs: int
) -> Saved | None:
    if saved is None:
        return None
    try:
        commit = resolve(root, saved.commit)
    except GitError:
        return Saved(saved, leads_here=False, then=None)
    then = load(tree_at(root, commit), jobs=jobs, aliases=names).index
    return Saved(saved, is_ancestor(root, commit, tip), then)


def _since_checkpoint(past: Past, loaded: Loaded, now: datetime, today: date) -> Iterator[Finding]:
    """Yield what did not stay as it was since a checkpoint, where no single commit can tell."""
    saved = past.saved
    if saved is None or saved.then is None:
        return
    tip = past.tip
    change = Change(saved.then, tip, tip, tip, tip, now.isoformat("T", "minutes")[:16])
    found = (f for f in check_change(change, today).findings if f.rule in _STAYS)
    yield from placed(loaded.tree, found)
