"""A new password by a mailed link: asking for the link, and what it leads to."""

from flask import redirect
from flask.typing import ResponseReturnValue

from blueprints.shared import mail, pages
from blueprints.shared.access import public
from blueprints.shared.forms import Shown, empty, shown
from blueprints.shared.limits import only_counted

from . import guessing, letters
from . import pages as of_accounts
from .forms import AddressForm, NewPasswordForm
from .mailed_links import to_mail_another, to_reset
from .models import Person
from .routes import blueprint, let_in


@blueprint.get("/password-reset")
@public
def ask_reset() -> ResponseReturnValue:
    return _ask_page(empty(AddressForm))


@blueprint.post("/password-reset")
@public
@only_counted
def asking_reset() -> ResponseReturnValue:
    form = AddressForm.posted()
    if not mail.configured() or not form.validate():
        return _ask_page(shown(form), 422)
    guessing.count_link()
    letters.offer_reset(form.email.data, Person.of_address(form.email.data))
    return redirect("/password-reset/sent", 303)


@blueprint.get("/password-reset/sent")
@public
def reset_sent() -> ResponseReturnValue:
    return pages.render("accounts/reset_sent.html", {})


@blueprint.get("/password-reset/<token>")
@public
def reset(token: str) -> ResponseReturnValue:
    if to_reset(token) is None:
        return _reset_ended(token)
    return _reset_page(token, empty(NewPasswordForm))


@blueprint.post("/password-reset/<token>")
@public
@only_counted
def resetting(token: str) -> ResponseReturnValue:
    person, form = to_reset(token), NewPasswordForm.posted()
    if person is None:
        return _reset_ended(token)
    form.own = (person.name, person.email)
    if not form.validate():
        return _reset_page(token, shown(form), 422)
    guessing.count_reset()
    person.renew_password(form.password.data)
    person.take_over()
    guessing.forgive(person.email)
    # The session that is let in is a fresh one: what was said before is not in it.
    answer = let_in(person)
    pages.say("Your password is changed. Every other device has been signed out.")
    return answer


@blueprint.post("/password-reset/<token>/another")
@public
@only_counted
def asking_another(token: str) -> ResponseReturnValue:
    person = to_mail_another(token)
    if person is None:
        return _reset_ended(token)
    guessing.count_link()
    letters.offer_another(person, token)
    return redirect("/password-reset/sent", 303)


def _ask_page(form: Shown, status: int = 200) -> ResponseReturnValue:
    page = {"form": form, "mail": mail.configured()}
    return pages.render("accounts/reset_ask.html", page, status)


def _reset_page(token: str, form: Shown, status: int = 200) -> ResponseReturnValue:
    return pages.render("accounts/reset.html", {"form": form, "token": token}, status)


def _reset_ended(token: str) -> ResponseReturnValue:
    another = f"/password-reset/{token}/another" if to_mail_another(token) else ""
    advice = "A link works once, within an hour."
    page = of_accounts.link_ended("/password-reset", advice, another=another)
    return pages.render("accounts/link_ended.html", page, 410)
