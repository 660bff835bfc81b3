"""What an importer has to say about a file, apart from the words it is said in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from officerepo.finding import Values, fill
from officerepo.kind import Words


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark by its name in `WORDING`, with the values its sentence is filled from."""

    name: str
    values: Values = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the remark as a sentence, translated before it is filled."""
        return fill(translate(WORDING[self.name]), self.values)


WORDING: Mapping[str, str] = {
    # dates that stand in for one that was not found
    "only-a-month": "No day was found, only the month; {day} stands in for it.",
    "only-a-year": "No date was found, only the year; {day} stands in for it.",
    "no-date": "No date was found; {day} stands in for it.",
    "two-readings": "The date can be read as {day} or as {other}; {day} was taken.",
    # things to look at
    "heading-differs": "The name says {day}, but a heading says {other}.",
    "dated-line-differs": "The name says {day}, but the line with the date says {other}.",
    "front-matter-differs": "The name says {day}, but the front matter says {other}.",
    "several-meetings": "{count} dates each begin a line of their own: these may be the minutes of "
    "several meetings.",
    "no-title": "No title was found; the record is named after its date.",
    "same-bytes": "The file has the same content as {path}.",
    "front-matter-unfit": "The front matter holds characters that a record may not carry; it stays "
    "at the head of the body.",
    "front-matter-too-long": "The front matter is too long for a record's; it stays at the head of "
    "the body.",
    "body-character": "The body holds the character {character}, which `check` will point out.",
    # files that are not taken
    "other-ending": "The name does not end in .md, .markdown or .txt.",
    "hidden": "The name begins with a dot.",
    "link": "It is a link to another place, not a file.",
    "not-a-file": "It is neither a file nor a folder.",
    "unreadable": "It could not be read: {why}.",
    "too-large": "It has {size} KiB; the most that is taken is {cap} KiB.",
    "too-large-as-record": "Its record would have more than {cap} KiB, the most that is read.",
    "after-beginning": "It is of {day}; what is younger than {last} is entered as a new record.",
    "utf-16": "It is saved as UTF-16; save it as UTF-8.",
    "not-utf-8": "It is not UTF-8 text (line {line}); save it as UTF-8.",
    "binary": "It holds zero bytes, so it is not text.",
    "empty": "There is no text in it.",
    "not-kept-whole": "Its record would not keep every byte of it; please report this as a defect.",
}

RECORD_NOTES: Mapping[str, Words] = {
    "only-a-month": {
        "en": "The day of the meeting is not known; {day} stands in for it.",
        "es": "No se conoce el día de la reunión; {day} figura en su lugar.",
        "zh": "会议具体日期不详，暂记为 {day}。",
    },
    "only-a-year": {
        "en": "The date of the meeting is not known; {day} stands in for it.",
        "es": "No se conoce la fecha de la reunión; {day} figura en su lugar.",
        "zh": "会议日期不详，暂记为 {day}。",
    },
    "no-date": {
        "en": "The date of the meeting is not known; {day} stands in for it.",
        "es": "No se conoce la fecha de la reunión; {day} figura en su lugar.",
        "zh": "会议日期不详，暂记为 {day}。",
    },
    "two-readings": {
        "en": "The date of the meeting is {day} or {other}.",
        "es": "La fecha de la reunión es {day} o {other}.",
        "zh": "会议日期为 {day} 或 {other}。",
    },
}
