"""How far an introduction has come: nobody is introduced who has not said yes."""

from dataclasses import dataclass

WHO = ("first", "second")
# An introduction that has ended asks nobody any more.
ENDED = ("introduced", "declined", "withdrawn")


@dataclass(frozen=True)
class Consent:
    """What was asked and answered: "" where nobody has answered, else yes or no."""

    first_asked: bool
    first_answer: str
    second_asked: bool
    second_answer: str
    introduced: bool
    withdrawn: bool


def stage(of: Consent) -> str:
    """What comes next: ask_first, wait_first, ask_second, wait_second, introduce; or how it ended.

    The second person is asked only once the first has said yes: who declines spares the other the
    question, and nobody learns of a no.
    """
    if of.introduced or of.withdrawn:
        return "introduced" if of.introduced else "withdrawn"
    if "no" in (of.first_answer, of.second_answer):
        return "declined"
    if of.first_answer != "yes":
        return "wait_first" if of.first_asked else "ask_first"
    if of.second_answer != "yes":
        return "wait_second" if of.second_asked else "ask_second"
    return "introduce"


def goes_on(before: Consent, after: Consent) -> bool:
    """Whether what had ended asks somebody again."""
    return stage(before) in ENDED and stage(after) not in ENDED


def may_ask(of: Consent, who: str) -> bool:
    """Whether it is that one's turn to be asked, or was already."""
    return stage(of) not in ENDED and (who == "first" or of.first_answer == "yes")


def may_answer(of: Consent, who: str) -> bool:
    """Whether they were asked, and nothing follows from their answer yet."""
    asked = of.first_asked if who == "first" else of.second_asked
    return asked and not of.introduced and not of.withdrawn


def may_let_know(of: Consent) -> bool:
    """Whether the first said yes in vain: a no of the second leaves them waiting."""
    return stage(of) == "declined" and of.first_answer == "yes"


def may_introduce(of: Consent) -> bool:
    """Whether both have said yes."""
    return of.first_answer == of.second_answer == "yes" and not of.withdrawn
