"""Today."""

from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue

from blueprints.contacts import lines
from blueprints.followups.models import queue_of
from blueprints.goals.models import Attendance
from blueprints.goals.moment import Moment, moment
from blueprints.shared import clock
from blueprints.shared.access import current_person
from blueprints.shared.pages import render

from . import pages

blueprint = Blueprint("today", __name__)


@blueprint.get("/today")
def today() -> ResponseReturnValue:
    attendances = Attendance.of(current_person.id)
    now = clock.now()
    going = [a.occasion for a in attendances if a.plan != "slide"]
    on = moment(going, now, current_person.zone)
    attendance = next((a for a in attendances if a.event_id == on.event_id), None)
    return _page(on, attendance, attendances)


def _page(
    on: Moment, attendance: Attendance | None, attendances: Sequence[Attendance]
) -> ResponseReturnValue:
    person, now = current_person, clock.now()
    if attendance is None:
        due = lines.due(person.id, pages.here(now, person))
        return render("today/otherwise.html", pages.otherwise(due, attendances, person, now))
    if on.name == "before":
        return render("today/before.html", pages.before(attendance, person))
    if on.name == "morning":
        of = queue_of(attendance, person.followup_cap)
        return render("today/morning.html", pages.morning(attendance, of, person, now))
    met = lines.met_at(attendance.event_id, person.id)
    template = "today/during.html" if on.name == "during" else "today/evening.html"
    return render(template, pages.during(attendance, met, person, now))
