"""What somebody does, step by step: all that a phone does by itself comes up in one of these."""

from blueprints.shared.ids import derived

from .day_after import DAY_AFTER
from .events import EVENTS
from .forms import LUNCH, Step
from .introductions import INTRODUCTIONS
from .messages import MESSAGES
from .next_steps import NEXT_STEPS
from .people import PEOPLE
from .wrong import WRONG

__all__ = ["LUNCH", "STORIES", "helping"]

# One story after another; "{...}" is the id of somebody or something of that evening, NEW what the
# steps before have made last, FIRST what they made at first.
STORIES: dict[str, list[Step]] = {
    **EVENTS,
    **PEOPLE,
    **DAY_AFTER,
    **MESSAGES,
    **NEXT_STEPS,
    **INTRODUCTIONS,
    **WRONG,
}


def helping(meeting_id: str) -> dict[str, str]:
    """The ids of what a way to help becomes: a promise, and the one after it."""
    first = derived(derived(meeting_id, "help"), "promise")
    return {"help": first, "more_help": derived(first, "promise")}
