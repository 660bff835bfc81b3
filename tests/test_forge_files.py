"""What `officerepo forge` writes: its jobs are read, and run in clones of a scripted repository.

Only fetching is left out: a clone stands for the checkout, and a program called python makes an
environment that holds this officerepo and notes which version it was asked for.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner, Result

from officerepo import __version__
from officerepo.cli.main import group
from officerepo.failure import Failure

FORGES = ("github", "gitlab", "forgejo")
EACH_FORGE = pytest.mark.parametrize("forge", FORGES)
WORKFLOW = {
    "github": ".github/workflows/officerepo.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/officerepo.yml",
}
PINNED = "requirements-officerepo.txt"
REPORT = "officerepo-report"
SEAL_USE = "records/seal-uses/2026/SEAL-2026-0001.yaml"
PYTHON = """#!/bin/sh
for last; do :; done
case "$*" in
  *"-m venv"*) mkdir -p "$last/bin" && cp "$0" "$last/bin/python" && ln -s {officerepo} "$last/bin/" ;;
  *"-m pip install"*) grep -q unobtainable "$last" && exit 1; cp "$last" {asked} ;;
  *) exit 64 ;;
esac
"""


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    if isinstance(result.exception, Failure):
        raise result.exception
    return result


def git(folder: Path, *arguments: str | Path) -> str:
    command = ["git", "-C", str(folder), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, words: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", words)


def read(path: Path) -> Any:
    """A YAML file with all values as text, so that the key `on` stays one."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506


# -- the forge ------------------------------------------------------------------------------------


@dataclass
class Ran:
    """How a job ended: the code of its first step that failed, all output, the files it left.

    `temp` is the runner's own folder, outside of the checkout.
    """

    code: int
    output: str
    place: Path
    temp: Path
    asked: str


@dataclass
class Forge:
    """A repository on a forge, with a program of its own to run the jobs of its CI file."""

    kind: str
    folder: Path
    tools: Path
    memory: Path = field(init=False)

    def __post_init__(self) -> None:
        self.memory = self.tools / "cache"

    @property
    def origin(self) -> Path:
        return self.folder / "origin"

    def propose(self, change: dict[str, str | None], base: str = "main") -> None:
        """Put a change on the branch `proposal`, and on `merged` what the merge would give."""
        git(self.origin, "checkout", "--quiet", "-B", "proposal", base)
        for path, text in change.items():
            place = self.origin / path
            if text is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, encoding="utf-8")
        commit(self.origin, "Proposal")
        git(self.origin, "checkout", "--quiet", "-B", "merged", "main")
        git(self.origin, "merge", "--quiet", "--no-ff", "-m", "Merge", "proposal")
        git(self.origin, "checkout", "--quiet", "main")

    def change_job(self, *clone: str, **variables: str) -> Ran:
        """Run the job of a proposed change in a clone; the forge may set other variables."""
        branch = "proposal" if self.kind == "gitlab" else "merged"
        return self._job("change", branch, clone, variables)

    def main_job(self) -> Ran:
        """Run the job of the main branch in a clone."""
        return self._job("main", "main", (), {})

    def _job(
        self, name: str, branch: str, clone: tuple[str, ...], variables: dict[str, str]
    ) -> Ran:
        number = len(list(self.folder.glob("run-*")))
        place, temp = self.folder / f"run-{number}", self.folder / f"temp-{number}"
        temp.mkdir()
        git(self.folder, "clone", "--quiet", *clone, f"file://{self.origin}", place)
        git(place, "checkout", "--quiet", "--detach", f"origin/{branch}")
        workflow = read(place / WORKFLOW[self.kind])
        environment = {
            **os.environ,
            **workflow.get("env", workflow.get("variables", {})),
            "PATH": f"{self.tools}:{os.environ['PATH']}",
            "GITHUB_BASE_REF": "main",
            "GITHUB_PATH": str(temp / "path"),
            "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
            "RUNNER_TEMP": str(temp),
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_PROJECT_ID": "7",
            "CI_PROJECT_ID": "7",
            "TMPDIR": str(temp),
            **variables,
        }
        kept = place / ".officerepo-checkpoint" if self.kind == "gitlab" else temp / "checkpoint"
        if self.memory.exists():
            self.memory.rename(kept)
        code, output = 0, ""
        succeeded: set[str] = set()
        for step in steps(workflow, self.kind, name):
            if not step.runs(code, succeeded):
                continue
            more = (temp / "path").read_text().split() if (temp / "path").exists() else []
            environment["PATH"] = ":".join([*more, environment["PATH"]])
            done = subprocess.run(
                ["bash", "-e", "-c", step.script],
                cwd=place,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            output += done.stdout
            code = code or done.returncode
            if not done.returncode:
                succeeded.add(step.name)
        if kept.exists():
            kept.rename(self.memory)
        asked = self.tools / "asked.txt"
        return Ran(code, output, place, temp, asked.read_text() if asked.exists() else "")

    def told(self, ran: Ran) -> str:
        """Return what people read of a job: the summary of its page, or the file it publishes."""
        places = {"github": ran.temp / "summary.md", "forgejo": ran.temp / "change.md"}
        return places.get(self.kind, ran.place / REPORT / "change.md").read_text(encoding="utf-8")


@dataclass
class Step:
    """A script of a job, the name that others know it by, and on what it depends."""

    script: str
    name: str = ""
    condition: str = "success()"

    def runs(self, code: int, succeeded: set[str]) -> bool:
        """Whether the forge runs it, after a code and steps that succeeded."""
        wanted = self.condition.split(" && ")
        known = {"success()": not code, "always()": True}
        known |= {f"steps.{name}.outcome == 'success'": True for name in succeeded}
        return all(known.get(each, False) for each in wanted)


def steps(workflow: Any, kind: str, job: str) -> Iterator[Step]:
    if kind == "gitlab":
        yield Step("\n".join([*workflow[job]["before_script"], *workflow[job]["script"]]))
        return
    for step in workflow["jobs"][job]["steps"]:
        if "run" in step:
            yield Step(step["run"], step.get("id", ""), step.get("if", "success()"))


@pytest.fixture
def office(tmp_path: Path, forge: str) -> Forge:
    tools = tmp_path / "tools"
    tools.mkdir()
    root = Path(__file__).resolve().parent.parent
    programs = {
        "officerepo": "#!/bin/sh\n"
        f"PYTHONPATH={shlex.quote(str(root))} exec {shlex.quote(sys.executable)} -P -m officerepo "
        '"$@"\n',
        "python": PYTHON.format(
            officerepo=shlex.quote(str(tools / "real/officerepo")),
            asked=shlex.quote(str(tools / "asked.txt")),
        ),
        "apt-get": "#!/bin/sh\n",
    }
    programs["python3"] = programs["python"]
    (tools / "real").mkdir()
    for name, text in programs.items():
        place = tools / "real" / name if name == "officerepo" else tools / name
        place.write_text(text, encoding="utf-8")
        place.chmod(0o755)
    run("init", tmp_path / "origin", "--forge", forge, "--today", "2026-01-05")
    return Forge(forge, tmp_path, tools)


# -- what a change meets ----------------------------------------------------------------------------


@EACH_FORGE
def test_a_good_change_passes_and_is_told(office: Forge) -> None:
    post = "records/posts/POST-OFF-03.yaml"
    text = (office.origin / post).read_text(encoding="utf-8")
    office.propose({post: text.replace("Seal custodian, minutes", "Custodian, minutes")})
    ran = office.change_job()
    assert ran.code == 0, ran.output
    assert ran.asked.endswith(f"\nofficerepo=={__version__}\n")
    assert "Seal custodian, minutes and rooms` → `Custodian" in office.told(ran)
    if office.kind == "gitlab":
        assert json.loads((ran.place / REPORT / "code-quality.json").read_text()) == []


@EACH_FORGE
def test_a_removed_entry_fails_the_job_where_people_look(office: Forge) -> None:
    office.propose({SEAL_USE: None})
    ran = office.change_job()
    assert ran.code == 1
    assert SEAL_USE in ran.output
    assert "Not verified" not in ran.output
    if office.kind == "github":
        assert re.search(rf"^::error file={SEAL_USE},.*title=record-removed::", ran.output, re.M)
    if office.kind == "gitlab":
        report = json.loads((ran.place / REPORT / "code-quality.json").read_text())
        assert "record-removed" in {each["check_name"] for each in report}
        tests = ElementTree.parse(ran.place / REPORT / "junit.xml").iter("testcase")
        assert "record-removed" in {t.get("name") for t in tests if t.find("failure") is not None}


@EACH_FORGE
def test_a_shallow_clone_is_no_pass_and_says_so(office: Forge) -> None:
    office.propose({"README.md": "Nothing else.\n"})
    ran = office.change_job("--depth", "1", "--no-single-branch")
    assert ran.code == 3
    for said in (ran.output, office.told(ran)):
        assert "Not verified: this run could not read the whole history" in said
    if office.kind == "gitlab":
        (trouble,) = json.loads((ran.place / REPORT / "code-quality.json").read_text())
        assert trouble["severity"] == "blocker"
    assert ("::error title=officerepo::Not verified" in ran.output) == (office.kind == "github")


@EACH_FORGE
def test_a_change_does_not_choose_who_judges_it(office: Forge) -> None:
    settings = (office.origin / "records/office.yaml").read_text(encoding="utf-8")
    office.propose(
        {
            PINNED: "evil==6.6.6\n",
            "records/office.yaml": settings.replace("seal-use, ", ""),
            SEAL_USE: None,
            "pip/__main__.py": "raise SystemExit(0)\n",
        }
    )
    ran = office.change_job()
    assert ran.code == 1
    assert SEAL_USE in ran.output
    assert f"officerepo=={__version__}" in ran.asked
    assert "evil" not in ran.asked


@EACH_FORGE
def test_a_pushed_tag_does_not_choose_who_judges(office: Forge) -> None:
    """Git takes a tag for the branch of its name; the one of the job is named in full."""
    office.propose({SEAL_USE: None})
    git(office.origin, "checkout", "--quiet", "--detach")
    git(office.origin, "rm", "--quiet", SEAL_USE)
    (office.origin / PINNED).write_text("evil==6.6.6\n", encoding="utf-8")
    commit(office.origin, "Evil")
    for name in ("origin/main", "main", "refs/remotes/origin/main", "HEAD"):
        git(office.origin, "update-ref", f"refs/tags/{name}", "HEAD")
    git(office.origin, "checkout", "--quiet", "main")
    ran = office.change_job()
    assert ran.code == 1
    assert f"officerepo=={__version__}" in ran.asked
    assert "evil" not in ran.asked
    assert SEAL_USE in ran.output


@pytest.mark.parametrize("forge", ["github"])
def test_a_queue_of_merges_is_judged_by_the_main_branch(office: Forge) -> None:
    office.propose({SEAL_USE: None})
    ran = office.change_job(GITHUB_BASE_REF="")
    assert (ran.code, "title=record-removed::" in ran.output) == (1, True)


@EACH_FORGE
@pytest.mark.parametrize("why", ["no file", "no source"])
def test_where_no_program_is_named_nothing_is_judged(office: Forge, why: str) -> None:
    if why == "no file":
        git(office.origin, "rm", "--quiet", PINNED)
    else:
        (office.origin / PINNED).write_text("unobtainable==1\n", encoding="utf-8")
    commit(office.origin, why)
    office.propose({PINNED: "officerepo==0\n", SEAL_USE: None})
    ran = office.change_job()
    assert ran.code == 3
    assert "Nothing was judged: officerepo could not be installed." in ran.output
    assert "not found" not in ran.output  # no step goes on without the program
    assert not list(office.folder.glob("**/summary.md"))
    assert ("::error title=officerepo::Nothing" in ran.output) == (office.kind == "github")
    if office.kind == "gitlab":
        assert "Nothing was judged" in office.told(ran)


@pytest.mark.parametrize("forge", ["gitlab"])
def test_a_pipeline_in_a_fork_judges_nothing(office: Forge) -> None:
    """There `origin` is the fork, and its owner says what is on its main branch."""
    office.propose({"README.md": "Nothing else.\n"})
    ran = office.change_job(CI_PROJECT_ID="8")
    assert ran.code == 3
    assert "this pipeline runs in a fork" in office.told(ran)
    assert ran.asked == ""


@pytest.mark.parametrize("forge", ["gitlab"])
@pytest.mark.parametrize("history", ["whole", "shallow"])
def test_what_is_published_comes_from_the_job(office: Forge, history: str) -> None:
    """The proposal brings reports of its own, and links to where they would be written."""
    secret = office.folder / "secret.txt"
    secret.write_text("untouched\n", encoding="utf-8")
    office.propose({f"{REPORT}/change.md": "All is well.\n", SEAL_USE: None})
    git(office.origin, "checkout", "--quiet", "proposal")
    for name in ("junit.xml", "code-quality.json"):
        (office.origin / REPORT / name).symlink_to(secret)
    commit(office.origin, "Links")
    git(office.origin, "checkout", "--quiet", "main")
    shallow = ("--depth", "1", "--no-single-branch") if history == "shallow" else ()
    ran = office.change_job(*shallow)
    assert ran.code == (3 if shallow else 1)
    assert "All is well" not in office.told(ran)
    assert ("Not verified" in office.told(ran)) == bool(shallow)
    assert secret.read_text(encoding="utf-8") == "untouched\n"
    assert not any(path.is_symlink() for path in (ran.place / REPORT).iterdir())


@EACH_FORGE
def test_the_main_branch_is_audited_and_its_portal_kept(office: Forge) -> None:
    first = office.main_job()
    assert first.code == 0, first.output
    assert "no checkpoint of an earlier run" in first.output
    (office.origin / "README.md").write_text("Another one.\n", encoding="utf-8")
    commit(office.origin, "Another")
    second = office.main_job()
    assert second.code == 0, second.output
    assert "no checkpoint of an earlier run" not in second.output
    portal = next(place for place in office.folder.glob("*/portal") if place.is_dir())
    assert (portal / "index.html").is_file()
    assert not portal.is_symlink()
    git(office.origin, "commit", "--quiet", "--amend", "-m", "As if nothing had been")
    replaced = office.main_job()
    assert replaced.code == 1, replaced.output


def saved(office: Forge) -> bytes:
    return (office.memory / "main").read_bytes()


@EACH_FORGE
def test_one_wrong_commit_ends_neither_portal_nor_audit(office: Forge) -> None:
    assert office.main_job().code == 0
    before = saved(office)
    unit = office.origin / "records/units/UNIT-OFF.yaml"
    right = unit.read_text(encoding="utf-8")
    unit.write_text(right + "colour: green\n", encoding="utf-8")
    commit(office.origin, "Wrong")
    wrong = office.main_job()
    assert wrong.code == 1
    assert re.search("commits? up to [0-9a-f]{10}", wrong.output)
    assert (
        (wrong.place if office.kind == "gitlab" else wrong.temp) / "portal/index.html"
    ).is_file()
    assert saved(office) == before
    unit.write_text(right, encoding="utf-8")
    commit(office.origin, "Right again")
    assert office.main_job().code == 0
    assert saved(office) != before


@pytest.mark.parametrize("forge", ["gitlab"])
def test_no_commit_brings_a_checkpoint_or_a_portal(office: Forge) -> None:
    assert office.main_job().code == 0
    for path in (".officerepo-checkpoint/main", "portal/index.html"):
        (office.origin / path).parent.mkdir()
        (office.origin / path).write_bytes(saved(office))
    office.memory.joinpath("main").unlink()
    office.memory.rmdir()
    commit(office.origin, "Brought along")
    ran = office.main_job()
    assert ran.code == 0, ran.output
    assert "no checkpoint of an earlier run" in ran.output
    assert "<html" in (ran.place / "portal/index.html").read_text(encoding="utf-8")


# -- what is in the files -------------------------------------------------------------------------


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_workflow_can_only_read_and_puts_no_text_of_others_into_a_shell(office: Forge) -> None:
    workflow = read(office.origin / WORKFLOW[office.kind])
    main = {"branches": ["main"]}
    turned = {**main, "types": ["opened", "synchronize", "reopened", "edited"]}
    queue = {"merge_group": main} if office.kind == "github" else {}
    assert workflow["on"] == {"pull_request": turned, "push": main, **queue}
    assert workflow["permissions"] == {"contents": "read"}
    assert list(workflow["jobs"]) == ["change", "main"]
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        checkouts = [step for step in job["steps"] if "actions/checkout@" in step.get("uses", "")]
        assert [step["with"] for step in checkouts] == [
            {"fetch-depth": "0", "persist-credentials": "false"}
        ]
        assert all("@v" in step["uses"] for step in job["steps"] if "uses" in step)
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step
            assert not re.search(
                r"\$\{\{(?! (runner\.temp|github\.run_id|github\.run_attempt) )", json.dumps(step)
            ), step
    assert workflow["env"]["TZ"] == "Europe/London"
    assert "secrets" not in (office.origin / WORKFLOW[office.kind]).read_text(encoding="utf-8")


@pytest.mark.parametrize("forge", ["gitlab"])
def test_the_pipeline_fetches_everything_and_reports(office: Forge) -> None:
    pipeline = read(office.origin / ".gitlab-ci.yml")
    assert pipeline["variables"]["GIT_DEPTH"] == "0"
    assert pipeline["variables"]["GIT_STRATEGY"] == "clone"
    change = pipeline["change"]
    assert change["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert change["artifacts"]["when"] == "always"
    assert change["artifacts"]["reports"] == {
        "codequality": f"{REPORT}/code-quality.json",
        "junit": f"{REPORT}/junit.xml",
    }
    assert "allow_failure" not in change
    proposed = '$CI_PIPELINE_SOURCE == "merge_request_event"'
    assert pipeline["workflow"]["rules"] == [
        {"if": f'{proposed} && $CI_MERGE_REQUEST_TARGET_BRANCH_NAME == "main"'},
        {"if": '$CI_COMMIT_BRANCH == "main"'},
    ]
    assert pipeline["main"]["cache"].get("when", "on_success") == "on_success"


@EACH_FORGE
def test_no_place_of_a_template_is_left_open(office: Forge) -> None:
    for path in (WORKFLOW[office.kind], PINNED, "hooks/pre-commit"):
        text = (office.origin / path).read_text(encoding="utf-8")
        assert "@{" not in text
        assert len(text) > 50
    assert git(office.origin, "status", "--porcelain") == ""


@pytest.mark.parametrize("forge", ["github"])
@pytest.mark.parametrize("language", ["es", "zh"])
def test_the_files_speak_the_language_of_the_office(
    tmp_path: Path, language: str, office: Forge
) -> None:
    run("init", tmp_path / "other", "--language", language, "--forge", "github")
    ours = read(tmp_path / "other" / WORKFLOW["github"])
    theirs = read(office.origin / WORKFLOW["github"])
    assert ours["jobs"] == theirs["jobs"]
    assert ours["env"]["NOT_VERIFIED"] != theirs["env"]["NOT_VERIFIED"]


@pytest.mark.parametrize("forge", ["github"])
def test_a_branch_that_a_shell_would_take_apart_is_refused(office: Forge) -> None:
    settings = office.origin / "records/office.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("branch: main", 'branch: "$(id)"'), encoding="utf-8")
    with pytest.raises(Failure, match="branch"):
        run("forge", "--office", office.origin)


@pytest.mark.parametrize("forge", ["github"])
def test_the_offices_own_template_goes_first(office: Forge) -> None:
    own = office.origin / "templates/ci/gitlab.yml"
    own.parent.mkdir(parents=True)
    own.write_text("# @{pinned}\nbranch: @{branch}\n", encoding="utf-8")
    run("forge", "gitlab", "--office", office.origin)
    assert read(office.origin / ".gitlab-ci.yml") == {"branch": "main"}
    own.write_text("branch: @{brunch}\n", encoding="utf-8")
    (office.origin / ".gitlab-ci.yml").unlink()
    with pytest.raises(Failure, match=r"gitlab\.yml") as caught:
        run("forge", "--office", office.origin)
    assert caught.value.values["place"] == "@{brunch}"


@pytest.mark.parametrize("forge", ["github"])
def test_what_was_written_waits_for_a_source_and_the_other_forge_is_named(office: Forge) -> None:
    """The file that says which program judges asks no index by the bare name."""
    lines = (office.origin / PINNED).read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if not line.startswith("#")]
    assert said == ["--no-index", "--only-binary :all:", f"officerepo=={__version__}"]
    (office.origin / PINNED).unlink()
    output = run("forge", "gitlab", "--office", office.origin).output
    assert f"Write into {PINNED} where officerepo comes from" in output
    assert f"Files of another forge stay: {WORKFLOW['github']}." in output
    assert (
        f"Files of another forge stay: {WORKFLOW['gitlab']}."
        in run("forge", "github", "--office", office.origin).output
    )


def test_the_files_name_the_branch_of_the_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "-b", "trunk")
    run("init", tmp_path, "--forge", "github", "--today", "2026-01-05")
    assert read(tmp_path / "records/office.yaml")["forge"]["branch"] == "trunk"
    workflow = read(tmp_path / WORKFLOW["github"])
    assert workflow["on"]["push"]["branches"] == ["trunk"]
    assert workflow["env"]["BRANCH"] == "trunk"
    assert 'refs/remotes/origin/"trunk"' in (tmp_path / "hooks/pre-commit").read_text("utf-8")
    commit(tmp_path, "The office")
    git(tmp_path, "branch", "--quiet", "-m", "principal")
    with pytest.raises(Failure, match="none of that name"):
        run("forge", "--office", tmp_path)


# -- the hook -------------------------------------------------------------------------------------


def try_to_commit(
    office: Forge, folder: Path, *arguments: str, path: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "commit", "--quiet", "-m", "Try", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path or f"{office.tools / 'real'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("forge", ["github"])
@pytest.mark.parametrize("where", ["clone", "worktree", "folder"])
def test_the_hook_lets_no_wrong_commit_pass(office: Forge, where: str) -> None:
    origin = office.origin
    git(origin, "config", "core.hooksPath", "hooks")
    place = origin
    if where == "worktree":
        place = office.folder / "beside"
        git(origin, "worktree", "add", "--quiet", "-b", "beside", place)
    here = place / "records" / "seal-uses" if where == "folder" else place
    (place / "notes.txt").write_text("a note\n", encoding="utf-8")
    git(place, "add", "notes.txt")
    assert try_to_commit(office, here).returncode == 0
    before = git(place, "rev-parse", "HEAD")
    (place / SEAL_USE).unlink()
    refused = try_to_commit(office, here, "--all")
    assert refused.returncode == 1
    assert "[record-removed]" in refused.stdout + refused.stderr
    assert git(place, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("forge", ["github"])
@pytest.mark.parametrize("left_out", [True, False])
def test_the_hook_judges_what_is_committed(office: Forge, left_out: bool) -> None:
    """What lies in the folder and is not staged is not judged, nor does it make up for the rest."""
    origin = office.origin
    git(origin, "config", "core.hooksPath", "hooks")
    unit = origin / "records/units/UNIT-OFF.yaml"
    right, wrong = unit.read_text(encoding="utf-8"), "title: [\n"
    (origin / "notes.txt").write_text("a note\n", encoding="utf-8")
    unit.write_text(right if left_out else wrong, encoding="utf-8")
    git(origin, "add", "notes.txt", unit)
    unit.write_text(wrong if left_out else right, encoding="utf-8")
    tried = try_to_commit(office, origin)
    assert tried.returncode == (0 if left_out else 1), tried.stdout + tried.stderr
    assert ("UNIT-OFF.yaml" in tried.stdout + tried.stderr) is not left_out
    if left_out:
        alone = try_to_commit(office, origin, "--only", str(unit))
        assert alone.returncode == 1
        assert "UNIT-OFF.yaml" in alone.stdout + alone.stderr


@pytest.mark.parametrize("forge", ["github"])
def test_the_hook_checks_the_first_commit_too(office: Forge) -> None:
    origin = office.origin
    git(origin, "update-ref", "-d", "HEAD")
    git(origin, "config", "core.hooksPath", "hooks")
    (origin / "records/units/UNIT-OFF.yaml").write_text("title: [\n", encoding="utf-8")
    refused = try_to_commit(office, origin, "--all")
    assert refused.returncode == 1
    assert "UNIT-OFF.yaml" in refused.stdout + refused.stderr


@dataclass
class Clone:
    """A clerk's clone, with the hook switched on and the clock at 2 February 2026."""

    office: Forge
    folder: Path

    def __post_init__(self) -> None:
        git(self.office.folder, "clone", "--quiet", f"file://{self.office.origin}", self.folder)
        git(self.folder, "config", "core.hooksPath", "hooks")

    def commit(self, *arguments: str) -> int:
        dated = self.office.tools / "dated" / "officerepo"
        if not dated.exists():
            dated.parent.mkdir()
            clock = "--today 2026-02-02 --merged-at 2026-02-02T18:00"
            program = shlex.quote(str(self.office.tools / "real" / "officerepo"))
            dated.write_text(f'#!/bin/sh\nexec {program} "$@" {clock}\n', encoding="utf-8")
            dated.chmod(0o755)
        git(self.folder, "add", "-A")
        path = f"{dated.parent}:{os.environ['PATH']}"
        tried = try_to_commit(self.office, self.folder, *arguments, path=path)
        if tried.returncode:
            print(tried.stdout, tried.stderr)
        return tried.returncode

    def enter(self, title: str) -> Path:
        """Enter a letter, as the registrar, and return its file."""
        said = run(
            *("new", "incoming", "--at", "2026-02-02T09:30", "--today", "2026-02-02"),
            *("--set", "sender=UNIT-UWS", "--set", "dated=2026-01-30", "--set", "doc_type=letter"),
            *("--set", "channel=post", "--set", "handling=act", "--set", f"title={title}"),
            *("--office", self.folder),
        )
        path = self.folder / said.output.strip()
        run(
            *("act", path.stem, "register", "--at", "2026-02-02T09:40", "--today", "2026-02-02"),
            *("--office", self.folder),
        )
        return path


@pytest.fixture
def clone(office: Forge) -> Clone:
    return Clone(office, office.folder / "clerk")


@pytest.mark.parametrize("forge", ["github"])
def test_what_nobody_has_yet_may_be_written_anew(clone: Clone) -> None:
    letter = clone.enter("A visit")
    assert clone.commit() == 0
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("dated: 2026-01-30", "dated: 2026-01-29"), encoding="utf-8")
    assert clone.commit("--amend") == 0
    git(clone.folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    letter.write_text(text, encoding="utf-8")
    assert clone.commit("--amend") == 1


@pytest.mark.parametrize("forge", ["github"])
@pytest.mark.parametrize("way", ["onto", "merge"])
def test_two_letters_of_one_number_come_together(clone: Clone, way: str) -> None:
    """A colleague's letter came first: the own one gets the next number, then the merge ends."""
    other = Clone(clone.office, clone.office.folder / "colleague")
    git(other.folder, "switch", "--quiet", "-c", "theirs")
    assert other.enter("The colleague's").name == clone.enter("The own").name
    assert other.commit() == 0
    git(other.folder, "push", "--quiet", "origin", "theirs")
    git(clone.office.origin, "merge", "--quiet", "--no-ff", "-m", "Merge", "theirs")
    assert clone.commit() == 0
    git(clone.folder, "fetch", "--quiet", "origin")
    run("renumber", "--onto", "origin/main", "--office", clone.folder, "--today", "2026-02-02")
    if way == "onto":
        own = clone.folder / "records/letters-in/2026/IN-2026-0003.yaml"
        later = own.rename(own.with_stem("IN-2026-0004"))
        assert clone.commit() == 1  # nobody has IN-2026-0003
        later.rename(own)
        assert clone.commit() == 0
        git(clone.folder, "merge", "--quiet", "--no-edit", "--no-commit", "origin/main")
    else:
        git(clone.folder, "stash", "--quiet", "--include-untracked")
        merged = subprocess.run(
            ["git", "-C", clone.folder, "merge", "--quiet", "--no-commit", "origin/main"],
            capture_output=True,
            check=False,
        )
        assert merged.returncode == 1  # both added a file of that name
        git(clone.folder, "checkout", "--quiet", "--theirs", ".")
        git(clone.folder, "checkout", "stash@{0}^3", "--", "records")
    assert clone.commit() == 0
    assert len(git(clone.folder, "rev-list", "--parents", "-1", "HEAD").split()) == 3


@pytest.mark.parametrize("forge", ["github"])
def test_without_the_program_the_hook_says_what_to_do(clone: Clone) -> None:
    (clone.folder / "notes.txt").write_text("a note\n", encoding="utf-8")
    git(clone.folder, "add", "-A")
    git_alone = clone.office.tools / "git-alone"
    git_alone.mkdir()
    for name in ("git", "sh", "dirname"):
        place = shutil.which(name)
        assert place
        (git_alone / name).symlink_to(place)
    refused = try_to_commit(clone.office, clone.folder, path=str(git_alone))
    assert refused.returncode == 1
    assert refused.stderr.startswith("The commit was not checked and not made: there is no office")


# -- owners ---------------------------------------------------------------------------------------


def owners(folder: Path) -> dict[str, list[str]]:
    lines = (folder / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    return {w[0]: w[1:] for line in lines if (w := line.partition("#")[0].split())}


DIRECTOR = "director@clockmuseum.example"
HEAD = "tobias.chime@clockmuseum.example"
REGISTRAR = "test.person@example.org"
CUSTODIAN = "oscar.pendulum@clockmuseum.example"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_owners_follow_from_posts(office: Forge) -> None:
    found = owners(office.origin)
    assert next(iter(found)) == "*"
    assert found["*"] == [DIRECTOR, HEAD]
    assert found["/records/seals/"] == [CUSTODIAN, HEAD]
    assert set(found["/records/seal-uses/"]) == {DIRECTOR, REGISTRAR, CUSTODIAN}
    assert set(found["/records/letters-out/"]) == {DIRECTOR, HEAD, REGISTRAR}
    assert not {f"/records/{each}/" for each in ("posts", "people", "units", "regulations")} & {
        *found
    }
    assert all(len(set(people)) >= 2 for people in found.values())
    text = (office.origin / "CODEOWNERS").read_text(encoding="utf-8")
    assert "#   Registrar (POST-OFF-02): archive, draft_out, register\n" in text


@pytest.mark.parametrize("forge", ["forgejo"])
def test_a_forge_that_knows_no_addresses_gets_no_owners(office: Forge) -> None:
    assert not (office.origin / "CODEOWNERS").exists()


@pytest.mark.parametrize("forge", ["github"])
def test_owners_change_with_the_posts(office: Forge) -> None:
    origin = office.origin
    before = (origin / "CODEOWNERS").read_bytes()
    assert "up to date" in run("forge", "--office", origin).output
    leaver = origin / "records/people/PER-opendulum.yaml"
    text = leaver.read_text(encoding="utf-8")
    leaver.write_text(
        text.replace("from: 2021-09-01", "from: 2021-09-01, to: 2026-02-01"), encoding="utf-8"
    )
    on_the_day = run("check", "--office", origin, "--today", "2026-02-01").output
    assert "stale-owners" not in on_the_day
    later = run("check", "--office", origin, "--today", "2026-02-02").output
    assert re.search(r"^CODEOWNERS:\d+:1: warning: The owners of `/records/seals/`", later, re.M)
    assert "CODEOWNERS" in run("forge", "--office", origin, "--today", "2026-02-02").output
    assert CUSTODIAN not in (origin / "CODEOWNERS").read_text(encoding="utf-8")
    assert (origin / "CODEOWNERS").read_bytes() != before
    assert "stale-owners" not in run("check", "--office", origin, "--today", "2026-02-02").output


@pytest.mark.parametrize("forge", ["github"])
def test_owners_without_an_address_are_missed_aloud(office: Forge) -> None:
    for person in (office.origin / "records/people").iterdir():
        text = person.read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if "@" not in line]
        person.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for _ in range(2):  # also when there is nothing to write
        said = run("forge", "--office", office.origin, "--today", "2026-01-05").output
        assert "CODEOWNERS asks for nobody's review of settings, posts and rules" in said
    assert owners(office.origin) == {}
    text = (office.origin / "CODEOWNERS").read_text(encoding="utf-8")
    assert "# CODEOWNERS asks for nobody's review" in text


@pytest.mark.parametrize("forge", ["github"])
def test_owners_that_the_office_writes_are_its_own(office: Forge) -> None:
    own = office.origin / "CODEOWNERS"
    own.write_text("# Do not run officerepo forge here.\n* @registry\n", encoding="utf-8")
    assert "0 warnings" in run("check", "--office", office.origin).output
    assert "Kept as they were: CODEOWNERS" in run("forge", "--office", office.origin).output
    assert own.read_text(encoding="utf-8") == "# Do not run officerepo forge here.\n* @registry\n"


# -- an office that is there already ---------------------------------------------------------------


def test_an_office_gets_a_forge_later(tmp_path: Path) -> None:
    run("init", tmp_path, "--today", "2026-01-05")
    assert not (tmp_path / "CODEOWNERS").exists()
    assert os.access(tmp_path / "hooks/pre-commit", os.X_OK)
    with pytest.raises(Failure, match="names no forge"):
        run("forge", "--office", tmp_path)
    url = "https://git.example/town/museum"
    said = run("forge", "gitlab", "--url", url, "--office", tmp_path, "--today", "2026-01-05")
    assert said.output.splitlines()[:4] == [
        "records/office.yaml",
        ".gitlab-ci.yml",
        PINNED,
        "CODEOWNERS",
    ]
    forge = read(tmp_path / "records/office.yaml")["forge"]
    assert (forge["type"], forge["url"], forge["branch"]) == ("gitlab", url, "main")
    assert forge["mailto"] == "office@clockmuseum.example"
    assert "0 errors, 0 warnings" in run("check", "--office", tmp_path).output
    with pytest.raises(Failure):
        run("forge", "--url", "ftp://x", "--office", tmp_path)
    assert read(tmp_path / "records/office.yaml")["forge"]["url"] == url


def test_a_forge_reads_its_files_only_at_the_top(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(Failure, match="larger repository"):
        run("init", tmp_path / "a" / "office", "--forge", "github")
    assert not (tmp_path / "a").exists()
    run("init", tmp_path / "office")
    with pytest.raises(Failure, match="larger repository"):
        run("forge", "github", "--office", tmp_path / "office")
