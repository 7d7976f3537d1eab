"""People: finding them, what was said and promised, and letting go."""

from typing import TypeVar

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.accounts.models import Person
from blueprints.shared import access, acts, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.card_form import CardForm
from blueprints.shared.facts import Earlier
from blueprints.shared.forms import Shown, empty, one_line, shown, without_controls
from blueprints.shared.pages import render, say
from blueprints.shared.reach import region_of
from blueprints.shared.records import fresh_id, owned

from . import asking, lines, pages
from .forms import ListenForm, NewPersonForm, NextForm
from .introduced import introduced_of
from .introducer import Namesakes, choices, has_people, introducer, namesakes
from .meetings import Meeting
from .met_where import SHARED, event_asked, met_at
from .might_help import might_help
from .models import Contact
from .planned import is_past
from .promises import Promise

SomeCardForm = TypeVar("SomeCardForm", bound=CardForm)

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/people")
def people() -> ResponseReturnValue:
    return _people_page(let_go=False)


@blueprint.get("/people/let-go")
def people_let_go() -> ResponseReturnValue:
    return _people_page(let_go=True)


@blueprint.get("/people/new")
def write_down() -> ResponseReturnValue:
    return _new_page(empty(NewPersonForm), [])


@blueprint.post("/people")
@may_wait
def writing_down() -> ResponseReturnValue:
    form = _in_region(NewPersonForm.posted())
    owner_id, found = current_person.id, namesakes(current_person.id, form.introducer.data)
    through = _through(form, found) if form.validate() else None
    if form.errors:
        return _new_page(shown(form), found, 422)
    event_id = met_at(owner_id, form.source.data, form.event.data)
    facts = (form.card(), _kept_source(form.source.data), event_id, through)
    contact = Contact.add(owner_id, fresh_id(Contact), *facts)
    return redirect(f"/people/{contact.id}/listening", 303)


@blueprint.get("/people/<id:contact_id>")
def person(contact_id: str) -> ResponseReturnValue:
    return person_page(owned(Contact, contact_id))


@blueprint.get("/people/<id:contact_id>/photo.jpg")
def photo(contact_id: str) -> ResponseReturnValue:
    contact = owned(Contact, contact_id)
    face = Person.shown_face(contact.person_id) if contact.person_id else None
    if face is None:
        raise NotFound
    # The page asks for each new photo under a new address.
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return face, {"Content-Type": "image/jpeg", **kept}


@blueprint.get("/people/<id:contact_id>/edit")
def edit_person(contact_id: str) -> ResponseReturnValue:
    contact = owned(Contact, contact_id)
    return _edit_page(contact, pages.correct(contact))


@blueprint.post("/people/<id:contact_id>")
@may_wait
def editing_person(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), _card_form()
    if not form.validate():
        return _edit_page(contact, shown(form), 422)
    contact.edit(form.card())
    return redirect(f"/people/{contact_id}", 303)


@blueprint.get("/people/<id:contact_id>/listening")
def listen(contact_id: str) -> ResponseReturnValue:
    meeting = _latest_meeting(contact_id)
    return render("contacts/listening.html", pages.listening(meeting))


@blueprint.post("/people/<id:contact_id>/listening")
@may_wait
def listening(contact_id: str) -> ResponseReturnValue:
    meeting, form = _latest_meeting(contact_id), ListenForm.posted()
    if not form.validate():
        return render("contacts/listening.html", pages.listening(meeting, shown(form)), 422)
    meeting.listen(form.heard.data, form.moves_goal.data)
    if form.promised.data:
        promise_id = fresh_id(Promise)
        meeting.contact.promise(promise_id, True, form.promised.data, form.due_on.day)
    return redirect(f"/people/{contact_id}", 303)


@blueprint.post("/people/<id:contact_id>/letting-go")
@may_wait
def let_go(contact_id: str) -> ResponseReturnValue:
    contact = owned(Contact, contact_id)
    contact.let_go()
    undo, back = f"/people/{contact_id}/return", access.next_place("")
    say(f"Let go. {contact.name} will not be told.", undo, back)
    return redirect(access.next_place("/people"), 303)


@blueprint.post("/people/<id:contact_id>/return")
@may_wait
def take_back(contact_id: str) -> ResponseReturnValue:
    owned(Contact, contact_id).take_back()
    return redirect(access.next_place(f"/people/{contact_id}"), 303)


@blueprint.post("/people/<id:contact_id>/next")
@may_wait
def plan_next(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), NextForm.posted()
    if not form.validate() or is_past(contact, form.next_on):
        return person_page(contact, 422, next=shown(form))
    contact.plan_next(form.next_step.data, form.next_on.day)
    return redirect(f"/people/{contact_id}#next", 303)


def _people_page(let_go: bool) -> ResponseReturnValue:
    query = one_line(without_controls(request.args.get("q", "")))[:80]
    skip = max(request.args.get("skip", 0, type=int), 0)
    found = lines.by_name(current_person.id, query, let_go, min(skip, 100_000))
    page = pages.people(found, current_person, clock.now(), query, let_go, skip)
    nobody = not (found or query or let_go)
    page["all_let_go"] = nobody and bool(lines.by_name(current_person.id, let_go=True))
    page["ask_room"] = not let_go and asking.asks(access.me(), clock.now())
    return render("contacts/people.html", page)


def person_page(contact: Contact, status: int = 200, **forms: Shown) -> ResponseReturnValue:
    # It may write, which begins a transaction anew: before anything else is read.
    pair = might_help(contact, clock.now())
    also = Earlier.of_contact(contact.id)
    through = introduced_of(contact)
    page = pages.person(contact.load(), also, access.me(), clock.now(), forms, through)
    page["pair"] = pair
    page["ask_room"] = asking.asks_beside(contact, access.me(), clock.now())
    return render("contacts/person.html", page, status)


def back_to_person(contact_id: str, section: str) -> ResponseReturnValue:
    return redirect(access.next_place(f"/people/{contact_id}#{section}"), 303)


def _new_page(form: Shown, found: Namesakes, status: int = 200) -> ResponseReturnValue:
    asks, several = has_people(current_person.id), choices(found, access.me())
    said = [form[name]["value"] or "" for name in ("source", "event")]
    ways = ("Write somebody down", "/people", "/people", said[0] or "typed")
    page = pages.person_form(form, *ways, asks_introducer=asks, namesakes=several)
    page["event"] = event_asked(current_person.id, *said)
    return render("contacts/person_form.html", page, status)


def _edit_page(contact: Contact, form: Shown, status: int = 200) -> ResponseReturnValue:
    href = f"/people/{contact.id}"
    page = pages.person_form(form, "Correct the card", href, href)
    return render("contacts/person_form.html", page, status)


def _card_form() -> CardForm:
    return _in_region(CardForm.posted())


def _in_region(form: SomeCardForm) -> SomeCardForm:
    form.region = region_of(current_person.locale)
    return form


def _through(form: NewPersonForm, found: Namesakes) -> str | None:
    """Who introduced them; where it is not clear who that is, the form says so."""
    chosen = form.introduced_by.data
    # A phone tells whom the name meant there, when it was typed: by now it may mean others.
    name = "" if acts.current() and chosen else form.introducer.data
    through, wrong = introducer(current_person.id, chosen, name, found)
    form.introducer.errors = [wrong] if wrong else []
    return through


def _kept_source(said: str) -> str:
    return "vcard" if said in ("vcard", SHARED) else "typed"


def _latest_meeting(contact_id: str) -> Meeting:
    meeting = owned(Contact, contact_id).latest_meeting
    if meeting is None:
        raise NotFound
    return meeting
