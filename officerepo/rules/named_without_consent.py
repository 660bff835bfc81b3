"""A text that was shown names somebody who has not agreed to it, or no longer does.

People who are named or shown agree first. A consent that is taken back is recorded with its day,
and the text is withdrawn.

Good:
    set WRT-2025-001 consents.0.withdrawn = 2025-03-20
    add WRT-2025-001 acts =
      {do: withdraw, at: 2025-03-20, by: PER-dcuencas, reason: she took back her consent}
Bad:
    set WRT-2025-001 named = [PER-lmeandro, Visitors of 5 March]
    set WRT-2025-001 consents.0.withdrawn = 2025-03-20
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R66", "R95")
KINDS = ("writing",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each person named without a consent in time, or in spite of its end."""
    for text in index.of("writing"):
        shown = text.last("publish") or text.last("deliver")
        named = text.data.get("named")
        if shown is None or text.state == "void" or not isinstance(named, list):
            continue
        consents = _consents(text)
        for number, person in enumerate(named):
            consent = consents.get(str(person), {})
            given, withdrawn = str(consent.get("given", "")), str(consent.get("withdrawn") or "")
            if not given or given > shown.at[:10]:
                yield Finding(
                    text.path,
                    f"named[{number}]",
                    "The text was shown on {day}, and {person} had not agreed to it by then.",
                    "Record the consent under `consents` with its day, or withdraw the text.",
                    values={"day": shown.at[:10], "person": str(person)},
                )
            elif withdrawn and withdrawn <= today.isoformat() and text.state != "withdrawn":
                yield Finding(
                    text.path,
                    f"named[{number}]",
                    "{person} took back the consent on {day}, and the text is still shown.",
                    "Withdraw the text: `officerepo act {text} withdraw`.",
                    values={"day": withdrawn, "person": str(person), "text": text.id},
                )


def _consents(text: Record) -> dict[str, dict[str, object]]:
    return {
        str(item.get("person")): item
        for item in entries_in(text.data.get("consents"))
        if isinstance(item, dict)
    }
