"""The portal's manual says of every kind, rule and counter what their own files say."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from officerepo.catalogue import catalogue
from officerepo.domain.counters import COUNTERS
from officerepo.kind import say
from officerepo.rulebook import rulebook
from tests.portal.office import demo, demo_office


@pytest.fixture(scope="module", params=["en", "zh"])
def manual(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("manual")
    language = str(request.param)
    demo_office().build(output / "public", language=language)
    return (output / "public" / "about").resolve().rename(output / language)


def read(manual: Path, name: str) -> str:
    return unescape((manual / f"{name}.html").read_text())


def test_every_kind_is_explained_with_its_fields_acts_and_states(manual: Path) -> None:
    shown = read(manual, "kinds")
    office = demo()[1].office
    for kind in office.kinds.values():
        part = shown.partition(f'id="kind-{kind.name}"')[2].partition("</section>")[0]
        assert say(kind.plural, manual.name) in part
        assert " ".join(say(kind.about, manual.name).split()) in part
        for name in (*kind.own_fields, *kind.acts.keys() - office.kernel.acts.keys()):
            assert f"<code>{name}</code>" in part
        assert all(say(state.title, manual.name) in part for state in kind.states.values())
    assert all(f"<code>{name}</code>" in shown for name in office.kernel.acts)


def test_every_rule_is_there_once_with_what_it_forbids(manual: Path) -> None:
    shown = read(manual, "rules")
    words = catalogue(manual.name)
    for name, entry in rulebook(demo()[1].office.kinds).items():
        assert shown.count(f'id="rule-{name}"') == 1
        forbids = say(entry.rule.message, manual.name) if entry.rule else entry.forbids
        start = words.gettext(forbids).partition("`")[0].strip()
        assert " ".join(start.split()) in shown


def test_every_counter_is_there_with_what_may_narrow_it(manual: Path) -> None:
    shown = read(manual, "counters")
    for name, counter in COUNTERS.items():
        assert f'id="counter-{name}"' in shown
        assert say(counter.counts, manual.name) in shown
    assert "<code>origin</code>" in shown


def test_every_page_leads_to_the_manual(manual: Path) -> None:
    for name in ("kinds", "rules", "counters"):
        assert f"about/{name}.html" in read(manual, "help")
