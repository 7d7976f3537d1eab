"""My code, the scan, the swap, and the card that anybody with its link can see."""

from collections.abc import Sequence

from flask import Blueprint, current_app, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.accounts import pages as accounts
from blueprints.accounts.forms import SignInForm
from blueprints.accounts.photos import Photo
from blueprints.contacts.met_where import SHARED, event_asked
from blueprints.goals import going
from blueprints.goals.models import Event
from blueprints.shared import access, clock
from blueprints.shared.access import current_person, may_wait, public, shared_to
from blueprints.shared.card import Card
from blueprints.shared.card_form import CardForm, card_values
from blueprints.shared.carried import Carried
from blueprints.shared.database import writing
from blueprints.shared.forms import Shown, empty, shown
from blueprints.shared.ids import new_id, plain_code
from blueprints.shared.limits import by_person, limiter, only_counted
from blueprints.shared.pages import render, say
from blueprints.shared.reach import region_of
from blueprints.shared.serving.load_shedding import is_poll

from . import file_names, lock_screen, pages, swap, vcard
from .forms import CardTextForm, CarryForm, ReturnForm, SwapForm, TypedForm
from .light import render_light
from .links import code_in
from .models import Code, Holder, arrivals
from .returned import accept_return

blueprint = Blueprint("exchange", __name__)

# All guests of one hall may come from one address: in a break of five thousand they open about 300
# cards a minute, and hand over half as many. Guessing at 60 bits gets nowhere even so.
look_up = limiter.shared_limit("600/minute", scope="codes", key_func=by_person)
handed_over = limiter.limit("240/minute;3000/hour")
# Only cards that arrive count for whoever gets them: else a stranger could keep all others out by
# forms that nobody ever sees.
handed_to_one = limiter.limit(
    "300/hour",
    key_func=lambda: plain_code((request.view_args or {})["word"]),
    deduct_when=lambda _: "arrived" in g,
)

NO_CODE = "This code leads nowhere. Ask them for a new one."
EXPIRED = "This code has ended. Ask them for a new one."
OWN = "That is your own code. It is for others to scan."
UNKNOWN = "No card has that code. Check it once more, or ask them for a new one."


@blueprint.get("/swap")
def my_code() -> ResponseReturnValue:
    event = going.event_now(current_person.id)
    page = pages.my_code(current_person, _my_code(event), event, access.own_origin())
    return render("exchange/my_code.html", page)


@blueprint.post("/swap/code")
def renew_code() -> ResponseReturnValue:
    Code.renew(current_person.id, going.under_way(current_person.id, clock.now()))
    say("This is a new code. Those you showed before lead nowhere now.")
    return redirect("/swap", 303)


@blueprint.post("/swap/carrying")
def carry_card() -> ResponseReturnValue:
    form = CarryForm.posted()
    if form.validate():
        current_person.settle({"card_in_code": form.carry.data == "yes"})
    return redirect("/swap", 303)


@blueprint.get("/swap/wallpaper.png")
def wallpaper() -> ResponseReturnValue:
    event = going.event_now(current_person.id)
    drawing = pages.drawing(current_person, _my_code(event).word, access.own_origin())
    return _file(lock_screen.draw(drawing, current_person.name), "image/png", "My code.png")


@blueprint.get("/swap/vcard")
def plain_code_page() -> ResponseReturnValue:
    return render("exchange/plain_code.html", pages.plain_code(current_person))


@blueprint.get("/swap/arrivals")
@is_poll()
def news() -> ResponseReturnValue:
    since = request.args.get("since", default=access.last_rev(), type=int)
    latest, people = arrivals(current_user.person_id, access.last_rev(), since)
    return jsonify(since=str(latest), people=people)


@blueprint.get("/scan")
def scan() -> ResponseReturnValue:
    return _scan_page(empty(TypedForm))


@blueprint.post("/scan/typed")
@look_up
def typed() -> ResponseReturnValue:
    form = TypedForm.posted()
    if not form.validate():
        return _scan_page(shown(form), 422)
    if path := _destination(code_in(form.code.data, request.host)):
        return redirect(path, 303)
    form.code.errors = [UNKNOWN]
    return _scan_page(shown(form), 422)


@blueprint.post("/scan/card")
def review_card() -> ResponseReturnValue:
    form = CardTextForm.posted()
    read = form.read() if form.validate() else None
    return _review_page(read, form) if read else _card_text_page(form)


@blueprint.post("/scan/shared")
@public
@shared_to
@look_up
def review_shared() -> ResponseReturnValue:
    form = CardTextForm.shared()
    read = form.read() if form.validate() else None
    if read is None:
        return _card_text_page(form)
    return _review_page(read, form) if access.signed_in() else _kept_page(read)


@blueprint.get("/c/<word>", endpoint="card")
@blueprint.get("/C/<word>", endpoint="card_in_capitals")
@public
@look_up
def card(word: str) -> ResponseReturnValue:
    holder = Code.holder(plain_code(word))
    if holder is None or holder.expired:
        return _gone(holder)
    return _card_page(holder, empty(ReturnForm))


@blueprint.get("/c/<word>/card.vcf")
@public
@look_up
def card_file(word: str) -> ResponseReturnValue:
    holder = Code.holder(plain_code(word))
    if holder is None or holder.expired:
        return _gone(holder)
    note = f"Met at {holder.event_title}" if holder.event_title else ""
    with_photo = holder.has_photo and request.args.get("photo") == "1"
    photo = Photo.of(holder.owner_id) if with_photo else None
    content = vcard.write(holder.card, photo, note)
    return _file(content, "text/vcard; charset=utf-8", f"{holder.card.name}.vcf")


@blueprint.get("/c/<word>/photo.jpg")
@public
@look_up
def card_photo(word: str) -> ResponseReturnValue:
    holder = Code.holder(plain_code(word))
    face = Photo.face_of(holder.owner_id) if holder and holder.has_photo else None
    if holder is None or holder.expired or face is None:
        return _gone(holder)
    return _file(face, "image/jpeg", f"{holder.card.name}.jpg")


@blueprint.post("/c/<word>/return")
@public
@only_counted
@handed_over
@handed_to_one
def return_card(word: str) -> ResponseReturnValue:
    holder, form = Code.holder(plain_code(word)), ReturnForm.posted()
    if holder is None or holder.expired:
        return _gone(holder, [form.name.data, form.reach.data, form.line.data])
    form.region = region_of(holder.locale)
    if not form.validate():
        return _card_page(holder, shown(form), 422)
    # A bot that fills the field nobody sees is thanked like anybody, and learns nothing.
    if not form.homepage.data:
        accept_return(holder, form.card, form.line.data)
        g.arrived = True
    return redirect(f"/c/{holder.word.lower()}/thanks", 303)


@blueprint.get("/c/<word>/thanks")
@public
@look_up
def thanks(word: str) -> ResponseReturnValue:
    holder = Code.holder(plain_code(word))
    if holder is None or holder.expired:
        return _gone(holder)
    return render_light("exchange/thanks.html", pages.thanks(holder))


@blueprint.post("/c/<word>/swap")
@may_wait
@look_up
def swapping(word: str) -> ResponseReturnValue:
    holder, form = Code.holder(plain_code(word)), SwapForm.posted()
    if holder:
        holder.date()
    if holder is None or holder.expired:
        return _gone(holder, carried=pages.carried(form.card.data))
    if holder.owner_id == current_user.person_id:
        return render("exchange/gone.html", pages.gone(OWN), 422)
    if not form.validate():
        return _card_page(holder, empty(ReturnForm), 422)
    act = swap.swap if form.mode.data == "swap" else swap.take
    contact_id = act(holder, current_user.person_id, request.form.get("id", ""))
    return redirect(f"/people/{contact_id}/listening", 303)


def _my_code(event: Event | None) -> Code:
    event_id = event.id if event else None
    code = Code.shown_by(current_person.id, event_id)
    if code is None:
        with writing():
            code = Code.show(current_person.id, event_id)
    return code


def _destination(word: str) -> str:
    if word and Code.holder(word):
        return f"/c/{word.lower()}"
    return f"/e/{word.lower()}" if word and Event.by_join_code(word) else ""


def _scan_page(form: Shown, status: int = 200) -> ResponseReturnValue:
    return render("exchange/scan.html", {"place": "swap", "form": form}, status)


def _card_text_page(form: CardTextForm) -> ResponseReturnValue:
    return render("exchange/card_text.html", pages.card_text(shown(form)), 422)


def _review_page(read: Card, form: CardTextForm) -> ResponseReturnValue:
    source = form.source.data
    event = event_asked(current_person.id, source)
    page = pages.review(empty(CardForm, card_values(read)), form.held, source, event)
    return render("contacts/person_form.html", page)


def _kept_page(read: Card) -> ResponseReturnValue:
    # A file cannot wait in a page: what it said of them can.
    known = [(name, value) for name, value in card_values(read).items() if value]
    carried = Carried.of("/people", [("id", new_id()), ("source", SHARED), *known])
    return render("accounts/sign_in.html", accounts.sign_in(empty(SignInForm), carried), 401)


def _card_page(holder: Holder, form: Shown, status: int = 200) -> ResponseReturnValue:
    own = holder.owner_id == access.person_id()
    return render_light("exchange/card.html", pages.card(holder, own, form), status)


def _gone(
    holder: Holder | None, kept: Sequence[str] = (), carried: Card | None = None
) -> ResponseReturnValue:
    # A made-up code, a renewed one and that of a deleted account look alike to whoever tries.
    sentence, status = (EXPIRED, 410) if holder else (NO_CODE, 404)
    return render("exchange/gone.html", pages.gone(sentence, kept, carried), status)


def _file(content: bytes, kind: str, name: str) -> ResponseReturnValue:
    answer = current_app.response_class(content, content_type=kind)
    # Inline, or iOS offers to keep a file instead of opening its contacts.
    answer.headers.set("Content-Disposition", "inline", **file_names.parameters(name))
    return answer
