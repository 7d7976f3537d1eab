"""What people type when they swap: parsed and checked, without asking the database."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.validators import ValidationError

from blueprints.contacts.met_where import SHARED
from blueprints.shared.card import LONGEST_NAME, Card
from blueprints.shared.forms import (
    AtMost,
    Needed,
    OneOf,
    PostedForm,
    ProseField,
    TextField,
)
from blueprints.shared.reach import LONGEST_EMAIL, normal_email, normal_link, normal_phone

from . import compact, content_lines, vcard

LONGEST_CARD_TEXT = 20_000
NO_WAY = "Write an e-mail address, a phone number or a link."


class TypedForm(PostedForm):
    """A code as it stands under its picture, or a link."""

    code = TextField(validators=[Needed("Type the code, or paste the link."), AtMost(500)])


class CardTextForm(PostedForm):
    """A card from another app, as its code holds it, or as that app shared it (`source`)."""

    text = ProseField(validators=[Needed("Paste the vCard here."), AtMost(LONGEST_CARD_TEXT)])
    source = TextField(validators=[OneOf("", SHARED)])

    @classmethod
    def shared(cls) -> "CardTextForm":
        """The form as the system's share sheet fills it: with a file, or with text."""
        file = request.files.get("card")
        text = content_lines.decode(file.read()) if file else ""
        whole = text or request.form.get("text", "")
        held = content_lines.without_attachments(whole)
        return cls(MultiDict({"text": held, "source": SHARED}))

    def read(self) -> Card | None:
        """The card in a valid form; None, and why beside the field, where there is none."""
        try:
            return vcard.read(self.text.data)
        except ValueError as problem:
            self.text.errors = [str(problem)]
            return None

    @property
    def held(self) -> int:
        """How many people the text holds, of whom one is read."""
        return vcard.count(self.text.data)


class SwapForm(PostedForm):
    """Swap, or take only; with the card that the scanned code carried, if it did."""

    mode = TextField(validators=[OneOf("swap", "take")])
    card = TextField(validators=[AtMost(compact.LONGEST)])


class CarryForm(PostedForm):
    """Whether my code carries my card."""

    carry = TextField(validators=[OneOf("yes", "no")])


class ReturnForm(PostedForm):
    """What a guest without an account sends back. `homepage` is out of sight: bots fill it."""

    name = TextField(validators=[Needed("Your name goes here."), AtMost(LONGEST_NAME)])
    reach = TextField(validators=[Needed("One way to reach you goes here."), AtMost(LONGEST_EMAIL)])
    line = ProseField(validators=[AtMost(280)])
    homepage = TextField()

    region: str | None = None
    ways: dict[str, Any]

    def validate_reach(self, field: Field) -> None:
        """It must be an address, a number or a link."""
        try:
            self.ways = _way(field.data, self.region)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    @property
    def card(self) -> Card:
        """What they sent, once the form is valid."""
        return Card(name=self.name.data, **self.ways)


def _way(text: str, region: str | None) -> dict[str, Any]:
    if "@" in text and "/" not in text:
        return {"email": normal_email(text)}
    if text[:1] in "+(" or text[:1].isdigit():
        return {"phone": normal_phone(text, region)}
    if "." not in text or " " in text:
        raise ValueError(NO_WAY)
    return {"links": (normal_link(text),)}
