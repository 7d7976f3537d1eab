"""Getting in and out."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import Unauthorized

from blueprints.shared import access, pages
from blueprints.shared.access import login, public
from blueprints.shared.acts import KEY_HEADER
from blueprints.shared.card import Card
from blueprints.shared.carried import SECRET, Carried
from blueprints.shared.database import db
from blueprints.shared.forms import empty, shown
from blueprints.shared.limits import only_counted
from blueprints.shared.records import fresh_id
from blueprints.shared.zones import known

from . import guessing, known_browsers, letters, locales
from . import pages as of_accounts
from .devices import Device
from .forms import SignInForm, SignUpForm, kept_address
from .models import Person
from .signals import arrived

blueprint = Blueprint("accounts", __name__)
login.user_loader(Device.find)

WRONG = "That address and password do not match. Check both, or reset the password."
HOME_ZONE, HOME_LOCALE = "UTC", "en_GB"


@blueprint.get("/")
@public
def landing() -> ResponseReturnValue:
    if access.signed_in():
        return redirect("/today")
    return pages.render("accounts/landing.html", {})


@blueprint.get("/sign-up")
@public
def sign_up() -> ResponseReturnValue:
    if access.signed_in():
        return redirect(access.next_place("/today"))
    return _sign_up_page(empty(SignUpForm))


@blueprint.post("/sign-up")
@public
@only_counted
@guessing.tries
@guessing.failures
def signing_up() -> ResponseReturnValue:
    form = SignUpForm.posted()
    if not form.validate():
        return _sign_up_page(shown(form), 422)
    guessing.count_sign_up()
    # Whoever has an account and forgot is let in; so is a post that arrives twice.
    person = Person.with_password(form.email.data, form.password.data) or _new_person(form)
    if person is None:
        return _sign_up_page(shown(form) | {"wrong": guessing.ENOUGH}, 422)
    letters.ask_to_confirm(person)
    return let_in(person)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if access.signed_in():
        return redirect(access.next_place("/today"))
    return _sign_in_page(empty(SignInForm))


@blueprint.post("/sign-in")
@public
@only_counted
@guessing.tries
@guessing.failures
def signing_in() -> ResponseReturnValue:
    form = SignInForm.posted()
    if not form.validate():
        return _sign_in_page(shown(form), 422)
    guessing.count_sign_in()
    person = Person.with_password(kept_address(form.email.data), form.password.data)
    if person is None:
        return _sign_in_page(shown(form) | {"wrong": WRONG}, 422)
    answer, carried = let_in(person), Carried.read(request.form.get("carried", ""))
    return _carried_page(carried) if carried else answer


def ask_to_sign_in() -> ResponseReturnValue:
    """A page leads back after the sign-in; a form is kept through it, but a phone keeps its own."""
    if KEY_HEADER in request.headers:
        raise Unauthorized
    if request.method == "GET":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    carried = Carried.of(request.path, request.form.items(multi=True))
    # No worker sees where a redirect leads: what a password was to confirm must not look done.
    if carried or SECRET & set(request.form):
        return _sign_in_page(empty(SignInForm), 401, carried)
    return redirect("/sign-in", 303)


login.unauthorized_handler(ask_to_sign_in)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    current_user.end()
    return let_out()


def let_in(person: Person) -> ResponseReturnValue:
    """Sign the person in on this device, under a fresh session."""
    opened = Device.open(person, request.user_agent.string)
    if access.signed_in():
        current_user.make_way_for(opened)
    # A session that began before the sign-in may be known to somebody else: it ends here.
    session.clear()
    session.permanent = True
    login_user(opened)
    known_browsers.remember(person)
    return redirect(access.next_place("/today"), 303)


def let_out() -> ResponseReturnValue:
    """Forget who was signed in on this device, and what its browser kept of their pages."""
    logout_user()
    session.clear()
    answer = redirect("/", 303)
    if not _is_webkit(request.user_agent.string):
        answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _is_webkit(browser: str) -> bool:
    # WebKitGTK 2.50 never ends a navigation whose answer clears the cache through a service worker.
    # There a page from the back/forward cache asks the server anew by itself.
    return "AppleWebKit" in browser and "Chrom" not in browser


def _new_person(form: SignUpForm) -> Person | None:
    if not guessing.may_claim(form.email.data):
        return None
    person_id = fresh_id(Person)
    # Looking for the id took the lock of the database, and hashing the password is slow by design.
    db.session.rollback()
    person = Person.add(
        person_id,
        Card(name=form.name.data, email=form.email.data),
        form.password.data,
        form.zone.data if known(form.zone.data) else HOME_ZONE,
        _browser_locale(),
    )
    arrived.send(person, bound_for=access.next_place("/today"))
    return person


def _sign_up_page(form: object, status: int = 200) -> ResponseReturnValue:
    return pages.render("accounts/sign_up.html", {"form": form, **_onward()}, status)


def _sign_in_page(
    form: object, status: int = 200, carried: Carried | None = None
) -> ResponseReturnValue:
    waiting = carried or Carried.read(request.form.get("carried", ""))
    page = of_accounts.sign_in(form, waiting, access.next_place(""))
    return pages.render("accounts/sign_in.html", page, status)


def _carried_page(carried: Carried) -> ResponseReturnValue:
    return pages.render("accounts/carried.html", {"place": "", **carried.shown})


def _onward() -> dict[str, str]:
    return {"next": access.next_place("")}


def _browser_locale() -> str:
    wanted = (language for language, quality in request.accept_languages if quality)
    return locales.best(wanted, HOME_LOCALE)
