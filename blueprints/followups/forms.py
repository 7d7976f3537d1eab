"""What people type into a checklist and a message: parsed and checked, without a database."""

from datetime import date

from wtforms import Field
from wtforms.validators import ValidationError

from blueprints.contacts.forms import DayField
from blueprints.shared.card import CHANNELS
from blueprints.shared.forms import AtMost, OneOf, PostedForm, ProseField, TextField

from .drafting import LONGEST_PART, PARTS

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


class SendingForm(PostedForm):
    """That a message was sent, and which way."""

    how = TextField(validators=[OneOf("", *CHANNELS)])


class PairForm(PostedForm):
    """Two contacts, by their ids; whether they are known is for the records to say."""

    first = TextField()
    second = TextField()


class BeginForm(PairForm):
    """Whom to introduce, and why: as the page said it when they were chosen."""

    reason = TextField(validators=[AtMost(REASON_LENGTH)])
    need = TextField(validators=[AtMost(WORDS_LENGTH)])
    offer = TextField(validators=[AtMost(WORDS_LENGTH)])


class AnswerForm(PostedForm):
    """What somebody said when they were asked; empty takes it back."""

    answer = TextField(validators=[OneOf("", "yes", "no")])
