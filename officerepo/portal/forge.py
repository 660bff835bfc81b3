"""Where a reader goes to propose a change or report an error: the forge of office.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

EDIT: Mapping[str, str] = {
    "github": "/edit/{branch}/{path}",
    "gitlab": "/-/edit/{branch}/{path}",
    "forgejo": "/_edit/{branch}/{path}",
}
VIEW: Mapping[str, str] = {
    "github": "/blob/{branch}/{path}",
    "gitlab": "/-/blob/{branch}/{path}",
    "forgejo": "/src/branch/{branch}/{path}",
}
HISTORY: Mapping[str, str] = {
    "github": "/commits/{branch}/{path}",
    "gitlab": "/-/commits/{branch}/{path}",
    "forgejo": "/commits/branch/{branch}/{path}",
}
ISSUE: Mapping[str, str] = {
    "github": "/issues/new?title={title}&body={body}",
    "gitlab": "/-/issues/new?issue[title]={title}&issue[description]={body}",
    "forgejo": "/issues/new?title={title}&body={body}",
}


class Forge:
    """Addresses on the office's forge; empty where its settings do not give one."""

    def __init__(self, settings: Mapping[str, Any], gettext: Callable[[str], str]) -> None:
        forge = settings.get("forge")
        forge = forge if isinstance(forge, dict) else {}
        self._type = str(forge.get("type", "none"))
        self._url = str(forge.get("url", "")).rstrip("/")
        self._branch = quote(str(forge.get("branch") or "main"))
        # Quoted once: numbers and paths of records need no quoting.
        title = quote(gettext("Error in {record}"), safe="{}")
        body = quote("{path}\n\n" + gettext("What is wrong, and how it should read:"), safe="{}")
        self.mailto = str(forge.get("mailto", ""))
        pattern = ISSUE.get(self._type) if self._url.startswith("http") else None
        self._form = self._url + pattern.format(title=title, body=body) if pattern else ""
        self._mail = f"mailto:{self.mailto}?subject={title}&body={body}" if self.mailto else ""
        self.reports_by_form = bool(pattern)

    def _address(self, patterns: Mapping[str, str], path: str) -> str:
        pattern = patterns.get(self._type) if self._url.startswith("http") else None
        return self._url + pattern.format(branch=self._branch, path=path) if pattern else ""

    def edit(self, path: str) -> str:
        """Returns where the file is changed in the browser."""
        return self._address(EDIT, path)

    def view(self, path: str) -> str:
        """Returns where the file is read."""
        return self._address(VIEW, path)

    def history(self, path: str) -> str:
        """Returns where the file's commits are listed."""
        return self._address(HISTORY, path)

    def report(self, record_id: str, path: str) -> str:
        """Returns a filled-in form, or a message to the registry, about an error in a record."""
        return _filled(self._form or self._mail, record_id, path)

    def write(self, record_id: str, path: str) -> str:
        """Returns the message beside the form, for readers who have no account on the forge."""
        return _filled(self._mail if self._form else "", record_id, path)


def _filled(pattern: str, record_id: str, path: str) -> str:
    return pattern.replace("{record}", record_id).replace("{path}", path)
