"""The one exception a user may meet: something outside the records stops the command."""

from __future__ import annotations

from officerepo.finding import as_values, fill


class Failure(Exception):
    """A command cannot go on; the message says why and `hint` what to do.

    Both are English templates whose `{names}` are filled from `values`, after translation where
    there is one, several names put together as the language does. `code` is the exit code: 2 wrong
    usage, 3 could not verify.
    """

    def __init__(self, message: str, hint: str = "", code: int = 2, **values: object) -> None:
        self.values = as_values(values)
        super().__init__(fill(message, self.values))
        self.message = message
        self.advice = hint
        self.code = code

    @property
    def hint(self) -> str:
        """Return what to do, in English."""
        return fill(self.advice, self.values)
