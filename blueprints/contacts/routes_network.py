"""*Wide and deep*: the network as a picture."""

from flask.typing import ResponseReturnValue

from blueprints.shared import access
from blueprints.shared.pages import render

from . import network as pages
from .routes import blueprint
from .standings import standings


@blueprint.get("/network")
def network() -> ResponseReturnValue:
    person = access.me()
    return render("contacts/network.html", pages.network(standings(person), person))
