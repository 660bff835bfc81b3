"""`officerepo serve`: the portal while one works, built again at every change."""

from __future__ import annotations

import gc
import signal
import tempfile
import threading
import time
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.building import AUDIENCES, Wishes, build_time, build_tree
from officerepo.cli.shared import day_of, find_office, jobs, office_option, today_option
from officerepo.cli.speech import gettext, language, ngettext, put
from officerepo.failure import Failure
from officerepo.git import GitError
from officerepo.kind import LANGUAGES
from officerepo.load import read_tree
from officerepo.repository import revision as head_of
from officerepo.server import HOST, Preview, Server
from officerepo.text import safe

POLL = 1.0  # seconds between two looks at the files
SHARE = 5  # … and never less than so many times as long as a look takes


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--audience", type=click.Choice(AUDIENCES), help="Default: as in office.yaml.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: the office's own.")
@office_option
@today_option
def command(
    port: int,
    audience: str | None,
    language: str | None,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Show the portal in the browser of this computer; open pages follow every change.

    Nobody else can reach it, and no record is written.
    """
    root = find_office(office)
    gc.enable()  # other commands end before garbage matters
    with tempfile.TemporaryDirectory(prefix="officerepo-") as folder:
        wishes = Wishes(Path(folder, "portal"), audience or "", language or "")
        watch = Watch(root, wishes, today)
        server = _listen(watch.preview, port)
        watch.look(jobs())  # before there are threads: processes may be forked
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            put(gettext("Open {address} (Ctrl-C ends)", address=server.address))
            watch.keep_looking()
        except KeyboardInterrupt:
            put("")
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _listen(preview: Preview, port: int) -> Server:
    try:
        return Server(preview, port)
    except OSError as error:
        raise Failure(
            "Port {port} of {host} cannot be used: {reason}.",
            "Name another with --port, or 0 for any that is free.",
            port=port,
            host=HOST,
            reason=error.strerror,
        ) from error


class Watch:
    """Looks at the office's files and builds when they, or the day, have changed."""

    def __init__(self, root: Path, wishes: Wishes, today: datetime | None) -> None:
        self.preview = Preview(wishes.output, language())
        self._root = root
        self._wishes = wishes
        self._today = today
        self._seen: tuple[str, str, date] | None = None

    def keep_looking(self) -> None:
        """Look again and again, until interrupted."""
        took = 0.0
        while True:
            time.sleep(max(POLL, SHARE * took))
            started = time.monotonic()
            self.look(1)
            took = time.monotonic() - started

    def look(self, processes: int) -> None:
        """Build if anything has changed; what is wrong is shown, in the page and here."""
        day = day_of(self._today)
        try:
            tree = read_tree(self._root)
            seen = (tree.key, head_of(self._root), day)  # a commit changes no file, but the footer
            if seen == self._seen:
                return
            self._seen = seen
            built = build_tree(tree, day, self._wishes, built=build_time(), jobs=processes)
        except Failure as error:
            if isinstance(error, GitError):
                self._seen = None  # the files may be the same when git can read them again
            words = gettext(error.message, **error.values)
            hint = gettext(error.advice, **error.values)
            self._fail(f"{words}\n  {gettext('hint')}: {hint}" if hint else words)
        except Exception:
            import traceback

            fault = gettext("This is a fault of the program; please report it:")
            self._fail(f"{fault}\n{traceback.format_exc()}")
        else:
            self.preview.show()
            pages = ngettext("{n} page", "{n} pages", built.total)
            new = gettext("{number} new", number=f"{built.written:,}")
            found = ngettext("{n} finding", "{n} findings", len(built.verdict.findings))
            put(f"{_clock()}  {pages}, {new}, {found}")

    def _fail(self, words: str) -> None:
        if words == self.preview.trouble:
            return
        self.preview.show(trouble=words)
        put(f"{_clock()}  {safe(words)}", err=True)


def _clock() -> str:
    return f"{datetime.now():%H:%M:%S}"
