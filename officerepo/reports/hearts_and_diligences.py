"""The balance of the three hearts and four diligences, for the institution as a whole.

What shows each of them in the records is put side by side, for a period and the one before it: the
current half-year unless another is chosen. There is no sum, no rank and no name: attitudes are
not measured by counting what people do, and what the records do not show may be there all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from officerepo.domain.counting import Period
from officerepo.domain.periods import before, falls, half_year
from officerepo.fields import count_in, is_yes
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.record import Act, Record
from officerepo.report import Row, column, words

TITLE = words(
    "Three hearts, four diligences", "Tres corazones, cuatro diligencias", "“三心四勤”平衡表"
)
GROUP = "work"
BY_PERIOD = True
SERVES = ("R61", "R62", "R63", "R64", "R65", "R66", "R67", "R68", "R69")

columns = (
    column("quality", "words", "Quality", "Cualidad", "心与勤"),
    column("shown_by", "words", "Shown by", "Se ve en", "体现"),
    column("value", "integer", "In the period", "En el periodo", "本期"),
    column("before", "integer", "In the one before", "En el anterior", "上期"),
)

WARM = words("Warm heart", "Entusiasmo", "热心")
SINCERE = words("Sincere heart", "Sinceridad", "诚心")
PATIENT = words("Patient heart", "Paciencia", "耐心")
BRAIN = words("Diligent brain", "Diligencia al pensar", "脑勤")
MOUTH = words("Diligent mouth", "Diligencia al hablar", "口勤")
HAND = words("Diligent hand", "Diligencia al escribir", "手勤")
LEGS = words("Diligent legs", "Diligencia al ir", "腿勤")

Counts = Callable[[Index, Period], int]


def rows(index: Index, today: date, period: Period | None = None) -> Iterator[Row]:
    """Yield (quality, what shows it, its number in a period and in the one before)."""
    now = period or half_year(today)
    then = before(now)
    for quality, shown_by, kind, count in MEASURES:
        if kind in index.office.kinds:
            yield quality, shown_by, str(count(index, now)), str(count(index, then))


def acts(
    kind: str, do: str, of: Callable[[Record, Act], bool] = lambda record, act: True
) -> Counts:
    """Return a count of the acts of one name on records of a kind, void ones left out."""

    def count(index: Index, period: Period) -> int:
        return sum(
            falls(act.at[:10], period) and of(record, act)
            for record in index.of(kind)
            if not record.void
            for act in record.acts
            if act.do == do
        )

    return count


def of_type(*types: str) -> Callable[[Record, Act], bool]:
    """Return the condition that a record is of one of some types."""
    return lambda record, act: record.data.get("type") in types


def in_time(record: Record, act: Act) -> bool:
    """Whether a request was answered for good by the day that was promised first."""
    return act is record.last("answer") and act.at[:10] <= str(record.data.get("promised_by", ""))


def offered(record: Record, act: Act) -> bool:
    """Whether help was offered before anybody asked."""
    return is_yes(record.data.get("proactive"))


def taken_up(record: Record, act: Act) -> bool:
    """Whether a suggestion was adopted in the end, as a whole or in part."""
    suggested = record.data.get("type") == "suggestion" and act is record.last("answer")
    return suggested and act.data.get("outcome") in ("adopted", "partly")


def redone(record: Record, act: Act) -> bool:
    """Whether what was verified had been returned before."""
    return any(other.do == "return" for other in record.acts[: record.acts.index(act)])


def reopened(record: Record, act: Act) -> bool:
    """Whether what was closed had been opened again before."""
    return any(other.do == "reopen" for other in record.acts[: record.acts.index(act)])


def later_version(record: Record, act: Act) -> bool:
    """Whether a rule took the place of an older version of itself."""
    return bool(record.data.get("supersedes"))


def upwards(record: Record, act: Act) -> bool:
    """Whether a letter asked a superior for instructions or reported to one."""
    return record.data.get("doc_type") in ("request-up", "report-up")


def sourced_figures(index: Index, period: Period) -> int:
    """Count the figures in texts approved in a period that say where they come from."""
    total = 0
    for kind in ("writing", "briefing", "outgoing"):
        for record in index.of(kind):
            act, claims = record.last("approve") or record.last("rule"), record.data.get("claims")
            if act and falls(act.at[:10], period) and isinstance(claims, list) and not record.void:
                total += sum(
                    bool(claim.get("query") or claim.get("refs"))
                    for claim in claims
                    if isinstance(claim, dict)
                )
    return total


def owned_up(do: str = "") -> Counts:
    """Return a count of the corrections, or of the acts that say themselves that they came late."""

    def count(index: Index, period: Period) -> int:
        return sum(
            falls(act.at[:10], period) and (act.do == do if do else "late" in act.data)
            for record in index.records.values()
            for act in record.acts
        )

    return count


def people_met(index: Index, period: Period) -> int:
    """Count the people who were met on studies in the field that were carried out in a period."""
    total = 0
    for study in index.of("study"):
        done, met = study.last("do"), study.data.get("people_met")
        if done and falls(done.at[:10], period) and study.data.get("type") == "fieldwork":
            total += sum(
                count_in(item.get("count")) for item in met or () if isinstance(item, dict)
            )
    return total


MEASURES: tuple[tuple[Words, Words, str, Counts], ...] = (
    (
        WARM,
        words(
            "Requests answered by the day promised",
            "Solicitudes contestadas en el plazo prometido",
            "按承诺时限答复的诉求",
        ),
        "request",
        acts("request", "answer", in_time),
    ),
    (
        WARM,
        words("Help offered unasked", "Ayuda ofrecida sin pedirla", "主动提供的服务"),
        "request",
        acts("request", "receive", offered),
    ),
    (
        SINCERE,
        words("Figures with their source", "Cifras con su fuente", "注明来源的数据"),
        "writing",
        sourced_figures,
    ),
    (
        SINCERE,
        words("Corrections made openly", "Correcciones a la vista", "公开更正"),
        "unit",
        owned_up("correct"),
    ),
    (
        SINCERE,
        words("Late entries declared", "Asientos tardíos declarados", "如实注明的补登"),
        "unit",
        owned_up(),
    ),
    (
        PATIENT,
        words("Returned work done again", "Trabajo devuelto y rehecho", "退回后重新办结"),
        "task",
        acts("task", "verify", redone),
    ),
    (
        PATIENT,
        words("Reopened cases settled", "Asuntos reabiertos y resueltos", "重启后办结"),
        "task",
        acts("task", "close", reopened),
    ),
    (
        PATIENT,
        words("Conflicts settled", "Conflictos resueltos", "化解的矛盾"),
        "mediation",
        acts("mediation", "settle"),
    ),
    (
        BRAIN,
        words("Suggestions adopted", "Sugerencias adoptadas", "采纳的建议"),
        "request",
        acts("request", "answer", taken_up),
    ),
    (
        BRAIN,
        words("Rules bettered", "Normas mejoradas", "修订完善的制度"),
        "regulation",
        acts("regulation", "enter_into_force", later_version),
    ),
    (
        BRAIN,
        words("Studies taken up", "Estudios aprovechados", "成果得到运用的调研"),
        "study",
        acts("study", "take_up"),
    ),
    (
        MOUTH,
        words("Instructions asked for", "Instrucciones pedidas", "请示"),
        "briefing",
        acts("briefing", "submit", of_type("instruction_request")),
    ),
    (
        MOUTH,
        words("Reports and advice submitted", "Informes y consejos elevados", "汇报与建议"),
        "briefing",
        acts("briefing", "submit", of_type("report", "advice", "suggestion")),
    ),
    (
        MOUTH,
        words(
            "News, experiences and stories published",
            "Noticias, experiencias e historias publicadas",
            "发布的信息、经验和事迹",
        ),
        "writing",
        acts("writing", "publish", of_type("news", "experience", "staff_story")),
    ),
    (
        HAND,
        words(
            "Summaries, reports, studies and speeches approved",
            "Balances, informes, estudios y discursos aprobados",
            "审定的总结、情况、调研和讲话稿",
        ),
        "writing",
        acts("writing", "approve", of_type("summary", "situation", "research", "speech")),
    ),
    (
        LEGS,
        words(
            "Requests and reports to superiors",
            "Peticiones e informes a superiores",
            "向上级请示报告",
        ),
        "outgoing",
        acts("outgoing", "issue", upwards),
    ),
    (
        LEGS,
        words("Studies in the field", "Estudios sobre el terreno", "实地调研"),
        "study",
        acts("study", "do", of_type("fieldwork")),
    ),
    (
        LEGS,
        words("People met there", "Personas con quienes se habló", "走访人数"),
        "study",
        people_met,
    ),
)
"""What shows each quality: its words, the kind it is read from, and how it is counted."""
