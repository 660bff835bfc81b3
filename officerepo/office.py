"""The office's own settings and kinds: everything that gives its records their meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cache
from typing import Any

from officerepo.clock import zone_called
from officerepo.example import prove
from officerepo.fields import count_in, number_in
from officerepo.finding import Finding
from officerepo.kind import Fields, Kind, example_id, share_ids
from officerepo.kindfile import Kernel, read_kind, read_settings_shape
from officerepo.pattern import Pattern, PatternError
from officerepo.personal import finder
from officerepo.record import entries_in
from officerepo.resources import built_in_kinds, package_file
from officerepo.shape import Shape
from officerepo.source import parse
from officerepo.workdays import WEEKDAYS, Calendar

SETTINGS = ("records/office.yaml", "records/calendar.yaml", "records/file-plan.yaml")
OWN_KINDS = "records/kinds/"
GUARDS = (
    *(".gitattributes", ".mailmap", ".pre-commit-config.yaml", "CODEOWNERS"),
    *("docs/CODEOWNERS", ".gitmodules"),
    *(".github", ".gitlab", ".gitlab-ci.yml", ".forgejo", ".gitea"),
    *("hooks", "requirements-officerepo.txt"),
)
"""Files and folders that steer how changes are shown, merged, checked and reviewed."""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Series:
    """A series of the file plan and what becomes of its records (ISO 15489, MoReq2010)."""

    code: str
    title: str
    label: str
    functions: tuple[str, ...]
    retention: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """Settings, calendar, file plan and kinds of one office at one commit or working tree.

    `digest` stands for all of it: records read under another digest are read again. `trees` are
    the text trees of the kind files without faults, for keeping. `personal` are the office's own
    patterns of personal data, each with its name.
    """

    settings: Mapping[str, Any]
    calendar: Calendar
    series: Mapping[str, Series]
    kinds: Mapping[str, Kind]
    kernel: Kernel
    digest: str
    findings: tuple[Finding, ...] = ()
    folders: Mapping[str, Kind] = field(default_factory=dict)
    trees: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    personal: tuple[tuple[str, Pattern], ...] = ()

    @property
    def name(self) -> str:
        """Return the institution's name."""
        return str(self.settings.get("name") or "Office")

    @property
    def language(self) -> str:
        """Return the office's language: en, es or zh."""
        return str(self.settings.get("language") or "en")

    @property
    def audience(self) -> str:
        """Return the audience that a portal is built for when nothing else is said."""
        return str(self.settings.get("audience") or "internal")

    @property
    def zone(self) -> tzinfo | None:
        """Return the time zone of the office's clock; None where the settings name none."""
        return zone_called(str(self.settings.get("time_zone", "")))

    def number(self, name: str, default: int) -> int:
        """Return a setting that is a whole number; `default` where there is none up to 9,999."""
        return number_in(self.settings.get(name), default)

    def grace(self, kind: str) -> int:
        """Return the working days in which an act of a kind may be entered after it was done.

        The setting `grace` names a number for a kind, or for all others as `default`; else the
        kind's own file says it.
        """
        days = self.settings.get("grace")
        written = days.get(kind, days.get("default")) if isinstance(days, dict) else None
        return number_in(written, self.kinds[kind].grace)


def is_control_file(path: str) -> bool:
    """Whether the file gives meaning to records instead of being one."""
    return path in SETTINGS or (path.startswith(OWN_KINDS) and path.endswith(".yaml"))


def is_guard(path: str) -> bool:
    """Whether the file steers how changes are shown, merged, checked or reviewed."""
    while path.startswith("../"):  # an office in a folder of a larger repository
        path = path.removeprefix("../")
    return any(path == guard or path.startswith(f"{guard}/") for guard in GUARDS)


@cache
def kernel() -> Kernel:
    """Return the part of every kind that the program itself brings."""
    return Kernel("kernel.yaml", package_file("kernel.yaml"))


@cache
def _settings_shape() -> Mapping[str, Fields]:
    return read_settings_shape("settings.yaml", package_file("settings.yaml"))


def read_office(
    files: Mapping[str, bytes], trees: Mapping[str, dict[str, Any]] | None = None
) -> Office:
    """Read the office's control files, given as path → bytes; missing settings are findings.

    `trees` are kind files read before, by path: parsing the built-in ones takes 60 ms.
    """
    trees = dict(trees or {})
    findings: list[Finding] = []
    settings = _settings("records/office.yaml", "office", files, findings)
    calendar_data = _settings("records/calendar.yaml", "calendar", files, findings)
    plan_data = _settings("records/file-plan.yaml", "file-plan", files, findings)
    calendar = _calendar(calendar_data)
    personal = list(_personal(settings, findings))
    kinds = _kinds(files, settings, calendar, trees, findings)
    findings += _grace(settings, kinds)
    findings += _zone(settings)
    plan = list(_series(plan_data))
    for series in {k.series for k in kinds.values() if k.series}:
        codes = {found.code for found in plan}
        if codes and series not in codes:
            findings.append(
                Finding(
                    "records/file-plan.yaml",
                    "series",
                    "The series `{series}` is the default of a kind and not in the file plan.",
                    "Add the series, or give the kind another in your own kind file.",
                    "unknown-series",
                    values={"series": series},
                )
            )
    return Office(
        settings=settings,
        calendar=calendar,
        series={found.code: found for found in plan},
        kinds=kinds,
        kernel=kernel(),
        digest=_digest(files),
        findings=tuple(findings),
        folders={k.folder: k for k in kinds.values()},
        trees=trees,
        personal=tuple(personal),
    )


def unused_kinds(office: Office) -> Iterable[Kind]:
    """Yield the built-in kinds that an office has not switched on; reading them takes 60 ms."""
    for name, raw in built_in_kinds().items():
        if name not in office.kinds:
            path = f"officerepo/kinds/{name}.yaml"
            kind, _ = read_kind(path, parse(path, raw).data or {}, kernel(), office.calendar)
            if kind is not None:
                yield kind


def _settings(
    path: str, shape_name: str, files: Mapping[str, bytes], findings: list[Finding]
) -> dict[str, Any]:
    raw = files.get(path)
    if raw is None:
        findings.append(
            Finding(
                path,
                "",
                "The settings file `{path}` is missing.",
                "Create it; `officerepo init` shows what it looks like.",
                "missing-settings",
                values={"path": path},
            )
        )
        return {}
    source = parse(path, raw)
    findings += source.findings
    if source.data is None:
        return {}
    newer = source.data.get("format")
    if isinstance(newer, str) and count_in(newer) > FORMAT:
        findings.append(
            Finding(
                path,
                "format",
                "The records are in format {format}; this officerepo reads format {known}.",
                "Install a newer officerepo.",
                "format-too-new",
                values={"format": newer, "known": str(FORMAT)},
            )
        )
        return source.data
    shape = Shape(path, source.cut)
    shape.mapping(source.data, _settings_shape()[shape_name], "")
    findings += shape.findings
    return source.data


def _personal(
    settings: Mapping[str, Any], findings: list[Finding]
) -> Iterable[tuple[str, Pattern]]:
    for number, item in enumerate(entries_in(settings.get("personal_data"))):
        text = item.get("pattern") if isinstance(item, dict) else None
        if not isinstance(text, str) or not text:
            continue  # has its own finding
        try:
            yield str(item.get("name", "")), finder(text)
        except PatternError:
            findings.append(
                Finding(
                    SETTINGS[0],
                    f"personal_data[{number}].pattern",
                    "`{value}` cannot be used as a pattern.",
                    "Write letters, digits and sets of signs with their number, "
                    "such as [0-9][0-9]-[A-Z].",
                    "wrong-value",
                    values={"value": text},
                )
            )


def _grace(settings: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterable[Finding]:
    """Yield what the setting `grace` says of kinds there are not, or not in days."""
    days = settings.get("grace")
    if days is None:
        return
    if not isinstance(days, dict):
        yield _wrong_grace("grace", str(days))
        return
    for name, value in days.items():
        if name != "default" and name not in kinds and name not in built_in_kinds():
            yield Finding(
                SETTINGS[0],
                f"grace.{name}:key",
                "There is no kind `{kind}`.",
                "Write the name of a kind, or `default` for all others.",
                "unknown-field",
                values={"kind": name},
            )
        elif number_in(value, -1) < 0:
            yield _wrong_grace(f"grace.{name}", str(value))


def _wrong_grace(at: str, value: str) -> Finding:
    return Finding(
        SETTINGS[0],
        at,
        "`{value}` is no number of working days.",
        "Write for example `grace: {seal-use: 1, default: 5}`.",
        "wrong-value",
        values={"value": value},
    )


def _zone(settings: Mapping[str, Any]) -> Iterable[Finding]:
    """Yield a finding where there is no time zone of the name that the settings give."""
    name = settings.get("time_zone")
    if isinstance(name, str) and zone_called(name) is None:
        yield Finding(
            SETTINGS[0],
            "time_zone",
            "There is no time zone `{zone}`.",
            "Write it by region and city, as `Europe/Madrid` or `Asia/Shanghai`.",
            "wrong-value",
            values={"zone": name},
        )


def _calendar(data: Mapping[str, Any]) -> Calendar:
    names = entries_in(data.get("weekend", ["saturday", "sunday"]))
    holidays = {}
    for item in entries_in(data.get("days")):
        if not isinstance(item, dict):
            continue
        with suppress(KeyError, TypeError, ValueError):  # has its own finding
            holidays[date.fromisoformat(item["date"])] = str(item.get("name", ""))
    return Calendar(frozenset(WEEKDAYS.index(n) for n in names if n in WEEKDAYS), holidays)


def _series(data: Mapping[str, Any]) -> Iterable[Series]:
    for item in entries_in(data.get("series")):
        if isinstance(item, dict) and isinstance(item.get("code"), str):
            functions = item.get("functions")
            retention = item.get("retention")
            yield Series(
                item["code"],
                str(item.get("title", "")),
                str(item.get("label", "")),
                tuple(entries_in(functions)),
                retention if isinstance(retention, dict) else {},
            )


def _kinds(
    files: Mapping[str, bytes],
    settings: Mapping[str, Any],
    calendar: Calendar,
    trees: dict[str, dict[str, Any]],
    findings: list[Finding],
) -> dict[str, Kind]:
    """Read the enabled kinds: the office's own file of a name wins over the built-in one."""
    sources = {
        name: (f"officerepo/kinds/{name}.yaml", raw) for name, raw in built_in_kinds().items()
    }
    own = {p[len(OWN_KINDS) : -5]: p for p in files if p.startswith(OWN_KINDS)}
    sources |= {name: (path, files[path]) for name, path in own.items()}
    enabled = settings.get("kinds")
    names = (
        [n for n in enabled if isinstance(n, str)] if isinstance(enabled, list) else list(sources)
    )
    kinds: dict[str, Kind] = {}
    folders: dict[str, Kind] = {}
    for number, name in enumerate(names):
        if name in kinds:
            continue  # enabled twice
        if name not in sources:
            findings.append(
                Finding(
                    "records/office.yaml",
                    f"kinds[{number}]",
                    "There is no kind `{kind}`.",
                    "Choose among {kinds}, or add `records/kinds/{kind}.yaml`.",
                    "unknown-kind",
                    values={"kind": name, "kinds": [*sources]},
                )
            )
            continue
        path, raw = sources[name]
        tree = trees.get(path)
        if tree is None:
            source = parse(path, raw)
            findings += source.findings
            if source.data is None:
                continue
            tree = source.data
            if not source.findings:
                trees[path] = tree
        kind, problems = read_kind(path, tree, kernel(), calendar)
        findings += problems
        if kind is not None and kind.name != name:
            message = "The kind in this file is called `{kind}`, the file `{file}`."
            values = {"kind": kind.name, "file": name}
            hint = "Give both the same name."
            findings.append(Finding(kind.path, "kind", message, hint, "kind-file", values=values))
        elif kind is not None and (other := folders.setdefault(kind.folder, kind)) is not kind:
            message = "The folder `{folder}` belongs to the kind `{other}`."
            hint = "Give this kind a folder of its own."
            values = {"folder": kind.folder, "other": other.name}
            findings.append(Finding(kind.path, "folder", message, hint, "kind-file", values=values))
        elif kind is not None and (
            twin := next((k for k in kinds.values() if share_ids(kind, k)), None)
        ):
            message = "Numbers such as {example} belong to the kind `{other}` already."
            hint = "Give this kind other letters at the beginning of its numbers, such as LOAN-."
            values = {"example": example_id(kind.id), "other": twin.name}
            findings.append(Finding(kind.path, "id", message, hint, "kind-file", values=values))
        elif kind is not None:
            kinds[name] = kind
            if name in own and not problems:
                findings += prove(kind, kernel())
    return kinds


def _digest(files: Mapping[str, bytes]) -> str:
    """Stand for all control files, built-in kinds included."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    for name, raw in built_in_kinds().items():
        total.update(name.encode() + b"\0" + hashlib.sha256(raw).digest())
    return total.hexdigest()
