"""The strict profile in words: what each breach of it says to the person who typed it.

Each entry is the message and the hint of one rule id; `{names}` are filled by the finding.
"""

from __future__ import annotations

from collections.abc import Mapping

_QUOTE = "Put the whole value between double quotes."
_BACKSLASH = (
    "A backslash stands in a text between double quotes.",
    "Use single quotes, or write the backslash twice.",
)
_OPEN_QUOTE = (
    "A quotation mark is opened here and never closed.",
    "Close the quotation mark at the end of the value.",
)
_OPEN_BRACKET = (
    "A list or group between brackets is not closed, or a comma is missing.",
    "Separate the parts by commas and close every `[` and `{`.",
)
_NO_COLON = (
    "This line has no colon after its field name.",
    "Write the field as `name: value`, with a narrow colon and a space.",
)
_FIRST_CHARACTER = (
    "A value that begins with this sign has to stand between quotes.",
    _QUOTE,
)
_BLOCK_TEXT = (
    "A value begins with `|` or `>`, which announce a text on the lines below.",
    "Start the text on the next line, indented; or put the whole value between double quotes.",
)
_BEHIND = (
    "Something stands behind the end of this value.",
    'Put the whole value between double quotes, and write a double quote in it as `\\"`.',
)
SYNTAX: Mapping[str, tuple[str, str]] = {
    "colon inside": (
        "A colon followed by a space stands inside a value.",
        _QUOTE,
    ),
    "colon missing before": _NO_COLON,
    "space missing behind": (
        "A space is missing behind the colon.",
        "Write the field as `name: value`.",
    ),
    "mapping values are not allowed": (
        "This line is indented further than the line before it.",
        "Align it with the fields around it.",
    ),
    "that cannot start any token": _FIRST_CHARACTER,
    "expected alphabetic or numeric character": _FIRST_CHARACTER,
    "found unexpected end of stream": _OPEN_QUOTE,
    "found unexpected document separator": _OPEN_QUOTE,
    "could not find expected ':'": _NO_COLON,
    "found unknown escape character": _BACKSLASH,
    "expected escape sequence": _BACKSLASH,
    "chr() arg": _BACKSLASH,
    "too large to convert": _BACKSLASH,
    "indentation indicator": _BLOCK_TEXT,
    "expected a comment or a line break": _BLOCK_TEXT,
    "expected ',' or": _OPEN_BRACKET,
    "expected <block end>, but found '<scalar>'": _BEHIND,
    "expected <block end>, but found ']'": _BEHIND,
    "expected <block end>, but found '}'": _BEHIND,
    "expected <block end>, but found ','": _BEHIND,
    "expected <block end>": (
        "This line does not fit the indentation of the lines around it.",
        "Align it with the field it belongs to; use spaces.",
    ),
    "but found '<stream end>'": _OPEN_BRACKET,
    "expected the node content": (
        "A value is missing here.",
        "Write it, or delete the comma or bracket that waits for it.",
    ),
    "sequence entries are not allowed": (
        "A list starts on the same line as its field.",
        "Start the list on the next line, each item after `- `.",
    ),
}
"""What the parser's own words mean to the person who typed the line, by a part of them."""

WORDING: Mapping[str, tuple[str, str]] = {
    "yaml-syntax": (
        "This cannot be read as `name: value` lines.",
        "Compare it with another record of the same kind.",
    ),
    "not-utf-8": (
        "The file is not saved as UTF-8 text.",
        "Open it in your editor, choose the encoding UTF-8 and save it again.",
    ),
    "byte-order-mark": (
        "The file begins with a mark that cannot be seen (a byte order mark).",
        "Save it again in your editor, with the encoding UTF-8 instead of UTF-8 with BOM.",
    ),
    "control-character": (
        "The character {character} stands here and cannot be seen.",
        "Delete it and write the text again.",
    ),
    "bidi-character": (
        "The character {character} stands here; it shows text in another order than it is stored.",
        "Delete it and write the text again.",
    ),
    "tab": ("A tab stands here.", "Write spaces instead of the tab."),
    "line-ending": (
        "A line ends in a sign that only very old programs use (a lone carriage return).",
        "Save the file again in your editor, with the line ends of Windows (CRLF) or Unix (LF).",
    ),
    "long-line": (
        "This line has more than {cap} characters.",
        "Break the text over several lines, or move it to the body of a Markdown record.",
    ),
    "too-large": (
        "The file has more than {cap}, the most that is read.",
        "Keep large material elsewhere, and give its `location` under `attachments` of the record.",
    ),
    "merge-conflict": (
        "Git left two versions here, one below the other, for it could not merge them.",
        "Keep what is right of both, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
    ),
    "no-front-matter": (
        "The file does not begin with its fields between two lines `---`.",
        "Write `---` as the first line, then the fields, then `---`, then the text.",
    ),
    "not-a-mapping": (
        "The file does not consist of fields.",
        "Write one field a line, as `name: value`.",
    ),
    "duplicate-key": (
        "The field `{word}` is written twice.",
        "Keep one of the two and delete the other.",
    ),
    "anchor": (
        "`&{word}` is not read as text, for `&` has a meaning of its own in front of a word.",
        "Put the whole value between double quotes, or delete the `&`.",
    ),
    "alias": (
        "`*{word}` is not read as text, for `*` has a meaning of its own in front of a word.",
        "Put the whole value between double quotes, or delete the `*`.",
    ),
    "merge-key": (
        "`<<` is not read as a field name, for it has a meaning of its own.",
        "Write the fields themselves here.",
    ),
    "tag": (
        "The value is not read as text, for `!` has a meaning of its own at its beginning.",
        "Put the whole value between double quotes, or delete the `!`.",
    ),
    "directive": (
        "The line is not read as text, for `%` has a meaning of its own at its beginning.",
        "Delete the line, or begin it with something else.",
    ),
    "several-documents": (
        "A second record begins here; a file holds only one.",
        "Delete the line `---` or `...`, or move the second record to a file of its own.",
    ),
    "too-deep": (
        "Lists and groups stand inside each other more than {depth} deep.",
        "Simplify the record; close the brackets that were left open.",
    ),
    "too-many-values": (
        "The file holds more than {count} values.",
        "Split it into several records.",
    ),
    "key-not-text": (
        "A field name is a list or a group instead of a word.",
        "Write a plain word before the colon.",
    ),
}

STRUCTURE: Mapping[str, str] = {
    **{rule: message for rule, (message, _) in WORDING.items()},
    "tracked-index": "The index, a by-product, is tracked by git.",
    "unsafe-file": "A link, device name or odd file name stands among the records.",
    "misplaced-file": "A record lies outside the folder of its kind and year.",
    "bad-file-name": "A file name is not a number of the register.",
    "duplicate-id": "Two files claim the same number.",
    "missing-settings": "A settings file is missing.",
    "format-too-new": "The records are in a newer format than this program reads.",
    "unknown-kind": "The settings enable a kind that does not exist.",
    "unknown-series": "A kind's default series is not in the file plan.",
    "kind-file": "A kind file does not say what a kind file has to.",
    "unknown-field": "A field has a name that its kind does not know.",
    "missing-field": "A field that is needed by now is absent.",
    "wrong-value": "A value does not have the form of its field.",
    "unknown-choice": "A value is not in the field's vocabulary.",
    "duplicate-part": "Two parts of a list carry the same name.",
    "cut-by-comment": "A text ends at ` #`, for what follows is taken for a remark.",
    "no-acts": "A record has no act.",
    "unknown-act": "An act has a name that its kind does not know.",
    "acts-out-of-order": "Acts do not stand in the order of time.",
    "skipped-state": "An act does not follow from the state the record is in.",
    "act-incomplete": "An act lacks something it needs.",
    "act-without-time": "An act whose hour counts says only its day.",
    "approval-without-digest": "An approval does not say which version it approved.",
    "changed-after-approval": "A record was changed after its approval.",
    "confidential-text": "A confidential record has its text in the repository.",
    "personal-data": "A text holds personal data that records do without.",
}
"""The rules that reading a file applies, before any record is compared with another."""
