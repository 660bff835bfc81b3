"""Findings in Spanish and Chinese name acts, states, fields and choices by their titles too."""

from __future__ import annotations

import pytest

from officerepo.finding import Finding, Value, Values
from officerepo.output import Translate, hint_of, message_of
from officerepo.titles import fill_titled
from tests.rules.edits import Sample, settings

FOLDERS = settings().folders
TASK = "records/tasks/2025/TSK-2025-0001.yaml"
COPY = "records/copies/2025/COPY-2025-0001.yaml"
DISPOSAL = "records/disposals/DISP-2025-01.yaml"


def said(path: str, template: str, language: str = "es", **values: Value) -> str:
    return fill_titled(Finding(path, "", "", "", values=values), template, FOLDERS, language)


@pytest.mark.parametrize(
    ("template", "values", "shown"),
    [
        ("`{act}`.", {"act": "verify"}, "«Verificado» (`verify`)."),
        ("`{state}`.", {"state": "verified"}, "«Verificada» (`verified`)."),
        ("`{field}`.", {"field": "owner"}, "«Primer responsable» (`owner`)."),
        ("`{state}`.", {"state": "nowhere"}, "`nowhere`."),
        ("`{act}`.", {}, "`{act}`."),
        ("`{acts}`.", {"acts": "verify / nothing"}, "«Verificado» (`verify`) / `nothing`."),
        ("{acts}.", {"acts": ["`verify`", "`x`"]}, "«Verificado» (`verify`) y `x`."),
        ("`{acts}`.", {"acts": ["verify", "x"]}, "«Verificado» (`verify`) y `x`."),
        ("Así: {acts}.", {"acts": ["`x`", "`verify`"]}, "Así: `x`, «Verificado» (`verify`)."),
        ("`officerepo act X {act}`.", {"act": "verify"}, "`officerepo act X verify`."),
        ("`{act}: …`.", {"act": "verify"}, "`verify: …`."),
        ("{title}.", {"title": "verify"}, "verify."),
    ],
)
def test_keys_stand_beside_their_titles(template: str, values: Values, shown: str) -> None:
    found = Finding(TASK, "", "", "", values=values)
    assert fill_titled(found, template, FOLDERS, "es") == shown


def test_chinese_brackets_are_wide() -> None:
    assert said(TASK, "`{state}`", "zh", state="verified") == "“已核验”（`verified`）"


def test_several_keys_in_chinese_have_chinese_marks_between_them() -> None:
    named = said(TASK, "{acts} 未完成。", "zh", acts=["`verify`", "`close`", "`x`"])
    assert named == "“核验”（`verify`）、“销号”（`close`）、`x` 未完成。"


def test_chinese_has_no_blanks_beside_a_title() -> None:
    sentence = "`{field}` 已由 {day} 的 `{act}` 固定，`{none}` 不同。"
    values = {"field": "owner", "day": "1 日", "act": "verify", "none": "x"}
    title, done = (said(TASK, f"`{{{name}}}`", "zh", **values) for name in ("field", "act"))
    assert said(TASK, sentence, "zh", **values) == f"{title}已由 1 日 的{done}固定，`x` 不同。"


def test_a_choice_is_named_by_the_field_it_is_chosen_for() -> None:
    assert said(COPY, "Una {mode}", mode="loan") == "Una «Préstamo del original» (loan)"
    assert said(COPY, "Una {other}", other="loan") == "Una loan"


def test_states_of_a_record_that_is_named_have_titles_too() -> None:
    values = {"dossier": "DOS-145-2014-001", "state": "open"}
    assert said(DISPOSAL, "{dossier}: `{state}`", **values) == (
        "DOS-145-2014-001: «Abierto» (`open`)"
    )
    assert said(DISPOSAL, "`{state}`", state="open") == "`open`"


def test_english_shows_the_key_alone() -> None:
    sample = Sample()
    sample.edit("set TSK-2025-0001 acts.verify.by = PER-lmeandro")
    (finding, *_) = [f for f in sample.findings() if "verify" in f.values.values()]
    english, spanish = (Translate(word, {}, FOLDERS) for word in ("en", "es"))
    assert "`verify`" in message_of(finding, english)
    assert "Verificado" not in message_of(finding, english)
    assert "«Verificado» (`verify`)" in message_of(finding, spanish)
    assert "{" not in hint_of(finding, spanish)
