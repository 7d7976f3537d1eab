"""Which word stands when one person says something twice, on two phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """When something was said, as text that sorts as time does, and on which phone ("" on none).

    `rev` is the revision in which it was noted; of a new word, the latest its phone had seen.
    """

    at: str
    rev: int
    phone: str


@dataclass(frozen=True)
class Verdict:
    """Whether the new word stands from now on, and whether the one that does not is kept aside."""

    stands: bool
    keeps_other: bool


def weigh(old: Word | None, new: Word) -> Verdict:
    """The later word stands. What it replaces is kept, if whoever said it had not seen that.

    One phone's words stand in the order in which it sends them, whatever its clock says.
    """
    if old is None or (new.phone and new.phone == old.phone):
        return Verdict(stands=True, keeps_other=False)
    if new.at < old.at:
        return Verdict(stands=False, keeps_other=True)
    return Verdict(stands=True, keeps_other=old.rev > new.rev)
