"""The form of a card: one's own, or that of somebody one met."""

from collections.abc import Callable
from dataclasses import fields

from wtforms import Field
from wtforms.validators import ValidationError

from .card import CHANNELS, LONGEST_NAME, Card
from .forms import AtMost, Needed, OneOf, PostedForm, ProseField, TextField
from .reach import LONGEST_EMAIL, normal_email, normal_link, normal_phone

MOST_LINKS = 5


class CardForm(PostedForm):
    """A card as somebody types it; `region` is whose phone numbers need no country code."""

    name = TextField(validators=[Needed("A name is what people remember."), AtMost(LONGEST_NAME)])
    headline = TextField(validators=[AtMost(120)])
    organisation = TextField(validators=[AtMost(120)])
    email = TextField(validators=[AtMost(LONGEST_EMAIL)])
    phone = TextField(validators=[AtMost(40)])
    links = ProseField()
    looking_for = ProseField(validators=[AtMost(280)])
    can_help = ProseField(validators=[AtMost(280)])
    prefers = TextField(validators=[OneOf("", *CHANNELS)])

    region: str | None = None

    def validate_email(self, field: Field) -> None:
        """An address, if any, must be one."""
        if field.data:
            field.data = _checked(normal_email, field.data)

    def validate_phone(self, field: Field) -> None:
        """A number, if any, becomes E.164."""
        if field.data:
            field.data = _checked(lambda text: normal_phone(text, self.region), field.data)

    def validate_links(self, field: Field) -> None:
        """A few links, one a line, each to a web page."""
        links = field.data.split()
        if len(links) > MOST_LINKS:
            raise ValidationError(f"At most {MOST_LINKS} links, one per line.")
        field.data = "\n".join(_checked(normal_link, link) for link in links)

    def card(self) -> Card:
        """The card, once the form is valid."""
        known = {field.name: self.data[field.name] for field in fields(Card)}
        return Card(**{**known, "links": tuple(self.links.data.split())})


def card_values(card: Card) -> dict[str, str]:
    """A card as its form shows it."""
    return {**card.to_json(), "links": "\n".join(card.links)}


def _checked(normal: Callable[[str], str], text: str) -> str:
    try:
        return normal(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None
