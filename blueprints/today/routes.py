"""Today."""

from datetime import datetime

from flask import Blueprint
from flask.typing import ResponseReturnValue

from blueprints.accounts.models import Person
from blueprints.contacts import index, lines
from blueprints.contacts.keeping_warm import warm
from blueprints.contacts.pages import here
from blueprints.contacts.suggesting import first_pair
from blueprints.contacts.warm import MOST
from blueprints.followups import focus
from blueprints.followups import pages as followups
from blueprints.followups.models import met_at, seated
from blueprints.goals import going
from blueprints.goals.attendances import Attendance
from blueprints.goals.moment import SOON, leading, moment
from blueprints.shared import access, clock
from blueprints.shared.pages import render

from . import pages

blueprint = Blueprint("today", __name__)


@blueprint.get("/today")
def today() -> ResponseReturnValue:
    person, now = access.me(), clock.now()
    occasions = going.occasions(person.id)
    on = moment(occasions, now, person.zone)
    if not on.event_id:
        # It may write, which begins a transaction anew: before anything else is read.
        index.refresh(person.id)
        found = warm(person, here(now, person))
        pair = first_pair(person.id, now) if len(found) < MOST else None
        page = pages.otherwise(found, pair, not occasions, person, now)
        return render("today/otherwise.html", page)
    if on.name == "morning":
        led = leading(occasions, now, person.zone)
        queues = (_morning(occasion.id, person, now) for occasion in led)
        return render("today/morning.html", followups.first_of_somebody(queues))
    return _at_event(on.name, going.at(on.event_id, person.id), person, now)


def _morning(event_id: str, person: Person, now: datetime) -> pages.Page:
    attendance = going.at(event_id, person.id)
    met = met_at(attendance)
    of, thanked = seated(met, person.followup_cap), focus.lines(met, person, now)
    return pages.morning(attendance, of, thanked, person, now)


def _at_event(
    moment_name: str, attendance: Attendance, person: Person, now: datetime
) -> ResponseReturnValue:
    if moment_name == "before":
        due = lines.due(person.id, here(now, person))
        is_near = attendance.event.starts_at <= now + SOON
        kept = [] if is_near else warm(person, here(now, person))
        return render("today/before.html", pages.before(attendance, due, kept, person, now))
    met = lines.met_at(attendance.event_id, person.id)
    template = "today/during.html" if moment_name == "during" else "today/evening.html"
    return render(template, pages.during(attendance, met, person, now))
