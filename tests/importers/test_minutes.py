"""Folders of existing minutes become adopted meeting records: all of them, and whole."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.importers.folder import files_in
from officerepo.importers.minutes import Act, File, Refused, adopt, adopted_before, language_of
from officerepo.importers.original import rebuild
from officerepo.importers.remarks import RECORD_NOTES, WORDING
from officerepo.importers.report import PLACES, lines
from officerepo.kind import Kind
from officerepo.record import Record
from officerepo.source import BODY_CAP, parse
from officerepo.text import UNFIT
from tests.importers.folders import ACT, adopted, names, one, record_of

ENGLISH = "The council met and the keeper of the locks said that the water was low. " * 3
SPANISH = "El consejo se reunió y la encargada de las compuertas dijo que el agua bajaba. " * 3


def test_a_record_as_it_is_written(meeting: Kind) -> None:
    text = '---\ntitle: "2018-08-22"\nparent: Meetings\n---\n\n# Council - August 22, 2018\n\nText.'
    draft = one(meeting, "2018-08-22/2018-08-22.md", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    assert draft.path == "records/meetings/2018/MTG-2018-001.md"
    assert draft.text.decode() == (
        "---\n"
        "title: Council - August 22, 2018\n"
        "starts: 2018-08-22\n"
        "x-adopted:\n"
        "  path: minutes/2018-08-22/2018-08-22.md\n"
        f"  sha256: {sha256}\n"
        "  front_matter: |\n"
        '    title: "2018-08-22"\n'
        "    parent: Meetings\n"
        "acts:\n"
        "  - {do: adopt, at: 2026-03-02T09:30, by: PER-farroyuelo, "
        "from: minutes/2018-08-22/2018-08-22.md}\n"
        "---\n"
        "\n# Council - August 22, 2018\n\nText."
    )
    assert draft.notes == ()
    record = record_of(meeting, draft)
    assert record.adopted
    assert record.state == meeting.adopted_as


def test_without_a_title_the_record_is_named_after_its_date(meeting: Kind) -> None:
    draft = one(meeting, "20230514_minutes.md", "Date: 2023-05-14\n")
    assert draft.title == "Minutes of 2023-05-14"
    assert names(draft.notes) == ["no-title"]
    chinese = one(meeting, "20230514_minutes.md", "日期：2023-05-14\n主持人：李水\n")
    assert chinese.title == "2023-05-14 会议纪要"


def test_numbers_follow_the_dates_and_those_taken(meeting: Kind) -> None:
    files = {
        "b/2023-05-14.md": "x",
        "a/2023-05-14.md": "y",
        "2023-02-01.md": "z",
        "2024-01-10.md": "x2",
        "2023/ActionItems.md": "# Actions\n",
    }
    drafts = adopted(meeting, files, taken=["MTG-2023-007", "MTG-2023-002", "TSK-1"]).drafts
    assert [(d.id, str(d.source)) for d in drafts] == [
        ("MTG-2023-008", "2023-02-01.md"),
        ("MTG-2023-009", "a/2023-05-14.md"),
        ("MTG-2023-010", "b/2023-05-14.md"),
        ("MTG-2023-011", "2023/ActionItems.md"),
        ("MTG-2024-001", "2024-01-10.md"),
    ]


def test_the_language_is_given_where_it_is_clear_and_not_the_offices(meeting: Kind) -> None:
    def language(text: str, office: str) -> object:
        draft = one(meeting, "2023-05-14.md", text, Act(ACT.at, ACT.by, office, "m", ACT.began))
        return parse(draft.path, draft.text).data.get("lang")  # type: ignore[union-attr]

    chinese = "水务委员会讨论了闸门维修。" * 5
    assert [language(t, "en") for t in (ENGLISH, SPANISH, chinese)] == [None, "es", "zh"]
    assert [language(t, "zh") for t in (ENGLISH, SPANISH, chinese)] == ["en", "es", None]
    assert language("OK.", "zh") is None
    assert language_of("水の会議でポンプについて話し合いました。" * 5) == ""
    assert language_of("") == ""


def test_what_is_not_taken_says_why(meeting: Kind) -> None:
    files: dict[str, str | bytes] = {
        "a.docx": "x",
        "b.md": b"caf\xe9",
        "c.md": "\ufeffx".encode("utf-16"),
        "d.md": b"x\0y",
        "e.md": b" \r\n\t\n",
        "f.md": b"",
        "g.md": b"x" * (BODY_CAP + 1),
        "h.md": b"x" * (BODY_CAP - 10),
        "i.md": b"\xef\xbb\xbf\n",
        "good.markdown": "x",
        "GOOD.TXT": "y",
    }
    found = adopted(meeting, files)
    assert {str(r.path): r.why.name for r in found.refused} == {
        "a.docx": "other-ending",
        "b.md": "not-utf-8",
        "c.md": "utf-16",
        "d.md": "binary",
        "e.md": "empty",
        "f.md": "empty",
        "g.md": "too-large",
        "h.md": "too-large-as-record",
        "i.md": "empty",
    }
    assert len(found.drafts) == 2
    assert [d.id[-3:] for d in found.drafts] == ["001", "002"]


def test_adopting_twice_adds_nothing(meeting: Kind) -> None:
    files = {"2023-05-14.md": "x\n", "2023-05-15.md": "x\n", "2023-05-16.md": "---\na: b\n---\n"}
    first = adopted(meeting, files)
    assert names(first.drafts[1].notes) == ["no-title", "same-bytes"]
    records = [record_of(meeting, draft) for draft in first.drafts]
    again = adopted(meeting, files, before=adopted_before(records))
    assert not again.drafts
    assert not again.refused
    assert dict(again.already) == {
        PurePosixPath("2023-05-14.md"): "MTG-2023-001",
        PurePosixPath("2023-05-15.md"): "MTG-2023-001",
        PurePosixPath("2023-05-16.md"): "MTG-2023-003",
    }
    assert adopted_before([Record("MTG-2023-001", "meeting", "", "", {"x-adopted": "text"})]) == {}


@pytest.mark.parametrize(
    "path",
    [
        " 2023-05-14.md",
        "会议/纪要.txt",
        "a, b {c}: d # e.md",
        "line\nbreak\ttab.md",
        os.fsdecode(b"caf\xe9 2023-05-14.md"),
        "'\"\\%&*!.md",
        "\u202egpj.md",
        "-.md",
        "2023-05-14.md.txt",
    ],
)
def test_odd_names_are_kept_in_the_record(meeting: Kind, path: str) -> None:
    draft = one(meeting, path, ENGLISH)
    record = record_of(meeting, draft)
    kept = record.data["x-adopted"]["path"]
    assert record.acts[0].data["from"] == kept
    if not UNFIT.search(path):
        assert kept == f"minutes/{path}"
    assert draft.source == PurePosixPath(path)
    assert "".join(lines(adopted(meeting, {path: "x"}))).isprintable()


def test_a_body_with_characters_that_check_points_out_is_kept(meeting: Kind) -> None:
    draft = one(meeting, "2023-05-14 council.md", "left \u202e right\x0c\n")
    assert names(draft.notes) == ["body-character"]
    assert draft.text.endswith("left \u202e right\x0c\n".encode())


def test_front_matter_that_cannot_be_kept_apart_is_pointed_out(meeting: Kind) -> None:
    data = "---\ntitle: Water council\x07\n---\nText.\n"
    draft = one(meeting, "2023-05-14.md", data)
    assert names(draft.notes) == ["front-matter-unfit", "body-character"]
    assert draft.text.endswith(data.encode())


def test_the_report_is_the_same_whatever_the_order_of_the_files(meeting: Kind) -> None:
    files = {
        "b.md": "x",
        "2023-05-14.md": "# Council\n",
        "2022/a.txt": "y",
        "z.doc": "",
        "e.md": "",
    }
    text = list(lines(adopted(meeting, files)))
    assert text == list(lines(adopted(meeting, dict(reversed(files.items())))))
    assert text[0] == "Files: 5; records: 3, not taken: 2, adopted before: 0."
    assert text[1] == "Dates: name 1, year only 1, not found 1."
    assert "MTG-2023-001  2023-05-14 (name)  Council (heading)" in text
    assert "  ! No date was found, only the year; 2022-01-01 stands in for it." in text
    assert "Not taken: e.md" in text
    before = {hashlib.sha256(b"x").hexdigest(): "MTG-2026-009"}
    assert "Adopted before: b.md is MTG-2026-009" in lines(adopted(meeting, files, before=before))
    assert set(RECORD_NOTES) <= set(WORDING)
    assert "date" in PLACES


def test_every_remark_has_its_words_and_all_words_are_used(root: Path) -> None:
    folder = root / "officerepo" / "importers"
    program = "".join(p.read_text("utf-8") for p in folder.glob("*.py") if p.stem != "remarks")
    used = {name for name in WORDING if f'"{name}"' in program or name.endswith("-differs")}
    assert used == set(WORDING)
    assert set(re.findall(r'Remark\("([a-z0-9-]+)"', program)) <= set(WORDING)
    assert {"heading-differs", "dated-line-differs", "front-matter-differs"} <= set(WORDING)


def test_a_folder_is_read_without_following_links(tmp_path: Path, meeting: Kind) -> None:
    folder = tmp_path / "minutes"
    (folder / "2023").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "2023" / " 20230514_minutes.md").write_bytes(b"# Council\r\n")
    (folder / "b.txt").write_bytes(b"x")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "large.md").write_bytes(b"x" * (BODY_CAP + 1))
    (tmp_path / "secret.md").write_bytes(b"secret")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.md")
    found = list(files_in(folder))
    assert {str(f.path) for f in found if isinstance(f, File)} == {
        "b.txt",
        "2023/ 20230514_minutes.md",
    }
    assert {str(f.path): f.why.name for f in found if isinstance(f, Refused)} == {
        ".git": "hidden",
        "large.md": "too-large",
        "link.md": "link",
        "photo.jpg": "other-ending",
        "pipe.md": "not-a-file",
        "up": "link",
    }
    adoption = adopt(found, meeting, ACT)
    assert len(adoption.drafts) + len(adoption.refused) == len(found)
    assert [f.why.name for f in files_in(tmp_path / "absent") if isinstance(f, Refused)] == [
        "unreadable"
    ]


BODIES = st.text(
    st.sampled_from(
        "---\n\r\t #*:：|[]{}\"'\\%&!>.,日期会议2023-05-14年月日aZé😀\u200b\ufeff\u202e\x0c\xa0"
    ),
    max_size=120,
)


@given(BODIES, BODIES, st.sampled_from(["2023-05-14.md", "2024/a.txt", " x.md", "日.md"]))
def test_every_text_is_adopted_whole_or_refused(
    meeting: Kind, head: str, body: str, path: str
) -> None:
    data = f"---\n{head}\n---\n{body}".encode()
    found = adopted(meeting, {path: data, "b.md": body})
    assert len(found.drafts) + len(found.refused) == 2
    assert {refused.why.name for refused in found.refused} <= {"empty"}
    for draft in found.drafts:
        assert rebuild(draft.text) == (data if str(draft.source) == path else body.encode())
        record_of(meeting, draft)
        assert list(lines(found))
