"""Notes on somebody: written, removed, and restored within a day."""

from flask import abort, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.shared.access import may_wait
from blueprints.shared.forms import shown
from blueprints.shared.pages import say
from blueprints.shared.records import fresh_id, must_own, owned

from .forms import NoteForm
from .models import Contact
from .notes import Note
from .routes import back_to_person, blueprint, person_page

ERASED = "That note is gone for good: a day after it was removed, its words were erased."


@blueprint.post("/people/<id:contact_id>/notes")
@may_wait
def write_note(contact_id: str) -> ResponseReturnValue:
    must_own(Contact, contact_id)
    form = NoteForm.posted()
    if not form.validate():
        return person_page(owned(Contact, contact_id), 422, note=shown(form))
    Note.write(fresh_id(Note), current_user.person_id, contact_id, form.text.data)
    return redirect(f"/people/{contact_id}#notes", 303)


@blueprint.post("/notes/<id:note_id>/removal")
@may_wait
def remove_note(note_id: str) -> ResponseReturnValue:
    removed = owned(Note, note_id)
    removed.remove()
    say("Removed. In a day it is gone.", undo=f"/notes/{note_id}/restoration")
    return back_to_person(removed.contact_id, "notes")


@blueprint.post("/notes/<id:note_id>/restoration")
@may_wait
def restore_note(note_id: str) -> ResponseReturnValue:
    restored = owned(Note, note_id)
    if not restored.restore():
        abort(410, ERASED)
    return back_to_person(restored.contact_id, "notes")
