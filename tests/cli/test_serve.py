"""The preview: for this computer only, one folder only, and it follows what happens in the files."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officerepo.catalogue import catalogue
from officerepo.server import Preview, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 40  # seconds; a build on a busy machine takes a few


@dataclass
class Running:
    """A server that runs: its port, its process, and the folder in which it may build."""

    port: int
    process: subprocess.Popen[str]
    folder: Path

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, Mapping[str, str], str]:
        """Asks as a browser would, the path as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True)
            for name, value in {"Host": f"127.0.0.1:{self.port}", **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return (
                answer.status,
                dict(answer.getheaders()),
                answer.read().decode("utf-8", "replace"),
            )
        finally:
            connection.close()

    def wait_for(self, path: str, words: str, status: int = 200) -> str:
        """Waits until a page says something; returns it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            got, _, page = self.get(path)
            if got == status and words in page:
                return page
            time.sleep(0.2)
        pytest.fail(f"{path} never said {words!r}")


@contextlib.contextmanager
def serving(office: Path, folder: Path) -> Iterator[Running]:
    command = [sys.executable, "-P", "-m", "officerepo", "serve", "--port", "0"]
    folder.mkdir()
    process = subprocess.Popen(
        [*command, "--today", "2025-03-03", "--office", str(office)],
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                yield Running(int(found[1]), process, folder)
                break
        else:
            pytest.fail("the server never said its address")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def running(office: Path, tmp_path: Path) -> Iterator[Running]:
    with serving(office, tmp_path / "tmp") as server:
        yield server


def test_it_serves_the_portal_and_follows_the_files(running: Running, office: Path) -> None:
    status, headers, page = running.get("/")
    assert status == 200
    assert "Harbour Archive" in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert page.count("/-/reload.js") == 1
    assert running.get("/board")[:1] == (301,)
    assert running.get("/board?x=1")[1]["Location"] == "/board/?x=1"
    assert running.get("/assets/portal.css")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert running.get("/", method="HEAD")[0::2] == (200, "")
    assert running.get("/", method="POST")[0] == 501
    assert running.get("/nowhere.html")[0] == 404

    address = "/tasks/2025/TSK-2025-0001.html"
    task = office / "records/tasks/2025/TSK-2025-0001.yaml"
    before = running.get("/-/newest.js")[2]
    text = task.read_text("utf-8")
    task.write_text(text.replace("Clear the corridor", "Clear the attic"), "utf-8")
    running.wait_for(address, "Clear the attic")
    end = time.monotonic() + PATIENCE
    while running.get("/-/newest.js")[2] == before:  # told right after the pages are there
        assert time.monotonic() < end
        time.sleep(0.1)

    git = ["git", "-C", str(office), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    running.wait_for("/assets/build.js", '"revision":"uncommitted"')
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "One"], check=True)
    named = [*git, "rev-parse", "--short=10", "HEAD"]
    head = subprocess.run(named, check=True, capture_output=True, text=True).stdout.strip()
    running.wait_for("/assets/build.js", f'"revision":"{head}"')


def test_it_shows_what_keeps_it_from_building_and_recovers(running: Running, office: Path) -> None:
    own = office / "templates" / "portal" / "home.html"
    own.parent.mkdir(parents=True)
    own.write_text("{% block content %}{{ nothing")
    page = running.wait_for("/", "templates/portal/home.html:", 503)
    assert "/-/reload.js" in page  # it reloads by itself once that is mended
    assert running.get("/assets/portal.css")[0] == 200
    own.unlink()
    running.wait_for("/", "Harbour Archive")
    (office / ".git").rename(office / "git")
    running.wait_for("/", "There is no git repository in", 503)
    (office / "git").rename(office / ".git")
    running.wait_for("/", "Harbour Archive")


def test_ctrl_c_ends_it_and_leaves_nothing(running: Running) -> None:
    assert list(running.folder.glob("officerepo-*"))
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    assert running.process.stdout is not None
    assert running.process.stdout.read().strip() == ""
    assert not list(running.folder.glob("officerepo-*"))
    with pytest.raises(ConnectionRefusedError):
        running.get("/")


def test_two_cannot_have_the_same_port(running: Running, office: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-P", "-m", "officerepo", "serve", "--port", str(running.port)],
        cwd=office,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert second.returncode == 2
    assert f"Port {running.port} of 127.0.0.1 cannot be used" in second.stderr


def test_it_is_for_this_computer_and_its_own_pages_only(running: Running) -> None:
    local = {"Host": f"localhost:{running.port}"}
    assert running.get("/", local)[0] == 200
    for host in ("evil.example", f"evil.example:{running.port}", "127.0.0.1", "", "127.0.0.1:1"):
        assert running.get("/", {"Host": host})[0] == 403, host
        assert running.get("/-/newest.js", {"Host": host})[0] == 403, host
    for site in ("cross-site", "same-site"):
        script = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
        assert running.get("/assets/build.js", script)[0] == 403
        assert running.get("/", {**script, "Sec-Fetch-Mode": "navigate"})[0] == 200  # a bookmark
    own = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}
    assert running.get("/assets/build.js", own)[0] == 200


OUTSIDE = (
    *("/../secret", "/..", "/../../etc/passwd", "/assets/../../secret", "/assets/../index.html"),
    *(
        "/%2e%2e/secret",
        "/%2e%2e%2fsecret",
        "/..%2fsecret",
        "/..%5csecret",
        "/%2e%2e%5c..%5csecret",
    ),
    *("//etc/passwd", "///etc/passwd", "/%2fetc/passwd", "/etc/passwd", "/assets//portal.css"),
    *(
        "/.portal-a.json",
        "/.portal.lock",
        "/.git/config",
        "/assets/.hidden",
        "/C:/secret",
        "/c%3a/x",
    ),
    *("/index.html%00.css", "/%00", "/index.html/", "/index.html/x", "/assets/portal.css/"),
    *("/./index.html", "/.", "/assets/./portal.css", "/link", "/link/secret", "/linked.html"),
    *("/assets/", "/search/", "/-/", "/-/x", "http://127.0.0.1/../secret", "/%c0%ae%c0%ae/secret"),
    *("/%e2%80%a5/secret", "/%ff%fe/secret", "/~root", "/secret", "/" + "../" * 40 + "etc/passwd"),
)


def test_nothing_outside_the_portal_is_reached(running: Running) -> None:
    output = next(running.folder.glob("officerepo-*"))
    (output / "secret").write_text("SECRET")
    live = (output / "portal").resolve()
    (live / "link").symlink_to(output)
    (live / "linked.html").symlink_to(output / "secret")
    (live / "assets" / ".hidden").write_text("SECRET")
    for path in OUTSIDE:
        status, _, page = running.get(path)
        assert status in (301, 400, 404), path
        assert "SECRET" not in page, path
        assert "root:" not in page, path
        assert "<title>Index of" not in page, path


def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".public-a" / "sub").mkdir(parents=True)
    (tmp_path / "public").symlink_to(".public-a")
    page = tmp_path / ".public-a" / "index.html"
    page.write_text("x")
    preview = Preview(tmp_path / "public", "en")
    assert preview.file("/") == page
    assert preview.file("/index.html") == page
    assert preview.file("/sub/") is None  # no listing
    assert preview.file("/sub") is None
    assert preview.file("index.html") is None
    (tmp_path / ".public-a" / "sub" / "index.html").symlink_to(page)
    assert preview.file("/sub/") is None  # not even to the inside


def test_it_speaks_the_language_of_the_office(tmp_path: Path) -> None:
    with Server(Preview(tmp_path / "public", "es"), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
        connection.request("GET", "/nowhere.html")
        page = connection.getresponse().read().decode()
        connection.close()
        server.shutdown()
    assert '<html lang="es">' in page
    assert catalogue("es").gettext("There is no such page.") in page


def test_an_open_page_follows_the_files(running: Running, office: Path, browser: Browser) -> None:
    """The policy of the portal's pages lets the reload script work, and nothing is complained of."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto(f"http://127.0.0.1:{running.port}/tasks/2025/TSK-2025-0001.html")
        assert page.locator("h1").inner_text() == "Clear the corridor"
        task = office / "records/tasks/2025/TSK-2025-0001.yaml"
        text = task.read_text("utf-8")
        task.write_text(text.replace("Clear the corridor", "Clear the attic"), "utf-8")
        page.locator("h1", has_text="Clear the attic").wait_for(timeout=PATIENCE * 1000)
        assert said == []
    finally:
        page.close()
