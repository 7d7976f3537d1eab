"""The replica: what changed for a person since a revision, in one answer."""

from datetime import datetime
from typing import Any

from flask_login import current_user

from blueprints.accounts.sign_ins import SignIn
from blueprints.exchange.models import LIFE_AFTER_EVENT, Code
from blueprints.goals import going
from blueprints.shared import access, ages, clock
from blueprints.shared.database import writing
from blueprints.shared.ids import is_id
from blueprints.shared.moments import written

from .drawn import MOST
from .news import News, news
from .oneself import oneself
from .records import Reader, shown

Replica = dict[str, Any]


def pull(since: int | None, phone: str = "", stale_codes: bool = False) -> Replica:
    """What a phone at the revision `since` has to learn; next to nothing when that is the latest.

    A phone that has nothing, or claims to know what had not happened when it asked, is told
    everything, and so is one that knows what happened before the database was brought back; any
    other is told of the person themselves only where something of theirs may have changed.
    `refetched` says that this browser had it all before: it has lost what it kept, and with it what
    waited there. A phone whose codes are all out of date (`stale_codes`) gets new ones.
    """
    person_id = current_user.person_id
    known = since if since and _happened(since) else 0
    refetched = known == 0 and is_id(phone) and _lost(current_user.sign_in, phone)
    found = _news(person_id, known, stale_codes)
    told = nothing_new(person_id, found.last_rev)
    if known and known == found.last_rev and not stale_codes:
        return told
    records = shown(found.records, Reader(person_id, clock.now()))
    told |= {"whole": known == 0, "refetched": refetched, "records": records}
    # Codes are drawn for it, and name events: that takes longer than a whole swap.
    if not known or stale_codes or found.person or found.codes or "attendances" in found.records:
        told["person"] = oneself(access.me(), access.own_origin())
    return told


def _happened(rev: int) -> bool:
    """Whether the person was at that revision once, as far as this database knows."""
    latest = access.last_rev()
    return 0 < rev <= latest and ages.of(rev) == ages.of(latest)


def nothing_new(person_id: str, rev: int) -> Replica:
    """What a phone is told that knows it all."""
    return {"person_id": person_id, "rev": rev, "now": written(clock.now())}


def _lost(sign_in: SignIn, phone: str) -> bool:
    """Whether another phone kept the records of this sign-in; this one does from now on."""
    kept_by = sign_in.phone
    if kept_by != phone:
        with writing():
            sign_in.keep_on(phone)
    return kept_by not in (None, phone)


def _news(person_id: str, known: int, stale_codes: bool) -> News:
    """What came after a revision, with codes for wherever the person may be without a network."""
    if not known or stale_codes:
        _lay_out_codes(person_id)
    found = news(person_id, known)
    may_lack = found.codes or "attendances" in found.records
    if known and may_lack and _lay_out_codes(person_id):
        return news(person_id, known)
    return found


def _lay_out_codes(person_id: str) -> bool:
    """Whether a code was missing. From now on there is one for each place."""
    missing = _places(person_id, clock.now()) - _with_code(person_id, clock.now())
    if missing:
        with writing():
            for event_id in missing:
                Code.show(person_id, event_id)
    return bool(missing)


def _places(person_id: str, now: datetime) -> set[str | None]:
    willing = [one for one in going.occasions(person_id) if not one.slid]
    ahead = [one for one in willing if now < one.ends_at + LIFE_AFTER_EVENT]
    soonest = sorted(ahead, key=lambda one: (one.starts_at, one.id))
    return {None, *(one.id for one in soonest[: MOST - 1])}


def _with_code(person_id: str, now: datetime) -> set[str | None]:
    return {code.event_id for code in Code.living(person_id) if now < code.young_until}
