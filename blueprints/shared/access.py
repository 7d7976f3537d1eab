"""Who may ask: sign-in by default, posts from our own pages only, and safe ways onward."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, LoginManager, current_user
from werkzeug.local import LocalProxy

if TYPE_CHECKING:
    from blueprints.accounts.models import Person

# How far the way onward goes, in characters of ASCII: a receipt keeps it.
LONGEST_WAY = 2000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Stranger(AnonymousUserMixin):  # type: ignore[misc]  # flask_login has no types
    """Whoever is not signed in."""

    person_id = None


login = LoginManager()
login.anonymous_user = Stranger
# A phone's address changes on its way home; its sign-in stays.
login.session_protection = None

current_person = cast("Person", LocalProxy(lambda: current_user.person))


def init_app(app: Flask) -> None:
    login.init_app(app)
    app.before_request(_refuse_cross_site_posts)
    app.before_request(_receive)
    app.before_request(_ask_to_sign_in)


def public(view: View) -> View:
    """Mark a view that strangers may see. Every other one asks for a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def from_anywhere(view: View) -> View:
    """Mark a view whose posts may come from any page: the address itself proves who means it."""
    view.is_from_anywhere = True  # type: ignore[attr-defined]
    return view


def takes(size: int) -> Callable[[View], View]:
    """Let a view take a body of `size` bytes: a photo, where forms are small."""

    def mark(view: View) -> View:
        view.takes = size  # type: ignore[attr-defined]
        return view

    return mark


def may_wait(view: View) -> View:
    """Mark a view whose posts may wait on a phone for a network: signed in, with an `id`."""
    view.may_wait = True  # type: ignore[attr-defined]
    return view


def shared_to(view: View) -> View:
    """Mark the one view that the system's share sheet posts to, from no page at all."""
    view.is_shared_to = True  # type: ignore[attr-defined]
    return view


def runs_acts(view: View) -> View:
    """Mark a view that changes nothing itself: each act it runs is a request of its own."""
    view.runs_acts = True  # type: ignore[attr-defined]
    return view


def me() -> "Person":
    """The current person themselves, for a page that asks them many things.

    `current_person` finds out who that is at each of them.
    """
    return cast("Person", current_user.person)


def signed_in() -> bool:
    """Whether a person is signed in on this device."""
    return bool(current_user.is_authenticated)


def person_id() -> str | None:
    """The current person's id, or None for a stranger."""
    found: str | None = current_user.person_id
    return found


def last_rev() -> int:
    """The current person's last revision, when this request found out who asks."""
    return int(current_user.last_rev)


def own_origin() -> str:
    """Scheme and host of this place, as people reach it: "https://wellmet.example"."""
    return current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")


def next_place(fallback: str) -> str:
    """Where the form's or link's `next` leads, if that is a path on this host, else `fallback`."""
    given = request.values.get("next", "")
    return given if is_own_path(given) and len(quote(given)) <= LONGEST_WAY else fallback


def is_own_path(text: str) -> bool:
    """Whether a redirect to `text` stays on this host."""
    # Some browser reads "//host", a backslash or a control character as the way to another host.
    is_path = text.startswith("/") and not text.startswith("//")
    return is_path and "\\" not in text and text.isprintable()


def only_reads() -> bool:
    """Whether this request changes nothing itself: it only looks, or it runs the acts of others."""
    return request.method in SAFE_METHODS or getattr(view(), "runs_acts", False)


def ask_no_more() -> None:
    """Answer as to a stranger, unless it is known who asks: the database cannot be asked."""
    g.setdefault("_login_user", login.anonymous_user())


def ask_anew() -> ResponseReturnValue | None:
    """Find out once more who asks. Where nobody does any more who has to: the way to sign in."""
    g.pop("_login_user", None)
    return _ask_to_sign_in()


def view() -> Callable[..., object] | None:
    """The view that answers this request; None where there is none."""
    return current_app.view_functions.get(request.endpoint or "")


def from_elsewhere() -> bool:
    """Whether another site's page made the browser ask: by a link, a picture, a script."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def navigates() -> bool:
    """Whether a person looks at this address, and no script of ours asks for it."""
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


def is_script() -> bool:
    """Whether a script asks, and shows what it likes of the answer."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _refuse_cross_site_posts() -> None:
    taken = request.method in SAFE_METHODS or getattr(view(), "is_from_anywhere", False)
    if not taken and not is_same_origin():
        abort(403, "This form did not come from a Wellmet page. Open Wellmet and try there.")


def is_same_origin() -> bool:
    """Whether a page of ours made the browser ask, or its person did, as far as it says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        # No page anywhere can make a browser say "none": only the system, and its person.
        shared = site == "none" and getattr(view(), "is_shared_to", False)
        return site == "same-origin" or shared
    return request.headers.get("Origin") in (own_origin(), request.host_url.rstrip("/"))


def _receive() -> None:
    # Looking up who is signed in begins the transaction of a post, and takes the lock of the
    # database. A phone on a slow network has to be done sending by then.
    request.max_content_length = getattr(view(), "takes", request.max_content_length)
    request.form.keys()


def _ask_to_sign_in() -> ResponseReturnValue | None:
    asked = view()
    if asked is None or getattr(asked, "is_public", False) or signed_in():
        return None
    answer: ResponseReturnValue = login.unauthorized()
    return answer
