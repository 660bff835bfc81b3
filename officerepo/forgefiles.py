"""The files by which a forge or git itself asks for the check: CI, hook, pinned version, owners.

Their templates lie in `templates/ci/`; an office replaces one by a file of the same name there.
A template is filled in at `@{NAME}`, which means nothing to a shell, to YAML or to a forge.
"""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from officerepo import __version__
from officerepo.domain.owners import FILE, MADE, Owned, everything_is_owned, owned
from officerepo.edit import rewritten
from officerepo.failure import Failure
from officerepo.finding import fill
from officerepo.git import TreeFile
from officerepo.index import Index
from officerepo.kind import say
from officerepo.marks import marks_of
from officerepo.office import SETTINGS
from officerepo.resources import resource
from officerepo.source import parse
from officerepo.splice import set_value

FORGES = ("github", "gitlab", "forgejo")
HOOK = "hooks/pre-commit"
PINNED = "requirements-officerepo.txt"

_PLACES: Mapping[str, str] = {
    "github": ".github/workflows/officerepo.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/officerepo.yml",
}
_KNOW_ADDRESSES = ("github", "gitlab")  # Forgejo's CODEOWNERS takes account names only
_WIDTH = 100
_PLACE = re.compile(r"@\{([a-z_]+)\}")
_COMMENT = re.compile(r"( *)# @\{([a-z_]+)\}")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_ZONE = re.compile(r"[A-Za-z0-9_+/-]+")

Gettext = Callable[[str], str]


def is_program(path: str) -> bool:
    """Whether git or a shell runs the file, so that it needs the right to be run."""
    return path == HOOK


def settings_of_forge(raw: bytes, forge: str = "", url: str = "", branch: str = "") -> bytes:
    """Return office.yaml with the forge, its address and branch written in; the rest stays."""
    data = parse(SETTINGS[0], raw).data or {}
    told = {"type": forge, "url": url, "branch": branch}
    said = {name: value for name, value in told.items() if value}
    if isinstance(data.get("forge"), dict):
        for name, value in said.items():
            raw = rewritten(SETTINGS[0], raw, partial(set_value, at=f"forge.{name}", value=value))
        return raw
    return rewritten(SETTINGS[0], raw, partial(set_value, at="forge", value=said))


def hook(index: Index, gettext: Gettext) -> dict[str, bytes]:
    """Return the hook that checks before each commit, by its path."""
    values = {**_sentences(gettext), **_settings(index)}
    return {HOOK: _filled("pre-commit", values, index.files)}


def forge_files(index: Index, forge: str, day: str, gettext: Gettext) -> dict[str, bytes]:
    """Return the files for a forge by path; owners are those of a day (ISO date)."""
    files = index.files
    values = {**_sentences(gettext), **_settings(index), "version": __version__}
    found = {
        _PLACES[forge]: _filled(f"{forge}.yml", values, files),
        PINNED: _filled("requirements.txt", values, files),
        **hook(index, gettext),
    }
    if forge in _KNOW_ADDRESSES:
        found[FILE] = codeowners(index, day, gettext)
    return found


def still_to_do(
    index: Index, written: Collection[str], day: str, place: str, gettext: Gettext
) -> Iterator[str]:
    """Yield what somebody has to do before files that were written have their effect.

    `place` is where the office lies in its repository.
    """
    if PINNED in written:
        yield fill(
            gettext(
                "Write into {file} where officerepo comes from, and commit what was written to the "
                "branch {branch} before anything is proposed to it: nothing is judged until then."
            ),
            {"file": PINNED, "branch": main_branch(index.office.settings)},
        )
    if FILE in written and not everything_is_owned(index, day):
        yield _without_owner(gettext)
    if HOOK in written:
        folder = shlex.quote(f"{place}hooks")
        yield fill(
            gettext("Check before each commit: `{command}`."),
            {"command": f"git config core.hooksPath {folder}"},
        )


def codeowners(index: Index, day: str, gettext: Gettext) -> bytes:
    """Return the file CODEOWNERS: each line of owners below the posts that it comes from."""
    lines = [
        *_wrapped(
            "", gettext("Whose review a change needs. Of the lines that fit, the last counts.")
        ),
        *_wrapped("", gettext(MADE)),
    ]
    if not everything_is_owned(index, day):
        lines += ["", *_wrapped("", _without_owner(gettext))]
    for each in owned(index, day):
        lines += ["", *_reasons(index, each, gettext), " ".join([each.pattern, *each.emails])]
    return "".join(f"{line}\n" for line in lines).encode()


def _without_owner(gettext: Gettext) -> str:
    return gettext(
        "CODEOWNERS asks for nobody's review of settings, posts and rules: the records hold no "
        "e-mail address of those who lead the office. Enter it as `git_emails` of these people, "
        "then run `officerepo forge` again."
    )


def _reasons(index: Index, each: Owned, gettext: Gettext) -> Iterator[str]:
    language = index.office.language
    marks = marks_of(language)
    if each.kind:
        yield f"# {_line(say(index.office.kinds[each.kind].plural, language))}"
    else:
        yield f"# {gettext('Settings, posts, rules, checks and whatever is not named below')}"
    for post, powers in each.why:
        record = index.records.get(post)
        title = f"{_line(record.title)} ({post})" if record else post
        yield f"#   {title}: {marks.item.join(powers) or gettext('head of the office')}"


def _line(text: str) -> str:
    return " ".join(text.split())


def places_of_others(forge: str) -> tuple[str, ...]:
    """Return where the other forges read their files."""
    return tuple(place for name, place in _PLACES.items() if name != forge)


def main_branch(settings: Mapping[str, Any]) -> str:
    """Return the branch that changes are proposed to."""
    forge = settings.get("forge")
    return str(forge.get("branch") or "main") if isinstance(forge, dict) else "main"


def _settings(index: Index) -> dict[str, str]:
    """Return what the templates need of the settings, in quotes as YAML and a shell read them."""
    settings = index.office.settings
    branch = main_branch(settings)
    if not _BRANCH.fullmatch(branch):
        raise Failure(
            "The branch {branch} in records/office.yaml has signs that mean something to a shell.",
            "Rename the branch: letters a to z, digits, hyphens.",
            branch=branch,
        )
    zone = str(settings.get("time_zone") or "UTC")
    return {
        "branch": json.dumps(branch),
        "time_zone": json.dumps(zone if _ZONE.fullmatch(zone) else "UTC"),
    }


def _filled(name: str, values: Mapping[str, str], files: Mapping[str, TreeFile]) -> bytes:
    """Return a template with its places filled in: the office's own, else the built-in one."""
    path = f"templates/ci/{name}"
    own = files.get(path)
    raw = own.raw if own else (resource("templates") / "ci" / name).read_bytes()

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise Failure(
                "{path} has the place {place}, which nothing fills.",
                "Look at how it is spelt in the template that ships with officerepo.",
                path=path,
                place=match[0],
            )
        return values[match[1]]

    lines: list[str] = []
    for line in raw.decode("utf-8", "replace").splitlines():
        comment = _COMMENT.fullmatch(line)
        if comment and comment[2] in values:
            lines += _wrapped(comment[1], values[comment[2]])
        else:
            lines.append(_PLACE.sub(value, line))
    return "".join(f"{line}\n" for line in lines).encode()


def _wrapped(indent: str, sentence: str) -> list[str]:
    """Return a sentence as comment lines; one without spaces stays on one."""
    lead = f"{indent}# "
    return textwrap.wrap(
        sentence,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _sentences(gettext: Gettext) -> dict[str, str]:
    """Return what the templates say: comments, and in quotes what a job or the hook prints."""
    not_verified = gettext(
        "Not verified: this run could not read the whole history, so nothing is proved. It is no "
        "pass. Fetch the full history and run it again."
    )
    no_checkpoint = gettext(
        "There is no checkpoint of an earlier run, so nothing tells whether the history was "
        "replaced since."
    )
    no_program = gettext(
        "Nothing was judged: officerepo could not be installed. On the main branch "
        "requirements-officerepo.txt has to say which version judges and where it comes from; the "
        "page Checking changes of the portal tells how."
    )
    in_a_fork = gettext(
        "Nothing was judged: this pipeline runs in a fork, whose owner decides what it says. "
        "Propose the change from a branch of the project, or let one of its members run the "
        "pipeline there."
    )
    not_found = gettext(
        "The commit was not checked and not made: there is no officerepo on the search path. "
        "Switch on the environment that it is installed in, then commit again."
    )
    return {
        "not_verified": json.dumps(not_verified, ensure_ascii=False),
        "no_checkpoint": json.dumps(no_checkpoint, ensure_ascii=False),
        "no_program": json.dumps(no_program, ensure_ascii=False),
        "in_a_fork": json.dumps(in_a_fork, ensure_ascii=False),
        "not_found": shlex.quote(not_found),
        "about": gettext(
            "Written by `officerepo forge`: each proposed change is judged by the rules of the "
            "branch that it is proposed to, and the main branch is audited."
        ),
        "protect": gettext(
            "A change to this file is judged by the changed file, so let it be reviewed: protect "
            "the branch and ask for the review of the owners."
        ),
        "pin": gettext(
            "Actions are named by their version. Pin each one to the hash of a commit that you "
            "have looked at: a version can be moved."
        ),
        "pin_image": gettext(
            "The image is named by its version. Pin it to its digest: a version can be moved."
        ),
        "gitea": gettext(
            "Forgejo reads this file where it is; Gitea reads .gitea/workflows/, so move it there. "
            "Where runners have another label than docker, write theirs."
        ),
        "turned": gettext(
            "A proposal that gets this branch for its target is judged anew: what was said of it "
            "for another branch counts for nothing here."
        ),
        "read_only": gettext("Jobs may read the repository and nothing else."),
        "read_only_forgejo": gettext(
            "Jobs need only to read. Older versions of Forgejo and Gitea take no notice of this "
            "key: let the job token only read in their settings, where they offer it."
        ),
        "read_only_gitlab": gettext(
            "The job token may not push unless the project's settings say so; leave that off."
        ),
        "clock": gettext("When a change is merged is told by the clock of the office."),
        "full_depth": gettext("Without the full history nothing is proved: exit code 3."),
        "from_base": gettext(
            "The version that judges is the one of the main branch; the change cannot choose it."
        ),
        "no_summary": gettext(
            "There is no summary page of a job here: the change in plain words is in its log and "
            "its artifact."
        ),
        "own_report": gettext(
            "Only what this job wrote is published: the change may have brought files or links of "
            "the same names."
        ),
        "checkpoint": gettext(
            "A cache can be lost or replaced: also keep a checkpoint on paper, with "
            "`officerepo audit --save`."
        ),
        "portal_too": gettext("The portal is built also where something was found."),
        "hook": gettext(
            "Checks before each commit. Switch it on once in every clone: `git config "
            "core.hooksPath hooks`."
        ),
        "hook_base": gettext(
            "What nobody else has yet may be written anew, so the change is everything since the "
            "main branch of the forge; where that is not known, since the last commit."
        ),
        "pinned": gettext(
            "The version that judges changes. A newer one is proposed and reviewed like any change."
        ),
        "source": gettext(
            "No public index has officerepo, and whoever registered its name there would judge. "
            "Say where your office keeps it, by a whole address: with --find-links beside "
            "--no-index, or with --index-url in its place. Give each line its hash, as "
            "`pip-compile --generate-hashes` does."
        ),
    }
