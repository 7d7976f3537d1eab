"""A person's own pages: the card, the photo, the settings, and the way out."""

from flask import abort, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.shared.access import current_person, takes
from blueprints.shared.card_form import CardForm
from blueprints.shared.forms import SecretField, Shown, TextField, shown
from blueprints.shared.limits import by_person, limiter, only_counted
from blueprints.shared.pages import render, say
from blueprints.shared.reach import region_of
from blueprints.shared.zones import city, known

from . import guessing, letters, pages
from .forms import ChangeAddressForm, ChangePasswordForm, LeaveForm, SettingsForm
from .models import SHAREABLE
from .photos import Photo
from .routes import blueprint, let_out

WRONG = "That is not your password."


@blueprint.get("/me")
def me() -> ResponseReturnValue:
    return render("accounts/me.html", pages.me(current_person))


@blueprint.get("/me/card")
def my_card() -> ResponseReturnValue:
    return _card_page()


@blueprint.post("/me/card")
def editing_my_card() -> ResponseReturnValue:
    form, shared = CardForm.posted(), _shared()
    form.region = region_of(current_person.locale)
    if not form.validate():
        return _card_page(422, form=shown(form), shared=shared)
    current_person.edit_card(form.card(), shared)
    say("Saved.")
    return redirect("/me", 303)


@blueprint.post("/me/photo")
@takes(20 * 1024 * 1024)
@limiter.limit("30/hour", key_func=by_person)
def setting_photo() -> ResponseReturnValue:
    file = request.files.get("photo")
    if not file or not file.filename:
        return _card_page(422, photo_error="Choose a photo first.")
    try:
        current_person.set_photo(file.read())
    except ValueError as refusal:
        return _card_page(422, photo_error=str(refusal))
    return redirect("/me/card", 303)


@blueprint.post("/me/photo/removal")
def removing_photo() -> ResponseReturnValue:
    current_person.remove_photo()
    return redirect("/me/card", 303)


@blueprint.get("/me/photo.jpg")
def my_photo() -> ResponseReturnValue:
    face = Photo.face_of(current_person.id) or abort(404)
    answer = make_response(face, {"Content-Type": "image/jpeg"})
    # The page asks for each new photo under a new address.
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@blueprint.get("/me/settings")
def settings() -> ResponseReturnValue:
    return _settings_page()


@blueprint.post("/me/settings")
def setting() -> ResponseReturnValue:
    form = SettingsForm.posted()
    if not form.validate():
        return _settings_page(422, form=shown(form))
    current_person.settle(form.settings())
    say("Saved.")
    return redirect("/me", 303)


@blueprint.post("/me/zone/<path:zone>")
def living_by(zone: str) -> ResponseReturnValue:
    before = current_person.zone
    if not known(zone):
        abort(404)
    current_person.settle({"zone": zone})
    say(f"Wellmet is on {city(zone)} time now.", undo=f"/me/zone/{before}")
    return redirect("/today", 303)


@blueprint.post("/me/address")
@only_counted
@limiter.limit("10/hour", key_func=by_person)
def changing_address() -> ResponseReturnValue:
    form = ChangeAddressForm.posted()
    if not form.validate() or not _right(form.present) or not _may_have(form.email):
        return _settings_page(422, address_form=shown(form))
    current_person.move_to(form.email.data)
    letters.ask_to_confirm(current_person)
    say(f"You sign in as {form.email.data} now.")
    return redirect("/me", 303)


@blueprint.post("/me/password")
@only_counted
@limiter.limit("10/hour", key_func=by_person)
def changing_password() -> ResponseReturnValue:
    form = ChangePasswordForm.posted()
    form.own = (current_person.name, current_person.email)
    if not form.validate() or not _right(form.present):
        return _settings_page(422, password_form=shown(form))
    current_person.renew_password(form.password.data, but=current_user.id)
    current_user.must_stay()
    say("Your password is changed. Every other device has been signed out.")
    return redirect("/me/settings", 303)


@blueprint.get("/me/delete")
def leave() -> ResponseReturnValue:
    return render("accounts/leave.html", pages.leave())


@blueprint.post("/me/delete")
@only_counted
@limiter.limit("10/hour", key_func=by_person)
def leaving() -> ResponseReturnValue:
    form = LeaveForm.posted()
    if not form.validate() or not _right(form.password):
        return render("accounts/leave.html", pages.leave(shown(form)), 422)
    current_person.delete()
    answer = let_out()
    say("Your account is gone, and everything in it.")
    return answer


def _card_page(
    status: int = 200,
    form: Shown | None = None,
    shared: list[str] | None = None,
    photo_error: str = "",
) -> ResponseReturnValue:
    page = pages.my_card(current_person, form, shared, photo_error)
    return render("accounts/my_card.html", page, status)


def _settings_page(status: int = 200, **typed: Shown) -> ResponseReturnValue:
    return render("accounts/settings.html", pages.settings(current_person, **typed), status)


def _shared() -> list[str]:
    chosen = request.form.getlist("shared")
    # Without a photo there is no box to tick: what was chosen for it stays, for the next one.
    if not current_person.photo_id and "photo" in current_person.shared:
        chosen.append("photo")
    return [field for field in SHAREABLE if field in chosen]


def _right(password: SecretField) -> bool:
    if current_person.password_is(password.data):
        current_user.must_stay()
        return True
    password.errors = [*password.errors, WRONG]
    return False


def _may_have(email: TextField) -> bool:
    if email.data == current_person.email or guessing.may_claim(email.data):
        return True
    email.errors = [*email.errors, guessing.ENOUGH]
    return False
