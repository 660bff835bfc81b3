"""The program speaks the office's language, and the user's where it is about no office."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from officerepo.cli import speech
from officerepo.cli.shared import find_office
from officerepo.failure import Failure

WORDS = {"en": "2 errors", "es": "2 errores"}


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    yield
    speech.speak()


def said() -> str:
    return speech.ngettext("{n} error", "{n} errors", 2)


@pytest.mark.parametrize("language", WORDS)
def test_in_an_office_its_language_is_spoken(
    office: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office / "records/office.yaml"
    lines = settings.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("language:")]
    settings.write_text("\n".join([*kept, f"language: {language}", ""]), "utf-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    find_office(office)
    assert said() == WORDS[language]


def test_without_an_office_the_users_language_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LC_ALL", "es_ES.UTF-8"), ("LANGUAGE", "en")):
        monkeypatch.setenv(name, value)
        speech.speak()
        assert said() == WORDS[value[:2]]
    monkeypatch.setenv("LANGUAGE", "fr")
    speech.speak()
    assert said() == WORDS["en"]


def test_settings_that_cannot_be_read_are_not_waited_for(office: Path) -> None:
    (office / "records/office.yaml").unlink()
    os.mkfifo(office / "records/office.yaml")
    find_office(office)
    assert said() == WORDS["en"]


def test_a_failure_has_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    speech.put_failure(
        Failure("There is no kind {kind}.", "Did you mean {like}?", kind="a\x1b", like="b")
    )
    printed = "officerepo: There is no kind aU+001B.\n  hint: Did you mean b?\n"
    assert capsys.readouterr().err == printed
