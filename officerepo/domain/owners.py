"""Whose review a change needs: the file CODEOWNERS as powers, posts and appointments give it.

Who may approve a record is said by its acts and judged by the check. A forge can only see to it
that a second person looks at a change, and that this is somebody who has to do with such records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from officerepo.authority import ANY_POST
from officerepo.catalogue import catalogue
from officerepo.fields import email
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Kind
from officerepo.record import Record

FILE = "CODEOWNERS"
MADE = "Made from the posts; written anew by `officerepo forge`."
"""What the file says of itself as long as the program writes it, in whatever language."""

EVERYTHING = "*"
_LEADING = "approve_regulation"
_ENOUGH = 2  # nobody reviews a change of their own


class Owned(NamedTuple):
    """Files and whose review they need: `kind` is empty for all that no other line names.

    `why` are the posts, each with the powers that make its holders owners, in order; of the post
    that leads the office none are needed. `people` are those holders, `emails` their addresses.
    """

    pattern: str
    kind: str
    why: tuple[tuple[str, tuple[str, ...]], ...]
    people: tuple[str, ...]
    emails: tuple[str, ...]


def owned(index: Index, day: str) -> tuple[Owned, ...]:
    """Return who owns what on a day (ISO date); of the lines that fit a file the last one counts.

    Settings, kinds, posts, people, rules and whatever steers the checks belong to those who may
    put a rule in force, records to those who have a power for one of their steps. Where these are
    less than two, the next above step in: else nobody could review the only one's changes.
    """
    lead = _posts_with(index, day, [_LEADING])
    if len(_people(index, day, lead)) < _ENOUGH:
        head = index.authority.head_post(str(index.office.settings.get("office_unit", "")))
        if head in index.records:
            lead = {**lead, head: lead.get(head, ())}
    found = [_owned(index, day, EVERYTHING, "", lead)]
    for kind in index.office.kinds.values():
        powers = sorted(_powers_of(index, kind))
        if not powers or _LEADING in powers:
            continue
        posts = _posts_with(index, day, powers)
        if len(_people(index, day, posts)) < _ENOUGH:
            posts = {**lead, **posts}
        found.append(_owned(index, day, f"/records/{kind.folder}/", kind.name, posts))
    return tuple(each for each in found if each.emails)


def everything_is_owned(index: Index, day: str) -> bool:
    """Whether somebody's address is known for the files that no line about a kind names."""
    return any(each.pattern == EVERYTHING for each in owned(index, day))


def is_made(text: str) -> bool:
    """Whether a file CODEOWNERS was made from the posts: a comment of its own says so."""
    said = tuple(f"# {catalogue(language).gettext(MADE)}" for language in LANGUAGES)
    return any(line.startswith(said) for line in text.splitlines())


def owners_in(text: str) -> dict[str, tuple[str, ...]]:
    """Return the owners that a file CODEOWNERS names, by pattern."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return {words[0]: tuple(words[1:]) for words in lines if words}


def _powers_of(index: Index, kind: Kind) -> set[str]:
    """Return the powers for the steps that are the kind's own, else for those of every kind."""
    every = index.office.kernel.acts

    def powers(names: Iterable[str]) -> set[str]:
        acts = [kind.acts[name] for name in names]
        return {power for act in acts for power in (*act.powers, *act.powers_then)}

    return powers(n for n in kind.acts if n not in every) or powers(n for n in kind.acts)


def _posts_with(index: Index, day: str, powers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the posts that give somebody one of these powers on a day, with those they give.

    A power of a kind may be open, as `custody_seal:{seal}`: then it is that of any seal.
    """
    wanted = [power.partition("{")[0] for power in powers]
    found: dict[str, set[str]] = {}
    for person in index.of("person"):
        for power, posts in index.authority.powers(person.id, day).items():
            if any(
                power == each or (each[-1:] == ":" and power.startswith(each)) for each in wanted
            ):
                for post in posts:
                    found.setdefault(post, set()).add(power)
    return {post: tuple(sorted(found[post])) for post in sorted(found)}


def _people(index: Index, day: str, posts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the people with an address whom the posts make owners on a day."""

    def owns(person: str) -> bool:
        held = index.authority.powers(person, day)
        return any(
            post in held.get(power, ())
            for post, powers in posts.items()
            for power in powers or (ANY_POST,)
        )

    people = (person for person in index.of("person") if any(_address(person)))
    return tuple(person.id for person in people if owns(person.id))


def _owned(
    index: Index, day: str, pattern: str, kind: str, posts: Mapping[str, tuple[str, ...]]
) -> Owned:
    people = _people(index, day, posts)
    emails = (each for person in people for each in _address(index.records[person]))
    return Owned(pattern, kind, tuple(sorted(posts.items())), people, tuple(dict.fromkeys(emails)))


def _address(person: Record) -> Iterator[str]:
    """Yield the addresses by which a forge may know a person: those in git, else that for mail."""
    written = person.data.get("git_emails")
    contact = person.data.get("contact")
    if not (isinstance(written, list) and written):
        written = [contact.get("email")] if isinstance(contact, dict) else []
    for each in written:
        if isinstance(each, str) and _is_plain(each):
            yield each


def _is_plain(address: str) -> bool:
    try:
        return bool(email(address)) and "#" not in address
    except ValueError:
        return False
