"""A first draft of a message, from what was noted: five parts, each to be made one's own."""

from dataclasses import dataclass

# In the order in which they are read: who writes, what they said, what I can do, why, what next.
PARTS = ("who", "told", "offer", "hope", "step")
LONGEST_PART = 500

_ENDS = tuple(".!?…。！？:")


@dataclass(frozen=True)
class Noted:
    """What is known of the meeting, as text that is ready to show; "" where nothing is."""

    to: str
    me: str
    organisation: str
    event: str
    day: str
    heard: str
    promise: str
    goal: str
    next_step: str
    next_day: str


def draft(of: Noted) -> dict[str, str]:
    """The parts of a message, "" where there is nothing to make one of."""
    next_step = f"{of.next_step}, {of.next_day}" if of.next_day else of.next_step
    return {
        "who": _introduction(of),
        "told": _sentence("You told me: ", of.heard.split("\n")[0]),
        "offer": _sentence("As I promised: ", of.promise),
        "hope": _sentence("What I set out for: ", of.goal),
        "step": _sentence("My suggestion: ", next_step) if of.next_step else "",
    }


def missing(parts: dict[str, str]) -> list[str]:
    """The parts that say nothing yet, in their order."""
    return [part for part in PARTS if not parts[part]]


def whole(parts: dict[str, str]) -> str:
    """The message as it is sent."""
    return "\n\n".join(parts[part] for part in PARTS if parts[part])


def _introduction(of: Noted) -> str:
    me = f"{of.me} from {of.organisation}" if of.organisation else of.me
    place = f"at {of.event} on {of.day}" if of.event else f"on {of.day}"
    first = next(iter(of.to.split()), of.to)
    return f"Hello {first}, this is {me}. We met {place}."[:LONGEST_PART]


def _sentence(opening: str, text: str) -> str:
    if not text:
        return ""
    said = opening + text[: LONGEST_PART - len(opening) - 1]
    return said if said.endswith(_ENDS) else f"{said}."
