"""What people type into a checklist and a message: parsed and checked, without a database."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from wtforms import Field
from wtforms.validators import ValidationError

from blueprints.contacts.forms import DayField
from blueprints.goals.forms import NO_ZONE, typed_time
from blueprints.shared.card import CHANNELS
from blueprints.shared.forms import AtMost, Needed, OneOf, PostedForm, ProseField, TextField
from blueprints.shared.zones import known, to_utc

from .drafting import LONGEST_LINE, LONGEST_PART, PARTS
from .proposing import KINDS

MINUTES = "Between 15 minutes and three hours."
PAST = "That time has passed."
TWICE = "That time is already there."

_DIGITS = re.compile(r"[0-9]{2,3}")

# How much an introduction keeps of its reason, and of the words it quotes.
REASON_LENGTH = 400
WORDS_LENGTH = 140


class StepForm(PostedForm):
    """How a step ended, with what was written and for which day."""

    state = TextField(validators=[OneOf("", "done", "scheduled", "let_go")])
    text = ProseField(validators=[AtMost(2000)])
    due_on = DayField()

    def validate_text(self, field: Field) -> None:
        """What is scheduled has to be said, in a line of the ledger or the person's page."""
        if self.state.data != "scheduled":
            return
        if not field.data:
            raise ValidationError("What will you do?")
        if len(field.data) > 280:
            raise ValidationError("At most 280 characters; put the rest in a note.")

    def validate_due_on(self, _field: Field) -> None:
        """What is scheduled needs a day."""
        if self.state.data == "scheduled" and self.due_on.day is None:
            raise ValidationError("On which day?")

    @property
    def day(self) -> date | None:
        """The day it is scheduled for."""
        return self.due_on.day


class MessageForm(PostedForm):
    """The five parts of a message. Some may wait, not all."""

    who = ProseField(validators=[AtMost(LONGEST_PART)])
    told = ProseField(validators=[AtMost(LONGEST_PART)])
    offer = ProseField(validators=[AtMost(LONGEST_PART)])
    hope = ProseField(validators=[AtMost(LONGEST_PART)])
    step = ProseField(validators=[AtMost(LONGEST_PART)])

    def validate_who(self, _field: Field) -> None:
        """An empty message is none."""
        if not any(self.parts.values()):
            raise ValidationError("Write a word or two first.")

    @property
    def parts(self) -> dict[str, str]:
        """The parts by name."""
        return {part: self[part].data for part in PARTS}


class LineForm(PostedForm):
    """One courteous line."""

    line = TextField(validators=[Needed("Write a word or two first."), AtMost(LONGEST_LINE)])


class SendingForm(PostedForm):
    """That a message was sent, and which way."""

    how = TextField(validators=[OneOf("", *CHANNELS)])


class ProposalForm(PostedForm):
    """What comes next with somebody: times by the clocks of whoever proposes, the other's zone."""

    kind = TextField(validators=[OneOf(*KINDS)])
    first = TextField(validators=[Needed("Two times at least: when would suit you?")])
    second = TextField(validators=[Needed("One more time, so that there is a choice.")])
    third = TextField()
    minutes = TextField()
    place = TextField(validators=[AtMost(300)])
    zone = TextField(validators=[Needed("Choose their time zone.")])

    moments: list[datetime]

    def validate_first(self, field: Field) -> None:
        """A time, where there is one."""
        if field.data:
            typed_time(field.data)

    validate_second = validate_first
    validate_third = validate_first

    def validate_minutes(self, field: Field) -> None:
        """As long as people talk in one go."""
        if not (_DIGITS.fullmatch(field.data) and 15 <= int(field.data) <= 180):
            raise ValidationError(MINUTES)

    def validate_zone(self, field: Field) -> None:
        """The zone must be one the clock knows."""
        if not known(field.data):
            raise ValidationError(NO_ZONE)

    def fits(self, here: str, now: datetime) -> bool:
        """Whether clocks in the zone `here` show each of the times, once, and yet to come."""
        fields = [field for field in (self.first, self.second, self.third) if field.data]
        moments: list[datetime] = []
        for field in fields:
            try:
                moments.append(self._moment(field.data, here, now, moments))
            except ValueError as error:
                field.errors = [str(error)]
        self.moments = sorted(moments)
        return len(moments) == len(fields)

    def _moment(self, text: str, here: str, now: datetime, others: Sequence[datetime]) -> datetime:
        moment = to_utc(typed_time(text), here)
        if moment in others:
            raise ValueError(TWICE)
        if moment <= now:
            raise ValueError(PAST)
        return moment


class ChoiceForm(PostedForm):
    """Which of the times they chose."""

    moment = TextField()


class PairForm(PostedForm):
    """Two contacts, by their ids; whether they are known is for the records to say."""

    first = TextField()
    second = TextField()


class BeginForm(PairForm):
    """Whom to introduce, and why: as the page said it when they were chosen."""

    # No line of one's own: it keeps the marks between what runs from right to left and the rest.
    reason = ProseField(validators=[AtMost(REASON_LENGTH)])
    need = TextField(validators=[AtMost(WORDS_LENGTH)])
    offer = TextField(validators=[AtMost(WORDS_LENGTH)])


class AnswerForm(PostedForm):
    """What somebody said when they were asked; empty takes it back."""

    answer = TextField(validators=[OneOf("", "yes", "no")])
