"""A next step with somebody, in words and as an invitation: times as both of their clocks show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from blueprints.shared import words
from blueprints.shared.icalendar import Entry, calendar
from blueprints.shared.zones import city, day_in

# What comes next, as the contact's next step says it.
KINDS = {"call": "A call", "video": "A video chat", "coffee": "A coffee"}
ASKING = {
    "call": "could we have a call?",
    "video": "could we have a video chat?",
    "coffee": "could we meet for a coffee?",
}
SUMMARIES = {"call": "Call", "video": "Video chat", "coffee": "Coffee"}

# Some programs make a link of whatever follows; only what is surely one address is told as one.
_LINK = re.compile(r"https?://[!-~]+")
# RFC 5545, 3.1: within quotes anything goes but these; and RFC 6868 has "^n" be a line break.
_UNQUOTABLE = re.compile(r'[\x00-\x1f"^\x7f-\x9f\u2028\u2029]')


@dataclass(frozen=True)
class Clocks:
    """By which clocks two people live, by their IANA names, and the locale of who writes."""

    mine: str
    theirs: str
    locale: str


@dataclass(frozen=True)
class Meeting:
    """What was agreed on: `uid` and `sequence` as calendars know it, `changed_at` when it last was.

    `email` is the address of whoever invites, or "".
    """

    uid: str
    kind: str
    starts: datetime
    minutes: int
    place: str
    me: str
    email: str
    they: str
    sequence: int
    changed_at: datetime
    cancelled: bool


def for_both(at: datetime, of: Clocks) -> str:
    """A time for the one who proposes: "Fri 4 Dec, 15:00 for you · 16:00 for them"."""
    mine, theirs = _told(at, of.mine, of.locale), _told(at, of.theirs, of.locale)
    if mine == theirs:
        return f"{', '.join(mine)} for both of you"
    if mine[0] == theirs[0]:
        return f"{', '.join(mine)} for you · {theirs[1]} for them"
    later = "a day later" if day_in(of.theirs, at) > day_in(of.mine, at) else "a day earlier"
    return f"{', '.join(mine)} for you · {', '.join(theirs)} for them, {later}"


def in_a_letter(at: datetime, of: Clocks) -> str:
    """A time as both of them can read it: "Fri 4 Dec, 15:00 in London · 16:00 in Berlin"."""
    mine, theirs = _told(at, of.mine, of.locale), _told(at, of.theirs, of.locale)
    here = f"{', '.join(mine)} in {city(of.mine)}"
    if mine == theirs and city(of.mine) == city(of.theirs):
        return here
    there = theirs[1] if mine[0] == theirs[0] else ", ".join(theirs)
    return f"{here} · {there} in {city(of.theirs)}"


def letter(
    kind: str, minutes: int, place: str, moments: Sequence[datetime], of: Clocks, me: str, they: str
) -> str:
    """A text to send that proposes the times."""
    times = "\n".join(f"– {in_a_letter(at, of)}" for at in moments)
    where = f"\n\nWhere: {place}" if place else ""
    return (
        f"Hello {words.first_name(they)}, {ASKING[kind]} I was thinking of {minutes} minutes. "
        f"Any of these times would suit me:\n\n{times}{where}\n\n"
        f"Which would you prefer? If none works, tell me what would.\n\n{me}"
    )


def invitation(of: Meeting) -> bytes:
    """The meeting as a file for any calendar (docs/invitations.md says why like this)."""
    also = [f"STATUS:{'CANCELLED' if of.cancelled else 'CONFIRMED'}"]
    if of.email:
        also.append(f'ORGANIZER;CN="{_UNQUOTABLE.sub("", of.me)}":mailto:{quote(of.email, "@+")}')
    entry = Entry(
        uid=of.uid,
        starts=of.starts,
        ends=of.starts + timedelta(minutes=of.minutes),
        summary=f"{SUMMARIES[of.kind]}: {of.me} and {of.they}",
        stamp=of.changed_at,
        place=of.place,
        url=of.place if _LINK.fullmatch(of.place) else "",
        sequence=of.sequence,
        also=tuple(also),
    )
    return calendar([entry], method="CANCEL" if of.cancelled else "PUBLISH")


def _told(at: datetime, zone: str, locale: str) -> tuple[str, str]:
    return words.day(at, zone, locale), words.hour(at, zone, locale)
