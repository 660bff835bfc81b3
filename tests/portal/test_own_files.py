"""What an office puts in the place of a built-in file: whole files win, and a broken one is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.failure import Failure
from officerepo.resources import resource
from tests.portal.office import Office, contents, demo_office, ids

ASSETS = resource("site") / "assets"
TEMPLATES = resource("templates") / "portal"


def office() -> Office:
    records = demo_office().records
    return Office({name: records[name] for name in ids(records.values(), "seal")})


def built(tmp_path: Path, files: dict[str, bytes], **wishes: object) -> dict[str, bytes]:
    office().build(tmp_path / "public", files=files, **wishes)
    return contents((tmp_path / "public").resolve())


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.iterdir()))
def test_an_own_asset_is_published_as_it_is(tmp_path: Path, name: str) -> None:
    raw = b"/* Ours:  as   written. */\n"
    assert built(tmp_path, {f"site/assets/{name}": raw})[f"assets/{name}"] == raw


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_an_own_template_takes_the_whole_place_of_the_built_in_one(
    tmp_path: Path, name: str
) -> None:
    raw = (TEMPLATES / name).read_bytes()
    mark = b"<p>As we like it.</p>"
    at = b"</main>" if name == "frame.html" else b"{% block content %}"
    marked = raw.replace(at, at + mark) if at in raw else mark + raw  # a part of other pages
    assert marked.count(mark) == 1
    files = built(tmp_path, {f"templates/portal/{name}": marked})
    plain = built(tmp_path / "plain", {})
    assert files.keys() == plain.keys()
    changed = {path for path in files if files[path] != plain[path]}
    assert all(mark in files[path] for path in changed)
    if name == "frame.html":
        assert len(changed) > 40
    elif name not in ("board.html", "chart.html"):  # this small office may have no such page
        assert changed


def test_an_own_page_takes_the_place_of_a_built_in_one_of_its_language(tmp_path: Path) -> None:
    own = {"site/pages/es/help.md": b"# Ayuda nuestra\n\nPregunte en la mesa 3.\n"}
    assert b"mesa 3" in built(tmp_path / "es", own, language="es")["about/help.html"]
    assert b"mesa 3" not in built(tmp_path / "en", own)["about/help.html"]
    files = built(tmp_path / "both", own, languages=["es", "en"])
    assert b"Ayuda nuestra" in files["es/index.html"]
    assert b"mesa 3" in files["es/about/help.html"]
    assert b"mesa 3" not in files["en/about/help.html"]


@pytest.mark.parametrize(
    ("path", "raw", "said"),
    [
        (
            "templates/portal/home.html",
            b"{% block title %}\n{{ 1 +",
            "templates/portal/home.html:2",
        ),
        ("templates/portal/frame.html", b"<html>\n{% for %}", "templates/portal/frame.html:2"),
        ("site/pages/en/help.md", b"# Help\n" + b"[" * 3000, "site/pages/"),
    ],
)
def test_a_broken_one_is_named(tmp_path: Path, path: str, raw: bytes, said: str) -> None:
    with pytest.raises(Failure) as caught:
        built(tmp_path, {path: raw})
    message = caught.value.message.format(**caught.value.values)
    assert said in message
    assert caught.value.hint
    assert not (tmp_path / "public").exists()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, [*arguments, "--today", "2025-03-31"])
    return result.exit_code, result.output


def test_check_and_build_agree_on_a_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check refuses is what the portal leaves out; both read the files of the office."""
    root = tmp_path / "office"
    CliRunner().invoke(group, ["init", str(root), "--name", "Station", "--language", "en"])
    assert (root / "records/office.yaml").is_file()
    monkeypatch.chdir(root)
    settings = root / "records/office.yaml"
    first = settings.read_text()
    bad = '<svg xmlns="http://www.w3.org/2000/svg">\n<script/></svg>\n'
    (root / "site/assets").mkdir(parents=True)
    (root / "site/assets/crest.svg").write_text(bad)
    line = len(first.splitlines()) + 3
    settings.write_text(f'{first}theme:\n  crest: crest.svg\n  link: "#8fb8c0"\n')
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    code, said = run("check")
    assert code == 1
    assert f"records/office.yaml:{line}:" in said
    assert "[weak-contrast]" in said
    assert "site/assets/crest.svg:2:" in said
    assert "[unfit-picture]" in said
    run("build")
    page = (root / "site/public/index.html").read_text()
    assert 'class="crest"' not in page
    assert "theme.css" not in page
    settings.write_text(f'{first}theme:\n  crest: crest.svg\n  link: "#0b5563"\n')
    (root / "site/assets/crest.svg").write_text(bad.replace("<script/>", '<path d="M0 0h8"/>'))
    code, said = run("check")
    assert "weak-contrast" not in said
    assert "unfit-picture" not in said
    run("build")
    page = (root / "site/public/index.html").read_text()
    assert 'class="crest"' in page
    assert "theme.css" in page
