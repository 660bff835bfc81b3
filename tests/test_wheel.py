"""A wheel installed alone in an empty environment can found, check and build an office."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def run(*command: str | Path, cwd: Path) -> str:
    """Runs a command with next to nothing in its environment; returns what it printed."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),  # no git identity, no settings, no pip cache
        "LC_ALL": "C.UTF-8",
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (
        f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done.stdout


def requirements(name: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of all packages that `name` needs at run time, and what those need."""
    for line in metadata.requires(name) or []:
        wanted = Requirement(line)
        needed = canonicalize_name(wanted.name)
        if needed not in known and (not wanted.marker or wanted.marker.evaluate({"extra": ""})):
            known = requirements(needed, known | {needed})
    return known


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run(*build, "--outdir", folder, root, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment that holds the wheel, and links to what the wheel asks for.

    Nothing else can be imported there: a dependency that is used but not declared is missed.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = next(folder.glob("[bS]*/python*"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    packages = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    for name in requirements("officerepo"):
        distribution = metadata.distribution(name)
        files = distribution.files or []
        for entry in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            (packages / entry).symlink_to(Path(str(distribution.locate_file(entry))))
    where = run(python, "-P", "-c", "import officerepo; print(officerepo.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(packages), "the checkout is seen, not the wheel"
    return python.parent


def test_the_wheel_carries_what_lies_beside_the_modules(wheel: Path, root: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, carried in {
        "templates": "_templates",
        "site/assets": "_site/assets",
        "site/pages": "_site/pages",
        "officerepo/kinds": "kinds",
        "officerepo/locale": "locale",
    }.items():
        files = [
            path.relative_to(root / folder) for path in (root / folder).rglob("*") if path.is_file()
        ]
        assert files, f"{folder} is empty"
        expected = {
            f"officerepo/{carried}/{file.as_posix()}"
            for file in files
            if "__pycache__" not in file.parts
        }
        assert expected <= names
    assert "officerepo/py.typed" in names
    for language in ("en", "es", "zh"):
        assert f"officerepo/locale/{language}/LC_MESSAGES/officerepo.mo" in names
    assert not {
        name for name in names if name.startswith(("tests/", "records/", "templates/", "site/"))
    }


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_it_founds_checks_and_builds_an_office(
    environment: Path, tmp_path: Path, language: str
) -> None:
    officerepo = environment / "officerepo"
    office = tmp_path / "demo"
    run(officerepo, "init", "demo", "--language", language, cwd=tmp_path)
    run(officerepo, "check", cwd=office)
    run(officerepo, "build", cwd=office)
    assert (office / "site/public/index.html").is_file()
