"""An account of a change or of a life: for a terminal, for a pull request, and for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from officerepo.commits import Signer
from officerepo.difference import ActChange, Difference, FieldChange
from officerepo.excerpt import cut, on_one_line
from officerepo.finding import Values, fill
from officerepo.history.alteration import Alteration
from officerepo.history.life import Life, Version
from officerepo.kind import Kind
from officerepo.marks import marks_of
from officerepo.office import Office
from officerepo.register import Translate
from officerepo.wording import Names, Wording

TEXT_CAP = 160  # characters of a value on a terminal
MARKDOWN_CAP = 60  # … and in a comment that people are to read through
NAMES_CAP = 5  # files named of those that say the same as before
LINES_CAP = 200  # lines of such a comment …
SIZE_CAP = 60_000  # … and its characters: a forge takes 65,536

_TICKS = re.compile("`+")

Dress = Callable[..., str]
"""`plain` or `code`: what is put around everything that somebody typed."""


def plain(text: str, cap: int = TEXT_CAP) -> str:
    """Return what somebody typed on one line, harmless to a terminal, cut where it is long."""
    return cut(on_one_line(text), cap)


def code(text: str, cap: int = MARKDOWN_CAP) -> str:
    """Return what somebody typed as a code span, in which nothing means anything to a forge.

    Neither markup nor HTML, mentions (@name), references (#1) or addresses are read there.
    """
    shown = cut(on_one_line(text), cap)
    ticks = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{ticks}{room}{shown or ' '}{room}{ticks}"


# -- a change -------------------------------------------------------------------------------------


def change_as_text(
    found: Sequence[Alteration], office: Office, gettext: Translate, name_of: Names
) -> Iterator[str]:
    """Yield the lines that tell of a change on a terminal: a line a file, its changes below it."""
    words = Wording(office, gettext, name_of, plain, TEXT_CAP)
    for each in _told(found):
        yield f"{plain(each.id or each.path)}: {_what(each, office, gettext, plain)}"
        kind = office.kinds.get(each.kind)
        yield from (f"  {line}" for line in words.lines(kind, each.difference))
    yield from _counted(found, office, gettext, plain)
    if not found:
        yield gettext("Nothing has changed.")


def change_as_markdown(
    found: Sequence[Alteration], office: Office, gettext: Translate, name_of: Names
) -> Iterator[str]:
    """Yield the lines of a comment on a pull request; what is too long for one is counted."""
    words = Wording(office, gettext, name_of, code, MARKDOWN_CAP)
    lines: list[str] = []
    told = list(_told(found))
    shown = size = 0
    for each in told:
        kind = office.kinds.get(each.kind)
        part = [f"- {code(each.id or each.path)}: {_what(each, office, gettext, code)}"]
        part += (f"  - {line}" for line in words.lines(kind, each.difference))
        size += sum(map(len, part))
        if len(lines) + len(part) > LINES_CAP or size > SIZE_CAP:
            break
        lines += part
        shown += 1
    yield from lines
    if shown < len(told):
        rest = gettext("… and more files ({n}); `officerepo diff` tells of all.")
        yield f"- {fill(rest, {'n': f'{len(told) - shown:,}'})}"
    yield from (f"- {line}" for line in _counted(found, office, gettext, code))
    if not found:
        yield gettext("Nothing has changed.")


def change_as_data(found: Sequence[Alteration], base: str, head: str) -> dict[str, Any]:
    """Return a change for programs; `head` is empty for the working tree."""
    return {
        "base": base,
        "head": head or None,
        "files": [
            {
                "path": each.path,
                "role": each.role,
                "what": each.what,
                "id": each.id or None,
                "kind": each.kind or None,
                "former": each.former or None,
                "unreadable": _reason(each),
                **_difference(each.difference),
            }
            for each in found
        ],
    }


def _told(found: Sequence[Alteration]) -> Iterator[Alteration]:
    """Yield what to tell of one by one, what steers the others first."""
    order = ("guard", "settings", "record", "other")
    told = (each for each in found if each.what not in _SAME)
    return iter(sorted(told, key=lambda each: (order.index(each.role), each.path)))


def _counted(
    found: Sequence[Alteration], office: Office, gettext: Translate, dress: Dress
) -> Iterator[str]:
    """Yield how many files say the same as before, and the first of them by name."""
    for what in _SAME:
        names = [dress(each.id or each.path) for each in found if each.what == what]
        if names:
            shown = names[:NAMES_CAP] + ["…"] * (len(names) > NAMES_CAP)
            values: Values = {"n": f"{len(names):,}", "names": shown}
            yield fill(gettext(_SAME[what]), values, office.language)


_SAME: Mapping[str, str] = {
    "followed": "Only calling other records by their new names: {n} ({names})",
    "reformatted": "Written otherwise, saying the same: {n} ({names})",
}
_ROLES: Mapping[str, str] = {
    "settings": "settings",
    "guard": "steers how changes are reviewed",
    "other": "another file",
}
_WHAT: Mapping[str, str] = {
    "added": "new",
    "changed": "changed",
    "reformatted": "written otherwise, saying the same",
    "merged": "merged",
    "removed": "removed",
    "restored": "put back",
    "moved": "moved from {former}",
    "renamed": "formerly {former}",
}


def _what(each: Alteration | Version, office: Office, gettext: Translate, dress: Dress) -> str:
    words = [fill(gettext(_WHAT[each.what]), {"former": dress(each.former)})]
    if each.unreadable:
        found = each.unreadable
        why = fill(gettext(found.message), found.values, office.language).rstrip(".。")
        words = [fill(gettext("cannot be read ({why})"), {"why": dress(why, TEXT_CAP)})]
    if isinstance(each, Alteration) and each.role != "record":
        words.append(gettext(_ROLES[each.role]))
    return marks_of(office.language).clause.join(words)


# -- a life ---------------------------------------------------------------------------------------


def life_as_text(
    life: Life, kind: Kind | None, office: Office, gettext: Translate, name_of: Names
) -> Iterator[str]:
    """Yield the lines that tell of a record's life on a terminal, oldest first."""
    words = Wording(office, gettext, name_of, plain, TEXT_CAP)
    for version in life.versions:
        commit = version.commit
        head = f"{commit.committer.at[:16] or '?':<16}  {commit.short}"
        yield f"{head}  {plain(version.id)}: {_what(version, office, gettext, plain)}"
        yield f"  {_signed(version, gettext)}"
        yield from (f"  {line}" for line in words.lines(kind, version.difference))


def _signed(version: Version, gettext: Translate) -> str:
    """Return whom a commit names: who wrote, and who took it in where that is another."""
    author, committer = version.commit.author, version.commit.committer
    values = {"author": _signer(author), "committer": _signer(committer)}
    sentence = "written by {author}, committed by {committer}"
    if author[:2] == committer[:2]:
        sentence = "committed by {author}"
    return fill(gettext(sentence), values)


def _signer(who: Signer) -> str:
    return plain(f"{who.name} <{who.email}>")


def life_as_data(record_id: str, life: Life) -> dict[str, Any]:
    """Return a record's life for programs."""
    return {
        "id": record_id,
        "versions": [
            {
                "id": version.id,
                "path": version.path,
                "what": version.what,
                "former": version.former or None,
                "unreadable": _reason(version),
                "commit": version.commit.id,
                "parents": list(version.commit.parents),
                "author": version.commit.author._asdict(),
                "committer": version.commit.committer._asdict(),
                **_difference(version.difference),
            }
            for version in life.versions
        ],
    }


# -- both -----------------------------------------------------------------------------------------


def _reason(each: Alteration | Version) -> str | None:
    """Return in English what keeps a file from being read."""
    found = each.unreadable
    return fill(found.message, found.values) if found else None


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "fields": [_field(change) for change in found.fields],
        "acts": [_act(change) for change in found.acts],
        "text": found.text._asdict() if found.text else None,
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {**change._asdict(), "names": list(change.names)}


def _act(change: ActChange) -> dict[str, Any]:
    return {**change._asdict(), "fields": [_field(each) for each in change.fields]}
