"""What `officerepo forge` writes: its jobs are read, and run in clones of a scripted repository.

Only fetching is left out: a clone stands for the checkout, and a program called python makes an
environment that holds this officerepo and notes which version it was asked for.
"""

from __future__ import annotations

import json
import os
import re
import shlex
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
SEAL_USE = "records/seal-uses/2026/SEAL-2026-0001.yaml"
PYTHON = """#!/bin/sh
for last; do :; done
case "$*" in
  *"-m venv"*) mkdir -p "$last/bin" && cp "$0" "$last/bin/python" && ln -s {officerepo} "$last/bin/" ;;
  *"-m pip install"*) cp "$last" {asked} ;;
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
    """How a job ended: the code of its first step that failed, all output, the files it left."""

    code: int
    output: str
    place: Path
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

    def change_job(self, *clone: str) -> Ran:
        """Run the job of a proposed change in a clone."""
        return self._job("change", "proposal" if self.kind == "gitlab" else "merged", clone)

    def main_job(self) -> Ran:
        """Run the job of the main branch in a clone."""
        return self._job("main", "main", ())

    def _job(self, name: str, branch: str, clone: tuple[str, ...]) -> Ran:
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
            "TMPDIR": str(temp),
        }
        kept = place / ".officerepo-checkpoint" if self.kind == "gitlab" else temp / "checkpoint"
        if self.memory.exists():
            self.memory.rename(kept)
        code, output = 0, ""
        for step in steps(workflow, self.kind, name):
            if code and not step.always:
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
        if kept.exists():
            kept.rename(self.memory)
        asked = self.tools / "asked.txt"
        return Ran(code, output, place, asked.read_text() if asked.exists() else "")


@dataclass
class Step:
    """A script of a job; `always` says that it runs after a failure too."""

    script: str
    always: bool


def steps(workflow: Any, kind: str, job: str) -> Iterator[Step]:
    if kind == "gitlab":
        yield Step("\n".join([*workflow[job]["before_script"], *workflow[job]["script"]]), False)
        return
    for step in workflow["jobs"][job]["steps"]:
        if "run" in step:
            yield Step(step["run"], step.get("if") == "always()")


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
    told = next(office.folder.glob("**/summary.md" if office.kind == "github" else "**/change.md"))
    assert "Seal custodian, minutes and rooms` → `Custodian" in told.read_text(encoding="utf-8")
    if office.kind == "gitlab":
        assert json.loads((ran.place / "gl-code-quality-report.json").read_text()) == []


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
        report = json.loads((ran.place / "gl-code-quality-report.json").read_text())
        assert "record-removed" in {each["check_name"] for each in report}
        tests = ElementTree.parse(ran.place / "junit.xml").iter("testcase")
        assert "record-removed" in {t.get("name") for t in tests if t.find("failure") is not None}


@EACH_FORGE
def test_a_shallow_clone_is_no_pass_and_says_so(office: Forge) -> None:
    office.propose({"README.md": "Nothing else.\n"})
    ran = office.change_job("--depth", "1", "--no-single-branch")
    assert ran.code == 3
    assert "Not verified: this run could not read the whole history" in ran.output
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


# -- what is in the files -------------------------------------------------------------------------


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_workflow_can_only_read_and_puts_no_text_of_others_into_a_shell(office: Forge) -> None:
    workflow = read(office.origin / WORKFLOW[office.kind])
    assert workflow["on"] == {"pull_request": "", "push": {"branches": ["main"]}}
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
        "codequality": "gl-code-quality-report.json",
        "junit": "junit.xml",
    }
    assert "allow_failure" not in change


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


# -- the hook -------------------------------------------------------------------------------------


def try_to_commit(office: Forge, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "commit", "--quiet", "-m", "Try", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{office.tools / 'real'}:{os.environ['PATH']}"},
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
def test_owners_that_the_office_writes_are_its_own(office: Forge) -> None:
    own = office.origin / "CODEOWNERS"
    own.write_text("* @registry\n", encoding="utf-8")
    assert "0 warnings" in run("check", "--office", office.origin).output
    assert "Kept as they were: CODEOWNERS" in run("forge", "--office", office.origin).output
    assert own.read_text(encoding="utf-8") == "* @registry\n"


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
