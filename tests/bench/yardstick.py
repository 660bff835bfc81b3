"""The same records as a Hugo site: what another fast program needs to turn them into pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

from officerepo.source import split_front_matter

CONFIG = """\
baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["RSS", "sitemap", "taxonomy", "term", "404"]
"""
BASE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">{{ site.Title }}</a></nav>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>
"""
SINGLE = '{{ define "main" }}{{ .Content }}{{ end }}\n'
LIST = """\
{{ define "main" }}{{ .Content }}<ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
"""
_TITLE = re.compile(r"^(?:title|name|display_name): \"?(.*?)\"?$", re.MULTILINE)


def version() -> str:
    """Return Hugo's version, or an empty string where it is not installed."""
    if shutil.which("hugo") is None:
        return ""
    words = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True).stdout
    return "Hugo " + words.split()[1].lstrip("v").partition("+")[0]


def make_site(office: Path, site: Path) -> list[str]:
    """Write every record of an office as a content file; return the command that builds the site.

    Bodies are the same; the fields, and records without a body, become a list of their lines.
    There are no tags, feeds or images: a page a record and a list a kind.
    """
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (site / "hugo.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in (("baseof", BASE), ("single", SINGLE), ("list", LIST)):
        (layouts / f"{name}.html").write_text(text, encoding="utf-8")
    (site / "layouts" / "index.html").write_text(LIST, encoding="utf-8")
    for path in sorted((office / "records").glob("*/**/*.*")):
        parts = path.relative_to(office / "records").parts
        target = site / "content" / parts[0] / f"{path.stem}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_content(path), encoding="utf-8")
    return ["hugo", "--quiet", "--source", str(site), "--destination", str(site / "public")]


def _content(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    fields, body = split_front_matter(text) or (text, "")
    title = _TITLE.search(fields)
    front = {"title": title[1] if title else path.stem}
    listed = "".join(f"- `{line.strip()}`\n" for line in fields.splitlines())
    return f"{json.dumps(front, ensure_ascii=False)}\n\n{listed}\n{body}"
