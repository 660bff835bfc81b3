"""Which steps of a file are those of one record: two branches may give one number to two records.

A record goes on where a commit made its file of the one before it. What one branch enters while
another enters the same number is a record of its own, wherever the two branches meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from officerepo.history.steps import GONE, Side, Step

Follows = Callable[[str, str], bool]
"""Whether a commit (the first) has another one (the second) in its past."""


@dataclass(slots=True)
class Line:
    """What happened to one record under one number, oldest first; `alive` if it lies there yet.

    A merge is among it where it did something itself: where its file is none of those it brings
    together, or where it leaves out what a branch had made of the file.
    """

    steps: list[Step] = field(default_factory=list)
    alive: bool = False

    def ends_with(self, commit: str) -> bool:
        """Whether a commit took its file away."""
        return any(step.commit == commit and not step.after[1] for step in self.steps)


def lines(
    steps: Sequence[Step],
    follows: Follows,
    is_alike: Callable[[Step, Side], bool],
    is_arrival: Callable[[Step], bool],
) -> list[Line]:
    """Return the records that a file was one after the other, or at once in several branches.

    `steps` are all that happened to it. `is_alike` says whether a step's file begins with the same
    act as one before it, `is_arrival` whether it is that of a record which had another number.
    """
    loom = _Loom(follows)
    for step in steps:
        if step.settled:
            loom.merge(step)
        elif not any(blob for _, blob in step.before):
            loom.enter(step)
        elif not step.after[1]:
            loom.end(step)
        elif is_arrival(step) and loom.is_new(step):
            loom.end(step)
            loom.begin(step._replace(before=(GONE,)))
        else:
            alike = [side for side in step.before if side[1] and is_alike(step, side)]
            loom.go_on(step, alike)
    found = [line for line in loom.lines if line.steps]
    if steps and steps[-1].after[1]:  # what the last commit left lies there yet
        loom.of(steps[-1].after[1]).alive = True
    for line in found:
        line.steps.sort(key=Step.order)
    return found


class _Loom:
    """Lines while they are being made, and which of them each content belongs to."""

    def __init__(self, follows: Follows) -> None:
        self.lines: list[Line] = []
        self._follows = follows
        self._place: dict[str, int] = {}  # content → number of its line
        self._became: dict[str, set[str]] = defaultdict(set)  # content → those made of it

    def of(self, blob: str) -> Line:
        return self.lines[self._place[blob]]

    def _add(self, number: int, step: Step) -> None:
        self.lines[number].steps.append(step)
        for _, blob in step.before:
            self._became[blob].add(step.after[1])
        if step.after[1]:
            self._place.setdefault(step.after[1], number)

    def _by_line(self, before: Iterable[Side]) -> Mapping[int, tuple[Side, ...]]:
        """Return the files that are there before a step by the line each belongs to."""
        found: dict[int, tuple[Side, ...]] = {}
        for side in before:
            if side[1]:
                number = self._place[side[1]]
                found[number] = (*found.get(number, ()), side)
        return found

    def is_new(self, step: Step) -> bool:
        """Whether nobody has seen what a step leaves."""
        return step.after[1] not in self._place

    def begin(self, step: Step) -> None:
        """Add a step that begins a line."""
        self.lines.append(Line())
        self._add(len(self.lines) - 1, step)

    def enter(self, step: Step) -> None:
        """Add a file where none was: it comes back if one of before was, else it is another one."""
        known = self._place.get(step.after[1])
        earlier = [
            (line.steps[-1].order(), number)
            for number, line in enumerate(self.lines)
            if any(self._follows(step.commit, one.commit) for one in line.steps)
        ]
        if earlier:
            self._add(known if known is not None else max(earlier)[1], step)
        elif known is None:
            self.begin(step)

    def end(self, step: Step) -> None:
        """Take the file away from all lines that had it."""
        for number, before in self._by_line(step.before).items():
            self._add(number, step._replace(before=before, after=GONE))

    def go_on(self, step: Step, alike: Sequence[Side]) -> None:
        """Add a file that was made of others; of two records it is the one it begins like."""
        before = self._by_line(step.before)
        known = self._place.get(step.after[1])
        if known is not None and known not in before:  # another record was put in its place
            self.end(step)
            return
        heirs = [known] if known is not None else list(self._by_line(alike)) or list(before)
        first = heirs[0]
        for number in heirs[1:]:
            self._join(first, number)
        for number in before.keys() - set(heirs):
            self._add(number, step._replace(before=before[number], after=GONE))
        kept = (side for side in step.before if not side[1] or self._place[side[1]] == first)
        self._add(first, step._replace(before=tuple(kept)))

    def _join(self, number: int, other: int) -> None:
        """Make two lines one."""
        self.lines[number].steps += self.lines[other].steps
        self.lines[other].steps = []
        self._place.update({b: number for b, n in self._place.items() if n == other})

    def merge(self, step: Step) -> None:
        """Add what a merge did that has the file as one of its parents has it.

        That the later of two versions was taken is what merges do.
        """
        after = step.after[1]
        own = self._place[after] if after else None
        kept: list[Side] = []
        for number, sides in self._by_line(step.before).items():
            left_out = tuple(side for side in sides if not self._leads_to(side[1], after))
            if number == own:
                kept += left_out
            elif after:
                self._add(number, step._replace(before=sides, after=GONE))
            elif left_out:
                self._add(number, step._replace(before=left_out))
        if own is not None and GONE in step.before and self._is_taken_away(own, step.commit):
            kept.append(GONE)
        if own is not None and kept:
            self._add(own, step._replace(before=tuple(kept)))

    def _is_taken_away(self, number: int, commit: str) -> bool:
        """Whether a branch that a commit merges had taken a file away, and did not put it back."""
        steps = self.lines[number].steps
        ends = [step.commit for step in steps if not step.after[1]]
        return any(
            self._follows(commit, end) and not any(self._follows(s.commit, end) for s in steps)
            for end in ends
        )

    def _leads_to(self, start: str, end: str) -> bool:
        """Whether a version became another one, in one step or many."""
        reached, waiting = {start}, [start]
        while waiting and end not in reached:
            fresh = self._became.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting += fresh
        return end in reached
