"""Measures the program on generated offices: `python -m tests.bench.run --sizes 1000,10000`.

`check` and `build` are measured on offices of one commit, `log` on one with a whole history.

Wall seconds of whole processes, several runs each. What is printed as peak memory is first the
largest single process, then all processes of the command together (proportional set size, sampled
in one further run that is not timed). Every check has to find nothing, else the run fails.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import yardstick
from tests.bench.generate import LEAST, generate
from tests.bench.history import generate_history
from tests.bench.organisation import TODAY

MEMORY_FOLDER = Path("/dev/shm")  # a disk would measure itself: new files cost there ten times more
# An installed program has its modules compiled: else each run would compile 200 of them anew.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
SAMPLE = 0.01  # seconds between two looks at the memory


class BenchError(Exception):
    """A command failed or a check found something; the message says which."""


@dataclass(frozen=True)
class Run:
    """One run of a command: wall seconds, peak of its largest process in MB, what it printed."""

    seconds: float
    megabytes: float
    output: str


def run(command: list[str], office: Path) -> Run:
    """Run a command to its end and measure it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=office, stdout=out, stderr=err, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (out, err):
            stream.seek(0)
        output, errors = out.read().decode(), err.read().decode()
    if process.returncode:
        raise BenchError(f"{' '.join(command)} ended with {process.returncode}:\n{output}{errors}")
    return Run(seconds, usage.ru_maxrss / 1024, output)


def memory_of_all(command: list[str], office: Path) -> float:
    """Return the highest sampled memory of a command's processes together, in MB."""
    process = subprocess.Popen(
        command,
        cwd=office,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(SAMPLE):
            peak = max(peak, sum(map(_proportional, _tree(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return peak / 1024


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


class Bench:
    """The measurements on one office."""

    def __init__(self, office: Path, runs: int) -> None:
        self.office = office
        self.runs = runs
        program = [sys.executable, "-m", "officerepo"]
        common = ["--office", str(office), "--today", TODAY]
        self.check = [*program, "check", *common, "--format", "json"]
        self.build = [*program, "build", *common]
        self.record = sorted((office / "records" / "tasks").glob("*/*.yaml"))[len("middle") * 10]
        self.original = self.record.read_bytes()
        self.changes = 0

    def forget(self) -> None:
        """Delete what was computed and built before; the office has nothing of its own in site/."""
        for name in (".officerepo", "site"):
            if (self.office / name).exists():
                shutil.rmtree(self.office / name)

    def change(self) -> None:
        """Change one record, each time to something else."""
        self.changes += 1
        note = f"notes: Looked at again, time {self.changes}\nacts:\n".encode()
        self.record.write_bytes(self.original.replace(b"acts:\n", note, 1))

    def measure(self, title: str, command: list[str], before: Callable[[], None]) -> str:
        """Run a command several times, each time after `before`; print the line, return output."""
        runs = []
        for _ in range(self.runs):
            before()
            runs.append(run(command, self.office))
        before()
        total = memory_of_all(command, self.office)
        print_line(title, runs, total)
        return runs[-1].output

    def checked(self, title: str, before: Callable[[], None]) -> tuple[int, int]:
        """Measure `check`; return how many records and rules there were. Raises BenchError on findings."""
        found = json.loads(self.measure(title, self.check, before))
        if found["findings"]:
            shown = json.dumps(found["findings"][:3], indent=1)
            raise BenchError(f"{title}: {len(found['findings'])} findings\n{shown}")
        return found["records"], len(found["rules"]["ran"])


def print_line(title: str, runs: list[Run], total: float) -> None:
    """Print a line of the table: median, least and most seconds, and memory."""
    seconds = [one.seconds for one in runs]
    spread = f"({min(seconds):.2f}–{max(seconds):.2f})"
    largest = max(one.megabytes for one in runs)
    median = statistics.median(seconds)
    print(f"  {title:<28}{median:8.2f} {spread:<16}{largest:8.0f}{total:8.0f}", flush=True)


def nothing() -> None:
    """Leave everything as it is."""


def bench(folder: Path, records: int, runs: int, seed: int) -> None:
    """Generate an office and print its table. Raises BenchError."""
    office = folder / f"office-{records}"
    started = time.perf_counter()
    generate(office, records, seed)
    made = time.perf_counter() - started
    files = [path for path in (office / "records").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / records / 1000
    print(f"\n{records:,} records of {size:.2f} kB on average, generated in {made:.1f} s")
    print(f"  {'':<28}{'seconds':>8} {'least–most':<16}{'MB, one':>8}{'all':>8}")
    it = Bench(office, runs)
    found = [it.checked("check, cold", it.forget), it.checked("check, unchanged", nothing)]
    found.append(it.checked("check, one record changed", it.change))
    it.record.write_bytes(it.original)
    it.measure("build, cold", it.build, it.forget)
    it.measure("build, unchanged", it.build, nothing)
    it.measure("build, one record changed", it.build, it.change)
    it.record.write_bytes(it.original)
    pages = sum(1 for _ in (office / "site" / "public").rglob("*.html"))
    if hugo := yardstick.version():
        site = folder / f"hugo-{records}"
        command = yardstick.make_site(office, site)
        it.measure(f"{hugo}, cold", command, lambda: shutil.rmtree(site / "public", True))
        it.measure(f"{hugo}, unchanged", command, nothing)
        theirs = sum(1 for _ in (site / "public").rglob("*.html"))
        print(f"  pages: {pages:,}; Hugo's: {theirs:,}")
        shutil.rmtree(site)
    else:
        print(f"  pages: {pages:,}; hugo is not installed, so there is no yardstick")
    if len(set(found)) != 1 or found[0][0] != records:
        raise BenchError(f"The checks disagree about records and rules: {found}")
    print(f"  {found[0][0]:,} records, {found[0][1]} rules ran, 0 findings")
    shutil.rmtree(office)


def bench_history(folder: Path, commits: int, runs: int, seed: int) -> None:
    """Generate an office with a history, about five commits a record, and print what it takes."""
    office = folder / f"history-{commits}"
    records = max(LEAST, commits // 5)
    generate_history(office, records, commits, seed)
    listed = ["git", "-C", str(office), "rev-list", "--count", "HEAD"]
    there = int(subprocess.run(listed, check=True, capture_output=True).stdout)
    print(f"\n{there:,} commits of {records:,} records")
    print(f"  {'':<28}{'seconds':>8} {'least–most':<16}{'MB, one':>8}{'all':>8}")
    it = Bench(office, runs)
    log = [sys.executable, "-m", "officerepo", "log", it.record.stem, "--office", str(office)]

    def commit() -> None:
        it.change()
        git = ["git", "-C", str(office), "-c", "user.name=B", "-c", "user.email=b@office.example"]
        subprocess.run([*git, "commit", "-q", "-a", "-m", "Looked at again"], check=True)

    program = [sys.executable, "-m", "officerepo"]
    place = ["--office", str(office), "--today", "2025-12-31"]
    once = Bench(office, 1)  # it takes a minute
    once.measure("audit, cold", [*program, "audit", *place], it.forget)
    once.measure("audit, unchanged", [*program, "audit", *place], nothing)
    dated = ["git", "-C", str(office), "log", "-1", "--date=format:%Y-%m-%dT%H:%M", "--format=%cd"]
    merged = subprocess.run(dated, check=True, capture_output=True, text=True).stdout.strip()
    change = ["--base", "HEAD~1", "--head", "HEAD", "--merged-at", merged]
    it.measure("check --base, one commit", [*program, "check", *change, *place], nothing)
    cold = it.measure("log, cold", log, it.forget)
    if it.measure("log, unchanged", log, nothing) != cold:
        raise BenchError("What `log` keeps is not what it reads.")
    later = it.measure("log, one commit more", log, commit)
    if not later.startswith(cold.rstrip()) or later == cold:
        raise BenchError("`log` does not go on from what it kept.")
    shutil.rmtree(office)


@contextmanager
def working_folder(given: Path | None) -> Iterator[Path]:
    """Give a new folder to work in, in memory where that is possible; remove it afterwards."""
    base = given or (MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else None)
    folder = Path(tempfile.mkdtemp(prefix="officerepo-bench-", dir=base))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure from the command line; exit code 1 when something failed or was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of records")
    parser.add_argument("--commits", default="20000", help="lengths of histories; empty for none")
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help=f"where to work; default {MEMORY_FOLDER}")
    options = parser.parse_args()
    git = subprocess.run(["git", "version"], capture_output=True, text=True, check=True).stdout
    with working_folder(options.folder) as folder:
        print(
            f"{os.cpu_count()} processors, Python {platform.python_version()}, {git.strip()}, "
            f"in {folder.parent}; median of {options.runs} runs; "
            "memory of the largest process, and of all together"
        )
        try:
            for size in filter(None, options.sizes.split(",")):
                bench(folder, int(size), options.runs, options.seed)
            for commits in filter(None, options.commits.split(",")):
                bench_history(folder, int(commits), options.runs, options.seed)
        except BenchError as failure:
            print(f"\nFAILED: {failure}")
            sys.exit(1)


if __name__ == "__main__":
    main()
