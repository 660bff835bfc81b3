"""`officerepo signers` writes the keys of the people records in the form that git reads."""

from __future__ import annotations

from pathlib import Path

import click

from officerepo.cli.shared import find_office, office_option
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.failure import Failure
from officerepo.load import load, read_tree
from officerepo.signers import allowed_signers
from officerepo.text import safe


@click.command("signers")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@office_option
def command(file: Path | None, office: Path | None) -> None:
    """Write git's list of allowed signers, from the people's `signing_keys`, to FILE or here.

    git reads it once `gpg.ssh.allowedSignersFile` names it. `audit --signatures` does not need it.
    """
    lines = list(allowed_signers(load(read_tree(find_office(office))).index))
    if file is None:
        for line in lines:
            put(line)
        return
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise Failure(
            "{path} cannot be written: {reason}.",
            "Name a file in a folder where you may write.",
            path=file,
            reason=error.strerror,
        ) from None
    keys = ngettext("{n} key", "{n} keys", len(lines))
    put(safe(gettext("{keys} written: {file}.", keys=keys, file=file)))
