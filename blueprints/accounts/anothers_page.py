"""A form on a page that was made for one person, sent when another has signed in since."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.shared import access, pages
from blueprints.shared.carried import Carried
from blueprints.shared.forms import empty

from . import pages as of_accounts
from .forms import SignInForm
from .routes import blueprint

MADE_FOR_ANOTHER = "This page was made for somebody else."


@blueprint.before_app_request
def refuse_anothers_page() -> ResponseReturnValue | None:
    """A page with what was typed, for its person to sign in and send; None where it is theirs."""
    # Pages from before, and those for strangers, do not say whose they are.
    whose = request.form.get("whose", "")
    if not whose or not access.signed_in() or whose == access.person_id():
        return None
    carried = Carried.of(request.path, request.form.items(multi=True))
    page = {
        "place": "",
        "sentence": MADE_FOR_ANOTHER,
        "as_name": current_user.person.name,
        "typed": carried.typed if carried else [],
        **of_accounts.sign_in(empty(SignInForm), carried),
    }
    return pages.render("accounts/anothers_page.html", page, 409)
