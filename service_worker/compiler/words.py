"""What server and phone say alike: labels, and what forms refuse. The Python modules own it."""

from typing import Any

from wtforms import Form

from blueprints.contacts import (
    balance,
    depth,
    introducer,
    matching,
    might_help,
    network,
    room,
    roots,
)
from blueprints.contacts.cadence import EVERY
from blueprints.contacts.forms import (
    RHYTHMS,
    DayField,
    ListenForm,
    MovingForm,
    NewPersonForm,
    NextForm,
    NoteForm,
    PromiseForm,
    RhythmForm,
    TouchForm,
)
from blueprints.contacts.in_touch import WHO
from blueprints.contacts.kinship import KIN
from blueprints.contacts.pages import SOURCES
from blueprints.exchange.forms import CardTextForm, SwapForm, TypedForm
from blueprints.followups import (
    focus,
    looking_back,
    pages_introductions,
    pages_messages,
    proposing,
    verdict,
)
from blueprints.followups.drafting import PARTS
from blueprints.followups.forms import (
    MINUTES,
    PAST,
    TWICE,
    AnswerForm,
    BeginForm,
    ChoiceForm,
    LineForm,
    MessageForm,
    PairForm,
    ProposalForm,
    SendingForm,
    StepForm,
)
from blueprints.followups.pages_proposals import LENGTHS
from blueprints.goals.forms import (
    LONG_LINK,
    LONGEST_LINK,
    NO_TIME,
    NO_ZONE,
    EventForm,
    GoalForm,
    PlanForm,
    ReflectionForm,
    TargetForm,
)
from blueprints.goals.pages import LAST, REACHED
from blueprints.goals.series import DATES
from blueprints.shared import carried, folding
from blueprints.shared.card import CHANNELS, LONGEST_NAME
from blueprints.shared.card_form import MOST_LINKS, CardForm
from blueprints.shared.facts import WHAT
from blueprints.shared.forms import AtMost, Needed, OneOf, ProseField
from blueprints.shared.reach import LABELS
from blueprints.shared.words import TITLES

FORMS: tuple[type[Form], ...] = (
    *(CardForm, ListenForm, NextForm, NoteForm, PromiseForm, CardTextForm, SwapForm, TypedForm),
    *(MovingForm, TouchForm, RhythmForm, MessageForm, LineForm, SendingForm),
    *(ProposalForm, ChoiceForm),
    *(NewPersonForm, PairForm, BeginForm, AnswerForm),
    *(StepForm, EventForm, GoalForm, PlanForm, ReflectionForm, TargetForm),
)


def words() -> dict[str, Any]:
    """Each by the name under which the worker imports it."""
    return {
        "AFTER": verdict.AFTER,
        "ASKING": proposing.ASKING,
        "BALANCE": balance.SENTENCES,
        "CARRIED": {
            "its_own": sorted(carried.ITS_OWN),
            "secret": sorted(carried.SECRET),
            "typed": sorted(carried.TYPED),
        },
        "CHANNELS": CHANNELS,
        "DEPTH_SAID": depth.SENTENCES,
        "DATES": DATES,
        "COMMON_WORDS": " ".join(roots.COMMON_WORDS.split()),
        "ENDINGS": roots.ENDINGS,
        "EVERY": EVERY,
        "FOCUS_CHOICES": focus.CHOICES,
        "FOCUS_FULL": focus.FULL,
        "FOCUS_SAID": focus.SAID,
        "FOLDED_LETTERS": folding.LETTERS,
        "FORMS": {form.__name__: fields_of(form) for form in FORMS},
        "KIN": KIN.splitlines(),
        "LABELS": LABELS,
        "LAST": LAST,
        "LENGTHS": LENGTHS,
        "MIGHT_HELP": might_help.LEADS,
        "MINUTES": MINUTES,
        "LONGEST_LINK": LONGEST_LINK,
        "LONG_LINK": LONG_LINK,
        "MOST_LINKS": MOST_LINKS,
        "NOTHING": verdict.NOTHING,
        "MATCHING": {
            "most": matching.MOST,
            "crowd": matching.CROWD,
            "enough": matching.ENOUGH,
            "ranked": matching.RANKED,
            "weighed": matching.WEIGHED,
        },
        "NO_TIME": NO_TIME,
        "NO_ZONE": NO_ZONE,
        "PART_LABELS": pages_messages.LABELS,
        "SENT_ALREADY": pages_messages.SENT_ALREADY,
        "PARTS": PARTS,
        "PAST": PAST,
        "PROPOSALS": proposing.KINDS,
        "REACHED": REACHED,
        "RHYTHMS": RHYTHMS,
        "ROOM_REASONS": room.REASONS,
        "ROOM_RESTS_DAYS": room.RESTS.days,
        "SOURCES": SOURCES,
        "INTRODUCER": {
            "longest": LONGEST_NAME,
            "most": introducer.MOST,
            "nobody": introducer.NOBODY,
            "several": introducer.SEVERAL,
        },
        "INTRODUCTION_STAGES": pages_introductions.STAGES,
        "STAGE_ABOUT": network.ABOUT,
        "STAGE_LABELS": depth.LABELS,
        "STAGES": depth.STAGES,
        "SUMMARIES": proposing.SUMMARIES,
        "TITLES": TITLES,
        "TWICE": TWICE,
        "WAYS": looking_back.WAYS,
        "UNCUT": roots.UNCUT.split(),
        "WHAT": WHAT,
        "WHO": WHO,
        "WRITTEN": focus.WRITTEN,
    }


def fields_of(form: type[Form]) -> dict[str, list[Any]]:
    """Of each field its kind and its validators: what they say, and what they count."""
    return {field.name: [_kind(field), *map(_check, field.validators)] for field in form()}


def _kind(field: object) -> str:
    if isinstance(field, DayField):
        return "day"
    return "prose" if isinstance(field, ProseField) else "text"


def _check(validator: object) -> list[Any]:
    match validator:
        case Needed():
            return ["needed", validator.sentence]
        case AtMost():
            return ["atMost", validator.count]
        case OneOf():
            return ["oneOf", *validator.words]
    raise TypeError(f"{validator!r} is not known to the phone")
