"""A reward or sanction rests on an article that gives no ground for it.

What is rewarded and what is sanctioned is laid down beforehand, in the house's own regulation of
rewards and sanctions. An article that forbids rewards nobody, one that supports sanctions nobody,
and nobody is sanctioned for what was over before the article was in force.

Good:
    set CND-2025-01 type = sanction
    set CND-2025-01 label = restricted
    set CND-2025-01 article = REG-conduct-v1/A2
    set CND-2025-01 facts = [TRIP-2025-0001]
    set CND-2025-01 subject = PER-jribera
    set CND-2025-01 acts = [{do: propose, at: 2025-03-24T09:00, by: PER-ivadolargo}]
    set POST-DIR-01 versions.0.powers = [approve_out, approve_up, approve_plan, approve_regulation,
      seal_supervise, evaluate, sanction]
Bad:
    set CND-2025-01 article = REG-seals-v1/A1
    new CND-2025-02 like CND-2025-01
    set CND-2025-02 article = REG-conduct-v1/A2
    new REG-vans-v1 like REG-conduct-v1
    set REG-vans-v1 effective = 2025-03-01
    set REG-vans-v1 acts.enter_into_force.at = 2025-03-01
    new CND-2025-03 like CND-2025-01
    set CND-2025-03 type = sanction
    set CND-2025-03 label = restricted
    set CND-2025-03 article = REG-vans-v1/A2
    set CND-2025-03 facts = [TSK-2025-0001]
    set CND-2025-03 acts = [{do: propose, at: 2025-03-10T09:30, by: PER-ivadolargo}]
    set POST-DIR-01 versions.0.powers = [approve_out, approve_up, approve_plan, approve_regulation,
      seal_supervise, evaluate, sanction]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.facts import facts_of
from officerepo.domain.force import in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R74", "R77")
KINDS = ("conduct",)
_NO_GROUND = {"reward": "forbids", "sanction": "supports"}


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each case whose article lays down nothing of the sort."""
    for case in index.of("conduct"):
        name = str(case.data.get("article", ""))
        target, _, part = name.partition("/")
        regulation = index.records.get(target)
        if case.adopted or regulation is None or regulation.kind != "regulation":
            continue
        if index.kind(case).phase_of(case.state) == "dropped":
            continue
        conduct = str(case.data.get("type", ""))
        effect, start = _effect(regulation, part), (in_force(regulation) or ("", ""))[0]
        values = {"article": name, "type": conduct}
        hint = "Name the article that supports what was done well, or forbids what was not."
        if regulation.data.get("type") != "reward_sanction":
            message = "{article} stands in a regulation that lays down no rewards or sanctions."
        elif regulation.data.get("scope") != "internal":
            message = "{article} stands in a regulation from outside, not in one of the house."
        elif effect and effect == _NO_GROUND.get(conduct):
            message = "The effect of {article} is `{effect}`, and the case is a `{type}`."
            values["effect"] = effect
        elif conduct == "sanction" and _are_over(facts_of(index, case), start):
            message = "{article} was not in force before {start}, and what happened was over."
            hint = "Name an article that was in force when it happened, or dismiss the case."
            values["start"] = start
        else:
            continue
        yield Finding(case.path, "article", message, hint, values=values)


def _effect(regulation: Record, part: str) -> str:
    """Return whether an article requires, forbids, permits or supports; empty when unknown."""
    for article in entries_in(regulation.data.get("articles")):
        if isinstance(article, dict) and article.get("id") == part:
            return str(article.get("effect", ""))
    return ""


def _are_over(facts: list[Record] | None, day: str) -> bool:
    """Whether there are facts, and nothing happened in any of them from a day on (ISO date)."""
    return bool(facts) and all(fact.acts[-1].at[:10] < day for fact in facts or ())
