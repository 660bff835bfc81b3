"""`officerepo log`: the life of a record over all commits."""

from __future__ import annotations

from pathlib import Path

import click

from officerepo import table
from officerepo.account import life_as_data, life_as_text
from officerepo.cli.naming import names_in
from officerepo.cli.shared import find_office, office_option, translate_for
from officerepo.cli.speech import put
from officerepo.cli.usage import mistaken
from officerepo.commits import resolve
from officerepo.failure import Failure
from officerepo.history.life import Lives, formerly
from officerepo.history.revisions import require_history
from officerepo.history.steps import History
from officerepo.load import Tree, office_of, read_tree, store_of
from officerepo.record import ID_SHAPE
from officerepo.source import parse
from officerepo.text import near


@click.command("log")
@click.argument("record_id", metavar="ID")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@office_option
def command(record_id: str, form: str, office: Path | None) -> None:
    """Tell the life of a record: each commit that touched it, who made it, and what it changed.

    What it was under a former number belongs to it. Dates and names are what the commits claim.
    Exit code 3 says that the history here cannot prove it.
    """
    root = find_office(office)
    require_history(root)
    tree = read_tree(root)
    store = store_of(tree)
    described = office_of(tree, store)
    history = History.read(root, resolve(root, "HEAD"), trusted=store.trusted)
    known = _number_now(record_id, history, tree)
    life = Lives(root, history, described).of([known])[known]
    if form == "json":
        click.echo(table.as_json(life_as_data(known, life)))
        return
    folder = life.versions[-1].path.split("/")[1]
    names = names_in(described, tree.files)
    lines = life_as_text(
        life, described.folders.get(folder), described, translate_for(described), names
    )
    for line in lines:
        put(line)


def _number_now(name: str, history: History, tree: Tree) -> str:
    """Return the number under which a record goes on, or had when it went; a Failure names others.

    In capital or small letters, as people type it.
    """
    steps = history.steps(name)
    if not steps or not steps[-1].after[1]:
        mentioned = name.encode("utf-8", "surrogateescape")
        for path, found in tree.files.items():
            if path.startswith("records/") and b"formerly" in found.raw and mentioned in found.raw:
                heir = Path(path).stem
                if name in formerly(parse(path, found.raw)) and history.steps(heir):
                    return heir
    if steps:
        return name
    alike = [known for known in history.ids if known.casefold() == name.casefold()]
    if alike:
        return alike[0]
    lying = any(Path(path).stem == name for path in tree.files if path.startswith("records/"))
    if lying and ID_SHAPE.fullmatch(name):
        raise Failure(
            "{id} is in no commit yet.", "Commit it; its life begins with that.", 1, id=name
        )
    raise mistaken(
        "No commit has a record {id}.",
        "`officerepo list KIND` shows the numbers.",
        near(name, history.ids),
        id=name,
    )
