"""The sample office, and the edits that the docstrings of rules make to it.

The language is described in `officerepo/rules/__init__.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from officerepo.approval import as_approved, digest
from officerepo.check import check, check_change
from officerepo.conform import conform
from officerepo.finding import Finding, fill
from officerepo.git import TreeFile, blob_id
from officerepo.history.change import Change, Written
from officerepo.index import Index
from officerepo.layout import record_files
from officerepo.office import Office, is_control_file, read_office
from officerepo.record import Act, by_id
from officerepo.source import Source, parse

SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2025, 3, 31)
WORDS = {
    "TODAY": TODAY.isoformat(),
    "TOMORROW": (TODAY + timedelta(days=1)).isoformat(),
    "YESTERDAY": (TODAY - timedelta(days=1)).isoformat(),
}
_STATEMENT = re.compile(
    r"(?:(?P<set>set|add) (?P<at>\S+) (?P<path>\S+) =(?: (?P<value>.*))?"
    r"|new (?P<new>\S+) like (?P<model>\S+)"
    r"|drop (?P<drop>\S+)"
    r"|shift (?P<shift>\S+) (?P<days>[+-][0-9]+)"
    r"|today (?P<today>[0-9-]{10})"
    r"|merged (?P<merged>\S+)"
    r"|written (?P<written>\S+)"
    r"|remove (?P<remove>\S+)"
    r"|former (?P<former>\S+)"
    r"|file (?P<file>\S+) =(?: (?P<text>.*))?)",
    re.DOTALL,
)


@cache
def files() -> dict[str, bytes]:
    """The files of the sample office by path."""
    paths = sorted(path for path in SAMPLE.rglob("*") if path.is_file())
    return {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in paths}


@cache
def settings(changed: str = "") -> Office:
    """The sample's settings and kinds; `changed` is the text of another office.yaml."""
    control = {path: raw for path, raw in files().items() if is_control_file(path)}
    if changed:
        control["records/office.yaml"] = changed.encode()
    return read_office(control)


class Sample:
    """The records of the sample office as text trees, edited, to be edited further and judged."""

    def __init__(self, *edits: str) -> None:
        self.today = TODAY
        self.merged = f"{TODAY}T18:00"
        self.author = ""  # the e-mail address behind what follows; each act's own while empty
        self.authors: dict[str, str] = {}  # of acts, as they are written
        self.beside: dict[str, bytes] = {}
        self.former: list[str] = []
        self.trees: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        for path, raw in files().items():
            if is_control_file(path) or not path.endswith((".yaml", ".md")):
                continue
            source = parse(path, raw)
            assert source.data is not None, (path, source.findings)
            name = Path(path).stem
            self.trees[name] = source.data
            self.bodies[name] = source.body
            self.kinds[name] = settings().folders[path.split("/")[1]].name
        office = parse("office.yaml", files()["records/office.yaml"]).data
        assert office is not None
        self.trees["office"] = office
        for edit in edits:
            self.edit(edit)

    @staticmethod
    @cache
    def known() -> frozenset[str]:
        """The records that the sample has before any edit."""
        return frozenset(Sample().kinds)

    # -- edits ----------------------------------------------------------------------------------

    def edit(self, block: str) -> None:
        """Carry out the edits of a Good or Bad block."""
        for statement in statements(block):
            found = _STATEMENT.fullmatch(statement)
            assert found, f"no edit: {statement}"
            if found["set"]:
                self._put(found["at"], found["path"], found["value"] or "", found["set"] == "add")
            elif found["new"]:
                self.trees[found["new"]] = deepcopy(self.trees[found["model"]])
                self.bodies[found["new"]] = self.bodies[found["model"]]
                self.kinds[found["new"]] = self.kinds[found["model"]]
            elif found["drop"]:
                del self.trees[found["drop"]]
            elif found["shift"]:
                self._shift(self.trees[found["shift"]], int(found["days"]))
            elif found["merged"]:
                self.merged = found["merged"]
            elif found["written"]:
                self.author = found["written"]
            elif found["former"]:
                self.former.append(found["former"])
            elif found["remove"]:
                del self.beside[found["remove"]]
            elif found["file"]:
                self.beside[found["file"]] = f"{found['text'] or ''}\n".encode()
            else:
                self.today = date.fromisoformat(found["today"])

    def _put(self, record: str, path: str, text: str, append: bool) -> None:
        *steps, last = path.split(".")
        node: Any = self.trees[record]
        for step in steps:
            node = node[_key(node, step)]
        if append:
            inner = node.setdefault(last, []) if isinstance(node, dict) else node[_key(node, last)]
            inner.append(_value(text))
            if self.author and last == "acts":
                self.authors[_flow(inner[-1])] = self.author
        elif text:
            node[last if isinstance(node, dict) else _key(node, last)] = _value(text)
        else:
            del node[_key(node, last)]

    def _shift(self, tree: dict[str, Any], days: int) -> None:
        for act in tree["acts"]:
            day = date.fromisoformat(act["at"][:10]) + timedelta(days=days)
            act["at"] = day.isoformat() + act["at"][10:]

    # -- judgement ------------------------------------------------------------------------------

    def index(self) -> Index:
        """The sample as an index, its approvals signed and its seal uses filled."""
        text = "\n".join(f"{key}: {_flow(value)}" for key, value in self.trees["office"].items())
        office = settings(text)
        self._sign(office, "outgoing")
        for tree in self.trees.values():
            if tree.get("document_digest") == "auto":
                tree["document_digest"] = self._approved(tree.get("document"))
        self._sign(office, "")
        records, findings = [], list(office.findings)
        lying = {
            path: raw for path, raw in files().items() if Path(path).stem not in Sample.known()
        }
        written = {**lying, **self.beside, "records/office.yaml": text.encode()}
        for name, tree in self.trees.items():
            if name == "office":
                continue
            kind = office.kinds.get(self.kinds[name])
            if kind is None:  # an edit has switched it off: the file stays
                kind = settings().kinds[self.kinds[name]]
                written[kind.path_of(name)] = _file(tree, self.bodies[name], kind.suffix)
                continue
            source, path = Source(tree, self.bodies[name]), kind.path_of(name)
            written[path] = _file(tree, self.bodies[name], kind.suffix)
            record, found = conform(kind, office.kernel, path, blob_id(written[path]), source)
            records.append(record)
            findings += found
        held = {path: TreeFile(path, blob_id(raw), raw) for path, raw in written.items()}
        return Index(office, by_id(records), findings, held)

    def findings(self) -> tuple[Finding, ...]:
        """What `check` says of the sample."""
        return check(self.index(), self.today).findings

    def since(self, before: Sample, meanwhile: str = "") -> Change:
        """The change that leads from another state of the sample to this one."""
        there = deepcopy(before)
        there.edit(meanwhile)
        base, tip, own = before.index(), there.index(), self.index()
        head = _read_under(tip.office, own)
        policy = head.with_rights_of(tip)
        former = frozenset((path, own.files[path].blob) for path in self.former)
        change = Change(base, head, tip, own, policy, self.merged, former=former)
        written = (
            Written(record.id, act.data, self._author(tip, act))
            for record, _, act in change.new_acts
        )
        return replace(change, written=tuple(written))

    def _author(self, base: Index, act: Act) -> str:
        if said := self.authors.get(_flow(act.data)):
            return said
        person = base.records.get(str(act.data.get("entered_by", act.by)))
        emails = person.data.get("git_emails") if person else None
        return str(emails[0]) if isinstance(emails, list) else ""

    def _sign(self, office: Office, only: str) -> None:
        for name, tree in self.trees.items():
            kind = office.kinds.get(self.kinds.get(name, ""))
            acts = tree.get("acts")
            if kind is None or (only and kind.name != only) or not isinstance(acts, list):
                continue
            corrected = any(isinstance(act, dict) and act.get("do") == "correct" for act in acts)
            for number, act in enumerate(acts):
                if not isinstance(act, dict) or not act.get("digest"):
                    continue
                approved: Mapping[str, Any] = tree
                if corrected:
                    source = Source(tree, self.bodies[name])
                    record, _ = conform(kind, office.kernel, kind.path_of(name), "", source)
                    approved = as_approved(record, kind, number)
                act["digest"] = digest(kind, name, approved, self.bodies[name])

    def _approved(self, document: Any) -> str:
        """The digest of a document's approval, or of a paper from outside."""
        if isinstance(document, dict):
            return "sha256:" + str(document.get("sha256"))
        acts = self.trees.get(str(document), {}).get("acts")
        digests = [
            act["digest"]
            for act in (acts if isinstance(acts, list) else ())
            if isinstance(act, dict) and "digest" in act
        ]
        return str(digests[-1]) if digests else "sha256:" + "0" * 64


def found(*edits: str) -> dict[str, str]:
    """What `check` says after edits of the sample office: messages by rule."""
    return {f.rule: fill(f.message, f.values) for f in Sample(*edits).findings()}


def proposed(block: str) -> Change:
    """The change that a Good or Bad block makes: what stands before `then` was there already."""
    earlier, later, meanwhile = _parts(block)
    before, sample = Sample(), Sample()
    before.edit(earlier)
    sample.edit(earlier)
    sample.edit(later)
    return sample.since(before, meanwhile)


def _parts(block: str) -> tuple[str, str, str]:
    earlier, _, rest = re.sub(r"(?m)^ *(then|meanwhile)$", r"\1", block).rpartition("then\n")
    later, _, meanwhile = rest.partition("meanwhile\n")
    return earlier, later, meanwhile


def change_findings(block: str) -> tuple[Finding, ...]:
    """What the rules over changes say of the change that a block makes."""
    return check_change(proposed(block), TODAY).findings


def _read_under(office: Office, index: Index) -> Index:
    """The records of an index under the settings and kinds of another office."""
    records, findings = [], list[Finding]()
    for found in record_files(index.files, office, findings).values():
        kind = office.folders[found.path.split("/")[1]]
        source = parse(found.path, found.raw)
        if source.data is not None:
            record, said = conform(kind, office.kernel, found.path, found.blob, source)
            records.append(record)
            findings += said
    return Index(office, by_id(records), findings, index.files)


def _file(tree: Mapping[str, Any], body: str, suffix: str) -> bytes:
    text = json.dumps(tree, ensure_ascii=False)
    return (f"---\n{text}\n---\n{body}" if suffix == ".md" else f"{text}\n").encode()


def signed() -> dict[str, bytes]:
    """The files of the sample office as an office would have them: with their digests."""
    sample = Sample()
    sample.index()
    found = dict(files())
    for path, raw in found.items():
        tree = sample.trees.get(Path(path).stem, {})
        text = raw.decode()
        if tree.get("document_digest"):
            text = text.replace(
                "document_digest: auto", f"document_digest: {tree['document_digest']}"
            )
        for act in tree.get("acts", ()):
            if act.get("digest"):
                text = text.replace("digest: auto", f"digest: {act['digest']}")
        found[path] = text.encode()
    return found


def statements(block: str) -> Iterator[str]:
    """The edits of a block: one a line; a line indented further continues the one before."""
    lines = [line for line in block.split("\n") if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    joined: list[str] = []
    for line in lines:
        if line[margin] == " ":
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.strip())
    yield from joined


def _key(node: Any, step: str) -> Any:
    """Find a step of a path: a field, an item by its number, or the last one of that name."""
    if isinstance(node, dict):
        return step
    if step.isdigit():
        return int(step)
    named = [n for n, item in enumerate(node) if step in (item.get("do"), item.get("id"))]
    return named[-1]


def _value(text: str) -> Any:
    for word, day in WORDS.items():
        text = text.replace(word, day)
    data = parse("value.yaml", f"value: {text}\n".encode())
    assert data.data is not None, (text, data.findings)
    return data.data["value"]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return '"' + str(value) + '"'
