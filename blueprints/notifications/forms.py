"""What people say of how they wish to be nudged: parsed and checked, without the database."""

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from blueprints.shared.forms import OneOf, PostedForm, TextField

from .nudging import Quiet
from .push_services import LONGEST, good_keys

HOURS = tuple(str(hour) for hour in range(24))
NO_PHONE = "This browser did not say how to reach it."


class WishesForm(PostedForm):
    """Whether mail may come, and when nothing may."""

    mail = BooleanField()
    quiet_from = TextField(validators=[OneOf(*HOURS)])
    quiet_until = TextField(validators=[OneOf(*HOURS)])

    def validate_quiet_until(self, field: Field) -> None:
        """A night has an end."""
        if field.data == self.quiet_from.data:
            raise ValidationError("Choose another hour: a night ends after it begins.")

    @property
    def quiet(self) -> Quiet:
        """The quiet hours, once the form is valid."""
        return Quiet(int(self.quiet_from.data), int(self.quiet_until.data))


class PhoneForm(PostedForm):
    """A browser's address at its push service, and its keys, as the browser itself gives them.

    Whether the address is at a service that is known, the settings say.
    """

    endpoint = TextField()
    p256dh = TextField()
    auth = TextField()

    def validate_endpoint(self, field: Field) -> None:
        """An address there is, of a length that can be kept."""
        if not 0 < len(field.data) <= LONGEST:
            raise ValidationError(NO_PHONE)

    def validate_auth(self, field: Field) -> None:
        """Keys that something can be encrypted for."""
        if not good_keys(self.p256dh.data, field.data):
            raise ValidationError(NO_PHONE)

    @property
    def keys(self) -> dict[str, str]:
        """The keys, once the form is valid."""
        return {"p256dh": self.p256dh.data, "auth": self.auth.data}
