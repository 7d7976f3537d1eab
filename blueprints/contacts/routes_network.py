"""*Wide and deep*: the network as a picture."""

from flask.typing import ResponseReturnValue

from blueprints.shared import access, clock
from blueprints.shared.pages import render

from . import network as pages
from .pages import here
from .routes import blueprint
from .standings import standings


@blueprint.get("/network")
def network() -> ResponseReturnValue:
    person = access.me()
    page = pages.network(standings(person), person, here(clock.now(), person))
    return render("contacts/network.html", page)
