"""Introductions: who should meet, and asking both before they do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts import index
from blueprints.contacts.consent import (
    WHO,
    goes_on,
    may_answer,
    may_ask,
    may_introduce,
    may_let_know,
)
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.contacts.pages import here
from blueprints.contacts.suggesting import suggestions, under_way, with_people
from blueprints.shared import access, acts, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.database import db
from blueprints.shared.forms import PostedForm
from blueprints.shared.ids import is_id
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, hold, owned

from . import pages_introductions as pages
from .forms import AnswerForm, BeginForm, PairForm, SendingForm
from .routes import blueprint

NO_PAIR = "Choose two of your people."
BUSY = "One of them is being asked already. Let that end first."
LET_GO = "You have let one of them go. Take them back first."
TOO_EARLY = "It is not their turn yet. Follow the step shown here."


@blueprint.get("/introductions")
def introductions() -> ResponseReturnValue:
    return _all_page()


@blueprint.get("/introductions/<id:introduction_id>")
def introduction(introduction_id: str) -> ResponseReturnValue:
    return _page(owned(Introduction, introduction_id))


@blueprint.post("/introductions")
@may_wait
def begin() -> ResponseReturnValue:
    form = BeginForm.posted()
    both = _both(form)
    if both is None:
        return _all_page(NO_PAIR)
    # Of two phones that begin it at once, the second sees what the first began.
    hold(both[0])
    if known := _begun_elsewhere(*both):
        known.stands_for(request.form.get("id", ""))
        return _back(known)
    if wrong := _wrong(form) or _in_the_way(*both):
        return _all_page(wrong)
    words = {name: form[name].data for name in ("reason", "need", "offer")}
    introduction_id = fresh_id(Introduction)
    Introduction.begin(introduction_id, *both, words)
    return redirect(f"/introductions/{introduction_id}", 303)


@blueprint.post("/introductions/dismissals")
@may_wait
def dismiss() -> ResponseReturnValue:
    both = _both(PairForm.posted())
    if both is None:
        return _all_page(NO_PAIR)
    introduction_id = fresh_id(Introduction)
    Introduction.dismiss(introduction_id, *both)
    undo = f"/introductions/{introduction_id}/reconsidering"
    say("Those two will not come up again.", undo=undo)
    return redirect("/introductions", 303)


@blueprint.post("/introductions/<id:introduction_id>/reconsidering")
@may_wait
def reconsider(introduction_id: str) -> ResponseReturnValue:
    owned(Introduction, introduction_id).reconsider()
    return redirect("/introductions", 303)


@blueprint.post("/introductions/<id:introduction_id>/asking/<who>")
@may_wait
def ask(introduction_id: str, who: str) -> ResponseReturnValue:
    of, form = _of(introduction_id, who), SendingForm.posted()
    if wrong := _wrong(form) or _too_early(may_ask(of.consent, who)):
        return _page(of, wrong)
    of.ask(who, form.how.data, here(clock.now(), current_person))
    say("Noted: you have asked them.", undo=f"/introductions/{introduction_id}/unasking/{who}")
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/unasking/<who>")
@may_wait
def unask(introduction_id: str, who: str) -> ResponseReturnValue:
    of = _of(introduction_id, who)
    of.unask(who)
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/answer/<who>")
@may_wait
def answer(introduction_id: str, who: str) -> ResponseReturnValue:
    of, form = _of(introduction_id, who), AnswerForm.posted()
    if wrong := _wrong(form) or _too_early(may_answer(of.consent, who)):
        return _page(of, wrong)
    if wrong := _elsewhere(of, {f"{who}_answer": form.answer.data}):
        return _page(of, wrong)
    of.answer(who, form.answer.data)
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/telling")
@may_wait
def let_know(introduction_id: str) -> ResponseReturnValue:
    of, form = owned(Introduction, introduction_id), SendingForm.posted()
    if wrong := _wrong(form) or _too_early(may_let_know(of.consent)):
        return _page(of, wrong)
    of.let_know(form.how.data, here(clock.now(), current_person))
    say("Noted.", undo=f"/introductions/{introduction_id}/untelling")
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/untelling")
@may_wait
def not_let_know(introduction_id: str) -> ResponseReturnValue:
    of = owned(Introduction, introduction_id)
    of.not_let_know()
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/introducing")
@may_wait
def introduce(introduction_id: str) -> ResponseReturnValue:
    of = owned(Introduction, introduction_id)
    if wrong := _too_early(may_introduce(of.consent)):
        return _page(of, wrong)
    of.introduce(here(clock.now(), current_person))
    undo = f"/introductions/{introduction_id}/unintroducing"
    say("Introduced. Both their pages say so.", undo=undo)
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/unintroducing")
@may_wait
def unintroduce(introduction_id: str) -> ResponseReturnValue:
    of = owned(Introduction, introduction_id)
    if wrong := _elsewhere(of, {"introduced": False}):
        return _page(of, wrong)
    of.take_back()
    return _back(of)


@blueprint.post("/introductions/<id:introduction_id>/withdrawal")
@may_wait
def withdraw(introduction_id: str) -> ResponseReturnValue:
    owned(Introduction, introduction_id).withdraw()
    say("Stopped. Nobody is told.", undo=f"/introductions/{introduction_id}/return")
    return redirect("/introductions", 303)


@blueprint.post("/introductions/<id:introduction_id>/return")
@may_wait
def resume(introduction_id: str) -> ResponseReturnValue:
    of = owned(Introduction, introduction_id)
    if wrong := _elsewhere(of, {"withdrawn": False}):
        return _page(of, wrong)
    of.resume()
    return _back(of)


def _both(form: PairForm) -> tuple[Contact, Contact] | None:
    """The two contacts that a form names: the person's own, and not the same one twice."""
    first, second = _mine(form.first.data), _mine(form.second.data)
    return (first, second) if first and second and first is not second else None


def _mine(contact_id: str) -> Contact | None:
    found = db.session.get(Contact, contact_id) if is_id(contact_id) else None
    return found if found and found.owner_id == current_person.id else None


def _begun_elsewhere(first: Contact, second: Contact) -> Introduction | None:
    """The one that the person began on another phone, where this one was away meanwhile."""
    begun = Introduction.among(first, second) if acts.current() else []
    return next(filter(under_way, begun), None)


def _in_the_way(first: Contact, second: Contact) -> str:
    if first.let_go_at or second.let_go_at:
        return LET_GO
    return _busy(first.id, second.id)


def _elsewhere(of: Introduction, after: Mapping[str, Any]) -> str:
    """Why it cannot go on, after it had ended: one of the two is being asked elsewhere by now."""
    # As where one is begun: of two phones, the second sees what the first began.
    hold(of)
    is_on = goes_on(of.consent, replace(of.consent, **after))
    return _busy(of.first_id, of.second_id) if is_on else ""


def _busy(*ids: str) -> str:
    open_ones = filter(under_way, Introduction.of(current_person.id))
    asked = {one_id for one in open_ones for one_id in (one.first_id, one.second_id)}
    return BUSY if asked & {*ids} else ""


def _too_early(in_turn: bool) -> str:
    return "" if in_turn else TOO_EARLY


def _wrong(form: PostedForm) -> str:
    """The first sentence of what is wrong: none of it was typed, so no field shows it."""
    form.validate()
    return next((str(field.errors[0]) for field in form if field.errors), "")


def _of(introduction_id: str, who: str) -> Introduction:
    if who not in WHO:
        raise NotFound
    return owned(Introduction, introduction_id)


def _back(of: Introduction) -> ResponseReturnValue:
    return redirect(f"/introductions/{of.id}", 303)


def _page(of: Introduction, sentence: str = "") -> ResponseReturnValue:
    page = pages.introduction(of, access.me(), sentence)
    return render("followups/introduction.html", page, 422 if sentence else 200)


def _all_page(sentence: str = "") -> ResponseReturnValue:
    owner_id = current_person.id
    index.refresh(owner_id)
    before = Introduction.of(owner_id)
    found = [with_people(one) for one in suggestions(owner_id, before, clock.now())]
    page = pages.introductions(found, before, access.me(), sentence)
    return render("followups/introductions.html", page, 422 if sentence else 200)
