"""A first draft from what was noted, to be made one's own: a message in five parts, or one line."""

from dataclasses import dataclass

from blueprints.shared.words import first_name

# In the order in which they are read: who writes, what they said, what I can do, why, what next.
PARTS = ("who", "told", "offer", "hope", "step")
LONGEST_PART = 500
LONGEST_LINE = 280

_ENDS = tuple(".!?…。！？:")
_ABOUT = " about “{}”"
_DOOR = ", and do write if I can ever be of use."


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


def line(of: Noted) -> str:
    """One courteous line: who writes, thanks for the talk, and a door left open."""
    place = f"at {of.event}" if of.event else f"on {of.day}"
    thanks = f"{_greeting(of)}: thank you for our talk {place}"
    room = LONGEST_LINE - len(thanks) - len(_ABOUT.format("")) - len(_DOOR)
    heard = _cut(of.heard.split("\n")[0].rstrip("".join(_ENDS)), max(room, 0))
    about = _ABOUT.format(heard) if heard else ""
    return f"{thanks}{about}{_DOOR}"[:LONGEST_LINE]


def draft(of: Noted) -> dict[str, str]:
    """The parts of a message, "" where there is nothing to make one of."""
    next_step = f"{of.next_step}, {of.next_day}" if of.next_day else of.next_step
    return {
        "who": _introduction(of),
        "told": _sentence("You told me: ", of.heard.split("\n")[0]),
        "offer": _sentence("As I promised: ", of.promise),
        "hope": _sentence("What I came for: ", of.goal),
        "step": _sentence("My suggestion: ", next_step) if of.next_step else "",
    }


def missing(parts: dict[str, str]) -> list[str]:
    """The parts that say nothing yet, in their order."""
    return [part for part in PARTS if not parts[part]]


def whole(parts: dict[str, str]) -> str:
    """The message as it is sent."""
    return "\n\n".join(parts[part] for part in PARTS if parts[part])


def _introduction(of: Noted) -> str:
    place = f"at {of.event} on {of.day}" if of.event else f"on {of.day}"
    return f"{_greeting(of)}. We met {place}."[:LONGEST_PART]


def _cut(text: str, room: int) -> str:
    """As many whole words as there is room for."""
    return text if len(text) <= room else text[:room].rpartition(" ")[0]


def _greeting(of: Noted) -> str:
    me = f"{of.me} from {of.organisation}" if of.organisation else of.me
    return f"Hello {first_name(of.to)}, this is {me}"


def _sentence(opening: str, text: str) -> str:
    if not text:
        return ""
    said = opening + text[: LONGEST_PART - len(opening) - 1]
    return said if said.endswith(_ENDS) else f"{said}."
