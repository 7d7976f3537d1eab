"""What people type about people: parsed and checked, without asking the database."""

from datetime import date

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from blueprints.shared.card import LONGEST_NAME
from blueprints.shared.card_form import CardForm
from blueprints.shared.forms import AtMost, Needed, OneOf, PostedForm, ProseField, TextField

from .cadence import Rhythm

PROMISE_LENGTH = 280
# How often somebody may wish to be in touch, by the name in the form.
RHYTHMS = {
    "1-weeks": (1, "weeks"),
    "2-weeks": (2, "weeks"),
    "1-months": (1, "months"),
    "2-months": (2, "months"),
    "3-months": (3, "months"),
    "6-months": (6, "months"),
    "12-months": (12, "months"),
}


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
            raise ValidationError("That year is far off. Check it.")


class NewPersonForm(CardForm):
    """The card of somebody new, and who of those known already introduced them, if anybody.

    Their name as typed, and the id of who was chosen among several. Who reads the form says
    whether that one is known. Where the card comes from is in `source`; where another app shared
    it, `event` is the one at which they were met, if they were.
    """

    introducer = TextField(validators=[AtMost(LONGEST_NAME)])
    introduced_by = TextField()
    source = TextField()
    event = TextField()


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


class MovingForm(PostedForm):
    """Another day for a promise; empty where none is named any more.

    `next` is kept, so that whoever mends a day comes back to where they began.
    """

    due_on = DayField()
    next = TextField()


class NextForm(PostedForm):
    """What comes next with somebody, and when."""

    next_step = TextField(validators=[AtMost(280)])
    next_on = DayField()

    def validate_next_step(self, field: Field) -> None:
        """A day alone is no step."""
        if self.next_on.data and not field.data:
            raise ValidationError("What happens on that day?")


class TouchForm(PostedForm):
    """That they were in touch: who saw to it, and on which day; today, where none is given.

    Who reads the form sets `today`, the day where the person is.
    """

    who = TextField(validators=[OneOf("me", "they", "both")])
    text = TextField(validators=[AtMost(280)])
    touched_on = DayField()
    today: date

    def validate_touched_on(self, _field: Field) -> None:
        """What is to come has not happened."""
        if self.touched_on.day and self.touched_on.day > self.today:
            raise ValidationError("That day is yet to come.")

    @property
    def day(self) -> date:
        """The day on which it was."""
        return self.touched_on.day or self.today


class RhythmForm(PostedForm):
    """How often to be in touch: a choice of RHYTHMS, or a day."""

    rhythm = TextField(validators=[OneOf("", *RHYTHMS)])
    rhythm_on = DayField()

    def chosen(self) -> Rhythm:
        """The rhythm that was chosen."""
        every, unit = RHYTHMS.get(self.rhythm.data, (0, ""))
        return Rhythm(every, unit, self.rhythm_on.day)
