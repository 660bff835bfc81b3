"""A clone that means harm: nothing in it runs, and it changes no verdict; what proves nothing is said.

Configuration, hooks and attributes of a repository, the environment of whoever runs the program and
the modules beside the records are all somebody else's word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from officerepo.blobs import read_blobs
from officerepo.cli.main import COMMANDS
from officerepo.git import GitError
from officerepo.load import read_tree, store_of
from officerepo.rules import rules_of_change
from tests.changes.repository import (
    FOLLOW_UP,
    MERGED,
    TASK,
    TODAY,
    VERIFIER,
    Repository,
    Result,
    copy,
    office,
    run,
)

ON = ("--today", TODAY)

LABORATORY = ("--set", "name=Laboratory", "--set", "type=office", "--set", "valid.from=2025-03-31")

#: What each command is asked, once in a clean clone and once in a hostile one.
ASKED: dict[str, tuple[str, ...]] = {
    "init": ("../another", "--language", "en"),
    "new": ("unit", "--id", "UNIT-LAB", *LABORATORY, *ON),
    "set": ("REQ-2025-0001", "notes=The key was collected.", *ON),
    "act": ("TSK-2025-0002", "follow_up", "--by", "PER-etorrente", "remarks=in use", *ON),
    "check": ("--format", "json", "--base", "main", "--merged-at", MERGED, *ON),
    "index": ON,
    "list": ("task", *ON),
    "show": ("TSK-2025-0002", *ON),
    "report": ("overdue", "--format", "json", *ON),
    "search": ("readings", *ON),
    "diff": ("main..HEAD", "--format", "json"),
    "log": ("TSK-2025-0002", "--format", "json"),
    "print": ("TSK-2025-0002", "--output", "../sheet.html", *ON),
    "build": ("--output", "../portal", *ON),
    "audit": ("--format", "json", "--signatures", "--save", "../checkpoint", *ON),
    "signers": (),
    "forge": ("github", "--url", "https://forge.example/office"),
    "renumber": ("--onto", "main", *ON),
    "rename": ("UNIT-HID", "UNIT-HYD", *ON),
    "adopt": ("minutes", "../old", *ON),
    "serve": ("--help",),  # it does not end by itself; it reads and builds as `build` does
}
MARK = "ran"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A program that says that it ran, whatever it was called for."""
    path = tmp_path / "script.sh"
    path.write_text(f'#!/bin/sh\necho "$0 $*" >> "{tmp_path / MARK}"\nexit 0\n')
    path.chmod(0o755)
    return path


def poison(clone: Repository, script: Path) -> None:
    """Put into a clone's own configuration and folders whatever could run or deceive."""
    inner = clone.root / ".git"
    settings = {
        "core.fsmonitor": script,
        "core.hooksPath": inner / "hooks",
        "core.sshCommand": script,
        "core.gitProxy": script,
        "core.askPass": script,
        "core.editor": script,
        "core.pager": script,
        "pager.log": script,
        "pager.config": script,
        "core.alternateRefsCommand": script,
        "core.attributesFile": inner / "attributes",
        "core.excludesFile": inner / "excludes",
        "core.commitGraph": "true",
        "diff.external": script,
        "diff.hostile.textconv": script,
        "diff.hostile.command": script,
        "diff.renames": "copies",
        "diff.relative": "true",
        "diff.noprefix": "true",
        "diff.orderFile": inner / "order",
        "diff.ignoreSubmodules": "all",
        "filter.hostile.clean": script,
        "filter.hostile.smudge": script,
        "filter.hostile.process": script,
        "filter.hostile.required": "true",
        "merge.hostile.driver": script,
        "gpg.program": script,
        "gpg.ssh.program": script,
        "gpg.ssh.defaultKeyCommand": script,
        "gpg.x509.program": script,
        "commit.gpgSign": "true",
        "log.showSignature": "true",
        "log.decorate": "full",
        "log.abbrevCommit": "true",
        "log.showRoot": "false",
        "log.follow": "true",
        "log.diffMerges": "first-parent",
        "log.mailmap": "true",
        "log.date": "format:%H",
        "format.pretty": "oneline",
        "core.abbrev": "4",
        "core.quotePath": "true",
        "core.ignoreCase": "true",
        "core.untrackedCache": "true",
        "core.precomposeUnicode": "true",
        "i18n.logOutputEncoding": "UTF-16",
        "i18n.commitEncoding": "UTF-16",
        "mailmap.file": clone.root / "map",
        "credential.helper": f"!{script}",
        "alias.log": f"!{script}",
        "alias.ls-files": f"!{script}",
        "alias.rev-parse": f"!{script}",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "uploadpack.packObjectsHook": script,
        "remote.origin.url": f"ext::{script}",
        "remote.origin.uploadpack": script,
        "remote.origin.vcs": "hostile",
        "safe.directory": "*",
        "submodule.recurse": "true",
        "status.submoduleSummary": "true",
        "trace2.eventTarget": inner / "trace",
        "include.path": "more",
    }
    for name, value in settings.items():
        clone.git("config", name, str(value))
    (inner / "more").write_text(f"[core]\n\tfsmonitor = {script}\n\tpager = {script}\n")
    shutil.rmtree(inner / "hooks", ignore_errors=True)
    (inner / "hooks").mkdir()
    for hook in HOOKS:
        shutil.copy(script, inner / "hooks" / hook)
    (inner / "order").write_text("records/tasks/*\n")
    (inner / "excludes").write_text("nothing\n")
    for attributes in (inner / "attributes", inner / "info" / "attributes"):
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_text("* filter=hostile diff=hostile merge=hostile export-ignore -text\n")
    (clone.root / "map").write_text(
        "The Director <amanantial@emea.example> <farroyuelo@emea.example>\n"
    )
    (inner / "objects/info").mkdir(exist_ok=True)
    (inner / "objects/info/commit-graph").write_bytes(b"CGPH\x01\x01\x00\x00 no graph at all")


HOOKS = (
    *("applypatch-msg", "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"),
    *("post-checkout", "post-merge", "post-index-change", "post-rewrite", "reference-transaction"),
    *("pre-auto-gc", "fsmonitor-watchman", "query-watchman"),
)


def steering(tmp_path: Path, script: Path) -> dict[str, str]:
    """What an environment may say to steer git or Python elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    if not elsewhere.exists():
        subprocess.run(["git", "init", "-q", str(elsewhere)], check=True)
    said = str(script)
    templates = tmp_path / "hostile/office/.git"
    return {
        "GIT_DIR": str(elsewhere / ".git"),
        "GIT_WORK_TREE": str(elsewhere),
        "GIT_INDEX_FILE": str(elsewhere / "no-index"),
        "GIT_OBJECT_DIRECTORY": str(elsewhere / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(elsewhere / "objects"),
        "GIT_COMMON_DIR": str(elsewhere / ".git"),
        "GIT_NAMESPACE": "elsewhere",
        "GIT_CEILING_DIRECTORIES": str(tmp_path.parent),
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": said,
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "amanantial@emea.example",
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{said}'",
        "GIT_EXTERNAL_DIFF": said,
        "GIT_PAGER": said,
        "GIT_EDITOR": said,
        "GIT_SSH": said,
        "GIT_SSH_COMMAND": said,
        "GIT_ASKPASS": said,
        "GIT_PROXY_COMMAND": said,
        "GIT_PYTHON_GIT_EXECUTABLE": said,
        "GIT_TEMPLATE_DIR": str(templates),
        "GIT_EXEC_PATH": str(tmp_path),
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_GRAFT_FILE": said,
        "GIT_SHALLOW_FILE": said,
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_AUTHOR_EMAIL": "amanantial@emea.example",
        "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_TRACE2_EVENT": str(tmp_path / "trace2"),
        "PAGER": said,
        "EDITOR": said,
        "SSH_ASKPASS": said,
        "PYTHONSTARTUP": said,
        "PYTHONINSPECT": "",
        "PYTHONHASHSEED": "7",
        "PYTHONOPTIMIZE": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONBREAKPOINT": "hostile.trap",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def plant_modules(clone: Repository, mark: Path) -> None:
    """Lay modules beside the records that are called like those which the program imports."""
    says = f"open({str(mark)!r}, 'a').write(__name__)\n"
    for name in ("json", "click", "yaml", "git", "site", "sitecustomize", "usercustomize", "re"):
        clone.write(f"{name}.py", says)
    clone.write("officerepo/__init__.py", says)


def ask(command: str, repository: Repository, **environment: str) -> Result:
    result = repository.run(command, *ASKED[command], **environment)
    where = str(repository.root.parent)
    return Result(result.code, result.out.replace(where, ""), result.err.replace(where, ""))


def test_every_command_is_asked() -> None:
    assert set(COMMANDS) - set(ASKED) == set()


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """An office with a change under way: two commits on a branch, a merge, something wrong."""
    repository = office(tmp_path_factory.mktemp("busy") / "office")
    repository.append("records/requests/2025/REQ-2025-0001.yaml", "notes: The key was collected.\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "side", "main")
    repository.replace(TASK, "2025-02-19T12:00", "2025-02-25T12:00")
    repository.commit(author="jribera@emea.example")
    repository.git("switch", "-q", "day")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    return repository


@pytest.mark.parametrize("command", sorted(ASKED))
def test_a_hostile_clone_runs_nothing_and_changes_no_answer(
    command: str, busy: Repository, tmp_path: Path, script: Path
) -> None:
    for folder in ("clean", "hostile"):
        (tmp_path / folder / "old").mkdir(parents=True)
        (tmp_path / folder / "old/2024-11-05 Leadership.md").write_text("# Meeting\n\nNothing.\n")
    clean = copy(busy, tmp_path / "clean" / "office")
    hostile = copy(busy, tmp_path / "hostile" / "office")
    poison(hostile, script)
    mark = tmp_path / MARK
    if sys.platform != "win32":  # the poison works: git itself, asked plainly, runs it
        subprocess.run(["git", "status"], cwd=hostile.root, capture_output=True, check=False)
        assert mark.exists()
        mark.unlink()
    plant_modules(hostile, mark)
    plant_modules(clean, tmp_path / "not-read")
    expected = ask(command, clean)
    found = ask(command, hostile, **steering(tmp_path, script))
    assert found == expected
    assert not mark.exists(), mark.read_text()
    assert not list(tmp_path.glob("trace*"))
    if command == "check":
        assert expected.rules >= {"rewritten-entry"}


def test_a_missing_object_is_not_fetched(busy: Repository, tmp_path: Path, script: Path) -> None:
    """A partial clone would fetch it, by a program that the clone names."""
    hostile = copy(busy, tmp_path / "office")
    poison(hostile, script)
    hostile.git("config", "remote.origin.promisor", "true")
    hostile.git("config", "extensions.partialClone", "origin")
    hostile.git("config", "core.repositoryFormatVersion", "1")
    hostile.git("config", "--unset", "remote.origin.vcs")
    blob = hostile.git("rev-parse", f"HEAD:{TASK}")
    loose = hostile.root / ".git/objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.unlink()
    (tmp_path / MARK).unlink(missing_ok=True)
    with pytest.raises(GitError):
        read_blobs(hostile.root, [blob])
    assert not (tmp_path / MARK).exists()
    assert not_judged(hostile.check())


def test_an_index_that_came_along_is_not_believed(busy: Repository, tmp_path: Path) -> None:
    """A copy of a folder holds what git ignores, and with it somebody's answer."""
    source = copy(busy, tmp_path / "source")
    source.append(TASK, "nonsense: yes\n")
    expected = source.run("check", "--format", "json", *ON)
    assert expected.rules >= {"unknown-field"}
    store = store_of(read_tree(source.root))
    assert store.update([], [], {"check": {**store.kept("check"), "findings": []}})
    assert source.run("check", "--format", "json", *ON).rules == set()  # it is the user's own
    assert copy(source, tmp_path / "copy").run("check", "--format", "json", *ON) == expected


# -- where history is not provable -----------------------------------------------------------------


def not_judged(result: Result) -> bool:
    """Whether a check said that it could not judge, and which rules it could not."""
    skipped = {entry["rule"] for entry in result.data["rules"]["skipped"]}
    assert "findings" not in result.data
    assert result.data["failure"]["message"] in result.err
    return (
        result.code == 3
        and result.data["rules"]["ran"] == []
        and skipped >= set(rules_of_change())
        and all(entry["reason"] for entry in result.data["rules"]["skipped"])
    )


def cloned(source: Repository, folder: Path, *options: str) -> Repository:
    """Clone over a transport, as from a server."""
    subprocess.run(
        ["git", "clone", "-q", *options, f"file://{source.root}", str(folder)],
        check=True,
        capture_output=True,
    )
    return Repository(folder)


def shallow(busy: Repository, folder: Path) -> Repository:
    return cloned(busy, folder, "--depth", "1", "--no-single-branch")


def less_shallow(busy: Repository, folder: Path) -> Repository:
    return cloned(busy, folder, "--depth", "2", "--no-single-branch")


def blobless(busy: Repository, folder: Path) -> Repository:
    busy.git("config", "uploadpack.allowFilter", "true")
    return cloned(busy, folder, "--filter=blob:none")


def treeless(busy: Repository, folder: Path) -> Repository:
    busy.git("config", "uploadpack.allowFilter", "true")
    return cloned(busy, folder, "--filter=tree:0")


def promised_elsewhere(busy: Repository, folder: Path) -> Repository:
    """What makes it partial stands in a file that its configuration includes."""
    clone = cloned(busy, folder)
    (clone.root / ".git/more").write_text('[remote "origin"]\n\tpromisor = true\n')
    clone.git("config", "include.path", "more")
    return clone


def of_another_sort(busy: Repository, folder: Path) -> Repository:
    """Its ids are not those of SHA-1."""
    subprocess.run(
        ["git", "init", "-q", "-b", "main", "--object-format=sha256", str(folder)], check=True
    )
    shutil.copytree(busy.root / "records", folder / "records")
    office = Repository(folder)
    office.commit()
    return office


def without_commits(busy: Repository, folder: Path) -> Repository:
    shutil.copytree(busy.root / "records", folder / "records")
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    return Repository(folder)


def without_git(busy: Repository, folder: Path) -> Repository:
    shutil.copytree(busy.root / "records", folder / "records")
    return Repository(folder)


def replaced(busy: Repository, folder: Path) -> Repository:
    clone = cloned(busy, folder)
    clone.git("replace", "HEAD", "HEAD^")
    return clone


def grafted(busy: Repository, folder: Path) -> Repository:
    clone = cloned(busy, folder)
    tip = clone.git("rev-parse", "HEAD")
    (clone.root / ".git/info/grafts").write_text(f"{tip}\n")
    return clone


def no_base(busy: Repository, folder: Path) -> Repository:
    clone = cloned(busy, folder, "--single-branch", "--branch", "day")
    assert "main" not in clone.git("branch", "-a")
    return clone


def unrelated(busy: Repository, folder: Path) -> Repository:
    clone = cloned(busy, folder)
    clone.git("switch", "-q", "--orphan", "main")
    clone.git("commit", "-q", "--allow-empty", "-m", "Another beginning")
    clone.git("switch", "-q", "day")
    return clone


def crossed(busy: Repository, folder: Path) -> Repository:
    """Both sides have merged the other: what one dropped, the other may have."""
    clone = copy(busy, folder)
    clone.git("switch", "-q", "main")
    clone.append("records/requests/2025/REQ-2025-0001.yaml", "refs: [TSK-2025-0001]\n")
    one = clone.commit()
    two = clone.git("rev-parse", "side")
    clone.git("merge", "-q", "-m", "Merge side", two)
    clone.git("switch", "-q", "-C", "day", two)
    clone.git("merge", "-q", "-m", "Merge main", one)
    return clone


def tag_like_the_branch(busy: Repository, folder: Path) -> Repository:
    """Git takes a tag for the branch of its name: whoever pushes it would choose the base."""
    clone = copy(busy, folder)
    clone.git("tag", "main", "day")
    return clone


def file_like_the_branch(busy: Repository, folder: Path) -> Repository:
    """Git takes a file of its own folder for the branch of that name."""
    clone = copy(busy, folder)
    clone.git("branch", "-m", "main", "trunk")
    (clone.root / ".git/main").write_text(clone.git("rev-parse", "day"))
    return clone


UNPROVABLE: list[Callable[[Repository, Path], Repository]] = [
    *(shallow, less_shallow, blobless, treeless, promised_elsewhere, of_another_sort),
    *(without_commits, without_git),
    *(replaced, grafted, no_base, unrelated, crossed, tag_like_the_branch),
    file_like_the_branch,
]


@pytest.mark.parametrize("make", UNPROVABLE, ids=lambda f: f.__name__)
def test_history_that_proves_nothing_is_never_passed(
    make: Callable[[Repository, Path], Repository], busy: Repository, tmp_path: Path
) -> None:
    clone = make(copy(busy, tmp_path / "source"), tmp_path / "office")
    base = "origin/main" if make in (shallow, less_shallow, blobless, treeless) else "main"
    if make in (replaced, grafted, promised_elsewhere):
        clone.git("branch", "main", "origin/main")
    assert not_judged(clone.check(base=base))
    assert not_judged(clone.check("--head", "HEAD", base=base))
    said = clone.run("check", "--base", base)
    assert (said.code, said.out) == (3, "")
    assert "Not judged: " in said.err
    assert "rewritten-entry" in said.err


def test_a_repository_of_another_sort_is_refused_wherever_its_history_is_read(
    busy: Repository, tmp_path: Path
) -> None:
    office = of_another_sort(busy, tmp_path / "office")
    assert office.run("check", *ON).code == 0
    for command in (
        ("log", "REQ-2025-0001"),
        ("audit",),
        ("audit", "--save", str(tmp_path / "page")),
        ("diff", "HEAD"),
        ("renumber", "REQ-2025-0001"),
    ):
        said = office.run(*command)
        assert (said.code, said.out) == (3, "")
        assert "SHA-256" in said.err
    assert not (tmp_path / "page").exists()


def promised_no_more(busy: Repository, folder: Path) -> Repository:
    """What git itself reads as a remote that promises nothing."""
    clone = copy(busy, folder)
    clone.git("config", "remote.origin.promisor", "off")
    return clone


# -- where it is -----------------------------------------------------------------------------------


def detached(busy: Repository, folder: Path) -> Repository:
    clone = copy(busy, folder)
    clone.git("switch", "-q", "--detach")
    return clone


def linked(busy: Repository, folder: Path) -> Repository:
    busy.git("switch", "-q", "--detach", "main")
    busy.git("worktree", "add", "-q", str(folder), "day")
    return Repository(folder)


def separate(busy: Repository, folder: Path) -> Repository:
    """The repository lies elsewhere, and the folder holds a file that says where."""
    clone = copy(busy, folder)
    clone.git("init", "-q", "--separate-git-dir", str(folder.parent / "elsewhere.git"))
    return clone


def submodule(busy: Repository, folder: Path) -> Repository:
    outer = folder.parent / "outer"
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    allow = ("-c", "protocol.file.allow=always")
    Repository(outer).git(*allow, "submodule", "--quiet", "add", "-b", "day", str(busy.root), "in")
    inner = Repository(outer / "in")
    inner.git("branch", "main", "origin/main")
    return inner


def alternates(busy: Repository, folder: Path) -> Repository:
    clone = cloned(busy, folder, "--shared")
    clone.git("branch", "main", "origin/main")
    return clone


PROVABLE: list[Callable[[Repository, Path], Repository]] = [
    *(detached, linked, separate, submodule, alternates, promised_no_more),
]


@pytest.mark.parametrize("make", PROVABLE, ids=lambda f: f.__name__)
def test_a_whole_history_is_judged_however_it_is_checked_out(
    make: Callable[[Repository, Path], Repository], busy: Repository, tmp_path: Path
) -> None:
    clone = make(copy(busy, tmp_path / "source"), tmp_path / "office")
    expected = busy.check()
    assert expected.rules >= {"rewritten-entry"}
    assert clone.check() == expected
    assert clone.check("--head", "HEAD") == expected


def test_an_office_below_the_top_of_its_repository(busy: Repository, tmp_path: Path) -> None:
    repository = office(tmp_path / "all", "our/office")
    repository.replace(TASK, "2025-02-19T12:00", "2025-02-25T12:00")
    repository.commit(author="jribera@emea.example")
    result = repository.check()
    assert result.rules >= {"rewritten-entry"}
    assert repository.check("--head", "day").data == result.data
    (repository.root / TASK).unlink()
    assert "record-removed" in repository.check().rules


@pytest.mark.parametrize("words", [(), ("--head", "day")])
def test_what_steers_an_office_from_above_it(words: tuple[str, ...], tmp_path: Path) -> None:
    repository = office(tmp_path / "all", "our/office")
    assert repository.check(*words).rules == set()
    repository.append(TASK, FOLLOW_UP)
    repository.write("../../.github/CODEOWNERS", "* @jribera\n")
    repository.git("add", "-A", ":/")
    repository.commit(author=VERIFIER)
    result = repository.check(*words)
    assert result.rules == {"rules-changed-beside-acts"}
    assert [found["path"] for found in result.data["findings"]] == ["../../.github/CODEOWNERS"]
    told = repository.run("check", "--base", "main", *words, *ON, "--format", "github").out
    assert "::warning file=.github/CODEOWNERS,line=1" in told
    repository.git("switch", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "day")
    assert "rules-changed-beside-acts" in repository.run("audit", "--format", "json").rules


def test_within_a_hook(busy: Repository, tmp_path: Path) -> None:
    """Git tells its hooks which index it works on, and where."""
    clone = copy(busy, tmp_path / "office")
    hook = clone.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    words = " ".join(("check", *ASKED["check"]))
    hook.write_text(
        f"#!/bin/sh\n{sys.executable} -P -m officerepo {words} > {tmp_path}/said 2>&1\nexit 0\n"
    )
    hook.chmod(0o755)
    clone.git("commit", "-q", "--allow-empty", "-m", "With a hook")
    assert Result(1, (tmp_path / "said").read_text(), "") == busy.check()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_repository_of_somebody_else(
    busy: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = copy(busy, tmp_path / "office")
    clone.git("config", "safe.directory", "*")  # it cannot vouch for itself
    for path in (clone.root, clone.root / ".git"):
        os.chown(path, 4321, 4321)
    environment = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
    for steering in ({}, {**environment, "GIT_CONFIG_VALUE_0": "*"}):
        assert not_judged(run(clone.root, "check", *ASKED["check"], **steering))
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {clone.root}\n")
    for words in (ASKED["check"], (*ASKED["check"], "--head", "HEAD")):
        trusted = run(clone.root, "check", *words, HOME=str(home))
        assert trusted == busy.check()
