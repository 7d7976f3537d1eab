"""What people type into a checklist: parsed and checked, without asking the database."""

from datetime import date

from wtforms import Field
from wtforms.validators import ValidationError

from blueprints.contacts.forms import DayField
from blueprints.shared.forms import AtMost, OneOf, PostedForm, ProseField, TextField


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
