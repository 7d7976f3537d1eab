"""What people type to get in: parsed and checked, without asking the database."""

from collections.abc import Collection
from typing import Any

from wtforms import BooleanField, Field, Form
from wtforms.validators import ValidationError

from blueprints.shared import zones
from blueprints.shared.card import LONGEST_NAME
from blueprints.shared.forms import (
    AtMost,
    Needed,
    OneOf,
    PostedForm,
    SecretField,
    TextField,
    one_line,
)
from blueprints.shared.reach import LONGEST_EMAIL, normal_email

from . import locales
from .common_passwords import is_common
from .passwords import opaque

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200
CAPACITIES = tuple(str(count) for count in range(5, 51))
FOLLOWUP_CAPS = tuple(str(count) for count in range(1, 13))


class Address:
    """An e-mail address, kept in lower case so that one mailbox is one address."""

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = normal_email(field.data).lower()
        except ValueError as error:
            raise ValidationError(str(error)) from None


ADDRESS = [Needed("Your e-mail address goes here."), AtMost(LONGEST_EMAIL), Address()]


def kept_address(text: str) -> str:
    """What somebody types as their address, as it was kept when they signed up with it.

    Text that is no address is given back in lower case, no longer than an address. What a form
    takes out of a line is taken out here too: it would else make many addresses of one.
    """
    line = one_line(text)
    try:
        return normal_email(line).lower()
    except ValueError:
        return line.lower()[:LONGEST_EMAIL]


class GoodPassword:
    """Long enough, and not what a stranger tries first (NIST SP 800-63B, 3.1.1.2)."""

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.data or "") > LONGEST_PASSWORD:
            raise ValidationError(f"Use at most {LONGEST_PASSWORD} characters.")
        password = opaque(field.data or "")
        if len(password) < SHORTEST_PASSWORD:
            raise ValidationError(f"Use at least {SHORTEST_PASSWORD} characters.")
        if _guessed_first(form, password):
            raise ValidationError("A stranger would try that one early. Use a few words instead.")


class SignUpForm(PostedForm):
    """A name, an address and a password: all that is needed to be in."""

    name = TextField(validators=[Needed("Tell people your name."), AtMost(LONGEST_NAME)])
    email = TextField(validators=ADDRESS)
    password = SecretField(validators=[GoodPassword()])
    zone = TextField()


class SignInForm(PostedForm):
    """An address and a password, as they are; whether they are right is not a form's to say."""

    email = TextField(validators=[Needed("Your e-mail address goes here.")])
    password = SecretField(validators=[Needed("Your password goes here."), AtMost(200)])


class AddressForm(PostedForm):
    """An address: whose password is to be reset, or where somebody is to be found from now on."""

    email = TextField(validators=ADDRESS)


class NewPasswordForm(PostedForm):
    """A new password, for somebody whose `own` name and address would be guessed first."""

    own: Collection[str] = ()
    password = SecretField(validators=[GoodPassword()])


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one."""

    present = SecretField(validators=[Needed("Your current password goes here."), AtMost(200)])


class ChangeAddressForm(AddressForm):
    """The present password, and the address to sign in with from now on."""

    present = SecretField(validators=[Needed("Your current password goes here."), AtMost(200)])


class LeaveForm(PostedForm):
    """The password once more, before something that cannot be undone."""

    password = SecretField(validators=[Needed("Your password goes here."), AtMost(200)])


class SettingsForm(PostedForm):
    """Where and how a person reads the time, how many people they follow up, and keep."""

    zone = TextField()
    locale = TextField(validators=[AtMost(locales.LONGEST)])
    followup_cap = TextField(validators=[OneOf(*FOLLOWUP_CAPS)])
    # Empty in a page that is older than the setting.
    capacity = TextField(validators=[OneOf("", *CAPACITIES)])
    card_in_code = BooleanField()

    def validate_zone(self, field: Field) -> None:
        """A zone there is."""
        if not zones.known(field.data):
            raise ValidationError("There is no such time zone. Choose one of these.")

    def validate_locale(self, field: Field) -> None:
        """A locale that days and hours can be written in."""
        if not locales.known(field.data):
            raise ValidationError("Choose one of these.")

    def settings(self) -> dict[str, Any]:
        """The settings, once the form is valid."""
        numbers = ("followup_cap", "capacity")
        others = {name: value for name, value in self.data.items() if name not in numbers}
        return others | {name: int(self[name].data) for name in numbers if self[name].data}


def _guessed_first(form: Form, password: str) -> bool:
    typed = (form.data.get(name) or "" for name in ("name", "email"))
    own = {str(one).lower() for one in (*typed, *getattr(form, "own", ()))}
    return password.lower() in own or len(set(password)) < 4 or is_common(password)
