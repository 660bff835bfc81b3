"""The one exception a user may meet: something outside the records stops the command."""

from __future__ import annotations


class Failure(Exception):
    """A command cannot go on; the message says why and `hint` what to do.

    `code` is the exit code: 2 wrong usage, 3 could not verify.
    """

    def __init__(self, message: str, hint: str = "", code: int = 2) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code
