"""What every test may use: a quiet environment, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")

BROWSER_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A slow machine is not a failing property; CI tries the same examples every time.
settings.register_profile("officerepo", deadline=None, derandomize=IN_CI)
settings.load_profile("officerepo")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--update`: write what came out as what is expected from now on, then read the diff."""
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected output of sessions"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that open a browser, so that `-m "not browser"` leaves them out."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def quiet_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hides the settings of whoever runs the tests: git's, officerepo's, the terminal's."""
    config = tmp_path_factory.mktemp("home") / ".gitconfig"
    config.write_text(
        "[user]\n\tname = Test Person\n\temail = test.person@example.org\n"
        "[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("GIT_", "OFFICEREPO_")):
                patch.delenv(name)
        patch.setenv("HOME", str(config.parent))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("NO_COLOR", "1")
        patch.setenv("TZ", "UTC")
        patch.setenv("LC_ALL", "C.UTF-8")
        for name in ("FORCE_COLOR", "SOURCE_DATE_EPOCH", "LANGUAGE", "COLUMNS", "XDG_CONFIG_HOME"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout these tests belong to."""
    return Path(__file__).resolve().parent.parent


def browser_path() -> str | None:
    """The first browser found: what `$CHROMIUM` names, chromium, google-chrome."""
    candidates = (os.environ.get("CHROMIUM", ""), "chromium", "google-chrome")
    return next((path for path in map(shutil.which, candidates) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one the test is skipped; in CI it fails."""
    path = browser_path()
    if path is None:
        reason = "No browser: install chromium, or name one in the environment as CHROMIUM."
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield running
        running.close()
