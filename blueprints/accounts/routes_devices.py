"""Where a person is signed in, and the end of it: for a phone that is lost, or was lent."""

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.shared.access import current_person
from blueprints.shared.pages import render, say

from . import pages
from .routes import blueprint
from .sign_ins import SignIn

# What had not gone out stays on its disk, unseen: no server has it (service_worker/whose.js).
FORGETS = "Once Wellmet is opened there with a network, it shows nothing of yours."


@blueprint.get("/me/devices")
def devices() -> ResponseReturnValue:
    signed_in = SignIn.of(current_person.id)
    return render(
        "accounts/devices.html", pages.devices(signed_in, current_user.id, current_person)
    )


@blueprint.post("/me/devices/<id:sign_in_id>/removal")
def ending_device(sign_in_id: str) -> ResponseReturnValue:
    # This device signs out by the button that asks first about what waits on it.
    if sign_in_id != current_user.id:
        current_person.end_sign_in(sign_in_id)
        say(f"Signed out there. {FORGETS}")
    return redirect("/me/devices", 303)


@blueprint.post("/me/devices/removal")
def ending_others() -> ResponseReturnValue:
    current_person.end_sign_ins(but=current_user.id)
    say(f"Signed out everywhere else. {FORGETS}")
    return redirect("/me/devices", 303)
