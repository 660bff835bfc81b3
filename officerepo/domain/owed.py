"""What is owed by a day, by whom: the one meaning of due and of late, for reports and pages.

Steps that kinds await, confirmations that circulars ask for, turns of routines, items of plans that
are under way, reviews of rules in force, and what the file plan has in store for dossiers. Late is
what was owed before today, due is what is owed from today on. A step is owed by whoever can do it
where the kind names the act that is awaited, as for a task that was reported done; else by who
answers for it, or else by whoever brought the record where it is. For a person the posts stand that
they hold, as lists name posts and not people; for a unit, the post that heads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from officerepo.domain.acknowledged import unconfirmed
from officerepo.domain.deadlines import awaited, who_answers
from officerepo.domain.establishment import answering
from officerepo.domain.force import is_in_force, review_day
from officerepo.domain.plans import UNDER_WAY, done
from officerepo.domain.plans import in_force as items_of
from officerepo.domain.retention import is_day, last_day
from officerepo.domain.routines import horizon, owed_turns
from officerepo.domain.waiting import able
from officerepo.finding import Values, fill
from officerepo.index import Index
from officerepo.kind import Deadline, Words
from officerepo.marks import marks_of
from officerepo.record import Record

SOON = 7
"""Days in which what is due is due soon."""


class Owed(NamedTuple):
    """Something that is to be done for a record by a day (ISO date).

    `step` says in few words what, `advice` in a sentence. `part` tells apart what is owed of one
    record: the period of a routine (2025-H2), the number of an item of a plan, or nothing. `who`
    are posts, units without a head, or somebody outside as the record names them; others than they
    answer for the record where they are only `asked` for something, such as an approval. A part of
    the record that was `given` to them is no matter of who answers for the whole.
    """

    record: Record
    day: str
    who: tuple[str, ...]
    step: Words
    advice: Words
    part: str = ""
    asked: bool = False
    given: bool = False


CONFIRMATION: Words = {"en": "to be confirmed", "es": "acuse pendiente", "zh": "待确认"}
REMIND: Words = {
    "en": "Remind them, and record the acknowledgement when it comes.",
    "es": "Recuérdeselo y anote el acuse cuando llegue.",
    "zh": "予以催办，收到确认后登记。",
}
TURN: Words = {"en": "to be done", "es": "por hacer", "zh": "待办"}
KEEP: Words = {
    "en": "Do it, and enter the record that shows it.",
    "es": "Hágalo y registre lo que lo demuestra.",
    "zh": "请办理，并登记可证明的记录。",
}
MISSED: Words = {"en": "not done", "es": "sin hacer", "zh": "未按期完成"}
MAKE_UP: Words = {
    "en": "Do it now and enter the record, or say in notes why it was left out.",
    "es": "Hágalo ahora y regístrelo, o diga en las notas por qué se omitió.",
    "zh": "请立即补办并登记，或在备注中说明未办原因。",
}
REACH: Words = {"en": "to be reached", "es": "por lograr", "zh": "待达成"}
CLOSE_TASKS: Words = {
    "en": "Have its tasks closed, or make one of it; else amend the item by a decision.",
    "es": "Haga cerrar sus tareas, o cree una; si no, modifique el punto por acuerdo.",
    "zh": "请办结其督办事项，没有的请立项；确需调整的，依决定调整该条目。",
}
REVIEW: Words = {"en": "to be reviewed", "es": "por revisar", "zh": "待复审"}
REVIEW_IT: Words = {
    "en": "Review the rule and record its next date, or have it repealed.",
    "es": "Revise la norma y anote la próxima fecha, o pida que se derogue.",
    "zh": "请复审该制度并登记下次复审日期，或提请废止。",
}
DISPOSAL: Words = {"en": "disposal due", "es": "disposición pendiente", "zh": "待处置"}
PROPOSE: Words = {
    "en": "Propose what the file plan says, or have it held or kept longer, with the reason.",
    "es": "Proponga lo que dice el cuadro, o pida que se retenga o conserve más, con el motivo.",
    "zh": "请按归档方案提出处置；需冻结或延长保管的，说明理由报批。",
}


def owed(index: Index, today: date) -> list[Owed]:
    """Return what is owed, the first day first.

    Turns of routines, items of plans, reviews and disposals come as far ahead as a year.
    """
    return index.once(_owed, today)


def owed_of(index: Index, record: Record, today: date) -> list[Owed]:
    """Return what is owed of a record, the first day first."""
    return index.once(_by_record, today).get(record.id, [])


def late_of(index: Index, record: Record, today: date) -> list[Owed]:
    """Return what was owed of a record before today."""
    return [each for each in owed_of(index, record, today) if each.day < today.isoformat()]


def is_late(index: Index, record: Record, today: date) -> bool:
    """Whether the day has passed by which something was to be done with a record."""
    return bool(late_of(index, record, today))


def _owed(index: Index, today: date) -> list[Owed]:
    last = horizon(today).isoformat()
    found = [*_steps(index, today), *_confirmations(index, today), *_turns(index, today)]
    planned = (*_items(index, today), *_reviews(index, today), *_disposals(index, today))
    found += [each for each in planned if each.day <= last and is_day(each.day)]
    return sorted(found, key=lambda each: (each.day, each.record.id, each.part))


def _by_record(index: Index, today: date) -> dict[str, list[Owed]]:
    found: dict[str, list[Owed]] = {}
    for each in owed(index, today):
        found.setdefault(each.record.id, []).append(each)
    return found


def _steps(index: Index, today: date) -> Iterator[Owed]:
    for kind in index.office.kinds.values():
        for record in index.of(kind.name) if kind.deadlines else ():
            if waits := awaited(index, record):
                deadline, day = waits
                owner = who_answers(index, record, deadline.owner, today.isoformat())
                said = deadline.hint or deadline.message
                values: Values = {"day": day, "owner": owner}
                advice = {code: fill(text, values, code) for code, text in said.items()}
                who = _able(index, record, deadline, today)
                field = deadline.owner or kind.views.owner
                name = index.in_force(record, field) if field else ""
                whose = who or _behind(index, name, today)
                if not (whose or deadline.acts):
                    whose = _who_came_so_far(index, record, today)
                yield Owed(record, day, whose, deadline.step, advice, asked=bool(who))


def _able(index: Index, record: Record, deadline: Deadline, today: date) -> tuple[str, ...]:
    """Return the posts that can do the act that is awaited."""
    acts = (index.kind(record).acts[name] for name in deadline.acts)
    spec = next((act for act in acts if record.state in (act.sources or ())), None)
    return able(index, spec, record, today.isoformat()) if spec else ()


def _who_came_so_far(index: Index, record: Record, today: date) -> tuple[str, ...]:
    """Return the posts of whoever brought a record into its state."""
    came = index.reaching(record, record.state)
    return tuple(sorted(answering(index, came.by, today.isoformat()))) if came else ()


def _behind(index: Index, name: str, today: date) -> tuple[str, ...]:
    """Return the posts behind a person or unit, and any other name itself."""
    return tuple(sorted(answering(index, name, today.isoformat()))) or ((name,) if name else ())


def _confirmations(index: Index, today: date) -> Iterator[Owed]:
    """Yield the letters that addressees in the house were to confirm, with those who have not."""
    within = index.office.number("acknowledge_circulars_within", 5)
    for letter in index.of("outgoing") if "acknowledgement" in index.office.kinds else ():
        issued = letter.last("issue")
        names = {name for _, name in unconfirmed(index, letter)} if issued else set()
        try:
            start = date.fromisoformat(issued.at[:10]) if issued else date.min
        except ValueError:
            continue  # no day: has its own finding
        if names:
            day = index.office.calendar.add(start, within).isoformat()
            who = {post for name in names for post in _behind(index, name, today)}
            yield Owed(letter, day, tuple(sorted(who)), CONFIRMATION, REMIND, "confirmation", True)


def _turns(index: Index, today: date) -> Iterator[Owed]:
    for routine in index.of("routine"):
        who = _behind(index, index.owner(routine), today)
        for turn in owed_turns(index, routine, today, horizon(today)):
            late = turn.period.due < today
            said, advice = (MISSED, MAKE_UP) if late else (TURN, KEEP)
            day, name = turn.period.due.isoformat(), turn.period.name
            step = {code: f"{name}{marks_of(code).colon}{text}" for code, text in said.items()}
            yield Owed(routine, day, who, step, advice, name)


def _items(index: Index, today: date) -> Iterator[Owed]:
    """Yield the items that are to be reached of the plans under way, each with its own post."""
    for plan in index.of("plan"):
        reached = done(index, plan) if plan.state in UNDER_WAY else ()
        for item in items_of(plan, today.isoformat()) if plan.state in UNDER_WAY else ():
            if item.name and not item.struck and item.name not in reached:
                step = {c: f"{item.name}{marks_of(c).colon}{t}" for c, t in REACH.items()}
                who, day = _behind(index, item.says("owner_post"), today), item.says("due")
                yield Owed(plan, day, who, step, CLOSE_TASKS, item.name, given=True)


def _reviews(index: Index, today: date) -> Iterator[Owed]:
    for rule in index.of("regulation"):
        if is_in_force(rule, today.isoformat()):
            who = _behind(index, index.owner(rule), today)
            yield Owed(rule, review_day(rule), who, REVIEW, REVIEW_IT, "review")


def _disposals(index: Index, today: date) -> Iterator[Owed]:
    for dossier in index.of("dossier"):
        who = _behind(index, index.owner(dossier), today)
        yield Owed(dossier, last_day(index, dossier, today), who, DISPOSAL, PROPOSE, "disposal")
