"""The mails about an account. They hold nothing a stranger could have typed."""

from collections.abc import Sequence

from blueprints.shared import mail, words
from blueprints.shared.access import own_origin
from blueprints.shared.limits import spend

from .mailed_links import confirmation_token, reset_token, signed
from .models import Person

# Anybody can make us write to anybody's address; this is how often.
BUDGET = "5/day"
# A link that has ended brings another, once as long as it can: only who reads the mailbox has it.
_ANOTHER = "1/7days"

CONFIRMATION = """Hello,

somebody, most likely you, uses this address at Wellmet. This page tells when the account was
opened, and asks whether it was you:

{link}

The link works for seven days. If it was not you, say so there, or do nothing: the address stays
unconfirmed.

Wellmet
"""

RESET = """Hello,

somebody, most likely you, asked for a new password at Wellmet. Choose it here:

{links}

The link works once, within an hour. If it was not you, do nothing: the password stays as it is.

Wellmet
"""


def ask_to_confirm(person: Person) -> bool:
    """Mail the link that confirms the person's address, if there is need, means and budget.

    Whether it is on its way.
    """
    if not _can_be_asked(person) or not spend(BUDGET, "confirm", person.email):
        return False
    link = f"{own_origin()}/confirmation/{confirmation_token(person)}"
    mail.send_later(person.email, "Is this your address?", CONFIRMATION.format(link=link))
    return True


def _can_be_asked(person: Person) -> bool:
    return bool(person.email and not person.confirmed_at and mail.configured())


def offer_reset(email: str, people: Sequence[Person]) -> None:
    """Mail each of the accounts at that address a link to a new password, within the budget."""
    # Counted first, so that an address without an account costs what one with an account does. All
    # of those are one name: whoever makes some up would have each of them kept for a day.
    if not spend(BUDGET, "reset", email if people else "") or not people:
        return
    _mail_reset(email, people)


def offer_another(person: Person, token: str) -> None:
    """Mail an account a link to a new password in place of one that ended, whatever the budget.

    Strangers may have used that up, and have had the mailbox get this one.
    """
    if spend(_ANOTHER, "another", signed(token)):
        _mail_reset(person.email, [person])


def _mail_reset(email: str, people: Sequence[Person]) -> None:
    links = "\n\n".join(_reset_line(person, len(people) > 1) for person in people)
    mail.send_later(email, "A new password", RESET.format(links=links))


def _reset_line(person: Person, several: bool) -> str:
    link = f"{own_origin()}/password-reset/{reset_token(person)}"
    since = words.day(person.joined_at, person.zone, person.locale)
    return f"The account of {since}:\n{link}" if several else link
