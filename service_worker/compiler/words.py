"""What server and phone say alike: labels, and what forms refuse. The Python modules own it."""

from typing import Any

from wtforms import Form

from blueprints.contacts import balance
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
from blueprints.contacts.in_touch import EVERY, WHO
from blueprints.contacts.pages import SOURCES
from blueprints.exchange.forms import CardTextForm, SwapForm, TypedForm
from blueprints.followups import matching, pages_introductions, pages_messages, roots
from blueprints.followups.drafting import PARTS
from blueprints.followups.forms import (
    AnswerForm,
    BeginForm,
    MessageForm,
    PairForm,
    SendingForm,
    StepForm,
)
from blueprints.followups.kinship import KIN
from blueprints.goals.forms import (
    NO_TIME,
    EventForm,
    GoalForm,
    PlanForm,
    ReflectionForm,
    TargetForm,
)
from blueprints.goals.pages import REACHED
from blueprints.shared.card import CHANNELS
from blueprints.shared.card_form import MOST_LINKS, CardForm
from blueprints.shared.facts import WHAT
from blueprints.shared.forms import AtMost, Needed, OneOf, ProseField
from blueprints.shared.reach import LABELS

FORMS: tuple[type[Form], ...] = (
    *(CardForm, ListenForm, NextForm, NoteForm, PromiseForm, CardTextForm, SwapForm, TypedForm),
    *(MovingForm, TouchForm, RhythmForm, MessageForm, SendingForm),
    *(NewPersonForm, PairForm, BeginForm, AnswerForm),
    *(StepForm, EventForm, GoalForm, PlanForm, ReflectionForm, TargetForm),
)


def words() -> dict[str, Any]:
    """Each by the name under which the worker imports it."""
    return {
        "BALANCE": balance.SENTENCES,
        "CHANNELS": CHANNELS,
        "COMMON_WORDS": roots.COMMON_WORDS.split(),
        "ENDINGS": roots.ENDINGS,
        "EVERY": EVERY,
        "FORMS": {form.__name__: fields_of(form) for form in FORMS},
        "KIN": KIN.splitlines(),
        "LABELS": LABELS,
        "MOST_LINKS": MOST_LINKS,
        "MATCHING": {"most": matching.MOST, "crowd": matching.CROWD, "enough": matching.ENOUGH},
        "NO_TIME": NO_TIME,
        "PART_LABELS": pages_messages.LABELS,
        "PARTS": PARTS,
        "REACHED": REACHED,
        "RHYTHMS": RHYTHMS,
        "SOURCES": SOURCES,
        "STAGES": pages_introductions.STAGES,
        "UNCUT": roots.UNCUT.split(),
        "WHAT": WHAT,
        "WHO": WHO,
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
