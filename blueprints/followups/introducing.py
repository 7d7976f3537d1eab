"""What to write for an introduction: each is told what they need to decide, and no more.

The first is told that there is somebody, not who: whoever may be asked for help has not agreed to
be named. The second is told who asks, because the first has agreed to just that.
"""

from dataclasses import dataclass

from blueprints.contacts.reasons import first_name


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
        "Would you like me to ask them? If so, I would give them your name, tell them what you"
        " are after, and once they agree, how to reach you. If not, that is quite all right."
    )


def ask_second(second: Party, first: Party, me: str) -> str:
    """The question to whoever could help."""
    who = f"{first.name} ({first.line})" if first.line else first.name
    return (
        f"Hello {first_name(second.name)}, this is {me}.\n\n"
        f"{_quoted(f'I met {who}, who told me', first.words, f'I met {who}.')}"
        f"{_quoted('I thought of you', second.words, 'I thought of you.')}\n"
        f"May I introduce you to each other? {first_name(first.name)} would like that, and does"
        " not know yet whom I ask. If it does not suit you, I keep it to myself."
    )


def nothing_comes(first: Party, me: str) -> str:
    """To whoever said yes, when the other would rather not: not who that was, nor why."""
    return (
        f"Hello {first_name(first.name)}, this is {me}.\n\n"
        f"{_quoted('You told me', first.words)}The introduction I had in mind does not come about:"
        " it is not the moment for it.\n\n"
        "Thank you for trusting me with it. I keep it in mind, and ask you again when I know"
        " of somebody else."
    )


def introduce(to: Party, other: Party, me: str) -> str:
    """The introduction itself, to one of the two."""
    line = f", {other.line}" if other.line else ""
    reach = f" You reach {first_name(other.name)} here: {other.reach}" if other.reach else ""
    return (
        f"Hello {first_name(to.name)}, as you agreed: meet {other.name}{line}.\n\n"
        f"{_quoted(f'{first_name(other.name)} told me', other.words)}You both said yes.{reach}\n\n"
        f"I leave you to it.\n{me}"
    )


def _quoted(opening: str, words: str, instead: str = "") -> str:
    if words:
        return f"{opening}: “{words}”.\n"
    return f"{instead}\n" if instead else ""
