"""How somebody is nudged, what they were told, and the ways to stop it."""

from flask import Blueprint, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound, TooManyRequests

from blueprints.shared import access, clock, mail, vapid
from blueprints.shared.access import current_person, from_anywhere, public
from blueprints.shared.forms import Shown, shown
from blueprints.shared.icalendar import MEDIA_TYPE
from blueprints.shared.limits import by_person, limiter, network, spend
from blueprints.shared.pages import render, say

from . import pages
from .calendars import REFRESH, feed
from .forms import NO_PHONE, PhoneForm, WishesForm
from .models import Nudge, Wishes
from .phones import Phone
from .push_services import known
from .stop_links import to_stop

blueprint = Blueprint("notifications", __name__)

# How many of the nudges that were sent are listed.
LISTED = 30
# How often an address that is none may be asked for from one network, and one that is, by anybody.
GUESSES, LOOKS = "60/hour", "60/hour"
ENDED = "That link has ended, or is not whole. Take the newest mail's, or go to Me, then Nudges."
NO_SERVICE = "This browser uses a notification service that this Wellmet does not know."


@blueprint.get("/me/nudges")
def nudges() -> ResponseReturnValue:
    return _nudges_page()


@blueprint.post("/me/nudges")
def wish() -> ResponseReturnValue:
    form = WishesForm.posted()
    if not form.validate():
        return _nudges_page(422, shown(form))
    _mine().settle(form.mail.data, form.quiet)
    say("Saved.")
    return redirect("/me/nudges", 303)


@blueprint.post("/me/nudges/stop")
def stop() -> ResponseReturnValue:
    _mine().stop()
    say("Stopped. Nothing will nudge you.", undo="/me/nudges/return")
    return redirect("/me/nudges", 303)


@blueprint.post("/me/nudges/return")
def go_on() -> ResponseReturnValue:
    _mine().go_on()
    return redirect("/me/nudges", 303)


@blueprint.post("/me/nudges/phones")
@limiter.limit("30/hour", key_func=by_person)
def add_phone() -> ResponseReturnValue:
    form = PhoneForm.posted()
    if not form.validate():
        return {"sentence": NO_PHONE}, 422
    if not known(form.endpoint.data, current_app.config["PUSH_HOSTS"]):
        return {"sentence": NO_SERVICE}, 422
    Phone.add(current_person.id, current_user.id, form.endpoint.data, form.keys)
    return "", 204


@blueprint.post("/me/nudges/phones/<id:phone_id>/removal")
def remove_phone(phone_id: str) -> ResponseReturnValue:
    for phone in Phone.of(current_person.id):
        if phone.id == phone_id:
            phone.forget()
            return redirect("/me/nudges", 303)
    raise NotFound


@blueprint.post("/me/nudges/calendar")
@limiter.limit("30/hour", key_func=by_person)
def open_calendar() -> ResponseReturnValue:
    _mine().open_calendar()
    return redirect("/me/nudges#calendar", 303)


@blueprint.post("/me/nudges/calendar/removal")
def close_calendar() -> ResponseReturnValue:
    _mine().close_calendar()
    say("That address has ended. Calendars that follow it keep what they have.")
    return redirect("/me/nudges#calendar", 303)


@blueprint.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    wishes = Wishes.by_token(token)
    # Whoever asks for one that is there is not counted by network: many come from one place.
    of = (LOOKS, "calendar looks", wishes.person_id) if wishes else (GUESSES, "calendar", network())
    if not spend(*of):
        raise TooManyRequests
    if wishes is None:
        raise NotFound
    held = feed(wishes.person, clock.now(), access.own_origin())
    answer = current_app.response_class(held, content_type=MEDIA_TYPE)
    answer.headers["Cache-Control"] = f"private, max-age={int(REFRESH.total_seconds())}"
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/nudges/stop/<token>")
@public
def ask_to_stop(token: str) -> ResponseReturnValue:
    # Only asks: mail scanners follow links.
    wishes = _to_stop(token)
    return render("notifications/stop.html", pages.stopping(token, wishes))


@blueprint.post("/nudges/stop/<token>")
@public
@from_anywhere
def stop_by_mail(token: str) -> ResponseReturnValue:
    wishes = _to_stop(token)
    wishes.stop_mail()
    # A page, not a way on: mail programs that post follow none (RFC 8058, 3.1).
    return render("notifications/stop.html", pages.stopping(token, wishes))


@blueprint.post("/nudges/stop/<token>/return")
@public
def go_on_by_mail(token: str) -> ResponseReturnValue:
    wishes = _to_stop(token)
    wishes.regret()
    return redirect(f"/nudges/stop/{token}", 303)


def _to_stop(token: str) -> Wishes:
    return to_stop(token) or abort(410, ENDED)


def _mine() -> Wishes:
    return Wishes.of(current_person.id)


def _nudges_page(status: int = 200, form: Shown | None = None) -> ResponseReturnValue:
    wishes = _mine()
    page = pages.nudges(
        wishes,
        Phone.of(current_person.id),
        Nudge.sent_to(current_person.id, LISTED),
        here=current_user.id,
        by_mail=mail.configured(),
        key=vapid.public_half(current_app.config["VAPID_PRIVATE_KEY"]),
        calendar=_calendar_address(wishes.calendar_token),
        form=form,
    )
    return render("notifications/nudges.html", page, status)


def _calendar_address(token: str | None) -> str:
    return f"{access.own_origin()}/calendar/{token}.ics" if token else ""
