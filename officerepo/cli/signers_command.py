"""`officerepo signers` writes the keys of the people records in the form that git reads."""

from __future__ import annotations

from pathlib import Path

import click

from officerepo.cli.saving import save
from officerepo.cli.shared import find_office, office_option
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.history.signers import HEAD, NO_ADDRESS, NO_DAYS, NO_KEY, allowed_signers, left_out
from officerepo.load import load, read_tree
from officerepo.text import safe

_LEFT_OUT = {
    NO_KEY: "Key {n} of {person} is left out: it is not the public key of an SSH key.",
    NO_DAYS: "Key {n} of {person} is left out: its days are not written as dates.",
    NO_ADDRESS: "Key {n} of {person} is left out: nothing is listed under `git_emails`.",
}


@click.command("signers")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False, readable=False)
)
@office_option
def command(file: Path | None, office: Path | None) -> None:
    """Write git's list of allowed signers, from the people's `signing_keys`, to FILE or here.

    git reads it once `gpg.ssh.allowedSignersFile` names it. `audit --signatures` does not need it.
    """
    root = find_office(office)
    index = load(read_tree(root)).index
    lines = list(allowed_signers(index))
    if file is None:
        for line in (HEAD, *lines):
            put(line)
    else:
        save(file, root, HEAD, "".join(f"{line}\n" for line in (HEAD, *lines)))
        keys = ngettext("{n} key", "{n} keys", len(lines))
        put(safe(gettext("{keys} written: {file}.", keys=keys, file=file)))
    for person, number, why in left_out(index):
        put(safe(gettext(_LEFT_OUT[why], person=person, n=number)), err=True)
    if not lines:
        put(
            gettext("Nobody has a key to sign with; people list theirs in `signing_keys`."),
            err=True,
        )
