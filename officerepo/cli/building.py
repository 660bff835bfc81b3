"""Building the portal of a working tree: what `build` and `serve` share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officerepo.cli.reading import body_of
from officerepo.cli.shared import is_workable, now
from officerepo.commits import resolve
from officerepo.failure import Failure
from officerepo.history.life import Lives
from officerepo.history.revisions import require_history
from officerepo.history.steps import History
from officerepo.kind import LANGUAGES
from officerepo.load import Loaded, Tree, folders_of, load, settings_of
from officerepo.record import entries_in
from officerepo.repository import committed, is_blob
from officerepo.repository import revision as head_of
from officerepo.resources import resource
from officerepo.store import FOLDER as STORE_FOLDER
from officerepo.store import place_of
from officerepo.text import safe
from officerepo.verdict import Verdict, judge

if TYPE_CHECKING:
    from officerepo.documents.shelf import Shelf

AUDIENCES = ("public", "internal", "restricted")
SHORT = 10  # characters of a commit id: unique in any office's repository, and fit to be read out


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a portal is built for; empty texts stand for the office's own settings."""

    output: Path
    audience: str = ""
    language: str = ""
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, and what the check had to say of the records.

    `unproven` says why the portal tells nothing of how records changed, if it does not; `ahead`
    whether records have acts after the day as of which it was built.
    """

    total: int
    written: int
    audience: str
    verdict: Verdict
    unproven: Failure | None = None
    ahead: bool = False


def build_tree(
    tree: Tree,
    today: date,
    wishes: Wishes,
    *,
    built: str,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Check a tree and publish its portal. Raises Failure where that is not possible."""
    from officerepo.portal.build import build, inputs_of, published

    verdict = judge(tree, today, jobs=jobs, progress=progress)
    settings = settings_of(tree)
    audience = wishes.audience or str(settings.get("audience"))
    audience = audience if audience in AUDIENCES else "internal"
    languages = [wishes.language] if wishes.language else languages_of(settings)
    revision = revision_of(tree)
    past, unproven = _past(tree.root)
    shelf = _shelf(tree) if wishes.pdf else None
    inputs = inputs_of(
        tree.key,
        verdict.findings,
        audience=audience,
        today=today,
        languages=languages,
        revision=revision,
        past="unread" if unproven else past,
        ready=shelf.digest if shelf else "",
    )
    pages = published(wishes.output, inputs)
    if pages is not None:
        return Built(pages, 0, audience, verdict, unproven)
    loaded = verdict.loaded or load(tree, jobs=jobs)
    result = build(
        loaded.index,
        verdict.findings,
        bodies=lambda record: body_of(loaded, record.path),
        output=wishes.output,
        audience=audience,
        today=today,
        languages=languages,
        revision=revision,
        lives=_lives(loaded, past) if past else None,
        past_unread=unproven is not None,
        notes=_notes(tree, wishes.output) if loaded.store.trusted else None,
        office=tree.root,
        inputs=inputs,
        built=built,
        files={path: found.raw for path, found in tree.files.items() if not _is_record(path)},
        unread={path: found.trouble for path, found in tree.files.items() if found.trouble},
        jobs=jobs,
        progress=progress,
        shelf=shelf,
    )
    ahead = loaded.index.as_of(today.isoformat()) is not loaded.index
    return Built(result.pages_total, result.pages_written, audience, verdict, unproven, ahead)


def _past(root: Path) -> tuple[str, Failure | None]:
    """Return the commit whose past can be told, or why none can; neither before the first one."""
    if not head_of(root):
        return "", None
    try:
        require_history(root)
        return resolve(root, "HEAD"), None
    except Failure as failure:
        return "", failure


def _shelf(tree: Tree) -> Shelf:
    """Return the documents that are held ready as PDF, by the office's own templates."""
    from officerepo.documents.shelf import Shelf

    return Shelf(*document_files(tree))


def document_files(tree: Tree) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the office's own templates of documents, and its pictures for them, by name.

    Raises Failure for one that cannot be read.
    """
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    for path, found in tree.files.items():
        folder, _, name = path.rpartition("/")
        if folder not in ("templates/documents", "site/assets"):
            continue
        if found.trouble:
            raise Failure(
                "{path} cannot be read: {reason}.",
                "Put what it leads to there, each file of up to 4 MiB, or remove it.",
                path=safe(path),
                reason=found.trouble,
            )
        if folder == "site/assets":
            assets[name] = found.raw
        elif found.raw != _built_in(name):
            templates[name] = found.raw.decode("utf-8", "replace")
    return templates, assets


def _built_in(name: str) -> bytes:
    path = resource("templates") / "documents" / name
    return path.read_bytes() if path.is_file() else b""


def _lives(loaded: Loaded, past: str) -> Lives:
    root = loaded.tree.root
    history = History.read(root, past, trusted=loaded.store.trusted)
    return Lives(root, history, loaded.index.office)


def _notes(tree: Tree, output: Path) -> Path:
    """Return where a build leaves notes for the next one to the same output."""
    belongs = f"{place_of(tree.root)} {output.absolute()}"
    mark = hashlib.sha256(belongs.encode()).hexdigest()[:12]
    return tree.root / STORE_FOLDER / f"portal-{mark}.json"


def _is_record(path: str) -> bool:
    return path.startswith("records/")


def languages_of(settings: Mapping[str, Any]) -> list[str]:
    """Return the languages of an office's portal, the default first; else that of the office."""
    chosen = [code for code in entries_in(settings.get("languages")) if code in LANGUAGES]
    own = str(settings.get("language"))
    return [*dict.fromkeys(chosen)] or [own if own in LANGUAGES else "en"]


def revision_of(tree: Tree) -> str:
    """Return the short commit id of a tree; nothing where it is not committed as it is."""
    commit = head_of(tree.root)
    blobs = committed(tree.root, folders_of(tree.root)) if commit else {}
    if blobs.keys() == tree.files.keys() and all(
        blobs[path] == found.blob or is_blob(tree.root, found, blobs[path])
        for path, found in tree.files.items()
    ):
        return commit[:SHORT]
    return ""


def build_time() -> str:
    """Return the moment of the build, to the minute.

    `SOURCE_DATE_EPOCH` (reproducible-builds.org) gives it where the same bytes are wanted again.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return f"{now():%Y-%m-%dT%H:%M}"
    moment = None
    if epoch.isascii() and epoch.isdigit():
        with suppress(ValueError, OverflowError, OSError):
            moment = datetime.fromtimestamp(int(epoch), UTC)
    if moment is None or not is_workable(moment.date()):
        raise Failure(
            "SOURCE_DATE_EPOCH is {value}, which is not the moment of a build.",
            "Set it to the seconds since 1970, such as 1740992400, or unset it.",
            value=epoch,
        )
    return f"{moment:%Y-%m-%dT%H:%M}"
