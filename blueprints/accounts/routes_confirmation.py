"""What the link leads to that asks whether an address is somebody's: it is, or it is not."""

from flask import Response, abort, redirect, session
from flask.typing import ResponseReturnValue

from blueprints.shared import access, mail, pages
from blueprints.shared.access import current_person, public
from blueprints.shared.limits import by_person, limiter, only_counted

from . import guessing, known_browsers, letters
from . import pages as of_accounts
from .mailed_links import asked_about, to_confirm
from .models import Person
from .routes import blueprint
from .sign_ins import SignIn

NO_MORE_LINKS = (
    "No more links go to that address today. Check your mail: say there which account you did not "
    "open, and ask again. Or try again tomorrow."
)
ASK_AGAIN = "Ask for a new one on your page. If you did not open the account, you need do nothing."
FREE = "Thank you. What was done with that account is forgotten: your address can be used at once."

# The link by which this browser said that an account is not theirs.
_REFUSED = "refused"


@blueprint.post("/me/confirmation")
@only_counted
@limiter.limit("5/hour", key_func=by_person)
def send_confirmation() -> ResponseReturnValue:
    sent = letters.ask_to_confirm(current_person)
    pages.say(f"A link is on its way to {current_person.email}." if sent else _why_no_link())
    return redirect("/me", 303)


@blueprint.get("/confirmation/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    # Only asks: mail scanners follow links, and must not confirm anything by it.
    person, email = asked_about(token)
    if person is None or _has_left(person, email):
        return _left_page(token, email)
    if not person.email:
        page = {"token": token, "may_return": _has_refused(token)}
        return pages.render("accounts/refused.html", page)
    page = of_accounts.confirm(person, SignIn.of(person.id), token)
    return pages.render("accounts/confirm.html", page)


@blueprint.post("/confirmation/<token>")
@public
def confirming(token: str) -> ResponseReturnValue:
    person = to_confirm(token) or abort(_ended())
    person.confirm()
    if access.person_id() == person.id:
        known_browsers.remember(person)
    pages.say("Your address is confirmed.")
    return redirect("/me" if access.signed_in() else "/sign-in", 303)


@blueprint.post("/confirmation/<token>/refusal")
@public
def refusing(token: str) -> ResponseReturnValue:
    person, email = asked_about(token)
    if not email:
        return _ended()
    # An old letter shuts nobody out: once it is confirmed, its page tells of the way that is left.
    if person and person.email == email and not person.confirmed_at:
        person.lose_address()
        session[_REFUSED] = token
    if person is None or _has_left(person, email):
        pages.say(FREE)
    # Also where the account has left: it may have used up the counts of an address and gone on.
    guessing.forgive_refusing(email, token)
    return redirect(f"/confirmation/{token}", 303)


@blueprint.post("/confirmation/<token>/return")
@public
def giving_back(token: str) -> ResponseReturnValue:
    person, email = asked_about(token)
    if person is None:
        return _ended()
    if not person.email and _has_refused(token):
        person.move_to(email)
    return redirect(f"/confirmation/{token}", 303)


def _has_refused(token: str) -> bool:
    # Nobody else: a letter to an address from before must not take the account there again.
    return session.get(_REFUSED) == token


def _has_left(person: Person, email: str) -> bool:
    return person.email not in ("", email)


def _left_page(token: str, email: str) -> Response:
    """For a link whose account is gone, or at another address; without an `email` it is no link."""
    refusal = f"/confirmation/{token}/refusal" if email else ""
    return _ended(refusal)


def _why_no_link() -> str:
    if not current_person.email:
        return "Your account has no address. Write yours in the settings."
    if current_person.confirmed_at:
        return "Your address is confirmed already."
    if not mail.configured():
        return "This Wellmet has no mail server, so it cannot send you a link."
    return NO_MORE_LINKS


def _ended(refusal: str = "") -> Response:
    page = of_accounts.link_ended("/me", ASK_AGAIN, refusal=refusal)
    return pages.render("accounts/link_ended.html", page, 410)
