"""The signed-in person as their own phone keeps them: settings, card, and codes to show."""

from dataclasses import asdict
from typing import Any

from blueprints.accounts import pages as accounts
from blueprints.accounts.models import Person
from blueprints.exchange import pages as exchange
from blueprints.exchange.models import Code, Living
from blueprints.shared.moments import written
from blueprints.shared.reach import region_of
from blueprints.shared.words import first_name, lettering

from .drawn import MOST, drawn

Record = dict[str, Any]


def oneself(person: Person, origin: str) -> Record:
    """Everything the phone's own pages say of the person, and how to write days and hours."""
    # That of no event first, which any event can do with.
    codes = sorted(Code.living(person.id), key=lambda code: code.event_id is not None)[:MOST]
    return {
        **_settings(person),
        "name": person.name,
        "first_name": first_name(person.name),
        "organisation": person.whole_card.organisation,
        "invites_from": person.shared_card.email,
        "region": region_of(person.locale) or "",
        "lettering": asdict(lettering(person.locale)),
        "me": {name: value for name, value in accounts.me(person).items() if name != "place"},
        "has_photo": person.photo_id is not None,
        "photo": accounts.own_photo(person),
        "codes": [_code(code, person, origin) for code in codes],
        "plain_code": {
            "drawn": drawn(exchange.plain_drawing(person)),
            "holds": exchange.held(person),
        },
    }


def _settings(person: Person) -> Record:
    names = ("id", "rev", "last_rev", "locale", "zone", "followup_cap", "capacity", "card_in_code")
    return {name: getattr(person, name) for name in names}


def _code(code: Living, person: Person, origin: str) -> Record:
    return {
        "id": code.id,
        "word": code.word,
        "spaced": exchange.spaced(code.word),
        "event_id": code.event_id,
        "event_title": code.event_title,
        "link": exchange.link(code.word, origin),
        "living_until": written(code.living_until),
        "young_until": written(code.young_until),
        "drawn": drawn(exchange.drawing(person, code.word, origin)),
    }
