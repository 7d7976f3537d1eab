"""What people type about people: parsed and checked, without asking the database."""

from datetime import date

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from blueprints.shared.forms import AtMost, Needed, OneOf, PostedForm, ProseField, TextField

PROMISE_LENGTH = 280


class DayField(TextField):
    """A day as a `date` input sends it: "2026-12-04"; `day` is it, or None where none was given."""

    day: date | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is no day, or one out of reach."""
        super().pre_validate(form)
        if not self.data:
            return
        try:
            self.day = date.fromisoformat(self.data)
        except ValueError:
            raise ValidationError("Write a day, like 2026-12-04.") from None
        if not 2000 <= self.day.year < 2200:
            raise ValidationError("That year is far from here. Check it.")


class ListenForm(PostedForm):
    """The three questions right after a swap. Each may stay empty."""

    heard = ProseField(validators=[AtMost(2000)])
    promised = TextField(validators=[AtMost(PROMISE_LENGTH)])
    due_on = DayField()
    moves_goal = TextField(validators=[OneOf("", "yes", "maybe", "no")])

    def validate_promised(self, field: Field) -> None:
        """A day alone is no promise."""
        if self.due_on.data and not field.data:
            raise ValidationError("What did you promise for that day?")


class NoteForm(PostedForm):
    """A note."""

    text = ProseField(validators=[Needed("Write a word or two first."), AtMost(2000)])


class PromiseForm(PostedForm):
    """A promise, mine to them or theirs to me."""

    side = TextField(validators=[OneOf("mine", "theirs")])
    promised = TextField(validators=[Needed("What was promised?"), AtMost(PROMISE_LENGTH)])
    due_on = DayField()


class NextForm(PostedForm):
    """What comes next with somebody, and when."""

    next_step = TextField(validators=[AtMost(280)])
    next_on = DayField()

    def validate_next_step(self, field: Field) -> None:
        """A day alone is no step."""
        if self.next_on.data and not field.data:
            raise ValidationError("What happens on that day?")
