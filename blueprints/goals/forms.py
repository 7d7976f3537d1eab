"""What people type about events: parsed and checked, without asking the database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field
from wtforms.validators import ValidationError

from blueprints.shared.forms import AtMost, Needed, OneOf, PostedForm, ProseField, TextField
from blueprints.shared.reach import normal_link
from blueprints.shared.zones import SkippedTime, UnknownZone, known, to_utc

from .attendances import GOAL_LENGTH

LONGEST_EVENT = timedelta(days=14)
NO_ZONE = "There is no time zone of that name. Choose one from the list."
LONGEST_LINK = 500
LONG_LINK = "Written out for the web, that link is too long. Use a shorter one."
NO_TIME = "Write a day and a time, like 2026-12-03 19:00."


class EventForm(PostedForm):
    """What an event is, with its times as the clocks at its place show them."""

    title = TextField(validators=[Needed("Give the event a name."), AtMost(120)])
    starts = TextField(validators=[Needed("When does it start?")])
    ends = TextField(validators=[Needed("When does it end?")])
    zone = TextField(validators=[Needed("In which time zone?")])
    place = TextField(validators=[AtMost(200)])
    link = TextField(validators=[AtMost(LONGEST_LINK)])

    starts_at: datetime
    ends_at: datetime

    def validate_zone(self, field: Field) -> None:
        """The zone must be one the clock knows."""
        if not known(field.data):
            raise ValidationError(NO_ZONE)

    def validate_starts(self, field: Field) -> None:
        """The start must be a time that exists there."""
        self.starts_at = _moment(field.data, self.zone.data)

    def validate_ends(self, field: Field) -> None:
        """The end must exist, follow the start, and come within two weeks of it."""
        self.ends_at = _moment(field.data, self.zone.data)
        starts_at = getattr(self, "starts_at", None)
        if starts_at and self.ends_at <= starts_at:
            raise ValidationError("The end has to come after the start.")
        if starts_at and self.ends_at - starts_at > LONGEST_EVENT:
            raise ValidationError("That is more than two weeks. Plan each part as its own event.")

    def validate_link(self, field: Field) -> None:
        """A link, if any, must lead to a web page."""
        if field.data:
            field.data = _link(field.data)

    def facts(self) -> dict[str, Any]:
        """The event's columns, once the form is valid."""
        return {
            "title": self.title.data,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "zone": self.zone.data,
            "place": self.place.data,
            "link": self.link.data,
        }


class GoalForm(PostedForm):
    """One goal: one sentence. Empty takes it back."""

    goal = TextField(validators=[AtMost(GOAL_LENGTH)])


class PlanForm(PostedForm):
    """Go, or let it slide."""

    plan = TextField(validators=[OneOf("go", "slide")])


class TargetForm(PostedForm):
    """Whom to look for, and how to begin."""

    who = TextField(validators=[Needed("Write down whom to look for."), AtMost(120)])
    why = ProseField(validators=[AtMost(280)])
    offer = ProseField(validators=[AtMost(280)])
    opening = ProseField(validators=[AtMost(280)])


class ReflectionForm(PostedForm):
    """How it turned out."""

    reached = TextField(validators=[OneOf("yes", "partly", "no")])
    learned = ProseField(validators=[AtMost(2000)])
    again = TextField(validators=[OneOf("yes", "no")])


def local(moment: datetime, zone: str) -> str:
    """A moment as a `datetime-local` input wants it: "2026-12-03T19:00" (HTML, 2.3.5.5)."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str, zone: str) -> datetime:
    naive = typed_time(text)
    try:
        return to_utc(naive, zone)
    except UnknownZone:
        # The zone's own field says what is wrong; the time itself may be right.
        return naive.replace(tzinfo=UTC)
    except SkippedTime as error:
        raise ValidationError(str(error)) from None


def typed_time(text: str) -> datetime:
    """A naive time from a `datetime-local` input. Raises ValidationError for what is none."""
    try:
        naive = datetime.strptime(text[:16].replace(" ", "T"), "%Y-%m-%dT%H:%M")  # noqa: DTZ007
    except ValueError:
        raise ValidationError(NO_TIME) from None
    if not 2000 <= naive.year < 2200:
        raise ValidationError("That year is far off. Check it.")
    return naive


def _link(text: str) -> str:
    try:
        link = normal_link(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None
    if len(link) > LONGEST_LINK:
        raise ValidationError(LONG_LINK)
    return link
