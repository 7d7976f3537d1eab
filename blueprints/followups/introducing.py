"""What to write for an introduction: each is told what they need to decide, and no more.

The first is told that there is somebody, not who: whoever may be asked for help has not agreed to
be named. The second is told who asks, because the first has agreed to just that.
"""

from dataclasses import dataclass

from blueprints.shared.words import first_name


@dataclass(frozen=True)
class Party:
    """One of two people: their name, what they do, how the other would reach them, their words."""

    name: str
    line: str
    reach: str
    words: str


def ask_first(first: Party, me: str) -> str:
    """The question to whoever seeks."""
    return (
        f"Hello {first_name(first.name)}, this is {me}.\n\n"
        f"{_quoted('You told me', first.words)}I know somebody who may be able to help.\n\n"
        "Would you like me to ask them? If so, I would tell them your name and what you are looking"
        " for and, if they agree, how to reach you. If not, that is quite all right."
    )


def ask_second(second: Party, first: Party, me: str) -> str:
    """The question to whoever could help."""
    who = f"{first.name} ({first.line})" if first.line else first.name
    return (
        f"Hello {first_name(second.name)}, this is {me}.\n\n"
        f"{_quoted(f'I met {who}, who told me', first.words, f'I met {who}.')}"
        f"{_quoted('I thought of you', second.words, 'I thought of you.')}\n"
        f"May I introduce the two of you? {first_name(first.name)} would like that, and does not"
        " yet know whom I am asking. If you would rather not, it stays between us."
    )


def nothing_comes(first: Party, me: str) -> str:
    """To whoever said yes, when the other would rather not: not who that was, nor why."""
    return (
        f"Hello {first_name(first.name)}, this is {me}.\n\n"
        f"{_quoted('You told me', first.words)}The introduction I had in mind will not happen"
        " after all; the timing is not right.\n\n"
        "Thank you for trusting me with it. I will keep it in mind, and get back to you if I think"
        " of somebody else."
    )


def introduce(to: Party, other: Party, me: str) -> str:
    """The introduction itself, to one of the two."""
    line = f", {other.line}" if other.line else ""
    reach = f" You can reach {first_name(other.name)} at {other.reach}" if other.reach else ""
    return (
        f"Hello {first_name(to.name)}, as agreed: meet {other.name}{line}.\n\n"
        f"{_quoted(f'{first_name(other.name)} told me', other.words)}You both said yes.{reach}\n\n"
        f"I will leave you to it.\n{me}"
    )


def _quoted(opening: str, words: str, instead: str = "") -> str:
    if words:
        return f"{opening}: “{words}”.\n"
    return f"{instead}\n" if instead else ""
