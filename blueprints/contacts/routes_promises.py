"""The ledger of promises: made, kept, moved, released."""

from flask import redirect
from flask.typing import ResponseReturnValue

from blueprints.shared import access, clock
from blueprints.shared.access import may_wait
from blueprints.shared.forms import shown
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import ledger, pages
from .forms import MovingForm, PromiseForm
from .models import Contact
from .promises import Promise
from .routes import back_to_person, blueprint, person_page


@blueprint.get("/promises")
def promises() -> ResponseReturnValue:
    person = access.me()
    standing, favours = ledger.open_promises(person.id), ledger.kept(person.id)
    page = pages.ledger(standing, favours, person, clock.now())
    return render("contacts/promises.html", page)


@blueprint.post("/people/<id:contact_id>/promises")
@may_wait
def promise(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), PromiseForm.posted()
    if not form.validate():
        return person_page(contact, 422, promise=shown(form))
    mine = form.side.data == "mine"
    contact.promise(fresh_id(Promise), mine, form.promised.data, form.due_on.day)
    return redirect(f"/people/{contact_id}#promises", 303)


@blueprint.post("/promises/<id:promise_id>/moving")
@may_wait
def move_promise(promise_id: str) -> ResponseReturnValue:
    moved, form = owned(Promise, promise_id), MovingForm.posted()
    if not form.validate():
        return person_page(moved.contact, 422, **{f"moving-{promise_id}": shown(form)})
    moved.move(form.due_on.day)
    return back_to_person(moved.contact_id, "promises")


@blueprint.post("/promises/<id:promise_id>/keeping")
@may_wait
def keep_promise(promise_id: str) -> ResponseReturnValue:
    kept = owned(Promise, promise_id)
    kept.keep()
    say("Kept.", f"/promises/{promise_id}/reopening", access.next_place(""))
    return back_to_person(kept.contact_id, "promises")


@blueprint.post("/promises/<id:promise_id>/release")
@may_wait
def release_promise(promise_id: str) -> ResponseReturnValue:
    released = owned(Promise, promise_id)
    released.release()
    say("Released.", f"/promises/{promise_id}/reopening", access.next_place(""))
    return back_to_person(released.contact_id, "promises")


@blueprint.post("/promises/<id:promise_id>/reopening")
@may_wait
def reopen_promise(promise_id: str) -> ResponseReturnValue:
    standing = owned(Promise, promise_id)
    standing.reopen()
    return back_to_person(standing.contact_id, "promises")
