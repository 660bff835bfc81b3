"""Values that no file holds and every view may name: what the file plan has in store for a record.

A kind's cover and register name them as they name fields; `show` and `list` know them too.
"""

from __future__ import annotations

from collections.abc import Mapping

from officerepo.kind import Field, Words

ACTIONS: Mapping[str, Words] = {
    "permanent": {"en": "Kept for ever", "es": "Conservación permanente", "zh": "永久保管"},
    "review": {"en": "Review", "es": "Valoración", "zh": "鉴定"},
    "transfer": {"en": "Transfer", "es": "Transferencia", "zh": "移交"},
    "destroy": {"en": "Destruction", "es": "Destrucción", "zh": "销毁"},
}
"""What becomes of a record once its time is up."""

RETENTION: Mapping[str, Field] = {
    "retention.cut_off": Field(
        "cut_off",
        "date",
        title={"en": "Retention from", "es": "Cómputo del plazo desde", "zh": "保管期限起算日"},
    ),
    "retention.due": Field(
        "due", "date", title={"en": "Time is up on", "es": "Vence el", "zh": "到期日"}
    ),
    "retention.action": Field(
        "action",
        "choice",
        values=ACTIONS,
        title={"en": "What then", "es": "Destino", "zh": "到期处置"},
    ),
    "retention.held": Field(
        "held",
        "text",
        title={"en": "Held because of", "es": "Retenido por", "zh": "冻结原因"},
    ),
}
"""By name: the day the period counts from, the first day of the action, the action, a hold."""
