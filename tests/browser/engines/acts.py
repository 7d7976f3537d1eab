"""What people do in more than one journey."""

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.card import Card
from blueprints.shared.database import db
from tests import cast

from .kept import wait_until_ready_for
from .server import Server
from .surf import Surf


def enter(surf: Surf, server: Server, card: Card) -> None:
    """Sign in, and look at Today until the phone can do without a network."""
    surf.go("/sign-in")
    surf.fill("E-mail", card.email)
    surf.fill("Password", cast.PASSWORD)
    surf.click("Sign in")
    surf.wait_away("Password")
    wait_until_ready_for(surf, id_of(server, card))


def write_down(surf: Surf, name: str) -> None:
    """Keep somebody who has no code."""
    surf.go("/people/new")
    surf.fill("Name", name)
    surf.click("Save")
    surf.wait_for("Three short things, while you remember.")


def id_of(server: Server, card: Card) -> str:
    """Whose card it is."""
    with server.app.app_context():
        return str(db.session.scalars(db.select(Person.id).filter_by(name=card.name)).one())


def names(server: Server) -> list[str]:
    """Whom Wellmet keeps."""
    with server.app.app_context():
        return list(db.session.scalars(db.select(Contact.name)))
