"""Whom to look for at an event: three at most."""

from flask import redirect
from flask.typing import ResponseReturnValue

from blueprints.shared import access
from blueprints.shared.access import may_wait
from blueprints.shared.forms import Shown, empty, shown
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import pages
from .attendances import Attendance
from .forms import TargetForm
from .routes import attendance_at, blueprint, tell_why_not
from .targets import Target

THREE = "Three is the most. Remove one to make room: looking for everybody finds nobody."


# On a page of its own: beside another form, what is typed into one goes when the other is sent.
@blueprint.get("/events/<id:event_id>/targets/new")
def new_target(event_id: str) -> ResponseReturnValue:
    return _new_page(attendance_at(event_id), empty(TargetForm))


@blueprint.post("/events/<id:event_id>/targets")
@may_wait
def name_target(event_id: str) -> ResponseReturnValue:
    attendance, form = attendance_at(event_id), TargetForm.posted()
    if not form.validate():
        return _new_page(attendance, shown(form), 422)
    if Target.add(attendance, fresh_id(Target), form.data) is None:
        form.who.errors = [THREE]
        return _new_page(attendance, shown(form), 422)
    return redirect(f"/events/{event_id}", 303)


@blueprint.get("/targets/<id:target_id>")
def edit_target(target_id: str) -> ResponseReturnValue:
    target = owned(Target, target_id)
    values = pages.target(target)
    return render("goals/target.html", pages.edit_target(target, empty(TargetForm, values)))


@blueprint.post("/targets/<id:target_id>")
@may_wait
def editing_target(target_id: str) -> ResponseReturnValue:
    target, form = owned(Target, target_id), TargetForm.posted()
    if not form.validate():
        return render("goals/target.html", pages.edit_target(target, shown(form)), 422)
    target.edit(form.data)
    return _back_to_event(target)


@blueprint.post("/targets/<id:target_id>/meeting")
@may_wait
def meet_target(target_id: str) -> ResponseReturnValue:
    target = owned(Target, target_id)
    target.meet()
    say(f"You found {target.who}.", undo=f"/targets/{target_id}/missing")
    return _back_to_event(target)


@blueprint.post("/targets/<id:target_id>/missing")
@may_wait
def miss_target(target_id: str) -> ResponseReturnValue:
    target = owned(Target, target_id)
    target.miss()
    return _back_to_event(target)


@blueprint.post("/targets/<id:target_id>/removal")
@may_wait
def remove_target(target_id: str) -> ResponseReturnValue:
    target = owned(Target, target_id)
    target.remove()
    say("Removed.", undo=f"/targets/{target_id}/restoration")
    return _back_to_event(target)


@blueprint.post("/targets/<id:target_id>/restoration")
@may_wait
def restore_target(target_id: str) -> ResponseReturnValue:
    target = owned(Target, target_id)
    if not target.restore():
        tell_why_not(THREE)
    return _back_to_event(target)


def _new_page(attendance: Attendance, form: Shown, status: int = 200) -> ResponseReturnValue:
    return render("goals/target.html", pages.new_target(attendance.event_id, form), status)


def _back_to_event(target: Target) -> ResponseReturnValue:
    return redirect(access.next_place(f"/events/{target.attendance.event_id}"), 303)
