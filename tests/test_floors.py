"""The architecture: which module may import which, and what only some of them may do.

A module imports only from lower floors. Sideways it imports only where named here.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "officerepo"

FLOORS = {
    8: "__main__",  # python -m officerepo
    7: "cli",  # the door: one file a command
    6: "portal edit draft rename verdict output forges forgefiles spreadsheet server account audit documents",  # hands: pages, files, edits
    5: "check rules reports importers register search coverage rulebook explain wording report",  # judgement
    4: "domain history",  # what follows: from the records of a day, and from the commits behind them
    3: "load rows layout index store authority attachment titles",  # the whole: records of a tree and their links
    2: "kind kindfile deadlinefile kindname treereader shape course approval conform example office difference computed theme",  # meaning: kinds and the office's settings
    1: "source splice plainyaml yamlevents yamlspans expression pattern personal fields workdays git repository blobs commits clock catalogue resources phrases numeral signing contrast picture table durable",  # text in, git in
    0: "failure finding marks record withheld profile text __init__ excerpt",  # data
}
FLOOR = {name: floor for floor, names in FLOORS.items() for name in names.split()}

#: Folders whose modules may import each other.
FOLDERS = {"cli", "documents", "domain", "history", "importers", "portal"}

#: The other imports within one floor, importer first.
SIDEWAYS = {
    ("documents", "portal"),  # paper shows values, texts and registers as the pages do
    ("excerpt", "text"),
    ("failure", "finding"),
    ("withheld", "record"),
    ("finding", "marks"),
    ("personal", "pattern"),
    ("personal", "source"),
    ("source", "yamlevents"),
    ("source", "yamlspans"),
    ("yamlspans", "yamlevents"),
    ("yamlevents", "plainyaml"),
    ("expression", "workdays"),
    ("signing", "fields"),
    ("blobs", "git"),
    ("repository", "git"),
    ("commits", "git"),
    ("commits", "blobs"),
    ("index", "layout"),
    ("audit", "verdict"),
    ("load", "store"),
    ("load", "rows"),
    ("rows", "store"),
    ("load", "layout"),
    ("load", "index"),
    ("splice", "yamlevents"),
    ("splice", "yamlspans"),
    ("index", "authority"),
    ("check", "rules"),
    ("coverage", "rules"),
    ("rulebook", "rules"),
    ("rulebook", "coverage"),
    ("rules", "rules"),  # which rules there are; they do not import each other
    ("kindfile", "kind"),
    ("kindfile", "kindname"),
    ("kindfile", "deadlinefile"),
    ("deadlinefile", "kind"),
    ("deadlinefile", "treereader"),
    ("computed", "kind"),
    ("kindname", "computed"),
    ("kindname", "kind"),
    ("kindname", "treereader"),
    ("kindfile", "treereader"),
    ("treereader", "kind"),
    ("conform", "kind"),
    ("conform", "kindfile"),
    ("conform", "shape"),
    ("conform", "course"),
    ("conform", "approval"),
    ("approval", "course"),
    ("approval", "kind"),
    ("approval", "shape"),
    ("course", "kind"),
    ("course", "shape"),
    ("example", "approval"),
    ("difference", "kind"),
    ("shape", "kind"),
    ("office", "shape"),
    ("office", "kind"),
    ("example", "conform"),
    ("example", "kind"),
    ("example", "kindfile"),
    ("office", "kindfile"),
    ("office", "example"),
    ("report", "register"),
    ("reports", "report"),
    ("portal", "spreadsheet"),
    ("search", "register"),
    ("wording", "register"),
    ("draft", "edit"),
    ("edit", "verdict"),
    ("rename", "edit"),
    ("output", "verdict"),
    ("forgefiles", "edit"),
    ("forges", "output"),
    ("forges", "verdict"),
    ("history", "domain"),  # what may be gone by now is a question of retention
}

#: Only `cli` prints, ends the program, reads the clock or the environment …
DOOR_ONLY = {
    "print",
    "input",
    "click",
    "sys.exit",
    "sys.argv",
    "sys.stdin",
    "sys.stdout",
    "sys.stderr",
    "os.environ",
    "os.getenv",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.localtime",
}
#: … but for these, each with its reason.
ALLOWED = {
    ("git", "os.environ"),  # hands git a scrubbed copy: an inherited GIT_DIR would beat `git -C`
}

#: Floors 0, 2 and 5, and what follows from records, do no input or output, so they need no more of the standard library …
PURE = {
    *(
        "__future__",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
    ),
    *(
        "difflib",
        "enum",
        "functools",
        "hashlib",
        "html",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
    ),
    *("statistics", "string", "types", "typing", "unicodedata", "zlib"),
}
#: … and none of these, by which the outside world can be reached without an import.
OUTSIDE_WORLD = {
    *("open", "eval", "exec", "compile", "__import__", "__builtins__", "__loader__", "__spec__"),
    *("globals", "locals", "vars", "breakpoint", "setattr", "delattr", "input", "print"),
    *(".open", ".read_bytes", ".read_text", ".write_bytes", ".write_text", ".iterdir", ".glob"),
    *(".rglob", ".walk", ".unlink", ".rename", ".mkdir", ".rmdir", ".touch"),
    *(".chmod", ".stat", ".lstat", ".exists", ".is_file", ".is_dir", ".resolve", ".scandir"),
    *(".system", ".popen", ".modules"),
}
#: What those floors have of the package's lower modules that read files or run programs.
HANDS = {
    *("git", "repository", "blobs", "commits", "signing", "resources", "load", "store", "layout"),
    *(
        "history.kept",
        "history.judged",
        "history.written",
        "history.revisions",
        "history.trail",
        "history.merges",
        "history.walk",
        "history.signers",
        "history.steps",
        "history.unread",
        "history.life",
        "history.collision",
    ),
}
#: What some need beyond that, each for its reason.
PURPOSE = {
    "importers.folder": {
        "os",
        "pathlib",
        ".scandir",
        ".is_dir",
        ".is_file",
        ".stat",
        ".read_bytes",
    },
    "importers.meetingdate": {"pathlib"},  # the parts of a path
    "importers.minutes": {"pathlib"},
    "rules": {"pkgutil", "importlib", "__path__"},  # which rules there are
    "reports": {
        "pkgutil",
        "importlib",
        "__path__",
        ".__doc__",
        "module.__doc__",
    },  # which there are
    "shape": {".__class__", "value.__class__", "__slots__"},  # the hot loop over all values
    "coverage": {"resources"},  # the list of requirements
    "rulebook": {".__doc__", "module.__doc__"},  # what a rule forbids, and why
}

#: Imports that cost start-up time wait for the command that needs them.
SLOW = {"babel", "git", "jinja2", "markdown", "weasyprint"}


def modules() -> dict[str, Path]:
    """Every module below the package by its dotted name without `officerepo.`."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()
EACH_MODULE = pytest.mark.parametrize("module", sorted(MODULES))


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_bytes())


@cache
def imports(module: str) -> frozenset[str]:
    """Modules of the package that `module` imports, at its top, in functions, for types alike."""
    package = ["officerepo", *MODULES[module].relative_to(PACKAGE).parts[:-1]]
    found = set()
    for node in ast.walk(tree(module)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) + 1 - node.level] if node.level else []
            source = ".".join([*start, *filter(None, [node.module])])
            members = [f"{source}.{alias.name}" for alias in node.names]
            names = [
                name if name.removeprefix("officerepo.") in MODULES else source for name in members
            ]
        for name in names:
            if name == "officerepo":
                found.add("__init__")
            elif name.startswith("officerepo."):
                found.add(name.removeprefix("officerepo."))
    return frozenset(found - {module})


def top(module: str) -> str:
    return module.split(".")[0]


@EACH_MODULE
def test_a_module_imports_only_from_lower_floors(module: str) -> None:
    mine = top(module)
    assert mine in FLOOR, f"{module} has no floor: give it one in FLOORS"
    for other in imports(module):
        theirs = top(other)
        assert theirs in FLOOR, f"{module} imports {other}, which has no floor"
        assert (
            FLOOR[theirs] < FLOOR[mine]
            or (mine == theirs and mine in FOLDERS)
            or (mine, theirs) in SIDEWAYS
        ), f"{module} (floor {FLOOR[mine]}) imports {other} (floor {FLOOR[theirs]})"


#: What runs programs: git, and ssh-keygen, whose answer git would hand on from anybody.
RUNNERS = {"git", "signing"}


@EACH_MODULE
def test_only_two_modules_run_a_program(module: str) -> None:
    ways = {"subprocess", "os.system", "os.popen", "os.execv", "os.execvp", "os.posix_spawn"}
    assert not (named(module) & ways) or module in RUNNERS


def test_no_import_goes_round_in_a_circle() -> None:
    try:
        TopologicalSorter({module: imports(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(error.args[1][::-1]))


def named(module: str) -> set[str]:
    """Every name that `module` uses or imports: `print`, `sys.exit`, `.read_text`, `click`."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if DUNDER.fullmatch(node.value):
                found.add(node.value)  # getattr(x, "__class__")
        elif isinstance(node, ast.Attribute):
            found.add(f".{node.attr}")
            if isinstance(node.value, ast.Name | ast.Attribute):
                left = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                found.add(f"{left}.{node.attr}")
        elif isinstance(node, ast.Import):
            found.update(top(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(top(node.module))
            found.update(f"{top(node.module)}.{alias.name}" for alias in node.names)
    return found


PLAIN_DUNDERS = {"__future__", "__name__", "__version__", ".__init__"}
DUNDER = re.compile(r"(?:\w+)?\.?__\w+__")


def imported(module: str) -> set[str]:
    """The packages that `module` imports, ours among them."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found.update(top(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(top(node.module or "officerepo") if not node.level else "officerepo")
    return found


@EACH_MODULE
def test_only_the_door_meets_the_user_the_clock_and_the_environment(module: str) -> None:
    if FLOOR.get(top(module), 0) < 7:
        allowed = {name for where, name in ALLOWED if where == top(module)}
        found = sorted((named(module) & DOOR_ONLY) - allowed)
        assert found == [], f"{module} uses {', '.join(found)}: only cli/ may"


PURE_MODULES = sorted(
    name for name in MODULES if FLOOR.get(top(name)) in (0, 2, 5) or top(name) == "domain"
)


@pytest.mark.parametrize("module", PURE_MODULES)
def test_data_meaning_and_judgement_do_no_input_or_output(module: str) -> None:
    used = named(module)
    found = imported(module) - PURE - {"officerepo"} | used & OUTSIDE_WORLD
    found |= {name for name in used if DUNDER.fullmatch(name)} - PLAIN_DUNDERS
    if FLOOR[top(module)] == 5:
        found |= imports(module) & HANDS
    found -= PURPOSE.get(module, set())
    assert sorted(found) == [], f"{module} uses {', '.join(sorted(found))}: not on its floor"


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "from http.client import HTTPConnection",
        "from officerepo.git import run",
        "__import__('os').system('true')",
        "check.__globals__['x']",
        "path.open()",
        "eval('1')",
        "getattr(index, '__class__')",
    ],
)
def test_a_rule_cannot_reach_the_outside_world(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "rules.future_act"
    source = MODULES[module].read_text(encoding="utf-8") + f"\n{line}\n"
    monkeypatch.setattr(f"{__name__}.tree", lambda _: ast.parse(source))
    imports.cache_clear()
    with pytest.raises(AssertionError, match="not on its floor"):
        test_data_meaning_and_judgement_do_no_input_or_output(module)
    imports.cache_clear()


@EACH_MODULE
def test_a_module_stays_short(module: str) -> None:
    lines = len(MODULES[module].read_bytes().splitlines())
    assert lines <= 400, f"{module} has {lines} lines: past 300 a question, past 400 two modules"


def test_starting_the_program_imports_nothing_slow() -> None:
    program = f"import sys, officerepo.cli.main; print(*sorted({SLOW!r} & sys.modules.keys()))"
    run = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("\n", "")
