"""More people than one can keep in touch with: whom one could let go, or keeps."""

from flask import redirect
from flask.typing import ResponseReturnValue

from blueprints.shared import access, clock
from blueprints.shared.access import may_wait
from blueprints.shared.pages import render, say
from blueprints.shared.records import owned

from . import asking as pages
from .models import Contact
from .room import RESTS
from .routes import blueprint


@blueprint.get("/people/room")
def room() -> ResponseReturnValue:
    return render("contacts/room.html", pages.room(access.me(), clock.now()))


@blueprint.post("/people/<id:contact_id>/keeping")
@may_wait
def keeping(contact_id: str) -> ResponseReturnValue:
    contact = owned(Contact, contact_id)
    contact.make_room_for()
    say(
        f"Kept. Wellmet will not ask about {contact.name} for {RESTS.days} days.",
        undo=_undo(contact_id),
    )
    return redirect("/people/room", 303)


@blueprint.post("/people/<id:contact_id>/keeping/removal")
@may_wait
def asking_again(contact_id: str) -> ResponseReturnValue:
    owned(Contact, contact_id).ask_again()
    return redirect("/people/room", 303)


def _undo(contact_id: str) -> str:
    return f"/people/{contact_id}/keeping/removal"
