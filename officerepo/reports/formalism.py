"""The burden of paper: what was written, copied, called together and reminded of, and for what.

Shown for a period and the one before it, the current half-year unless another is chosen. Nothing
here is a fault in itself: a report to think about, and never a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from officerepo.domain.counting import Period
from officerepo.domain.periods import before, falls, half_year
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Burden of paper", "Carga de papeleo", "文牍负担")
GROUP = "work"
BY_PERIOD = True
SERVES = ("R38", "R44", "R50", "R51")

SAME_WITHIN = 30  # days in which two letters of one title to the same are one too many
WRITTEN = ("outgoing", "briefing", "writing")

columns = (
    column("what", "words", "What", "Qué", "事项"),
    column("value", "decimal", "In the period", "En el periodo", "本期"),
    column("before", "decimal", "In the one before", "En el anterior", "上期"),
)


def rows(index: Index, today: date, period: Period | None = None) -> Iterator[Row]:
    """Yield (what, its figure in a period, in the one before)."""
    now = period or half_year(today)
    then = before(now)
    for what, kind, count in MEASURES:
        if kind in index.office.kinds:
            yield what, count(index, now), count(index, then)


def _done(index: Index, kind: str, do: str, period: Period) -> list[Record]:
    """Return the records of a kind on which an act was last done in a period; no void ones."""
    return [
        record
        for record in index.of(kind)
        if not record.void and (act := record.last(do)) and falls(act.at[:10], period)
    ]


def documents(index: Index, period: Period) -> str:
    """Count the letters, briefings and writings that were approved or submitted in a period."""
    return str(_documents(index, period))


def _documents(index: Index, period: Period) -> int:
    acts = {"outgoing": "approve", "briefing": "submit", "writing": "approve"}
    return sum(len(_done(index, kind, acts[kind], period)) for kind in WRITTEN)


def per_task(index: Index, period: Period) -> str:
    """Return the documents to each task that was docketed, or nothing without any."""
    tasks = len(_done(index, "task", "docket", period))
    return f"{_documents(index, period) / tasks:.1f}" if tasks else ""


def without_action(index: Index, period: Period) -> str:
    """Count the circulars and notices that ask for no confirmation and that nothing refers to."""
    return str(
        sum(
            letter.data.get("doc_type") in ("circular", "notice", "bulletin")
            and letter.data.get("ack_required", "none") == "none"
            and not _referred_to(index, letter)
            for letter in _done(index, "outgoing", "issue", period)
        )
    )


def never_cited(index: Index, period: Period) -> str:
    """Count the letters out that no record but their seal and their dossier refers to."""
    issued = _done(index, "outgoing", "issue", period)
    return str(sum(not _referred_to(index, letter) for letter in issued))


def _referred_to(index: Index, letter: Record) -> bool:
    return any(
        record.kind not in ("seal-use", "dossier") for record, _ in index.links_to(letter.id)
    )


def twice(index: Index, period: Period) -> str:
    """Count the letters out that say what one to the same said a few weeks before."""
    last: dict[tuple[str, str], date] = {}
    total = 0
    letters = [letter for letter in index.of("outgoing") if not letter.void]
    dated = [(act.at[:10], letter) for letter in letters if (act := letter.last("issue"))]
    for day, letter in sorted(dated, key=lambda each: (each[0], each[1].id)):
        to = letter.data.get("to")
        about = letter.title.casefold(), str(to)
        try:
            when = date.fromisoformat(day)
        except ValueError:
            continue  # no day: has its own finding
        earlier = last.get(about)
        last[about] = when
        if earlier and (when - earlier).days <= SAME_WITHIN and falls(day, period):
            total += 1
    return str(total)


def printed(key: str) -> Callable[[Index, Period], str]:
    """Return a sum of what the letters printed in a period say of their copies."""

    def count(index: Index, period: Period) -> str:
        total = 0
        for letter in _done(index, "outgoing", "print", period):
            said = letter.data.get("print")
            total += count_in(said.get(key)) if isinstance(said, dict) else 0
        return str(total)

    return count


def copied(index: Index, period: Period) -> str:
    """Count the copies, reproductions and extracts that were handed out; no loans of originals."""
    issued = _done(index, "copy", "issue", period)
    made = ("numbered_copy", "reproduction", "extract")
    return str(sum(copy.data.get("mode") in made for copy in issued))


def held(index: Index, period: Period) -> str:
    """Count the meetings that were held."""
    return str(len(_done(index, "meeting", "hold", period)))


def without_decisions(index: Index, period: Period) -> str:
    """Count the meetings held to decide, not to train or commend, that decided nothing."""
    found = _done(index, "meeting", "hold", period)
    talk = ("training", "commendation", "staff")
    deciding = [meeting for meeting in found if meeting.data.get("type") not in talk]
    return str(sum(not meeting.data.get("decisions") for meeting in deciding))


def urged_twice(kind: str) -> Callable[[Index, Period], str]:
    """Return a count of the records whose second or later reminder fell into a period."""

    def count(index: Index, period: Period) -> str:
        total = 0
        for record in index.of(kind):
            reminders = [act for act in record.acts if act.do == "urge"]
            total += any(falls(act.at[:10], period) for act in reminders[1:])
        return str(total)

    return count


Measure = tuple[Words, str, Callable[[Index, Period], str]]

MEASURES: tuple[Measure, ...] = (
    (
        words("Documents written", "Documentos escritos", "撰写文件数"),
        "outgoing",
        documents,
    ),
    (
        words("Documents to a task", "Documentos por tarea", "每项督办对应文件数"),
        "task",
        per_task,
    ),
    (
        words(
            "Circulars that ask for nothing and that nothing refers to",
            "Circulares que no piden nada y que nada cita",
            "无需反馈且未被引用的通知、通报",
        ),
        "outgoing",
        without_action,
    ),
    (
        words("Letters out never cited", "Salidas nunca citadas", "从未被引用的发文"),
        "outgoing",
        never_cited,
    ),
    (
        words(
            "Letters that repeat another within 30 days",
            "Cartas que repiten otra en 30 días",
            "30 天内重复的发文",
        ),
        "outgoing",
        twice,
    ),
    (
        words("Copies printed", "Copias impresas", "印制份数"),
        "outgoing",
        printed("copies"),
    ),
    (
        words("Copies spoilt", "Copias estropeadas", "废印份数"),
        "outgoing",
        printed("spoilt"),
    ),
    (
        words("Copies handed out later", "Copias entregadas después", "另行复制份数"),
        "copy",
        copied,
    ),
    (
        words("Meetings held", "Reuniones celebradas", "召开会议数"),
        "meeting",
        held,
    ),
    (
        words("Meetings that decided nothing", "Reuniones sin acuerdos", "未形成议定事项的会议"),
        "meeting",
        without_decisions,
    ),
    (
        words(
            "Tasks reminded of more than once",
            "Tareas recordadas más de una vez",
            "多次催办的督办事项",
        ),
        "task",
        urged_twice("task"),
    ),
    (
        words(
            "Letters in reminded of more than once",
            "Entradas recordadas más de una vez",
            "多次催办的收文",
        ),
        "incoming",
        urged_twice("incoming"),
    ),
)
"""What the burden is told by: its words, the kind without which it cannot be, how it is counted."""
