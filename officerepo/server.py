"""A preview of the portal for the person at this computer: loopback only, and it never writes.

What is served is one folder, which a build swaps in whole. Pages get a script that loads them again
when there is a newer build; files on disk stay as they are.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from officerepo.catalogue import catalogue

HOST = "127.0.0.1"
OWN = "/-/"  # addresses of the preview itself; no folder of a portal is called so
PAUSE = 1000  # milliseconds between two questions of an open page

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".csv": "text/csv; charset=utf-8",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
}
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

# The pages' own policy allows scripts of this server and nothing else, so the question is a script.
_RELOAD = """(function () {
  "use strict";
  var shown = new URL(document.currentScript.src).searchParams.get("build");
  window.officerepoNewest = function (newest) {
    if (newest !== shown) { location.reload(); }
  };
  function ask() {
    var script = document.createElement("script");
    script.src = "/-/newest.js?" + Date.now();
    script.onload = script.onerror = function () {
      script.remove();
      setTimeout(ask, PAUSE);
    };
    document.head.appendChild(script);
  }
  setTimeout(ask, PAUSE);
}());
""".replace("PAUSE", str(PAUSE))


class Preview:
    """What the server shows: the portal at `output`, or the reason why it cannot be built.

    `language` is that of the reasons.
    """

    def __init__(self, output: Path, language: str) -> None:
        self.output = output
        self.language = language
        self.trouble = ""
        self._build = secrets.token_hex(8)

    @property
    def build(self) -> str:
        """A name of what is shown now; open pages compare it with theirs."""
        return self._build

    def show(self, trouble: str = "") -> None:
        """Say that there is a new build, or why there is none."""
        self.trouble = trouble
        self._build = secrets.token_hex(8)

    def file(self, address: str) -> Path | None:
        """Return the file of the portal at an address, or None.

        Nothing outside the folder is reached: no `..`, no hidden name, no symbolic link.
        """
        if not address.startswith("/") or any(sign in address for sign in "\0\\:"):
            return None
        parts = address[1:].split("/")
        if parts[-1] == "":
            parts[-1] = "index.html"
        if any(part in ("", "..") or part.startswith(".") for part in parts):
            return None
        found = os.path.join(os.path.realpath(self.output), *parts)
        whole = os.path.realpath(found) == found and os.path.isfile(found)
        return Path(found) if whole else None


class Server(ThreadingHTTPServer):
    """Serves a preview on the loopback interface; each request has a thread of its own."""

    daemon_threads = True

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), Answer)

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://{HOST}:{self.server_port}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which a browser may ask; any other was rebound to this computer."""
        return tuple(f"{name}:{self.server_port}" for name in (HOST, "localhost"))

    def server_bind(self) -> None:
        """Bind without looking up this computer's name, which can take seconds."""
        if os.name == "posix":  # elsewhere it would let two servers share a port
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a reader who goes away in the middle is no event."""


class Answer(BaseHTTPRequestHandler):
    """Answers one request: a file of the portal, or a page that says what is wrong."""

    server: Server
    server_version = "officerepo"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a file."""
        preview = self.server.preview
        gettext = catalogue(preview.language).gettext
        if self.headers.get("Host") not in self.server.hosts or self._is_foreign():
            words = gettext("This preview is for this computer only.")
            return self._page(HTTPStatus.FORBIDDEN, words)
        address = unquote(urlsplit(self.path).path, errors="replace")
        if address == f"{OWN}reload.js":
            return self._send(HTTPStatus.OK, TYPES[".js"], _RELOAD.encode())
        if address == f"{OWN}newest.js":
            script = f'officerepoNewest("{preview.build}");\n'
            return self._send(HTTPStatus.OK, TYPES[".js"], script.encode())
        if preview.trouble and Path(address).suffix in ("", ".html"):
            return self._page(HTTPStatus.SERVICE_UNAVAILABLE, preview.trouble)
        found = preview.file(address)
        if found is None and not address.endswith("/") and preview.file(f"{address}/"):
            return self._send(
                HTTPStatus.MOVED_PERMANENTLY, TYPES[".txt"], b"", {"Location": _folder(self.path)}
            )
        raw = _bytes_of(found) if found else None
        if found is None or raw is None:
            return self._page(HTTPStatus.NOT_FOUND, gettext("There is no such page."))
        if found.suffix == ".html":
            raw = self._reloading(raw)
        return self._send(HTTPStatus.OK, TYPES.get(found.suffix, "application/octet-stream"), raw)

    do_HEAD = do_GET  # noqa: N815 — the name that the standard library looks for

    def _is_foreign(self) -> bool:
        """Whether another site's page asks, as for a script that it would run with its own eyes."""
        site = self.headers.get("Sec-Fetch-Site", "none")
        navigates = self.headers.get("Sec-Fetch-Mode") == "navigate"
        return site not in ("none", "same-origin") and not navigates

    def _page(self, status: HTTPStatus, words: str) -> None:
        text = f"<pre>{escape(words)}</pre>"
        language = self.server.preview.language
        page = f'<!DOCTYPE html>\n<html lang="{language}">\n<title>officerepo</title>\n{text}\n'
        self._send(status, TYPES[".html"], self._reloading(page.encode()))

    def _reloading(self, page: bytes) -> bytes:
        """Return a page with the script that loads it again; it goes before its other scripts."""
        script = f'<script src="{OWN}reload.js?build={self.server.preview.build}"></script>\n'
        start, head, end = page.partition(b"</title>\n")
        return start + head + script.encode() + end if head else page + script.encode()

    def _send(
        self, status: HTTPStatus, kind: str, body: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: who reads what is nobody's business."""


def _bytes_of(path: Path) -> bytes | None:
    """Return a file's bytes; None when a build removed it between two looks."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _folder(path: str) -> str:
    """Return the address of a folder with its last slash; it stays on this server."""
    parts = urlsplit(path)
    return "/" + parts.path.strip("/") + "/" + (f"?{parts.query}" if parts.query else "")
