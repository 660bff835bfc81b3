"""Who may sign: the keys of the people records, and whether an act's commit bears one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from officerepo.clock import local
from officerepo.commits import Commit, read_commit
from officerepo.fields import date as day
from officerepo.history.change import Change, act_words
from officerepo.history.past import (
    AT_ODDS,
    BROKEN,
    CLOCKS,
    GOOD,
    NOT_AUTHOR,
    OF_ANOTHER,
    OTHER_FORMAT,
    OUT_OF_DATE,
    UNKNOWN,
    UNSIGNED,
    Signed,
)
from officerepo.index import Index
from officerepo.record import entries_in, is_before
from officerepo.signing import Signature, is_good, key_in, key_of, signature_of
from officerepo.workdays import LAST_DAY

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")

HEAD = "# Written by `officerepo signers` from the people records."
"""The first line of the file; `ssh-keygen` takes it for a remark."""

NO_KEY, NO_DAYS, NO_ADDRESS = "no key", "no days", "no address"


class Key(NamedTuple):
    """A key by which a person signs, from a day to a day (ISO dates)."""

    person: str
    emails: tuple[str, ...]
    key: str
    start: str
    end: str


class LeftOut(NamedTuple):
    """A key of a person, counted from 1, that nobody can sign by, and what is wrong with it."""

    person: str
    number: int
    why: str


def keys_of(index: Index) -> Iterator[Key]:
    """Yield the signing keys of the people records; what is no key, or has no days, is left out."""
    return (found for found in _found(index) if isinstance(found, Key))


def _found(index: Index) -> Iterator[Key | LeftOut]:
    for person in index.of("person"):
        emails, keys = person.data.get("git_emails"), person.data.get("signing_keys")
        addresses = tuple(
            email.lower()
            for email in entries_in(emails)
            if isinstance(email, str) and _ADDRESS.fullmatch(email)
        )
        for number, item in enumerate(entries_in(keys), 1):
            given = item if isinstance(item, dict) else {}
            key, start = key_in(str(given.get("key", ""))), str(given.get("from", ""))
            end = str(given.get("to") or LAST_DAY)
            if not key:
                yield LeftOut(person.id, number, NO_KEY)
            elif not (_is_day(start) and _is_day(end)):
                yield LeftOut(person.id, number, NO_DAYS)
            else:
                yield Key(person.id, addresses, key, start, end)


def _is_day(text: str) -> bool:
    try:
        return bool(day(text))
    except ValueError:
        return False


def left_out(index: Index) -> Iterator[LeftOut]:
    """Yield the keys that `allowed_signers` has no line for."""
    numbers: dict[str, int] = {}
    for found in _found(index):
        numbers[found.person] = numbers.get(found.person, 0) + 1
        if isinstance(found, LeftOut):
            yield found
        elif not found.emails:
            yield LeftOut(found.person, numbers[found.person], NO_ADDRESS)


def allowed_signers(index: Index) -> Iterator[str]:
    """Yield the lines of git's file of allowed signers (ssh-keygen, ALLOWED SIGNERS)."""
    for key in keys_of(index):
        if not key.emails:
            continue
        options = ['namespaces="git"', f'valid-after="{key.start.replace("-", "")}"']
        if key.end < LAST_DAY:
            beyond = date.fromisoformat(key.end) + timedelta(days=1)
            options.append(f'valid-before="{beyond:%Y%m%d}"')
        yield f"{','.join(key.emails)} {','.join(options)} {key.key} {key.person}"


def signed(root: Path, change: Change, commits: Mapping[str, Commit]) -> Iterator[Signed]:
    """Yield the acts of a change that stayed, each with what its commit's signature is worth.

    The keys are those of the people before the change; `commits` are those of the history, by id.
    """
    places = {(r.id, act_words(act.data)): (r.path, n) for r, n, act in change.new_acts}
    keys = list(keys_of(change.tip))
    zone = change.tip.office.zone
    looked: dict[str, tuple[str, str]] = {}
    for written in change.written:
        place, commit = places.get(written.key), written.commit
        if place is None or commit is None:
            continue
        if commit.id not in looked:
            looked[commit.id] = _looked_at(signature_of(read_commit(root, commit.id)))
        state, key = looked[commit.id]
        if state == GOOD and not _can_be(commit, written.act, commits, zone):
            state = AT_ODDS
        judged = (state, "", "")
        if state == GOOD:
            days = _days(commit, written.act, change.merged_at, zone)
            judged = _by_whom(keys, key, written.act, commit, days)
        yield Signed(*place, written.act, commit, *judged)


def _can_be(
    commit: Commit, act: Mapping[str, Any], commits: Mapping[str, Commit], zone: tzinfo | None
) -> bool:
    """Whether a commit says that it was made after those that it follows, and after an act."""
    made = commit.committer.moment
    if made is None:
        return False
    earlier = (commits[parent].committer.moment for parent in commit.parents)
    if any(before and made < before - CLOCKS for before in earlier):
        return False
    return not is_before(local(made + CLOCKS, zone), str(act.get("at")))


def _days(commit: Commit, act: Mapping[str, Any], merged_at: str, zone: tzinfo | None) -> list[str]:
    """Return the days on which a key has to count: of the act and of its commit.

    Both are what the signer says, and no earlier than the days of grace allow, but where an act
    comes late or adopts what is older: there it has to count on the day of the merge, too.
    """
    made = commit.committer.moment
    days = [str(act.get("at"))[:10], local(made, zone)[:10] if made else ""]
    if "late" in act or act.get("do") == "adopt":
        days.append(merged_at[:10])
    return sorted(days)


def _looked_at(signature: Signature) -> tuple[str, str]:
    """Return what a signature is worth by itself, and the key that made it."""
    if not signature.armour:
        return UNSIGNED, ""
    if not signature.is_ssh:
        return OTHER_FORMAT, ""
    key = key_of(signature)
    return (GOOD, key) if key and is_good(signature, key) else (BROKEN, "")


def _by_whom(
    keys: Iterable[Key], key: str, act: Mapping[str, Any], commit: Commit, days: Sequence[str]
) -> tuple[str, str, str]:
    """Return whether a key speaks for an act, whose it is, and from or until when it did."""
    first, last = days[0], days[-1]
    own = [found for found in keys if found.key == key]
    if not own:
        return UNKNOWN, "", ""
    valid = [found for found in own if found.start <= first and last <= found.end]
    if not valid:
        found = own[-1]
        return OUT_OF_DATE, found.person, found.start if first < found.start else found.end
    doers = {act.get("by"), act.get("entered_by")}
    theirs = [found for found in valid if found.person in doers]
    if not theirs:
        return OF_ANOTHER, valid[0].person, ""
    author = commit.author.email.lower()
    if not any(author in found.emails for found in theirs):
        return NOT_AUTHOR, theirs[0].person, ""
    return GOOD, theirs[0].person, ""
