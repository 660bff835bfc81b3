"""What `officerepo init` lays down: a complete small office in each language, under git."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from officerepo.cli.main import group
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.load import load, read_tree
from officerepo.resources import resource
from officerepo.verdict import judge

LANGUAGES = ("en", "es", "zh")
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LINK = re.compile(r"\]\((records/[^)]+)\)")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    if isinstance(result.exception, Failure):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    return done.stdout.decode().strip()


def index_of(office: Path) -> Index:
    return load(read_tree(office)).index


@pytest.fixture
def office(tmp_path: Path, language: str) -> Path:
    run("init", tmp_path / "office", "--language", language, "--today", "2026-01-05")
    return tmp_path / "office"


@EACH_LANGUAGE
def test_nothing_is_found_in_it_now_and_in_a_hundred_years(office: Path) -> None:
    acts = [act.at[:10] for record in index_of(office).records.values() for act in record.acts]
    last = date.fromisoformat(max(acts))
    for day in (last, last + timedelta(days=10), date(last.year + 1, 7, 1), date(2126, 1, 2)):
        assert judge(read_tree(office), day).findings == ()


@EACH_LANGUAGE
def test_it_is_complete_and_all_is_linked_but_people_and_what_comes_last(office: Path) -> None:
    index = index_of(office)
    found = {kind: len(index.of(kind)) for kind in index.by_kind}
    assert min(found[kind] for kind in ("unit", "post", "person")) >= 3
    once = ("regulation", "meeting", "task", "seal", "seal-use", "incoming", "outgoing")
    assert [found[kind] for kind in once] == [1] * len(once)
    assert found["plan"] == 0
    alone = {record.id for record in index.records.values() if not index.links_to(record.id)}
    assert {index.records[name].kind for name in alone} <= {"person", "seal-use", "task"}
    assert not [r.id for r in index.records.values() if index.is_open(r) and r.kind != "seal"]


@EACH_LANGUAGE
def test_its_language_is_its_own(office: Path, language: str) -> None:
    index = index_of(office)
    assert index.office.language == language
    chinese = [r.id for r in index.records.values() if re.search("[\u4e00-\u9fff]", r.title)]
    assert len(chinese) == (len(index.records) if language == "zh" else 0)
    titles = {record.title for record in index.records.values()}
    for other in set(LANGUAGES) - {language}:
        texts = (resource("templates") / "office" / other).rglob("*.*")
        words = "".join(path.read_text(encoding="utf-8") for path in texts if path.is_file())
        assert not [title for title in titles if f" {title}\n" in words]


@EACH_LANGUAGE
def test_its_readme_leads_to_files_that_exist(office: Path) -> None:
    links = LINK.findall((office / "README.md").read_text(encoding="utf-8"))
    assert len(links) == 6
    assert [link for link in links if not (office / link).is_file()] == []


@EACH_LANGUAGE
def test_everything_is_committed_and_what_is_built_is_ignored(office: Path) -> None:
    assert git(office, "status", "--porcelain") == ""
    assert git(office, "rev-list", "--count", "HEAD") == "1"
    run("build", "--office", office)
    assert (office / "site/public/index.html").is_file()
    assert git(office, "status", "--porcelain") == ""


@EACH_LANGUAGE
def test_git_changes_no_byte_of_records_and_what_is_attached(office: Path, tmp_path: Path) -> None:
    """Git of Windows turns LF into CRLF, or back, wherever nobody told it not to."""
    endings = ("md", "json", "xml", "eml", "html", "txt", "csv", "svg", "p7s", "yaml")
    here = [f"records/letters-in/2026/IN-2026-0001/paper.{each}" for each in endings]
    for path in here:
        (office / path).parent.mkdir(exist_ok=True)
        (office / path).write_bytes(b"one\r\ntwo\nthree\r\n")
    crlf = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    git(office, *crlf, "add", "-A")
    git(office, "commit", "-q", "-m", "Papers")
    clone = tmp_path / "clone"
    git(office, *crlf, "clone", "-q", "-c", "core.autocrlf=true", str(office), str(clone))
    for path in here:
        assert (clone / path).read_bytes() == (office / path).read_bytes(), path
    assert b"\r" not in (clone / "hooks/pre-commit").read_bytes()
    assert b"\r" not in (clone / "README.md").read_bytes()


@pytest.mark.parametrize("language", ["es"])
def test_whoever_made_it_enters_papers_as_the_registrar(office: Path) -> None:
    index = index_of(office)
    mine = [
        p for p in index.of("person") if p.data.get("git_emails") == ["test.person@example.org"]
    ]
    assert [person.id for person in mine] == ["PER-cbrujula"]
    values = {
        "title": "Horario de marzo",
        "sender": "Una lectora",
        "dated": "2026-02-02",
        "doc_type": "letter",
        "channel": "post",
        "handling": "inform",
    }
    words = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    at = ["--at", "2026-02-03T09:15", "--today", "2026-02-03"]
    path = run("new", "incoming", "--office", office, *at, *words).output.strip()
    assert path == "records/letters-in/2026/IN-2026-0002.yaml"
    assert "by: PER-cbrujula" in (office / path).read_text(encoding="utf-8")


def test_a_name_is_taken_as_it_is_given(tmp_path: Path) -> None:
    run("init", tmp_path / "office", "--name", 'Archive of "Port Averne": maps #1')
    assert index_of(tmp_path / "office").office.name == 'Archive of "Port Averne": maps #1'
    with pytest.raises(Failure, match="empty"):
        run("init", tmp_path / "other", "--name", " ")
    assert not (tmp_path / "other").exists()


def test_the_office_begins_on_the_day_it_is_made(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    run("init", tmp_path / "office")
    office = index_of(tmp_path / "office").office
    first, last = (each.astimezone(office.zone).date() for each in (before, datetime.now(UTC)))
    assert first.isoformat() <= office.settings["began"] <= last.isoformat()
    run("init", tmp_path / "other", "--today", "2026-02-02")
    assert index_of(tmp_path / "other").office.settings["began"] == "2026-02-02"


def test_an_office_is_not_laid_over_another(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    with pytest.raises(Failure, match="already"):
        run("init", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine\n", encoding="utf-8")
    assert "README.md" in run("init", tmp_path).output
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine\n"
    assert "README.md" in git(tmp_path, "status", "--porcelain")


def test_a_file_in_the_way_is_said_not_thrown(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("", encoding="utf-8")
    with pytest.raises(Failure, match="cannot be written"):
        run("init", tmp_path / "site" / "office")


def test_a_repository_that_is_there_is_left_to_its_owner(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    run("init", tmp_path / "inside" / "office", "--today", "2026-01-05")
    assert not (tmp_path / "inside" / "office" / ".git").exists()
    assert git(tmp_path, "status", "--porcelain") == "?? inside/"
    assert judge(read_tree(tmp_path / "inside" / "office"), date(2026, 3, 2)).findings == ()


def test_without_a_git_identity_the_files_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    output = run("init", tmp_path / "office").output
    assert "git config --global" in output
    assert "git_emails" not in (tmp_path / "office/records/people/PER-nsundial.yaml").read_text()
    assert git(tmp_path / "office", "status", "--porcelain").startswith("A  .editorconfig")


def test_an_address_that_no_record_may_carry_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / ".gitconfig"
    config.write_text("[user]\n\tname = Me\n\temail = me@localhost\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    output = run("init", tmp_path / "office", "--today", "2026-01-05").output
    assert "me@localhost" not in output
    assert judge(read_tree(tmp_path / "office"), date(2026, 3, 2)).findings == ()
