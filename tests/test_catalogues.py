"""Every sentence of the program is in the catalogues, and says the same in each language."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests import sentences

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = ("es", "zh")
PLACE = re.compile(r"\{[A-Za-z_][\w.]*\}")
CODE = re.compile(r"`[^`\s]+`|`officerepo [^`]+`")
ENDINGS = {".": ".。", "?": "?？", ":": ":：", "…": "……"}

#: What a finding says in words that stand elsewhere, and where.
ELSEWHERE = {
    "rule.message.get('en', next(iter(rule.message.values()), ''))",  # kind files
    "rule.hint.get('en', next(iter(rule.hint.values()), ''))",
    "deadline.message.get('en', next(iter(deadline.message.values()), ''))",
    "deadline.hint.get('en', next(iter(deadline.hint.values()), ''))",
    "str(error)",  # fields.py, found as ValueError(…)
    "found.message",  # counting.py and theme.py, where a count or a picture is refused
    "found.hint",
}


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = settings["tool"]["babel"]["mappings"]
    found = extract_from_dir(ROOT, [(m["pattern"], m["method"]) for m in mappings])
    return frozenset(message for _, _, message, _, _ in found)


@cache
def catalogue(language: str) -> Catalog:
    path = ROOT / "officerepo" / "locale" / language / "LC_MESSAGES" / "officerepo.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each sentence with its translation; both forms where there are two."""
    for message in messages(language):
        if isinstance(message.id, str):
            assert isinstance(message.string, str)
            yield message.id, message.string
        else:
            translations = tuple(message.string or ())
            forms = message.id if len(translations) > 1 else message.id[-1:]
            yield from zip(forms, translations, strict=True)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_a_catalogue_holds_the_sentences_of_the_program_and_no_others(language: str) -> None:
    known = {m.id if isinstance(m.id, str) else tuple(m.id or ()) for m in messages(language)}
    assert sorted(map(str, extracted() - known)) == [], "run `make catalogs` and translate them"
    assert sorted(map(str, known - extracted())) == [], "run `make catalogs`"
    assert not catalogue(language).obsolete
    assert [message.id for message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    assert [sentence for sentence, words in pairs(language) if not words.strip()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_same_values_and_code(language: str) -> None:
    for sentence, words in pairs(language):
        assert set(PLACE.findall(words)) == set(PLACE.findall(sentence)), sentence
        assert set(CODE.findall(words)) >= set(CODE.findall(sentence)), sentence


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_ends_like_its_sentence(language: str) -> None:
    for sentence, words in filter(all, pairs(language)):
        if sentence[-1] in ENDINGS and " " in sentence:
            assert words[-1] in ENDINGS[sentence[-1]], words
        assert sentence[-1].isspace() == words[-1].isspace(), words


def test_nobody_is_told_that_something_is_invalid() -> None:
    for language, unkind in {"en": r"\b(invalid|must)\b", "es": r"\binválid", "zh": "非法"}.items():
        for sentence, words in pairs(language):
            said = sentence if language == "en" else words
            assert not re.search(unkind, said, re.IGNORECASE), said


def test_what_findings_say_is_found() -> None:
    files = sorted(sentences.PACKAGE.rglob("*.py"))
    assert {code for path in files for code in sentences.unresolved(path)} <= ELSEWHERE


SOURCE = """
NAMES = {"one": "first name", "two": "second name"}

def show(self, language, late, n):
    words = language.ngettext
    yield gettext("Search"), words("{n} task", "{n} tasks", n)
    yield translate("late" if late else "on time"), translate(NAMES[n]), translate(finding.message)
    hint = "Put it right." if late else ""
    self.findings.append(Finding(path, at, "`{value}` is missing.", hint))
    shape.say("a-rule", at, "It is " "there twice.", hint, value="none")
    return Finding(path, at, *WORDING[rule], rule)
"""


def test_extraction_finds_marks_and_what_is_handed_to_findings() -> None:
    file = io.BytesIO(SOURCE.encode())
    file.name = "example.py"
    found = {
        (function, words) for _, function, words, _ in sentences.extract(file, None, None, None)
    }
    assert found == {
        (None, "Search"),
        ("ngettext", ("{n} task", "{n} tasks")),
        *((None, words) for words in ("late", "on time", "first name", "second name")),
        *((None, words) for words in ("`{value}` is missing.", "Put it right.")),
        (None, "It is there twice."),
    }
