"""On which day something may come next with somebody."""

from blueprints.shared import acts, clock
from blueprints.shared.access import current_person

from .forms import DayField
from .models import Contact
from .pages import here

PAST = "That day is past."


def is_past(contact: Contact, field: DayField) -> bool:
    """Whether the day of a plan is past, which its field then says."""
    # What is planned already may stay as it is. What waited was looked at where it was made, when
    # it was made: here another phone's plan may stand by now.
    if field.day is None or field.day == contact.next_on or acts.current():
        return False
    past = field.day < here(clock.now(), current_person)
    field.errors = [PAST] if past else []
    return past
