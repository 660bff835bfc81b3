"""The counters: what can be counted in the records, each under a name, with what it counts.

A counter looks for one act of one kind. A record counts when that act fell into the period, if it
was not void and met the counter's own condition at the moment as of which one counts; records
adopted from before officerepo have no such act and do not count. How a count is written and made is
in `counting`.
"""

from __future__ import annotations

from collections.abc import Mapping

from officerepo.domain.tally import (
    Counter,
    is_carried_out,
    is_closed,
    is_late,
    is_minuted,
    is_on_time,
    is_open,
    kilometres,
    needs_task,
)
from officerepo.kind import Words

_TASK = ("lead_unit", "owner")


def _words(en: str, es: str, zh: str) -> Words:
    return {"en": en, "es": es, "zh": zh}


_ALL = (
    Counter(
        *("tasks.docketed", "task", "docket", _TASK),
        _words("Tasks docketed", "Tareas registradas", "立项督办事项数"),
        _words(
            "Tasks that were docketed in the period.",
            "Tareas registradas en el periodo.",
            "本期立项的督办事项。",
        ),
    ),
    Counter(
        *("tasks.closed", "task", "close", _TASK),
        _words("Tasks closed", "Tareas cerradas", "销号督办事项数"),
        _words(
            "Tasks that were closed in the period and not reopened since.",
            "Tareas cerradas en el periodo y no reabiertas después.",
            "本期销号且此后未重新启动的督办事项。",
        ),
        keep=is_closed,
    ),
    Counter(
        *("tasks.on-time", "task", "close", _TASK),
        _words("Tasks done in time", "Tareas hechas a tiempo", "按时办结事项数"),
        _words(
            "Closed tasks whose last report of completion came by the due date, extensions "
            "included.",
            "Tareas cerradas cuyo último aviso de terminación llegó dentro de plazo, prórrogas "
            "incluidas.",
            "已销号事项中，最后一次申请办结不晚于时限（含批准的延期）的事项。",
        ),
        keep=is_on_time,
    ),
    Counter(
        *("tasks.on-time-rate", "task", "close", _TASK),
        _words("Tasks done in time, per cent", "Tareas a tiempo, por ciento", "按时办结率（%）"),
        _words(
            "The per cent of tasks.on-time among tasks.closed.",
            "El tanto por ciento de tasks.on-time entre tasks.closed.",
            "按时办结事项（tasks.on-time）占销号事项（tasks.closed）的百分比。",
        ),
        keep=is_on_time,
        among=is_closed,
    ),
    Counter(
        *("tasks.returned", "task", "return", _TASK),
        _words("Tasks returned", "Tareas devueltas", "退回重办事项数"),
        _words(
            "Tasks that the verifier sent back at least once in the period.",
            "Tareas que quien verifica devolvió al menos una vez en el periodo.",
            "本期经核查至少退回一次的督办事项。",
        ),
    ),
    Counter(
        *("tasks.open", "task", "docket", _TASK),
        _words("Tasks open", "Tareas abiertas", "在办督办事项数"),
        _words(
            "Tasks that were open at the end of the period.",
            "Tareas abiertas al final del periodo.",
            "期末尚未办结的督办事项。",
        ),
        keep=is_open,
        standing=True,
    ),
    Counter(
        *("tasks.late", "task", "docket", _TASK),
        _words("Tasks overdue", "Tareas vencidas", "逾期督办事项数"),
        _words(
            "Tasks of which something was awaited by an earlier day at the end of the period: that "
            "they are done or, as they stand, closed, resumed or looked back on.",
            "Tareas de las que al final del periodo se esperaba algo para un día ya pasado: que se "
            "hicieran o, según su estado, que se cerraran, se reanudaran o se comprobaran.",
            "期末已超过应办日期的督办事项：尚未报结，或报结后未按期核验销号、中止后未按期处理、"
            "未按期回头看的事项。",
        ),
        keep=is_late,
        standing=True,
    ),
    Counter(
        *("decisions", "meeting", "hold", ("owner_post",)),
        _words("Decisions", "Acuerdos", "议定事项数"),
        _words(
            "Decisions of meetings held in the period, in minutes that were circulated; not those "
            "withdrawn.",
            "Acuerdos de las reuniones celebradas en el periodo cuya acta se remitió; no los "
            "retirados.",
            "本期召开的会议中纪要已送阅的议定事项，已撤下的除外。",
        ),
        keep=is_minuted,
        parts="decisions",
    ),
    Counter(
        *("decisions.carried-out", "meeting", "hold", ("owner_post",)),
        _words("Decisions carried out", "Acuerdos cumplidos", "已落实议定事项数"),
        _words(
            "Decisions of the period whose tasks are all closed, cancelled ones aside.",
            "Acuerdos del periodo cuyas tareas están todas cerradas, sin contar las canceladas.",
            "本期议定事项中，所立督办事项除已撤销的外已全部销号的。",
        ),
        keep=is_carried_out,
        parts="decisions",
    ),
    Counter(
        *("decisions.carried-out-rate", "meeting", "hold", ("owner_post",)),
        _words("Decisions carried out, per cent", "Acuerdos cumplidos, por ciento", "落实率（%）"),
        _words(
            "The per cent of decisions.carried-out among the decisions that needed a task; one "
            "whose tasks were all cancelled, or that was superseded before it was carried out, is "
            "left out.",
            "El tanto por ciento de decisions.carried-out entre los acuerdos que pedían una tarea; "
            "no entra el acuerdo cuyas tareas se cancelaron todas ni el que se sustituyó antes de "
            "cumplirse.",
            "已落实事项（decisions.carried-out）占需立项落实的议定事项的百分比；所立督办事项全部撤销的，"
            "或者落实前已被取代的，不计入。",
        ),
        keep=is_carried_out,
        among=needs_task,
        parts="decisions",
    ),
    Counter(
        *("meetings.held", "meeting", "hold", ("unit",)),
        _words("Meetings held", "Reuniones celebradas", "召开会议次数"),
        _words(
            "Meetings that were held in the period.",
            "Reuniones celebradas en el periodo.",
            "本期召开的会议。",
        ),
    ),
    Counter(
        *("letters.in", "incoming", "register", ("lead_unit",)),
        _words("Letters in", "Entradas registradas", "收文件数"),
        _words(
            "Papers that were entered in the entry register in the period.",
            "Escritos anotados en el registro de entrada en el periodo.",
            "本期登记的收文。",
        ),
    ),
    Counter(
        *("letters.answered", "incoming", "reply", ("lead_unit",)),
        _words("Letters answered", "Escritos contestados", "已答复来文件数"),
        _words(
            "Incoming papers that were answered in the period.",
            "Escritos recibidos que se contestaron en el periodo.",
            "本期予以答复的来文。",
        ),
    ),
    Counter(
        *("letters.out", "outgoing", "issue", ("unit",)),
        _words("Letters out", "Salidas expedidas", "发文件数"),
        _words(
            "Papers that left the house in the period.",
            "Escritos expedidos en el periodo.",
            "本期发出的公文。",
        ),
    ),
    Counter(
        *("seal-uses", "seal-use", "stamp", ("act:apply_for",)),
        _words("Uses of seals", "Usos de sellos", "用印次数"),
        _words(
            "Entries of the seal register that were stamped in the period, by the unit that "
            "applied.",
            "Asientos del libro de sellos estampados en el periodo, por la unidad solicitante.",
            "本期盖印的用印登记，按申请部门统计。",
        ),
    ),
    Counter(
        *("briefings.submitted", "briefing", "submit", ("act:submit",)),
        _words("Briefings submitted", "Notas elevadas", "呈报签报数"),
        _words(
            "Briefings that were put before a leader in the period.",
            "Notas elevadas a la dirección en el periodo.",
            "本期呈报领导的签报。",
        ),
    ),
    Counter(
        *("briefings.ruled", "briefing", "rule", ("act:submit",)),
        _words("Briefings ruled on", "Notas resueltas", "已批示签报数"),
        _words(
            "Briefings on which a leader ruled in the period.",
            "Notas sobre las que la dirección resolvió en el periodo.",
            "本期领导作出批示的签报。",
        ),
    ),
    Counter(
        *("writings.published", "writing", "publish", ("act:draft",)),
        _words("Writings published", "Textos publicados", "发布稿件数"),
        _words(
            "News, stories and other writings that were published in the period.",
            "Noticias, historias y otros textos publicados en el periodo.",
            "本期发布的信息、事迹等稿件。",
        ),
    ),
    Counter(
        *("studies.reported", "study", "report", ("act:report",)),
        _words("Studies reported", "Estudios informados", "完成调研数"),
        _words(
            "Studies whose findings were reported in the period.",
            "Estudios cuyas conclusiones se presentaron en el periodo.",
            "本期提交报告的调研。",
        ),
    ),
    Counter(
        *("requests.received", "request", "receive", ("handler",)),
        _words("Requests received", "Solicitudes recibidas", "受理事项数"),
        _words(
            "Requests and suggestions that were received in the period.",
            "Solicitudes y sugerencias recibidas en el periodo.",
            "本期受理的职工诉求和建议。",
        ),
    ),
    Counter(
        *("requests.answered", "request", "answer", ("handler",)),
        _words("Requests answered", "Solicitudes contestadas", "已答复事项数"),
        _words(
            "Requests that were answered in the period.",
            "Solicitudes contestadas en el periodo.",
            "本期予以答复的职工诉求。",
        ),
    ),
    Counter(
        *("receptions", "reception", "hold", ("act:announce",)),
        _words("Receptions", "Visitas atendidas", "接待批次"),
        _words(
            "Visits of guests that took place in the period.",
            "Visitas atendidas en el periodo.",
            "本期的公务接待。",
        ),
    ),
    Counter(
        *("trips", "trip", "return", ("act:request",)),
        _words("Trips", "Salidas de vehículo", "用车次数"),
        _words(
            "Trips with a vehicle that ended in the period, by the unit that asked for it.",
            "Salidas de vehículo terminadas en el periodo, por la unidad solicitante.",
            "本期回车的用车登记，按申请部门统计。",
        ),
    ),
    Counter(
        *("kilometres", "trip", "return", ("act:request",)),
        _words("Kilometres", "Kilómetros", "行驶里程"),
        _words(
            "The kilometres of the trips of the period, by the odometer.",
            "Los kilómetros de las salidas del periodo, según el cuentakilómetros.",
            "本期用车的行驶里程，以里程表读数为准。",
        ),
        measure=kilometres,
    ),
)

COUNTERS: Mapping[str, Counter] = {counter.name: counter for counter in _ALL}
