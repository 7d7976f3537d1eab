"""Being in touch: what was between two people since they met, and how often it should be."""

from flask import redirect
from flask.typing import ResponseReturnValue

from blueprints.shared import clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.forms import shown
from blueprints.shared.pages import say
from blueprints.shared.records import fresh_id, owned

from . import pages
from .forms import RhythmForm, TouchForm
from .models import Contact
from .routes import back_to_person, blueprint, person_page
from .touches import Touch


@blueprint.post("/people/<id:contact_id>/touches")
@may_wait
def log_touch(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), TouchForm.posted()
    form.today = pages.here(clock.now(), current_person)
    if not form.validate():
        return person_page(contact, 422, touch=shown(form))
    Touch.log(contact, fresh_id(Touch), form.who.data, form.day, text=form.text.data)
    return redirect(f"/people/{contact_id}#touch", 303)


@blueprint.post("/touches/<id:touch_id>/removal")
@may_wait
def remove_touch(touch_id: str) -> ResponseReturnValue:
    removed = owned(Touch, touch_id)
    removed.remove()
    say("Removed.", undo=f"/touches/{touch_id}/restoration")
    return back_to_person(removed.contact_id, "touch")


@blueprint.post("/touches/<id:touch_id>/restoration")
@may_wait
def restore_touch(touch_id: str) -> ResponseReturnValue:
    restored = owned(Touch, touch_id)
    restored.restore()
    return back_to_person(restored.contact_id, "touch")


@blueprint.post("/people/<id:contact_id>/rhythm")
@may_wait
def keep_rhythm(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), RhythmForm.posted()
    if not form.validate():
        return person_page(contact, 422, rhythm=shown(form))
    contact.keep_rhythm(form.chosen())
    return redirect(f"/people/{contact_id}#touch", 303)
