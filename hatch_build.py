"""Prepares what the wheel carries beside the modules: catalogues, templates, the site's files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Folder of the checkout → its place in the wheel, where `officerepo.resources` looks for it.
CARRIED = {
    "templates": "officerepo/_templates",
    "site/assets": "officerepo/_site/assets",
    "site/pages": "officerepo/_site/pages",
}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues; in a real wheel also carries the top-level folders.

    An editable install reads those folders where they are, so it carries none.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the wheel is written; `version` is `standard` or `editable`."""
        for source in sorted(Path(self.root, "officerepo/locale").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as readable, source.with_suffix(".mo").open("wb") as writable:
                write_mo(writable, read_po(readable, locale=source.parts[-3]))
        if version == "standard":
            build_data["force_include"].update(CARRIED)
