"""The next step with somebody: a call, a video chat or a coffee."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts.models import Contact
from blueprints.contacts.pages import here
from blueprints.shared import access, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.forms import Shown, shown
from blueprints.shared.icalendar import MEDIA_TYPE
from blueprints.shared.moments import written
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import pages_proposals as pages
from .forms import ChoiceForm, ProposalForm
from .proposals import Offer, Proposal
from .routes import blueprint

NO_FILE = "There is no invitation yet: no time has been agreed on."


@blueprint.get("/people/<id:contact_id>/proposal")
def proposal(contact_id: str) -> ResponseReturnValue:
    return _page(owned(Contact, contact_id))


@blueprint.post("/people/<id:contact_id>/proposals")
@may_wait
def propose(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), ProposalForm.posted()
    if not _fits(form):
        return _page(contact, 422, form=shown(form))
    Proposal.propose(contact, fresh_id(Proposal), _offer(form))
    return redirect(_href(contact_id), 303)


@blueprint.post("/proposals/<id:proposal_id>")
@may_wait
def revise(proposal_id: str) -> ResponseReturnValue:
    mine, form = owned(Proposal, proposal_id), ProposalForm.posted()
    if not _fits(form):
        return _page(mine.contact, 422, form=shown(form))
    mine.revise(_offer(form), current_person.zone)
    return redirect(_href(mine.contact_id), 303)


@blueprint.post("/proposals/<id:proposal_id>/choice")
@may_wait
def choose(proposal_id: str) -> ResponseReturnValue:
    mine, form = owned(Proposal, proposal_id), ChoiceForm.posted()
    if form.moment.data not in mine.moments:
        form.moment.errors = ["Choose one of these."]
        return _page(mine.contact, 422, choice=shown(form))
    mine.choose(form.moment.data, current_person.zone)
    return redirect(_href(mine.contact_id), 303)


@blueprint.post("/proposals/<id:proposal_id>/happening")
@may_wait
def happen(proposal_id: str) -> ResponseReturnValue:
    mine = owned(Proposal, proposal_id)
    mine.happen(here(clock.now(), current_person), current_person.zone)
    say("Noted: you talked.", undo=f"/proposals/{proposal_id}/return")
    return redirect(f"/people/{mine.contact_id}", 303)


@blueprint.post("/proposals/<id:proposal_id>/cancellation")
@may_wait
def cancel(proposal_id: str) -> ResponseReturnValue:
    mine = owned(Proposal, proposal_id)
    mine.cancel()
    say("Called off. They hear of it only from you.", undo=f"/proposals/{proposal_id}/return")
    return redirect(_href(mine.contact_id), 303)


@blueprint.post("/proposals/<id:proposal_id>/return")
@may_wait
def stand_again(proposal_id: str) -> ResponseReturnValue:
    mine = owned(Proposal, proposal_id)
    mine.take_back(current_person.zone)
    return redirect(_href(mine.contact_id), 303)


@blueprint.get("/proposals/<id:proposal_id>/invitation.ics")
def invitation(proposal_id: str) -> ResponseReturnValue:
    mine = owned(Proposal, proposal_id)
    content = pages.file_of(mine, access.me())
    if content is None:
        raise NotFound(NO_FILE)
    answer = Response(content, content_type=MEDIA_TYPE)
    # Inline, or iOS offers to keep a file instead of opening its calendar.
    answer.headers.set("Content-Disposition", "inline", filename=pages.file_name(mine))
    return answer


def _page(contact: Contact, status: int = 200, **forms: Shown) -> ResponseReturnValue:
    latest = Proposal.latest_with(contact.id)
    page = pages.proposal(contact, latest, access.me(), clock.now(), **forms)
    return render("followups/proposal.html", page, status)


def _fits(form: ProposalForm) -> bool:
    return form.validate() and form.fits(current_person.zone, clock.now())


def _offer(form: ProposalForm) -> Offer:
    moments = [written(moment) for moment in form.moments]
    minutes = int(form.minutes.data)
    return Offer(form.kind.data, form.place.data, minutes, moments, form.zone.data)


def _href(contact_id: str) -> str:
    return f"/people/{contact_id}/proposal"
